// Buttons over a text with order in it: what they make is Markdown, and every step can be taken back with Ctrl+Z.
import { markdownOf } from "./pasted.js";

const MARKER = /^(?:#{1,6}\s+|[-–•]\s+|\d{1,3}[.)]\s+)/;
const LISTED = /^(?:([-–•])|(\d{1,3})([.)]))\s+/;
const MAIL = /^[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+$/;

export function enhance(field) {
  const text = field.querySelector("textarea");
  const bar = field.querySelector("[role=toolbar]");
  const tabs = field.querySelector("[role=tablist]");
  bar.hidden = tabs.hidden = false;
  hideSigns(field, text);
  rove(bar, "button");
  rove(tabs, "[role=tab]");
  field.querySelector("[data-writing]").setAttribute("role", "tabpanel");
  field.querySelector("[data-writing]").setAttribute("aria-labelledby", tabs.firstElementChild.id);

  const link = linkOf(field, text);
  const acts = {
    bold: () => embolden(text),
    heading: () => mark(text, "heading"),
    bulleted: () => mark(text, "bulleted"),
    numbered: () => mark(text, "numbered"),
    link: link.ask,
  };
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-does]");
    if (button) acts[button.dataset.does]();
  });
  text.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    const act = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && { b: acts.bold, k: acts.link }[key];
    if (act) {
      event.preventDefault();
      act();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing && goOn(text)) event.preventDefault();
  });
  text.addEventListener("paste", (event) => {
    const made = markdownOf(event.clipboardData?.getData("text/html") ?? "");
    if (!made) return;
    event.preventDefault();
    write(text, text.selectionStart, text.selectionEnd, made);
  });
  tabs.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) open(field, tabs, tab, text);
  });
}

// With buttons nobody needs to know the signs.
function hideSigns(field, text) {
  const signs = field.querySelector("[data-without-script]");
  signs.hidden = true;
  const left = text.getAttribute("aria-describedby").split(" ").filter((id) => id !== signs.id).join(" ");
  if (left) text.setAttribute("aria-describedby", left);
  else text.removeAttribute("aria-describedby");
}

// One stop of the Tab key; arrows lead from button to button.
function rove(group, selector) {
  const all = [...group.querySelectorAll(selector)];
  const to = (next) => {
    all.forEach((one) => { one.tabIndex = one === next ? 0 : -1; });
    next.focus();
  };
  group.addEventListener("keydown", (event) => {
    const place = all.indexOf(document.activeElement);
    const next = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    to(all.at(next % all.length));
  });
  group.addEventListener("focusin", (event) => all.forEach((one) => { one.tabIndex = one === event.target ? 0 : -1; }));
}

// Replaces a part of the text as typing would, so that the browser can undo it.
function write(text, start, end, words) {
  text.focus();
  text.setSelectionRange(start, end);
  const done = words ? document.execCommand("insertText", false, words) : start === end || document.execCommand("delete");
  if (!done) {
    text.setRangeText(words, start, end, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// Bold, or no longer: the words chosen, the word at the caret, or what will be typed between the stars.
function embolden(text) {
  const [start, end] = chosen(text);
  const all = text.value;
  if (all.slice(start - 2, start) === "**" && all.slice(end, end + 2) === "**" && end > start) {
    write(text, start - 2, end + 2, all.slice(start, end));
    text.setSelectionRange(start - 2, end - 2);
    return;
  }
  const words = all.slice(start, end);
  const lines = words.split("\n").map((line) => {
    const marker = line.match(MARKER)?.[0] ?? "";
    const said = line.slice(marker.length).trim();
    return said ? `${marker}**${said.replaceAll("**", "")}**` : line;
  });
  const made = words ? lines.join("\n") : "****";
  write(text, start, end, made);
  if (words.includes("\n")) text.setSelectionRange(start, start + made.length);
  else text.setSelectionRange(start + made.length - 2 - (words ? words.length : 0), start + made.length - 2);
}

// What is chosen without blanks around it; where nothing is, the word at the caret.
function chosen(text) {
  let { selectionStart: start, selectionEnd: end } = text;
  const all = text.value;
  if (start === end) {
    while (start > 0 && /[\p{L}\p{N}]/u.test(all[start - 1])) start -= 1;
    while (end < all.length && /[\p{L}\p{N}]/u.test(all[end])) end += 1;
  }
  while (start < end && /\s/.test(all[start])) start += 1;
  while (end > start && /\s/.test(all[end - 1])) end -= 1;
  return [start, end];
}

// Makes headings or points of the lines chosen, or plain lines of them again.
function mark(text, kind) {
  const all = text.value;
  const start = all.lastIndexOf("\n", text.selectionStart - 1) + 1;
  const until = text.selectionEnd > text.selectionStart && all[text.selectionEnd - 1] === "\n" ? text.selectionEnd - 1 : text.selectionEnd;
  const after = all.indexOf("\n", until);
  const end = after < 0 ? all.length : after;
  const lines = all.slice(start, end).split("\n");
  const is = { heading: /^#{1,6}\s+/, bulleted: /^[-–•]\s+/, numbered: /^\d{1,3}[.)]\s+/ }[kind];
  const full = lines.filter((line) => line.trim());
  const off = full.length > 0 && full.every((line) => is.test(line));
  let number = 0;
  const made = lines.map((line) => {
    if (!line.trim() && lines.length > 1) return line;
    const said = line.replace(MARKER, "");
    if (off) return said;
    number += 1;
    return { heading: `## ${said}`, bulleted: `- ${said}`, numbered: `${number}. ${said}` }[kind];
  }).join("\n");
  write(text, start, end, made);
  if (lines.length > 1) text.setSelectionRange(start, start + made.length);
}

// After a point comes the next one; an empty point ends the list.
function goOn(text) {
  const { selectionStart: at, selectionEnd: end, value } = text;
  const start = value.lastIndexOf("\n", at - 1) + 1;
  const line = value.slice(start, at);
  const point = line.match(LISTED);
  if (!point || at !== end) return false;
  if (line.length === point[0].length) write(text, start, at, "");
  else write(text, at, at, point[1] ? `\n${point[1]} ` : `\n${Number(point[2]) + 1}${point[3]} `);
  return true;
}

// Asks for an address under the buttons, and makes a link of the words chosen.
function linkOf(field, text) {
  const asked = field.querySelector(".editor-link");
  const button = field.querySelector("[data-does=link]");
  const href = asked.querySelector("input");
  const error = asked.querySelector("[data-says]");
  let range = [0, 0];
  const show = (shown) => {
    asked.hidden = !shown;
    button.setAttribute("aria-expanded", String(shown));
    href.removeAttribute("aria-invalid");
    error.textContent = "";
  };
  const cancel = () => {
    show(false);
    text.focus();
    text.setSelectionRange(...range);
  };
  const put = () => {
    const address = addressOf(href.value.trim());
    if (!address) {
      href.setAttribute("aria-invalid", "true");
      error.textContent = error.dataset.says;
      href.focus();
      return;
    }
    const words = text.value.slice(...range).replaceAll(/[[\]\n]/g, " ").trim() || href.value.trim();
    show(false);
    write(text, ...range, `[${words}](${address})`);
  };
  asked.addEventListener("click", (event) => ({ put, cancel })[event.target.closest("[data-link]")?.dataset.link]?.());
  href.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    (event.key === "Enter" ? put : cancel)();
  });
  const ask = () => {
    range = chosen(text);
    show(true);
    href.value = "";
    href.focus();
  };
  return { ask };
}

function addressOf(typed) {
  if (MAIL.test(typed)) return `mailto:${typed}`;
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`;
  if (!/^(?:https?:\/\/[^\s/]+\.[^\s]+|mailto:[^\s@]+@[^\s]+)$/i.test(whole)) return "";
  return whole.replaceAll("(", "%28").replaceAll(")", "%29");
}

// The text as it will be read, made by the server with what publishes it.
async function open(field, tabs, tab, text) {
  const [write_, look] = tabs.querySelectorAll("[role=tab]");
  for (const one of [write_, look]) {
    one.setAttribute("aria-selected", String(one === tab));
    document.getElementById(one.getAttribute("aria-controls")).hidden = one !== tab;
  }
  if (tab !== look) return;
  const panel = document.getElementById(look.getAttribute("aria-controls"));
  const body = new FormData();
  body.set("csrf_token", text.form.elements.csrf_token?.value ?? "");
  body.set("text", text.value);
  body.set("written_in", text.lang || document.documentElement.lang);
  try {
    const answer = await fetch(field.dataset.editor, { method: "POST", body });
    const made = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-looked-at]");
    if (!answer.ok || !made) throw new Error(String(answer.status));
    panel.replaceChildren(document.importNode(made, true));
  } catch {
    panel.textContent = field.dataset.failed;
  }
}
