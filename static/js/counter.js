// Counts words or characters against the limit printed below the field.
const PAUSE = 1000;

export function enhance(control) {
  const note = document.getElementById(`${control.id}-counter`);
  if (!note) return;
  const spoken = document.createElement("span");
  spoken.className = "visually-hidden";
  spoken.setAttribute("role", "status");
  note.after(spoken);

  let timer;
  const limit = Number(note.dataset.limit);
  const show = () => {
    const count = countOf(control.value, control.dataset.counter);
    note.textContent = note.dataset.text.replace("{count}", count).replace("{limit}", limit);
    note.dataset.over = String(count > limit);
    clearTimeout(timer);
    // Spoken after a pause in typing, and only when the limit is near.
    if (count > limit * 0.9) timer = setTimeout(() => { spoken.textContent = note.textContent; }, PAUSE);
  };
  show();
  spoken.textContent = "";
  control.addEventListener("input", show);
}

export function countOf(text, unit) {
  if (unit === "characters") return [...text.replace(/\r\n/g, "\n")].length;
  return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
