// Lets a part of the page stay in sight while one scrolls, only as long as the window holds it whole: what is taller
// would hide its own end. Tells the style sheet how much of the window the bar at the bottom covers.
const AIR = 32; // px

export function enhance(form) {
  const bar = form.querySelector(".scoring-bar");
  const parts = [...form.querySelectorAll(".scoring-row > .sheet-entry, .scoring-row > .scoring-marks")];

  const look = () => {
    const covered = bar.offsetHeight;
    document.documentElement.style.setProperty("--covered", `${covered}px`);
    parts.forEach((part) => { part.dataset.sticks = String(part.offsetHeight + covered + AIR < window.innerHeight); });
  };
  const watch = new ResizeObserver(look);
  [bar, ...parts].forEach((one) => watch.observe(one));
  window.addEventListener("resize", look);
}
