// Own highlights in an answer: while they are being made, each sentence is a button. Enter, Space or a tap highlights
// it, arrows go on, N notes something beside it, Escape ends. Every one is sent at once, and stands only if it was kept.
import * as copies from "./kept/copies.js";
import { person } from "./kept/session.js";

const box = document.querySelector("[data-note-field]"); // one on the page: it stands below the answer it is for
const text = box.querySelector("textarea");
let keep = null; // what its button does
box.addEventListener("input", (event) => event.stopPropagation()); // no part of the sheet
box.querySelector("[data-note-kept]").addEventListener("click", () => keep?.());

export function enhance(answer) {
  const part = (name) => answer.querySelector(`[data-${name}]`);
  const [mode, noting, state] = ["highlighting", "noting", "highlights-state"].map(part);
  const sentences = [...answer.querySelectorAll(".sentence")];
  let on = false;
  let last = null;
  mode.hidden = false;

  const turn = (wanted) => {
    on = wanted;
    mode.setAttribute("aria-pressed", String(on));
    answer.dataset.highlightingOn = String(on);
    noting.hidden = !on;
    if (!on && answer.contains(box)) box.hidden = true;
    state.textContent = on ? state.dataset.how : "";
    sentences.forEach((one) => show(one, on));
  };

  // Tells whether it was kept. `was` is the note that stood there: one changed elsewhere is not written over.
  const send = async (sentence, marked, note, was = "") => {
    const body = new URLSearchParams({ csrf_token: document.querySelector("[name=csrf_token]").value, place: sentence.dataset.place, note, was });
    if (marked) body.set("on", "y");
    try {
      const answered = await fetch(answer.dataset.highlights, { method: "POST", body, headers: { Accept: "application/json" } });
      const { error } = await answered.clone().json().catch(() => ({}));
      if (!answered.ok || answered.redirected) throw Object.assign(new Error(answered.status), { said: error });
    } catch ({ said }) {
      state.textContent = said ?? state.dataset.failed;
      return false;
    }
    sentence.dataset.marked = String(marked);
    put(sentence, marked, note);
    show(sentence, on);
    state.textContent = state.dataset.saved;
    return true;
  };

  const note = () => {
    if (!last) { sentences[0].focus(); return; }
    const target = last; // the focus may go elsewhere before the note is kept
    const key = copies.keyOf(`kapitula:text:${person}:${answer.dataset.highlights}:${target.dataset.place}`);
    const was = noteOf(target)?.textContent ?? "";
    noting.parentElement.append(box);
    text.oninput = null;
    text.value = copies.read(key)?.fields.note[0] ?? was;
    text.dispatchEvent(new Event("input"));
    text.oninput = () => copies.write(key, {
      url: location.pathname, page: document.querySelector("h1").innerText,
      fields: { note: [text.value] }, stored: { note: [was] }, labels: { note: text.labels[0].innerText },
    });
    box.hidden = false;
    keep = async () => {
      if (!(await send(target, true, text.value.trim(), was))) return; // it stays in the field, and in this browser
      copies.drop(key);
      box.hidden = true;
      target.focus();
    };
    text.focus();
  };

  mode.addEventListener("click", () => { turn(!on); if (on) sentences[0].focus(); });
  noting.addEventListener("click", note);
  answer.addEventListener("focusin", ({ target }) => { if (sentences.includes(target)) last = target; });
  answer.addEventListener("click", ({ target }) => {
    const sentence = target.closest(".sentence");
    if (!on || !sentence) return;
    last = sentence;
    if (noteOf(sentence)) note(); // it would go with the highlight: first it is emptied
    else send(sentence, sentence.dataset.marked !== "true", "");
  });
  answer.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") { turn(false); mode.focus(); event.preventDefault(); return; }
    const here = sentences.indexOf(event.target);
    if (here < 0) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) sentences[Math.min(Math.max(here + step, 0), sentences.length - 1)].focus();
    else if (event.key === "Enter" || event.key === " ") event.target.click();
    else if (event.key.toLowerCase() === "n") note();
    else return;
    event.preventDefault();
  });
}

function show(sentence, on) {
  if (on) {
    sentence.tabIndex = 0;
    sentence.setAttribute("role", "button");
    sentence.setAttribute("aria-pressed", sentence.dataset.marked);
  } else ["tabindex", "role", "aria-pressed"].forEach((name) => sentence.removeAttribute(name));
}

function noteOf(sentence) {
  const next = sentence.nextElementSibling;
  return next?.matches(".margin-note") ? next : null;
}

function put(sentence, marked, note) {
  const words = sentence.querySelector("mark") ?? sentence;
  const inside = [...words.childNodes];
  sentence.replaceChildren(...inside);
  if (marked) {
    const mark = document.createElement("mark");
    mark.append(...inside);
    sentence.append(mark);
  }
  noteOf(sentence)?.remove();
  if (!marked || !note) return;
  const beside = document.createElement("span");
  beside.className = "margin-note";
  beside.textContent = note;
  sentence.after(" ", beside);
}
