// A form sent twice by a double click is sent once; the button says that it is working.
export function enhance(form) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.submitter?.hasAttribute("data-harmless")) return;
    if (sent) {
      event.preventDefault();
      return;
    }
    sent = true;
    event.submitter?.setAttribute("aria-busy", "true");
  });
  // Coming back by the browser's arrow, or a download instead of a page: the form is ready again.
  const ready = () => {
    sent = false;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  };
  window.addEventListener("pageshow", ready);
  form.addEventListener("submit", () => setTimeout(ready, 8000));
}
