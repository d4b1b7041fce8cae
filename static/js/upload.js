// Sends files one after the other: says before sending which cannot be taken and why, shows how far each is, keeps
// what did not go and sends it once the connection is back. A file that is sent again after a cut is attached once.
// The form carries data-upload = {most, together, room, kinds, texts}; without this script the server says the same.
import { refusalOf, sorted } from "./upload/choice.js";
import { post } from "./upload/sending.js";
import { listOf, showProgress, tell } from "./upload/telling.js";

export function enhance(form) {
  const input = form.querySelector("input[type=file]");
  const rules = JSON.parse(form.dataset.upload);
  const told = form.querySelector("[data-upload-told]");
  const { texts } = rules;
  let chosen = [];
  let refused = [];
  let isSending = false;

  const show = () => listOf(form, chosen, texts, leaveOut);
  const say = () => tell(told, texts.refused, refused);
  const put = () => { input.files = transfer(chosen); };

  function add(files) {
    const found = sorted([...files], rules, chosen.map(({ file }) => file));
    chosen.push(...found.taken.map((file) => ({ file, once: drawn(), state: "waits", sent: 0 })));
    refused = found.refused;
    put();
    say();
    show();
  }

  function leaveOut(one) {
    chosen = chosen.filter((other) => other !== one);
    put();
    show();
    input.focus();
  }

  input.addEventListener("change", () => {
    const before = chosen.map(({ file }) => file);
    add([...input.files].filter((file) => !before.includes(file)));
  });
  acceptDropped(form.querySelector("[data-upload-drop]"), () => !isSending, add);

  form.addEventListener("submit", (event) => {
    if (!chosen.length && !refused.length) return; // the server says that nothing was chosen
    event.preventDefault();
    say();
    if (chosen.length && !isSending) send();
  });

  async function send() {
    isSending = true;
    window.addEventListener("beforeunload", stay);
    const why = await sendAll();
    isSending = false;
    showProgress(form, chosen, "");
    if (why) stop(why);
    else await finish();
    if (!why) window.removeEventListener("beforeunload", stay);
  }

  // Returns why it had to stop, if it had to: what is wrong with one file does not keep the others.
  async function sendAll() {
    for (const one of chosen.filter(({ state }) => state !== "done")) {
      const progress = (state, sent) => {
        Object.assign(one, { state, sent });
        show();
        showProgress(form, chosen, state === "checks" ? texts.checking : texts.sending);
      };
      progress("sends", 0);
      const { status, error } = await post(form, input.name, one, progress);
      const reason = refusalOf(status, error, texts);
      if (status === 200) progress("done", one.file.size);
      else {
        progress("waits", 0);
        if (!reason) return status === 0 ? texts.offline : error || texts.failed;
        refused.push(`${one.file.name}: ${reason}`);
        chosen = chosen.filter((other) => other !== one);
      }
    }
    return "";
  }

  function stop(why) {
    put();
    show();
    told.textContent = why;
    told.hidden = false;
    const again = document.createElement("button");
    again.type = "button";
    again.className = "button";
    again.textContent = texts.again;
    const press = () => {
      window.removeEventListener("online", press);
      if (!again.isConnected) return;
      told.hidden = true;
      form.requestSubmit(); // which first sees that one is still signed in
    };
    again.addEventListener("click", press);
    window.addEventListener("online", press);
    told.append(" ", again);
  }

  // The page as the server has it now takes the place of this one; what was refused is still said.
  async function finish() {
    const middle = chosen.length > 0 ? await fetched(form.action) : null;
    if (chosen.length > 0 && !middle) return stop(texts.failed);
    if (!middle) {
      put();
      show();
      return say();
    }
    document.dispatchEvent(new Event("departs")); // what is typed elsewhere on the page is kept first
    document.querySelector("main").replaceWith(middle);
    const place = middle.querySelector("[data-upload-told]");
    if (place) tell(place, texts.refused, refused);
    middle.dispatchEvent(new Event("arrived", { bubbles: true }));
    return (refused.length ? place : middle.querySelector("[data-focus]") ?? middle.querySelector("[data-attached]"))?.focus();
  }
}

const stay = (event) => event.preventDefault();

const drawn = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("");

function transfer(chosen) {
  const made = new DataTransfer();
  chosen.filter(({ state }) => state !== "done").forEach(({ file }) => made.items.add(file));
  return made.files;
}

async function fetched(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const middle = answer.ok ? page.querySelector("main") : null;
    return middle && document.adoptNode(middle);
  } catch {
    return null;
  }
}

function acceptDropped(zone, isOpen, add) {
  if (!zone) return;
  const over = (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    zone.toggleAttribute("data-over", event.type === "dragover" && isOpen());
  };
  for (const name of ["dragenter", "dragover"]) zone.addEventListener(name, over);
  zone.addEventListener("dragleave", () => zone.removeAttribute("data-over"));
  zone.addEventListener("drop", (event) => {
    over(event);
    if (isOpen()) add(event.dataTransfer.files);
  });
}
