// Shows the weighted mean of a sheet while it is being filled in; the official one is counted on the server.
export function enhance(form) {
  const line = form.querySelector("[data-total]");
  if (!line) return;
  const unit = Number(line.dataset.unit) || 1;
  const number = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

  const show = () => {
    const criteria = [...form.querySelectorAll("[data-criterion]")];
    const scored = criteria.map(scoreOf).filter(({ steps }) => steps !== null);
    const weights = scored.reduce((sum, { weight }) => sum + weight, 0);
    const points = scored.reduce((sum, { weight, steps }) => sum + weight * steps, 0);
    line.querySelector("[data-total-value]").textContent = weights > 0 ? number.format((points / weights) * unit) : "–";
    line.querySelector("[data-total-progress]").textContent = line.dataset.text
      .replace("{scored}", scored.length)
      .replace("{count}", criteria.length);
    criteria.forEach(markLevel);
  };
  show();
  form.addEventListener("input", show);
}

function scoreOf(criterion) {
  const control = criterion.querySelector("input[type=radio]:checked, input[type=number]");
  const steps = control && control.value !== "" ? Number(control.value) : null;
  return { weight: Number(criterion.dataset.weight), steps: Number.isFinite(steps) ? steps : null };
}

function markLevel(criterion) {
  const { steps } = scoreOf(criterion);
  criterion.dataset.done = String(steps !== null);
  criterion.querySelectorAll("[data-level]").forEach((level) => {
    level.dataset.chosen = String(steps !== null && Number(level.dataset.level) === steps);
  });
}
