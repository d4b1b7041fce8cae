// Signing in without leaving the page: the steps of the page to sign in, one after the other, in a dialog.
import { words } from "./words.js";

let open = null; // the dialog asks once, whoever waits for it

// Tells whether somebody has signed in; false when the dialog was closed.
export function signInHere() {
  open ??= ask().finally(() => { open = null; });
  return open;
}

async function ask() {
  const dialog = made();
  const done = new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "in"));
    show(dialog, () => fetch(words.sign_in));
  });
  dialog.showModal();
  const signedIn = await done;
  dialog.remove();
  return signedIn;
}

function made() {
  const dialog = document.createElement("dialog");
  dialog.className = "sign-in-here";
  dialog.setAttribute("aria-labelledby", "sign-in-here");
  const title = document.createElement("h2");
  title.id = "sign-in-here";
  title.textContent = words.sign_in_title;
  const lead = document.createElement("p");
  lead.textContent = words.sign_in_lead;
  const step = document.createElement("div");
  const trouble = document.createElement("p");
  trouble.setAttribute("role", "status");
  trouble.className = "error";
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button-link";
  close.textContent = words.later;
  close.addEventListener("click", () => dialog.close());
  dialog.append(title, lead, step, trouble, close);
  document.body.append(dialog);
  return dialog;
}

async function show(dialog, load) {
  const [, , step, trouble] = dialog.children;
  trouble.textContent = "";
  try {
    const answer = await load();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.status >= 500) throw new Error(answer.statusText);
    const form = page.querySelector("form[data-step]");
    if (form) step.replaceChildren(prepared(dialog, form));
    else if (new URL(answer.url).pathname.includes("/second-factor/")) step.replaceChildren(link(answer.url, words.set_up));
    else if (page.querySelector("form[data-passkey]")) step.replaceChildren(link(answer.url, words.show_passkey));
    else dialog.close("in");
    (step.querySelector("[aria-invalid=true]") ?? step.querySelector("input:not([type=hidden])"))?.focus();
  } catch {
    trouble.textContent = words.away;
  }
}

// The ids of the step are those of another page: here they must not meet the page's own.
function prepared(dialog, found) {
  const form = document.importNode(found, true);
  for (const one of form.querySelectorAll("[id], [for], [aria-describedby]")) {
    for (const name of ["id", "for", "aria-describedby"]) {
      const ids = one.getAttribute(name);
      if (ids) one.setAttribute(name, ids.split(" ").map((id) => `here-${id}`).join(" "));
    }
  }
  for (const away of form.querySelectorAll("a")) away.target = "_blank";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(dialog, () => fetch(form.action, { method: "POST", body: new FormData(form) }));
  });
  return form;
}

function link(address, said) {
  const away = document.createElement("a");
  away.href = address;
  away.target = "_blank";
  away.textContent = said;
  return away;
}
