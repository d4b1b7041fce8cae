// A form whose text must not be lost. Before it is sent the server is asked who is signed in: without an
// answer the form stays on the page, and nothing is done later by itself but what saves itself.
import { saveWhileTyping } from "./kept/autosave.js";
import * as copies from "./kept/copies.js";
import { isTyped, labelsOf, sameForm, sentBy, typedIn } from "./kept/fields.js";
import { keepLeaving, mayGo } from "./kept/leaving.js";
import { sendLeft } from "./kept/left.js";
import { restore, showOrphans } from "./kept/restoring.js";
import { ask, freshen, person } from "./kept/session.js";
import { signInHere } from "./kept/sign-in.js";
import { lineOf } from "./kept/state.js";
import { taken } from "./kept/tab.js";
import { words } from "./kept/words.js";
import { wipe } from "./offline/store.js";

const PAUSE = 250; // between copies: the first key is copied at once, so that nothing waits for a pause in typing
const pages = [];
let isKept = false; // whether leaving the page is watched
const ready = words && taken.then(() => copies.tidy(person)).then(() => showOrphans(person));
if (ready) ready.then(() => sendLeft(person));

export function enhance(form) {
  if (!words) return; // nobody is signed in: there is no session to lose
  const page = {
    form, person, name: copies.nameOf(person, form), say: lineOf(form), typed: isTyped(form), stored: sentBy(form), leaving: false,
    isChanged: () => !sameForm(typedIn(form), page.stored),
    get key() { return copies.keyOf(page.name); },
  };
  form.addEventListener("submit", (event) => guard(page, event), { capture: true });
  if (!page.typed) return;
  pages.splice(0, pages.length, ...pages.filter(({ form: one }) => one.isConnected), page);
  if (isComingBack()) form.reset(); // what the browser has put back is not what the server has
  copyWhileTyping(page);
  if (form.dataset.autosave) saveWhileTyping(page, { signIn: () => signIn(page), person });
  ready.then(() => restore(page));
  if (!isKept) keepLeaving(pages);
  isKept = true;
}

function isComingBack() {
  return ["back_forward", "reload"].includes(performance.getEntriesByType("navigation")[0]?.type);
}

function copyWhileTyping(page) {
  page.copy = () => {
    if (page.leaving) return; // noted as sent: whether it has arrived, the next page asks
    if (!page.isChanged()) copies.drop(page.key);
    else {
      const { form, stored } = page;
      const hidden = (name) => form.elements.namedItem(name)?.value;
      page.copied = copies.write(page.key, {
        url: location.pathname, page: document.querySelector("h1")?.innerText, autosave: form.dataset.autosave,
        fields: typedIn(form), stored, labels: labelsOf(form),
        version: hidden("version"), base: hidden("base"),
      });
    }
  };
  let waiting = false;
  const tell = () => {
    page.copy();
    if (!page.save && page.isChanged()) page.say(page.copied ? "kept" : "unsaved");
    else if (!page.save) page.say("nothing");
  };
  const later = () => {
    if (waiting) return;
    waiting = true;
    tell();
    setTimeout(() => {
      waiting = false;
      tell();
    }, PAUSE);
  };
  page.form.addEventListener("input", later);
  page.form.addEventListener("change", later);
  if (page.isChanged()) later(); // typed before the scripts had come
}

function guard(page, event) {
  if (page.passing) {
    page.passing = false;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (page.checking) return;
  const { submitter } = event;
  submitter?.setAttribute("aria-busy", "true");
  page.checking = check(page, submitter).finally(() => {
    page.checking = null;
    submitter?.removeAttribute("aria-busy");
  });
}

// Sends the form where it was going, or says why it stays.
async function check(page, submitter) {
  page.copy?.();
  if (isSignOut(page.form) && !(await mayForget())) return;
  const saved = (await page.save?.()) ?? "nothing";
  if (saved === "signedout") return signInAndGoOn(page, submitter);
  if (["away", "unavailable"].includes(saved)) return goOnWithout(page, submitter);
  if (saved !== "nothing" && saved !== "clash") return undefined; // it has said why
  let news;
  try {
    news = await ask();
  } catch (error) {
    if (await goOnWithout(page, submitter)) return undefined;
    return page.say(error.status ? "unavailable" : "away", {}, null);
  }
  if (news.person === "") await signInAndGoOn(page, submitter);
  else if (page.person && news.person !== page.person) page.say("other");
  else pass(page, submitter, news.token);
  return undefined;
}

// A button that saves and leads on leads on to a page that is on the device: what is typed waits in the browser.
async function goOnWithout(page, submitter) {
  const address = submitter?.dataset.leads;
  if (!address || !(await mayGo(page, address))) return false;
  page.leaving = true;
  location.assign(address);
  return true;
}

function pass(page, submitter, token) {
  freshen(token);
  const once = page.form.elements.namedItem("once")?.value;
  if (once) copies.note(page.key, new URL(page.form.action, location.href).pathname, once);
  page.leaving = page.passing = true;
  page.form.requestSubmit(submitter);
  setTimeout(() => { page.leaving = page.passing = false; }, 8000); // a download, or a cut connection
}

async function signInAndGoOn(page, submitter) {
  if (!(await signIn(page))) return;
  if (isOnlySaving(page, submitter)) await check(page, submitter);
  else page.say("again");
}

// What only keeps the text goes on after signing in; any other act is to be pressed again.
function isOnlySaving(page, submitter) {
  const { name = "", value = "" } = submitter ?? {};
  const plain = ["", "next"].includes(name) || (name === "act" && ["save", "next", "previous", "list"].includes(value));
  return page.typed && plain && !submitter?.classList.contains("button-danger");
}

async function signIn(page) {
  page.say("signedout", {}, { text: words.sign_in_here, press: () => signIn(page) });
  if (!(await signInHere())) return false;
  return page.comeBack ? page.comeBack() : cameBack(page);
}

async function cameBack(page) {
  try {
    const news = await ask();
    const own = news.person !== "" && (!page.person || news.person === page.person);
    if (own) freshen(news.token);
    page.say(own ? "nothing" : "other");
    return own;
  } catch {
    page.say("away");
    return false;
  }
}

function isSignOut(form) {
  return new URL(form.action, location.href).pathname === words.sign_out;
}

// Signing out sends what waits and takes the copies along, of pages too; with text that nobody else has it asks first.
async function mayForget() {
  for (const page of pages) {
    page.copy();
    await page.save?.();
  }
  if (copies.all(person).some((one) => !one.sent && one.autosave)) await sendLeft(person);
  const left = copies.all(person).filter((one) => !one.sent);
  if (left.length > 0 && !window.confirm(words.forget)) return false;
  pages.forEach((page) => { page.leaving = true; });
  copies.all(person).forEach(({ key }) => copies.drop(key));
  await wipe();
  return true;
}
