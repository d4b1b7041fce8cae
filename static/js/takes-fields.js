// Buttons out of the list of fields: each puts its field where its person was writing last.
const takers = "[data-takes-fields]";
let last = null;

export function enhance(list) {
  document.addEventListener("focusin", ({ target }) => { if (target.matches?.(takers)) last = target; });
  list.querySelectorAll("code").forEach((code) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small";
    button.textContent = code.textContent;
    button.addEventListener("click", () => put(code.textContent));
    code.replaceWith(button);
  });
}

function put(text) {
  const field = last?.isConnected ? last : document.querySelector(`textarea${takers}`);
  field.focus();
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
