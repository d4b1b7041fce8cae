// Re-ranks as the sliders move: the server counts in whole numbers, the page only shows the answer.
const PAUSE = 60; // ms between a movement and the question

export function enhance(form) {
  const section = form.closest("section");
  const rows = [...section.querySelectorAll("[data-row]")];
  const sentence = section.querySelector("[data-sentence] > *");
  const address = new URL(rows[0]?.querySelector("th a")?.href ?? location.href);
  const entries = address.pathname.replace(/[^/]+\/$/, "");
  let timer = 0;
  let asked = 0;

  function show(answer) {
    sentence.textContent = answer.sentence;
    for (const [key, share] of Object.entries(answer.shares)) {
      form.querySelector(`[data-slider="${CSS.escape(key)}"] [data-share]`).textContent = share;
    }
    rows.forEach((row, index) => fill(row, answer.rows[index]));
  }

  function fill(row, entry) {
    const link = row.querySelector("th a");
    link.textContent = entry.title;
    link.href = `${entries}${entry.entry}/${address.search}`;
    for (const name of ["place", "score", "was", "move"]) {
      row.querySelector(`[data-${name}]`).textContent = entry[name];
    }
    row.classList.toggle("moved", entry.move !== "");
  }

  async function ask() {
    const number = ++asked;
    const question = new URLSearchParams(new FormData(form));
    const answer = await fetch(`${form.dataset.whatIf}?${question}`, {
      headers: { Accept: "application/json" },
    }).then((response) => response.json(), () => null);
    if (number !== asked) return; // a later question is on its way
    if (answer === null) sentence.textContent = form.dataset.failed;
    else if (answer.error) sentence.textContent = answer.error;
    else show(answer);
  }

  form.addEventListener("input", (event) => {
    const slider = event.target.closest("[data-slider]");
    if (slider) slider.querySelector("[data-weight]").textContent = event.target.value;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
}
