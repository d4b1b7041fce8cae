// Copies of what is typed, in the browser's storage, until the server has it: by person, address and tab.
import { ask } from "./session.js";
import { isLive, tab } from "./tab.js";

const PREFIX = "kapitula:text:";
const DAY = 24 * 3600 * 1000;
const LIFE = 3 * DAY; // a juror on the train on Friday finds it on Monday
const LIFE_OF_ANOTHER = 30 * DAY; // of somebody who has not signed in here since, and so was not told

export const keyOf = (form) => `${form}:${tab}`;

const formOf = (key) => key.slice(0, key.lastIndexOf(":"));

export const tabOf = (key) => key.slice(key.lastIndexOf(":") + 1);

// What a form is called among those of a person.
export function nameOf(person, form) {
  const path = new URL(form.action, location.href).pathname;
  const alike = [...document.querySelectorAll("form")].filter((one) => new URL(one.action, location.href).pathname === path);
  return `${PREFIX}${person}:${path}:${alike.indexOf(form)}`;
}

// Takes over what a tab that has been closed has left of the same form.
export async function adopt(name, person) {
  if (read(keyOf(name))) return;
  const left = all(person).filter((one) => one.form === name);
  left.sort((one, other) => other.at - one.at);
  for (const { key: old, form, ...record } of left) {
    if (await isLive(old.slice(form.length + 1))) continue;
    write(keyOf(name), record);
    drop(old);
    return;
  }
}

export function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null; // forbidden, or not as we wrote it
  }
}

// Tells whether the browser has kept it.
export function write(key, record) {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), ...record }));
    return true;
  } catch {
    return false;
  }
}

export function drop(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // nothing is kept there
  }
}

export function note(key, path, once) {
  const record = read(key);
  if (record) write(key, { ...record, sent: { path, once } });
}

export function all(person) {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(person === undefined ? PREFIX : `${PREFIX}${person}:`));
    return keys.map((key) => ({ key, form: formOf(key), ...read(key) }));
  } catch {
    return [];
  }
}

// What has grown too old goes, and what the server has by now. A text that was promised to be saved by itself never
// goes in silence: left.js sends it, or its person says that it may go.
export async function tidy(person) {
  for (const { key, at, autosave } of all()) {
    const isOwn = key.startsWith(`${PREFIX}${person}:`);
    const life = !autosave ? LIFE : isOwn ? Infinity : LIFE_OF_ANOTHER;
    if (!(at > Date.now() - life)) drop(key);
  }
  const sent = all(person).filter((one) => one.sent);
  if (sent.length === 0) return;
  try {
    const { done } = await ask(sent.map((one) => one.sent));
    for (const { key, sent: { once } } of sent) if (done.includes(once)) drop(key);
  } catch {
    // asked again on the next page
  }
}
