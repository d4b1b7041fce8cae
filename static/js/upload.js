// Sends a form with files: says before sending which cannot be taken and why, keeps the others, shows how far it is.
// The form carries data-upload = {most, together, room, kinds, texts}; without this script the server says the same.
export function enhance(form) {
  const input = form.querySelector("input[type=file]");
  const rules = JSON.parse(form.dataset.upload);
  const told = form.querySelector("[data-upload-told]");
  const progress = form.querySelector("[data-upload-progress]");
  let request = null;

  input.addEventListener("change", () => tell(told, rules.texts.refused, sorted([...input.files], rules).refused));

  form.addEventListener("submit", (event) => {
    const { taken, refused } = sorted([...input.files], rules);
    if (!taken.length && !refused.length) return; // the server says that nothing was chosen
    event.preventDefault();
    tell(told, rules.texts.refused, refused);
    if (request || !taken.length) return;
    const data = new FormData(form);
    data.delete(input.name);
    taken.forEach((file) => data.append(input.name, file));
    request = send(form, data, progress, rules.texts);
    request.addEventListener("loadend", () => { request = null; });
    request.addEventListener("load", ({ target }) => show(target, form, told, rules, refused));
    request.addEventListener("error", () => failed(told, progress, rules.texts.offline));
  });
}

// Parts the files into those that can be sent and, with the reason, those that cannot.
export function sorted(files, rules) {
  const taken = [];
  const refused = [];
  let bytes = 0;
  files.forEach((file) => {
    const reason = why(file, rules, taken.length, bytes);
    if (reason) {
      refused.push(`${file.name}: ${reason}`);
    } else {
      taken.push(file);
      bytes += file.size;
    }
  });
  return { taken, refused };
}

function why(file, { most, together, room, kinds, texts }, number, bytes) {
  const ending = (/\.[^.]+$/.exec(file.name) ?? [""])[0].toLowerCase();
  if (!kinds.includes(ending)) return texts.kind;
  if (file.size > most) return texts.large.replace("{size}", megabytes(file.size));
  if (file.size === 0) return texts.empty;
  if (number >= room) return texts.many;
  return bytes + file.size > together ? texts.together : "";
}

// As the server counts: never less than it is, so that no file seems to fit that does not.
function megabytes(size) {
  const language = document.documentElement.lang || undefined;
  const tenths = Math.ceil((size / 1048576) * 10) / 10;
  return tenths.toLocaleString(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

function tell(place, heading, lines) {
  const list = document.createElement("ul");
  lines.forEach((line) => { list.appendChild(document.createElement("li")).textContent = line; });
  const words = document.createElement("p");
  words.textContent = heading;
  place.replaceChildren(...(lines.length ? [words, list] : []));
  place.hidden = lines.length === 0;
}

function send(form, data, progress, texts) {
  const request = new XMLHttpRequest();
  const bar = progress.querySelector("progress");
  const words = progress.querySelector("[data-upload-words]");
  progress.hidden = false;
  words.textContent = texts.sending;
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    bar.max = total;
    bar.value = loaded;
    if (loaded === total) words.textContent = texts.checking; // the server reads the files now
  });
  request.open("POST", form.action);
  request.send(data);
  return request;
}

function failed(told, progress, sentence) {
  progress.hidden = true;
  told.textContent = sentence;
  told.hidden = false;
}

// The answer is the same page: its middle takes the place of this one. Any other answer leaves the choice as it is.
function show(request, form, told, rules, refused) {
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const progress = form.querySelector("[data-upload-progress]");
  const middle = page.querySelector("main");
  const here = new URL(form.action).pathname === new URL(request.responseURL || form.action).pathname;
  if (!here || !middle || ![200, 409, 422].includes(request.status)) {
    failed(told, progress, request.status === 413 ? rules.texts.together : rules.texts.failed);
    return;
  }
  document.querySelector("main").replaceWith(document.adoptNode(middle));
  middle.querySelectorAll("form[data-upload]").forEach(enhance);
  import("./once.js").then(({ enhance: once }) => {
    middle.querySelectorAll("form[method=post]:not([data-upload])").forEach(once);
  });
  const place = middle.querySelector("[data-upload-told]");
  if (place) tell(place, rules.texts.refused, refused);
  (middle.querySelector("[data-focus]") ?? middle.querySelector("[data-attached]"))?.focus();
}
