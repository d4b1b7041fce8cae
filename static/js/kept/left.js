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
    for (const record of left) outcomes.push({ record, ...(await sendOne(record, person)) });
    tell(outcomes);
    return outcomes.map(({ state }) => state);
  };
  const outcomes = navigator.locks ? await navigator.locks.request(`kapitula:left:${person}`, send) : await send();
  if (!outcomes.includes("left_waits")) return outcomes;
  const again = () => {
    clearTimeout(timer);
    window.removeEventListener("online", again);
    sendLeft(person);
  };
  window.addEventListener("online", again);
  timer = setTimeout(again, RETRY);
  return outcomes;
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
    if (news.person !== person) return { state: "other" }; // it waits for its own person
    answer = await post(record, news.token);
  } catch {
    return { state: "left_waits" };
  }
  const { status, body } = answer;
  if (body.saved_at) {
    if (copies.read(record.key)?.at === record.at) copies.drop(record.key);
    return { state: "left_saved" };
  }
  if (status >= 500 || status === 429 || status === 400 || status === 401) return { state: "left_waits" };
  // Two versions are compared on the page of the form, which goes on from this copy.
  return { state: status === 409 && body.version !== undefined ? "left_clash" : "left_refused", reason: body.error ?? status };
}

// Each text by itself; but of an evening without a connection one sentence is enough for all that waits, or has gone.
function tell(outcomes) {
  for (const [state, sentence] of [["left_waits", "left_many"], ["left_saved", "left_many_saved"]]) {
    const those = outcomes.filter((one) => one.state === state);
    if (those.length > 1) sayOfAll(state, sentence, those);
    else those.forEach(({ record }) => say(record, state));
  }
  for (const { record, state, reason } of outcomes) if (["left_clash", "left_refused"].includes(state)) say(record, state, reason);
  showWhere(outcomes.filter(({ state }) => state === "left_waits").map(({ record }) => record));
}

function sayOfAll(state, sentence, those) {
  const place = document.querySelector("main .page-head")?.nextSibling;
  if (!place || told.get(state)?.count === those.length) return;
  told.get(state)?.note.remove();
  those.forEach(({ record }) => {
    told.get(record.key)?.note.remove();
    told.delete(record.key);
  });
  const note = noteBefore(place, fill(words[sentence], { count: those.length }), []);
  if (state === "left_saved") {
    note.classList.replace("notice-waits", "notice-done");
    told.get("left_waits")?.note.remove();
    told.delete("left_waits");
  }
  told.set(state, { count: those.length, note });
}

// In a list of pages each that has something of this browser's says so.
function showWhere(waiting) {
  document.querySelectorAll("[data-waits-here]").forEach((one) => one.remove());
  for (const { url } of waiting) {
    for (const link of document.querySelectorAll("main th a")) {
      if (new URL(link.href).pathname !== url) continue;
      const mark = document.createElement("span");
      mark.className = "status status-waits";
      mark.dataset.waitsHere = "";
      mark.textContent = words.waits_here;
      link.after(" ", mark);
    }
  }
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
