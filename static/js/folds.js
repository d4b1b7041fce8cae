// A fold stays as its person left it, on every page that has one of the same name; kept in the browser, sent nowhere.
const PREFIX = "kapitula:fold:";

export function enhance(fold) {
  const key = `${PREFIX}${document.body.dataset.person || ""}:${fold.dataset.remembered}`;
  const left = read(key);
  if (left) fold.open = left === "open";
  fold.addEventListener("toggle", () => keep(key, fold.open ? "open" : "folded"));
}

function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // a browser that keeps nothing
  }
}

function keep(key, state) {
  try {
    localStorage.setItem(key, state);
  } catch {
    // as it is on this page only
  }
}
