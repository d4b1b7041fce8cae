// Suggests while typing, from the JSON at data-source: [{value, label, note?, url?, lang?}].
// With data-target the chosen value goes into that hidden field; with url the choice is a link.
const PAUSE = 200;
const LEAST = 2;

export function enhance(input) {
  const list = listFor(input);
  const spoken = spokenFor(input);
  const target = input.dataset.target && document.getElementById(input.dataset.target);
  let found = [];
  let active = -1;
  let timer;
  let latest = 0;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (index) => {
    active = (index + found.length) % found.length;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    const option = list.children[active];
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  };
  const take = (item) => {
    input.value = item.label;
    if (target) target.value = item.value;
    close();
    if (item.url) window.location.assign(item.url);
    else input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const show = (items) => {
    found = items;
    list.replaceChildren(...items.map((item, index) => optionOf(item, `${list.id}-${index}`, () => take(item))));
    list.hidden = items.length === 0;
    input.setAttribute("aria-expanded", String(items.length > 0));
    spoken.textContent = items.length > 0 ? input.dataset.found.replace("{count}", items.length) : input.dataset.none;
  };
  const ask = async () => {
    const mine = ++latest;
    const address = new URL(input.dataset.source, window.location.href);
    address.searchParams.set("q", input.value.trim());
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      const items = answer.ok ? await answer.json() : [];
      if (mine === latest) show(items);
    } catch {
      close(); // without a connection it stays a plain search field
    }
  };

  input.addEventListener("input", () => {
    if (target) target.value = "";
    clearTimeout(timer);
    if (input.value.trim().length < LEAST) close();
    else timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") { event.preventDefault(); mark(active + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); mark(active < 0 ? found.length - 1 : active - 1); }
    else if (event.key === "Enter" && active >= 0) { event.preventDefault(); take(found[active]); }
    else if (event.key === "Escape") { event.preventDefault(); close(); }
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
}

function listFor(input) {
  const frame = document.createElement("div");
  frame.className = "combobox";
  input.before(frame);
  const list = document.createElement("ul");
  list.id = `${input.id}-list`;
  list.className = "combobox-list";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
  frame.append(input, list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  return list;
}

function spokenFor(input) {
  const spoken = document.createElement("p");
  spoken.className = "visually-hidden";
  spoken.setAttribute("role", "status");
  input.parentElement.after(spoken);
  return spoken;
}

function optionOf(item, id, take) {
  const option = document.createElement("li");
  option.id = id;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  const name = document.createElement("span");
  if (item.lang) name.lang = item.lang;
  name.textContent = item.label;
  option.append(name);
  if (item.note) {
    const note = document.createElement("small");
    note.textContent = item.note;
    option.append(note);
  }
  option.addEventListener("mousedown", (event) => { event.preventDefault(); take(); });
  return option;
}
