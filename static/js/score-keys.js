// Scores by keys while a criterion has the focus: digits, also two of them, arrows by the step, Delete to clear.
const PAUSE = 700;

export function enhance(criterion) {
  let typed = "";
  let timer;

  criterion.addEventListener("keydown", (event) => {
    const choices = [...criterion.querySelectorAll("input[type=radio]")];
    if (!choices.includes(event.target) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (/^[0-9]$/.test(event.key)) {
      event.preventDefault();
      typed = fits(choices, typed + event.key) ? typed + event.key : event.key;
      clearTimeout(timer);
      timer = setTimeout(() => { typed = ""; }, PAUSE);
      choose(choices.find((choice) => pointsOf(choice) === Number(typed)));
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      clear(choices);
    }
  });
}

// What the label says is what the person types: points, not the steps that are sent.
function pointsOf(choice) {
  return Number(choice.closest("label").textContent.trim().replace(",", "."));
}

function fits(choices, digits) {
  return choices.some((choice) => pointsOf(choice) === Number(digits));
}

function choose(choice) {
  if (!choice) return;
  choice.checked = true;
  choice.focus();
  announce(choice);
}

function clear(choices) {
  choices.filter((choice) => choice.checked).forEach((choice) => {
    choice.checked = false;
    announce(choice);
  });
}

function announce(choice) {
  choice.dispatchEvent(new Event("input", { bubbles: true }));
  choice.dispatchEvent(new Event("change", { bubbles: true }));
}
