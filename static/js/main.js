// Loads a module only where the page asks for it by an attribute. Every page works without any of them.
const modules = [
  ["form[method=post]", "kept-form"],
  ["[data-kept-here]", "kept-here"],
  ["[data-counter]", "counter"],
  ["[data-asked-if]", "conditions"],
  ["form[data-live-preview]", "live-preview"],
  ["form[data-running-total]", "running-total"],
  ["[data-score-keys]", "score-keys"],
  ["[data-hand-in]", "hand-in"],
  ["[data-list-keys]", "list-keys"],
  ["[data-highlights]", "highlights"],
  ["[data-grid-rows]", "grid-rows"],
  ["[data-made]", "made"],
  ["form.scoring", "sticks"],
  ["form[data-upload]", "upload"],
  ["[data-irreversible]", "deliberate"],
  ["form[method=post]:not([data-upload])", "once"],
  ["input[data-select-all]", "select-all"],
  ["input[data-source]", "combobox"],
  ["form[data-what-if]", "what-if"],
  ["[data-arrives]", "arrives"],
  ["form[data-check-keys]", "check-keys"],
  ["select[data-inserts]", "inserts"],
  ["[data-editor]", "editor"],
  ["details[data-remembered]", "folds"],
  ["[data-fields]", "takes-fields"],
  ["[data-held]", "held"],
  ["[data-passkey], [data-passkey-code], [data-without-passkeys]", "passkeys"],
  ["[data-taking]", "offline/taking"],
  ["body[data-copy]", "offline/copy"],
  ["body[data-person]", "offline/others"],
];

function enhanceAll(root) {
  for (const [selector, name] of modules) {
    const elements = root.querySelectorAll(selector);
    if (elements.length > 0) {
      import(`./${name}.js`).then(({ enhance }) => {
        elements.forEach(enhance);
        // What the page says of a module is said once the module is there.
        root.querySelectorAll(`[data-with="${name}"]`).forEach((one) => { one.hidden = false; });
      });
    }
  }
}

enhanceAll(document);
document.addEventListener("arrived", ({ target }) => enhanceAll(target)); // a part of the page that came later

document.querySelector("[data-focus]")?.focus();
