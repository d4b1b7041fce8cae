// Keeps the check before handing in true while one scores: what goes, what is missing, and which buttons there are.
export function enhance(panel) {
  const form = panel.closest("form");
  const lines = [...panel.querySelectorAll("[data-check]")].map((line) => ({ line, criterion: document.getElementById(line.dataset.check) }));
  const count = panel.querySelector("[data-hand-in-count]");
  const shown = panel.querySelector("[name=shown]");

  const show = () => {
    const states = lines.map(({ line, criterion }) => showLine(line, criterion));
    const scored = states.filter(({ score }) => score);
    const complete = states.every((state) => state.complete);
    count.textContent = count.dataset.handInCount.replace("{scored}", scored.length).replace("{count}", states.length);
    shown.value = new URLSearchParams(scored.map(({ score }) => [score.name, score.value]));
    panel.querySelectorAll("[data-when]").forEach((part) => { part.hidden = (part.dataset.when === "complete") !== complete; });
  };
  show();
  form.addEventListener("input", show);
  window.addEventListener("pageshow", show); // a page that comes back has what was typed there
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.ctrlKey || event.target.closest("a, button, summary")) return;
    event.preventDefault();
    goOn(panel, lines);
  });
}

// From anywhere on the page to the first criterion that lacks something; from a complete sheet to the check.
function goOn(panel, lines) {
  const lacking = lines.find(({ line }) => line.dataset.complete === "false");
  if (lacking) {
    lacking.criterion.scrollIntoView({ block: "start" });
    const wanted = scoreOf(lacking.criterion) ? "textarea" : "input";
    lacking.criterion.querySelector(wanted).focus();
  } else {
    panel.scrollIntoView({ block: "end" });
    panel.querySelector("[data-when]:not([hidden]) button:not([hidden])").focus();
  }
}

function showLine(line, criterion) {
  const score = scoreOf(criterion);
  const comment = criterion.querySelector("textarea").value.trim() !== "";
  const complete = Boolean(score || Number(criterion.dataset.weight) === 0) && (comment || !needsComment(criterion, score));
  line.dataset.complete = String(complete);
  line.querySelector("[data-check-points]").textContent = score ? pointsOf(score) : "";
  show(line, "[data-check-points]", score);
  show(line, "[data-check-none]", !score);
  show(line, "[data-check-there]", comment);
  show(line, "[data-check-missing]", !comment);
  return { score, complete };
}

// Some criteria always need a comment; a decision needs one where it is no.
function needsComment(criterion, score) {
  const { commentRequired, commentRequiredOn } = criterion.dataset;
  return commentRequired !== undefined || Boolean(commentRequiredOn && score?.value === commentRequiredOn);
}

function scoreOf(criterion) {
  const control = criterion.querySelector("input[type=radio]:checked, input[type=number]");
  return control?.value ? control : null;
}

function pointsOf(control) {
  return control.type === "radio" ? control.closest("label").textContent.trim() : control.value;
}

function show(line, selector, wanted) {
  const part = line.querySelector(selector);
  if (part) part.hidden = !wanted;
}
