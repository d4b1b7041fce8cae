// The line that tells the truth about what is saved, with at most one button beside it.
import { fill, words } from "./words.js";

export function lineOf(form) {
  let line = form.querySelector("[data-save-state]");
  const said = () => line ?? (line = made(form));
  return (state, parts = {}, act = null) => {
    const here = said();
    here.dataset.state = state;
    here.textContent = fill(words[state], parts);
    if (act) here.append(" ", button(act));
  };
}

function made(form) {
  const line = document.createElement("p");
  line.className = "save-state";
  line.setAttribute("role", "status");
  (form.querySelector(".controls") ?? form).append(line);
  return line;
}

export function button({ text, press }) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button-link";
  made.textContent = text;
  made.addEventListener("click", press);
  return made;
}

export function clockTime(instant, timeZone) {
  return new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", timeZone })
    .format(new Date(instant));
}

// With its day, where that is not today.
export function momentOf(instant) {
  const when = new Date(instant);
  const isToday = when.toDateString() === new Date().toDateString();
  const said = isToday ? { timeStyle: "short" } : { dateStyle: "long", timeStyle: "short" };
  return new Intl.DateTimeFormat(document.documentElement.lang, said).format(when);
}

// A note above a form: what it says, and what can be done about it.
export function noteBefore(place, text, acts) {
  const note = document.createElement("div");
  note.className = "notice notice-waits";
  note.setAttribute("role", "status");
  const line = document.createElement("p");
  line.textContent = text;
  const buttons = document.createElement("div");
  buttons.className = "cluster";
  buttons.append(...acts.map(({ text: word, press }) => button({ text: word, press: () => { note.remove(); press(); } })));
  note.append(line, buttons);
  place.before(note);
  return note;
}
