// The part of a page that takes a moment: asked for at once, put in its place when it comes.
// What the reader looks at stays where it is, with the focus and what was unfolded.

export async function enhance(part) {
  const words = part.querySelector("[data-arriving]");
  try {
    const answer = await fetch(part.dataset.arrives);
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const come = page.querySelector("[data-arrived]").childNodes;
    const restore = remember(part);
    part.replaceChildren(...come);
    restore();
    const said = document.querySelector("[data-arrival]");
    if (said) said.textContent = part.querySelector(".lead")?.textContent ?? "";
  } catch {
    words.textContent = words.dataset.failed;
  }
}

function remember(part) {
  const rows = () => [...part.querySelectorAll("th a")];
  const unfolded = [...part.querySelectorAll("details[open] > summary")].map((one) => one.textContent);
  const focused = part.contains(document.activeElement) ? document.activeElement.href : undefined;
  const seen = window.scrollY > 0 ? rows().find((link) => link.getBoundingClientRect().top >= 0) : undefined;
  const top = seen?.getBoundingClientRect().top;

  return () => {
    part.querySelectorAll("details > summary").forEach((summary) => {
      if (unfolded.includes(summary.textContent)) summary.parentElement.open = true;
    });
    if (focused) rows().find((link) => link.href === focused)?.focus({ preventScroll: true });
    const again = seen && rows().find((link) => link.href === seen.href);
    if (again) window.scrollBy({ top: again.getBoundingClientRect().top - top, behavior: "instant" });
  };
}
