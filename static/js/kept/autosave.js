// Saves a form as it is being written and always tells the truth about it: data-autosave is the address.
// The answer is {saved_at, version, base, taken}; what only the other side has changed comes back in `taken`.
import * as copies from "./copies.js";
import { put, same, typedIn } from "./fields.js";
import { ask, freshen } from "./session.js";
import { clockTime } from "./state.js";
import { words } from "./words.js";

const PAUSE = 800;
const LONGEST = 5000; // who types on without a pause is saved, too
const BLUR = 300; // long enough for a click that leaves the field to reach its button
const RETRY = [2000, 5000, 10000, 30000];
const WATCH = 5000; // how soon a page notices that one has signed in elsewhere
const KEPT_ALIVE = 30000; // characters; browsers let no more than 64 KB outlive the page

export function saveWhileTyping(page, { signIn }) {
  const { form } = page;
  let timer;
  let watch;
  let running = null;
  let failures = 0;

  let since = 0; // when the oldest of what is not saved was typed

  const later = (pause, longest = LONGEST) => {
    clearTimeout(timer);
    if (!page.isChanged()) {
      since = 0;
      return;
    }
    since ||= Date.now();
    timer = setTimeout(page.save, Math.min(pause, Math.max(0, since + longest - Date.now())));
  };

  // "nothing" is left to be saved, or why not: "away", "unavailable", "refused", "signedout", "other", "clash".
  page.save = () => (running ??= run().finally(() => { running = null; }));

  async function run() {
    clearTimeout(timer);
    since = 0;
    let outcome = "nothing";
    while (outcome === "nothing" && page.isChanged()) outcome = await attempt();
    return outcome;
  }

  async function attempt(again = false) {
    const sent = typedIn(form);
    page.say("saving");
    let answer;
    try {
      answer = await post(form);
      if (answer.body.stale && !again && (await isBack())) return attempt(true);
    } catch (error) {
      return wait(error.status ? "unavailable" : "away");
    }
    return settle(answer, sent);
  }

  function settle({ status, body }, sent) {
    if (body.saved_at) return take(body, sent);
    if (status >= 500 || status === 429) return wait("unavailable");
    if (body.signed_out || status === 401) return watchFor("signedout");
    if (body.other_person || body.stale) return watchFor("other");
    if (status === 409 && body.version !== undefined) {
      page.say("clash", {}, { text: words.compare, press: () => form.requestSubmit(saving(form)) });
      return "clash";
    }
    page.say("refused", { reason: body.error ?? status });
    return "refused";
  }

  function take(body, sent) {
    failures = 0;
    clearInterval(watch);
    const now = typedIn(form);
    const theirs = Object.entries(body.taken ?? {});
    page.stored = { ...sent };
    // A field written on meanwhile is to be asked about: the form goes on from what it was filled in against.
    const writtenOn = theirs.some(([name]) => !same(now[name], sent[name]));
    for (const name of writtenOn ? [] : ["version", "base"]) {
      const field = form.elements.namedItem(name);
      if (field && body[name] !== undefined) field.value = body[name];
    }
    for (const [name, value] of theirs) {
      if (!same(now[name], sent[name])) continue;
      put(form, name, [value]);
      page.stored[name] = typedIn(form)[name];
    }
    if (page.isChanged()) later(PAUSE);
    else copies.drop(page.key);
    page.say("saved", { time: clockTime(body.saved_at, form.dataset.zone) });
    return "nothing";
  }

  // The network or the server is away: keep trying, more and more seldom.
  function wait(state) {
    page.say(state === "away" ? "trying" : "unavailable");
    later(RETRY[Math.min(failures++, RETRY.length - 1)], Infinity);
    return state;
  }

  function watchFor(state) {
    page.say(state, {}, state === "signedout" ? { text: words.sign_in_here, press: signIn } : null);
    clearInterval(watch);
    watch = setInterval(() => document.visibilityState === "visible" && page.comeBack(), WATCH);
    return state;
  }

  // Goes on as soon as the same person is signed in; tells whether they are.
  page.comeBack = async () => {
    try {
      if (!(await isBack())) return false;
    } catch {
      return false;
    }
    clearInterval(watch);
    return ["nothing", "clash", "refused"].includes(await page.save());
  };

  async function isBack() {
    const news = await ask();
    const own = news.person !== "" && (!page.person || news.person === page.person);
    if (own) freshen(news.token);
    return own;
  }

  const lookAgain = () => watch && document.visibilityState === "visible" && page.isChanged() && page.comeBack();
  form.addEventListener("input", () => later(PAUSE));
  form.addEventListener("change", () => later(PAUSE));
  form.addEventListener("focusout", () => later(BLUR));
  document.addEventListener("visibilitychange", lookAgain);
  for (const news of ["focus", "storage"]) window.addEventListener(news, lookAgain);
  window.addEventListener("online", page.save);
  later(PAUSE); // what was typed before the scripts had come
}

// The button that only saves: what is compared is never handed in.
function saving(form) {
  return form.querySelector("button[name=act][value=save]") ?? form.querySelector("button:not([name])") ?? undefined;
}

async function post(form) {
  const body = fieldsOf(form);
  const size = [...body.values()].reduce((sum, text) => sum + text.length, 0);
  const answer = await fetch(form.dataset.autosave, {
    method: "POST",
    body,
    headers: { Accept: "application/json" },
    keepalive: document.visibilityState === "hidden" && size < KEPT_ALIVE,
  });
  return { status: answer.status, body: await answer.json().catch(() => ({})) };
}

// Files are sent by their own button; the token against sending twice is kept for it.
function fieldsOf(form) {
  const fields = new FormData(form);
  for (const name of ["once", "labels"]) fields.delete(name);
  for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
  return fields;
}
