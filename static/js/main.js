// Loads a module only where the page asks for it by an attribute. Every page works without any of them.
const modules = [
  ["form[data-autosave]", "autosave"],
  ["[data-counter]", "counter"],
  ["form[data-running-total]", "running-total"],
  ["[data-score-keys]", "score-keys"],
  ["form[data-upload]", "upload"],
  ["form[method=post]:not([data-upload])", "once"],
  ["input[data-select-all]", "select-all"],
  ["input[data-source]", "combobox"],
  ["form[data-what-if]", "what-if"],
  ["[data-arrives]", "arrives"],
];

for (const [selector, name] of modules) {
  const elements = document.querySelectorAll(selector);
  if (elements.length > 0) {
    import(`./${name}.js`).then(({ enhance }) => elements.forEach(enhance));
  }
}

document.querySelector("[data-focus]")?.focus();
