// Gives back what the browser has kept: only the fields in which the person has changed something.
import * as copies from "./copies.js";
import { isOpen, put, same, sameForm, typedIn } from "./fields.js";
import { clockTime, noteBefore } from "./state.js";
import { words, fill } from "./words.js";

export async function restore(page) {
  await copies.adopt(page.name, page.person);
  const record = copies.read(page.key);
  if (!record) return;
  if (sameForm(record.fields, page.stored)) page.stored = record.stored; // a form that came back refused: nothing of it is stored
  const before = typedIn(page.form);
  const mine = Object.keys(record.fields).filter((name) => name in page.stored
    && !same(record.fields[name], record.stored[name]) && !same(record.fields[name], page.stored[name]));
  if (mine.length === 0) return page.save?.();
  askAboutBoth(page, record, mine);
  const shown = mine.filter((name) => !same(record.fields[name], before[name]));
  shown.forEach((name) => put(page.form, name, record.fields[name]));
  if (shown.length > 0) tell(page, record, before, shown);
  page.save?.();
}

// A field that both sides have changed: the form says what it was filled in against, so that the server asks.
function askAboutBoth(page, record, mine) {
  if (mine.every((name) => same(record.stored[name], page.stored[name]))) return;
  for (const name of ["version", "base"]) {
    const field = page.form.elements.namedItem(name);
    if (field && record[name] !== undefined) field.value = record[name];
  }
}

function tell(page, record, before, names) {
  const zone = page.form.dataset.zone;
  noteBefore(page.form, fill(words.restored, { time: clockTime(record.at, zone) }), [
    { text: words.undo, press: () => {
      names.forEach((name) => put(page.form, name, before[name]));
      copies.drop(page.key);
    } },
    { text: words.keep_it, press: () => {} },
  ]);
}

// Texts of this address whose form is not here any more: a round has closed, a call is over.
export function showOrphans(person) {
  if (document.querySelector("[id^=kept-][readonly]")) return; // the server has put them here
  const open = [...document.forms].filter(isOpen).map((form) => copies.nameOf(person, form));
  for (const record of copies.all(person)) {
    if (record.url !== location.pathname || open.includes(record.form)) continue;
    const texts = Object.keys(record.labels ?? {}).filter((name) => !same(record.fields[name], record.stored[name]));
    if (texts.length > 0) showTexts(record, texts);
  }
}

function showTexts(record, names) {
  const place = document.querySelector("main .page-head").nextSibling;
  const note = noteBefore(place, fill(words.orphan, { time: clockTime(record.at) }), [
    { text: words.forget_it, press: () => copies.drop(record.key) },
  ]);
  note.append(...names.map((name) => readonly(record.labels[name], record.fields[name].join("\n"))));
}

function readonly(label, text) {
  const field = document.createElement("label");
  field.className = "field";
  const area = document.createElement("textarea");
  area.className = "input";
  area.readOnly = true;
  area.rows = 3;
  area.value = text;
  field.append(label, area);
  return field;
}
