// What the page tells of the files: which wait, how far each is, which are refused.
const fill = (sentence, parts) => Object.entries(parts).reduce((text, [name, value]) => text.replace(`{${name}}`, value), sentence);

// The files that were chosen, each with its state and, while it waits, a button to leave it out.
export function listOf(form, chosen, texts, leaveOut) {
  const list = form.querySelector("[data-upload-list]");
  if (!list) return;
  list.replaceChildren(...chosen.map((one) => {
    const line = document.createElement("li");
    const percent = Math.round((100 * one.sent) / Math.max(1, one.file.size));
    line.dataset.state = one.state;
    line.textContent = fill(texts[one.state] ?? "{name}", { name: one.file.name, percent });
    if (one.state === "waits") line.append(" ", button(fill(texts.leave_out ?? "{name}", { name: one.file.name }), () => leaveOut(one)));
    return line;
  }));
  list.hidden = chosen.length === 0;
}

export function showProgress(form, chosen, words) {
  const progress = form.querySelector("[data-upload-progress]");
  const bar = progress.querySelector("progress") ?? progress;
  const place = progress.querySelector("[data-upload-words]");
  progress.hidden = words === "";
  bar.max = Math.max(1, chosen.reduce((sum, { file }) => sum + file.size, 0));
  bar.value = chosen.reduce((sum, { sent }) => sum + sent, 0);
  if (place && place.textContent !== words) place.textContent = words; // said once, not at every step
}

export function tell(place, heading, lines) {
  const list = document.createElement("ul");
  lines.forEach((line) => { list.appendChild(document.createElement("li")).textContent = line; });
  const words = document.createElement("p");
  words.textContent = heading;
  place.replaceChildren(...(lines.length ? [words, list] : []));
  place.hidden = lines.length === 0;
}

function button(text, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button-link";
  made.textContent = text;
  made.addEventListener("click", press);
  return made;
}
