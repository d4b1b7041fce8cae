// What stands in a form, as {name: [values]}: what is typed now, and what the server has sent.
const OURS = new Set(["csrf_token", "once", "version", "base", "held", "labels"]);
const WRITTEN = new Set(["text", "textarea", "search", "email", "url", "tel", "number", "date", "datetime-local"]);
const SECRET = /password|current|code/;

function fieldsOf(form) {
  return [...form.elements].filter((one) => one.name && !one.matches(":disabled, button, [type=submit], [type=file], [type=hidden]")
    && one.type !== "password" && !OURS.has(one.name) && !SECRET.test(one.name));
}

// Whether a person can lose something here.
export function isTyped(form) {
  return fieldsOf(form).some((one) => WRITTEN.has(one.type));
}

export function isOpen(form) {
  return fieldsOf(form).length > 0;
}

export function typedIn(form) {
  return collect(form, valuesOf);
}

// Never what the browser has put back into the fields.
export function sentBy(form) {
  return collect(form, defaultsOf);
}

function collect(form, read) {
  const values = {};
  for (const field of fieldsOf(form)) (values[field.name] ??= []).push(...read(field));
  return values;
}

function valuesOf(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked ? [field.value] : [];
  if (field.tagName === "SELECT") return [...field.selectedOptions].map((option) => option.value);
  return [field.value];
}

function defaultsOf(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.defaultChecked ? [field.value] : [];
  if (field.tagName !== "SELECT") return [field.defaultValue.replaceAll("\r\n", "\n")];
  const chosen = [...field.options].filter((option) => option.defaultSelected);
  const shown = chosen.length || field.multiple ? chosen : [...field.options].slice(0, 1);
  return shown.map((option) => option.value);
}

export function same(one, other) {
  return JSON.stringify(one ?? []) === JSON.stringify(other ?? []);
}

export function sameForm(one, other) {
  return Object.keys({ ...one, ...other }).every((name) => same(one[name], other[name]));
}

export function put(form, name, values) {
  const fields = fieldsOf(form).filter((one) => one.name === name);
  const ticked = values.flatMap((value) => value.split("\n")); // several choices are told a line each
  for (const field of fields) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = ticked.includes(field.value);
    else if (field.tagName === "SELECT") [...field.options].forEach((option) => { option.selected = values.includes(option.value); });
    else field.value = values[0] ?? "";
  }
  for (const kind of ["input", "change"]) fields[0]?.dispatchEvent(new Event(kind, { bubbles: true }));
}

// What the texts are called, for a page on which their form is not there any more.
export function labelsOf(form) {
  const written = fieldsOf(form).filter((one) => WRITTEN.has(one.type));
  return Object.fromEntries(written.map((one) => [one.name, one.labels?.[0]?.innerText.trim() || one.name]));
}
