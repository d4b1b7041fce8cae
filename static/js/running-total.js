// Shows the weighted mean of a sheet while it is being filled in; the official one is counted on the server.
// The mean of a part of the criteria would be an anchor: it opens when the sheet is complete, or when asked for.
export function enhance(form) {
  const line = form.querySelector("[data-total]");
  if (!line) return;
  const unit = Number(line.dataset.unit) || 1;
  const number = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const fold = line.querySelector("[data-total-asked]");
  let asked = false;
  fold?.querySelector("summary").addEventListener("click", () => { asked = !fold.open; });

  const show = () => {
    const criteria = [...form.querySelectorAll("[data-criterion]")];
    const scored = criteria.map(scoreOf).filter(({ steps }) => steps !== null);
    const weights = scored.reduce((sum, { weight }) => sum + weight, 0);
    const points = scored.reduce((sum, { weight, steps }) => sum + weight * steps, 0);
    line.querySelector("[data-total-value]").textContent = weights > 0 ? number.format((points / weights) * unit) : "–";
    line.querySelector("[data-total-progress]").textContent = line.dataset.text
      .replace("{scored}", scored.length)
      .replace("{count}", criteria.length);
    if (fold) fold.open = asked || criteria.every(isDone);
    criteria.forEach(markLevel);
  };
  show();
  form.addEventListener("input", show);
}

function isDone(criterion) {
  const { weight, steps } = scoreOf(criterion);
  return steps !== null || weight === 0;
}

function scoreOf(criterion) {
  const control = criterion.querySelector("input[type=radio]:checked, input[type=number]");
  return { weight: Number(criterion.dataset.weight), steps: control ? numberOf(control.value) : null };
}

// Reads 4, 4.5, 4,5 and 13/3; what is not a number is not a score.
function numberOf(text) {
  const [above, below = 1] = text.trim().replace(",", ".").split("/").map((part) => (part ? Number(part) : NaN));
  return Number.isFinite(above / below) ? above / below : null;
}

function markLevel(criterion) {
  const { steps } = scoreOf(criterion);
  criterion.dataset.done = String(steps !== null);
  criterion.querySelectorAll("[data-level]").forEach((level) => {
    level.dataset.chosen = String(steps !== null && numberOf(level.dataset.level) === steps);
  });
}
