// How many seconds a letter is still held back; once it is not, the page shows what became of it.
export function enhance(place) {
  const end = performance.now() + Number(place.dataset.held) * 1000;
  const tick = () => {
    const left = Math.ceil((end - performance.now()) / 1000);
    if (left < 0) { window.location.reload(); return; }
    place.textContent = place.dataset.words.replace("{count}", left);
    setTimeout(tick, 1000);
  };
  tick();
}
