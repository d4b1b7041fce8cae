// What saves itself, but was typed on a page that is gone before it was sent: it goes from whatever page of the
// person is open next, and the person is told what became of it.
import * as copies from "./copies.js";
import { isOpen } from "./fields.js";
import { ask } from "./session.js";
import { momentOf, noteBefore } from "./state.js";
import { isLive, tab } from "./tab.js";
import { fill, words } from "./words.js";

const RETRY = 15000;
const told = new Map(); // notes on the page, by the key of the text
let timer = 0;

export async function sendLeft(person) {
  const send = async () => {
    const left = await leftOf(person);
    const outcomes = [];
    for (const record of left) outcomes.push(await sendOne(record, person));
    return outcomes;
  };
  const outcomes = navigator.locks ? await navigator.locks.request(`kapitula:left:${person}`, send) : await send();
  if (!outcomes.includes("waits")) return;
  const again = () => {
    clearTimeout(timer);
    window.removeEventListener("online", again);
    sendLeft(person);
  };
  window.addEventListener("online", again);
  timer = setTimeout(again, RETRY);
}

// Not what a page that is still open has, this one or another: that page sends it.
async function leftOf(person) {
  const here = [...document.forms].filter(isOpen).map((form) => copies.nameOf(person, form));
  const found = [];
  for (const record of copies.all(person)) {
    if (!record.autosave || here.includes(record.form)) continue;
    const other = copies.tabOf(record.key);
    if (other === tab || !(await isLive(other))) found.push(record);
  }
  return found;
}

async function sendOne(record, person) {
  let answer;
  try {
    const news = await ask();
    if (news.person !== person) return "other"; // it waits for its own person
    answer = await post(record, news.token);
  } catch {
    return waits(record);
  }
  const { status, body } = answer;
  if (body.saved_at) {
    if (copies.read(record.key)?.at === record.at) copies.drop(record.key);
    return say(record, "left_saved");
  }
  if (status >= 500 || status === 429 || status === 400 || status === 401) return waits(record);
  // Two versions are compared on the page of the form, which goes on from this copy.
  return say(record, status === 409 && body.version !== undefined ? "left_clash" : "left_refused", body.error ?? status);
}

function waits(record) {
  say(record, "left_waits");
  return "waits";
}

async function post({ autosave, fields, version, base }, token) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ csrf_token: token, version, base })) if (value !== undefined) body.append(name, value);
  for (const [name, values] of Object.entries(fields)) values.forEach((value) => body.append(name, value));
  const answer = await fetch(autosave, { method: "POST", body, headers: { Accept: "application/json" } });
  return { status: answer.status, body: await answer.json().catch(() => ({})) };
}

function say(record, state, reason = "") {
  if (told.get(record.key)?.state === state) return state;
  told.get(record.key)?.note.remove();
  const place = document.querySelector("main .page-head")?.nextSibling;
  if (!place) return state;
  const sentence = fill(words[state], { time: momentOf(record.at), page: record.page ?? "", reason });
  const note = noteBefore(place, sentence, state === "left_refused" ? [
    { text: words.forget_it, press: () => copies.drop(record.key) },
  ] : []);
  const open = document.createElement("a");
  open.href = record.url;
  open.textContent = words.left_open;
  if (state === "left_saved") note.classList.replace("notice-waits", "notice-done");
  note.querySelector(".cluster").prepend(open);
  told.set(record.key, { state, note });
  return state;
}
