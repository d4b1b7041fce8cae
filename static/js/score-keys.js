// Scores by keys while a score of a criterion has the focus: digits, arrows that stop at the ends, Delete to clear.
// Tab goes to the next criterion: what is folded away below the scores is reached by K (comment) and P (what they mean).
export function enhance(criterion) {
  const choices = [...criterion.querySelectorAll("input[type=radio]")];
  if (choices.length === 0) return;
  let typed = "";
  let first = false; // whether these digits score the criterion for the first time
  criterion.querySelectorAll("summary").forEach((summary) => { summary.tabIndex = -1; });

  // However long one waits between them, 1 and 0 are 10 where there is a 10, as long as one stays at the criterion.
  const digit = (key) => {
    if (!typed) first = !choices.some((choice) => choice.checked);
    typed = choices.some((choice) => textOf(choice) === typed + key) ? typed + key : key;
    const chosen = choices.find((choice) => textOf(choice) === typed);
    if (!chosen) return;
    choose(chosen);
    if (first && !choices.some((choice) => choice !== chosen && textOf(choice).startsWith(typed))) goOn(criterion);
  };

  criterion.addEventListener("focusout", (event) => {
    if (!criterion.contains(event.relatedTarget)) typed = "";
  });
  criterion.addEventListener("keydown", (event) => {
    if (!choices.includes(event.target) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (/^[0-9]$/.test(event.key)) digit(event.key);
    else if (event.key === "Delete" || event.key === "Backspace") { typed = ""; clear(choices); }
    else if (isBeyond(choices, event)) typed = "";
    else if (event.key.toLowerCase() === "k") openComment(criterion);
    else if (event.key.toLowerCase() === "p") turn(criterion.querySelector(".levels-fold"));
    else { typed = ""; return; }
    event.preventDefault();
  });
}

// What the label says is what the person types: points, not the steps that are sent.
function textOf(choice) {
  return choice.closest("label").textContent.trim();
}

// A browser takes the scores for a ring; 10 and one more is not 0.
function isBeyond(choices, event) {
  const last = choices.at(-1);
  return (["ArrowRight", "ArrowDown"].includes(event.key) && event.target === last)
    || (["ArrowLeft", "ArrowUp"].includes(event.key) && event.target === choices[0]);
}

function choose(choice) {
  choice.checked = true;
  choice.focus();
  announce(choice);
}

// A criterion scored for the first time leads to the next one without a score; one that is corrected keeps the focus.
function goOn(criterion) {
  if ("commentRequired" in criterion.dataset && !criterion.querySelector("textarea")?.value.trim()) return;
  const all = [...document.querySelectorAll("[data-score-keys]")];
  const next = all.slice(all.indexOf(criterion) + 1).find((one) => one.querySelector("input[type=radio]:not(:disabled)") && !one.querySelector("input:checked"));
  if (!next) return;
  next.querySelector("input[type=radio]").focus({ preventScroll: true });
  next.scrollIntoView({ block: next.offsetHeight < window.innerHeight / 2 ? "nearest" : "start" });
}

function clear(choices) {
  choices.filter((choice) => choice.checked).forEach((choice) => {
    choice.checked = false;
    announce(choice);
  });
}

function openComment(criterion) {
  const comment = criterion.querySelector("textarea");
  if (!comment) return;
  const fold = comment.closest("details");
  if (fold) fold.open = true;
  comment.focus();
}

function turn(fold) {
  if (fold) fold.open = !fold.open;
}

function announce(choice) {
  choice.dispatchEvent(new Event("input", { bubbles: true }));
  choice.dispatchEvent(new Event("change", { bubbles: true }));
}
