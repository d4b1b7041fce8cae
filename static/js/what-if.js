// Re-ranks as the sliders move: the server counts in whole numbers, the page only shows the answer.
// Rows that do not answer the question asked are struck through, and its shares are left blank.
const PAUSE = 60; // ms between a movement and the question
const PATIENCE = 400; // ms after which the old rows must not pass for the answer
const UNKNOWN = "–";

export function enhance(form) {
  const section = form.closest("section");
  const table = section.querySelector("[data-answer]");
  const rows = [...table.querySelectorAll("[data-row]")];
  const sentence = section.querySelector("[data-sentence] > *");
  const sliders = [...form.querySelectorAll("[data-slider]")];
  const address = new URL(rows[0]?.querySelector("th a")?.href ?? location.href);
  const entries = address.pathname.replace(/[^/]+\/$/, "");
  let pause = 0;
  let patience = 0;
  let asked = 0;

  function show(answer) {
    delete table.dataset.stale;
    sentence.textContent = answer.sentence;
    sliders.forEach((slider) => tell(slider, answer.shares[slider.dataset.slider]));
    rows.forEach((row, index) => fill(row, answer.rows[index]));
  }

  function stale(words = "") {
    table.dataset.stale = "";
    sliders.forEach((slider) => tell(slider, UNKNOWN));
    sentence.textContent = words && `${words} ${form.dataset.earlier}`;
  }

  function tell(slider, share) {
    const input = slider.querySelector("input");
    slider.querySelector("[data-weight]").textContent = input.value;
    slider.querySelector("[data-share]").textContent = share;
    input.setAttribute("aria-valuetext", share === UNKNOWN ? input.value : `${input.value}, ${share}`);
  }

  function fill(row, entry) {
    const link = row.querySelector("th a");
    link.textContent = entry.title;
    link.href = `${entries}${entry.entry}/${address.search}`;
    for (const name of ["place", "score", "was", "move"]) {
      row.querySelector(`[data-${name}]`).textContent = entry[name];
    }
    row.querySelector("[data-line-name]").textContent = entry.line_name;
    row.className = entry.line;
    row.classList.toggle("moved", entry.move !== "");
  }

  async function ask() {
    const number = ++asked;
    clearTimeout(patience);
    patience = setTimeout(stale, PATIENCE);
    const question = new URLSearchParams(new FormData(form));
    const answer = await fetch(`${form.dataset.whatIf}?${question}`, {
      headers: { Accept: "application/json" },
    }).then((response) => response.json()).catch(() => ({ error: form.dataset.failed }));
    if (number !== asked) return; // a later question is on its way
    clearTimeout(patience);
    if (answer.rows) {
      show(answer);
      history.replaceState(null, "", `?${question}`); // coming back finds the question again
    }
    else stale(answer.error ?? form.dataset.failed);
  }

  form.querySelector("[type=submit]").hidden = true; // every movement asks by itself
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  const moved = [...form.elements].some((field) => field.type === "range" && field.value !== field.defaultValue);
  if (moved) ask(); // before this script was there, or kept by the browser

  form.addEventListener("input", (event) => {
    const slider = event.target.closest("[data-slider]");
    if (slider) slider.querySelector("[data-weight]").textContent = event.target.value;
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE);
  });
}
