// Hides a question that another answer makes needless: data-asked-if names the other field, data-answer what it must say.
// What was written in it stays in the form and is kept; without this script all are shown, and the server decides.
export function enhance(question) {
  const place = question.closest("form, [data-preview]");
  const show = () => { question.hidden = !applies(question, place); };
  place.addEventListener("input", show);
  place.addEventListener("change", show);
  show();
}

function applies(question, place) {
  const others = [...place.querySelectorAll(`[name="${question.dataset.askedIf}"]`)];
  if (others.length === 0) return true; // it is not on this page
  if (others[0].closest("[data-asked-if]")?.hidden) return false;
  return others.some((one) => one.checked && one.value === question.dataset.answer);
}
