// The grid whose rows are saved one by one: what is chosen in other rows when one is saved comes back on the next page,
// with the version it was chosen on, so that a change made elsewhere meanwhile is still asked about.
const KEY = "kapitula:grid-rows";
const NAMES = ["version", "base"];

export function enhance(intro) {
  const forms = [...document.querySelectorAll("form[id^='scores-']")];
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  sessionStorage.removeItem(KEY);
  const back = forms.filter((form) => kept[form.id]);
  back.forEach((form) => putBack(form, kept[form.id]));
  intro.querySelector("[data-grid-kept]").hidden = back.length === 0;
  forms.forEach((form) => form.addEventListener("submit", () => {
    const others = forms.filter((one) => one !== form && isChanged(one));
    if (others.length > 0) sessionStorage.setItem(KEY, JSON.stringify(Object.fromEntries(others.map((one) => [one.id, said(one)]))));
  }));
}

function scores(form) {
  return [...form.elements].filter((one) => one.name.startsWith("score-"));
}

function isChanged(form) {
  return form.dataset.putBack !== undefined || scores(form).some((one) => one.value !== stored(one));
}

function stored(field) {
  return field.options ? [...field.options].find((one) => one.defaultSelected)?.value ?? "" : field.defaultValue;
}

function said(form) {
  return Object.fromEntries([...scores(form), ...NAMES.map((name) => form.elements[name])].map((one) => [one.name, one.value]));
}

function putBack(form, values) {
  form.dataset.putBack = "";
  for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
}
