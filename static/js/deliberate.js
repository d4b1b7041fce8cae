// Enter in a field of a form that does what cannot be taken back does nothing: its first button has no effect.
// This tells the person so, beside the button that has one.
export function enhance(button) {
  const told = document.createElement("p");
  told.className = "deliberate";
  told.setAttribute("role", "status");
  button.closest(".controls")?.after(told);

  // Before all other listeners: nothing is being sent.
  document.addEventListener("submit", (event) => {
    if (event.target !== button.form || !event.submitter?.hasAttribute("data-harmless")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    told.textContent = button.dataset.irreversible;
  }, { capture: true });
}
