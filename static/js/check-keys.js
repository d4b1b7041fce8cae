// The formal check by keys, while nobody writes in a field: each leads to its place, none decides by itself.
// They can be switched off, and stay so in this browser.
const OFF = "check-keys-off";
const BUTTONS = { p: "accepted", z: "returned", o: "rejected" };

export function enhance(form) {
  const on = document.querySelector("[data-keys-on]");
  on.checked = recall() === null;
  on.addEventListener("change", () => remember(!on.checked));

  document.addEventListener("keydown", (event) => {
    if (!on.checked || event.ctrlKey || event.altKey || event.metaKey || writes(event.target)) return;
    const act = meaning(form, event.key.toLowerCase());
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function meaning(form, key) {
  const to = (element) => element && (() => { element.focus(); element.scrollIntoView({ block: "center" }); });
  if (/^[1-9]$/.test(key)) return to(form.querySelector(`input[name="met-${key}"]:checked`) ?? form.querySelector(`input[name="met-${key}"]`));
  if (key === "t") return () => { const rest = form.elements.namedItem("rest"); rest.checked = !rest.checked; rest.dispatchEvent(new Event("change", { bubbles: true })); };
  if (key === "u") return to(form.elements.namedItem("remarks"));
  if (key === "n") return form.querySelector("[data-key=n]") && (() => form.querySelector("[data-key=n]").click());
  const button = form.querySelector(`button[name=outcome][value="${BUTTONS[key]}"]`);
  return button && (() => button.focus());
}

// Where letters are written, or chosen by, they are letters.
function writes(target) {
  return target.matches("textarea, select, input:not([type=radio], [type=checkbox])") || target.isContentEditable;
}

function recall() {
  try { return localStorage.getItem(OFF); } catch { return null; }
}

function remember(off) {
  try {
    if (off) localStorage.setItem(OFF, "yes");
    else localStorage.removeItem(OFF);
  } catch { /* the browser keeps nothing: the keys work */ }
}
