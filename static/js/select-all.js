// A box that checks all the boxes of its form with the given name: data-select-all="entry".
export function enhance(box) {
  const boxes = [...box.form.querySelectorAll(`input[type=checkbox][name="${CSS.escape(box.dataset.selectAll)}"]`)];
  const show = () => {
    const checked = boxes.filter((one) => one.checked).length;
    box.checked = checked === boxes.length && checked > 0;
    box.indeterminate = checked > 0 && checked < boxes.length;
  };
  box.closest("[hidden]")?.removeAttribute("hidden");
  box.addEventListener("change", () => boxes.forEach((one) => {
    one.checked = box.checked;
    one.dispatchEvent(new Event("change", { bubbles: true }));
  }));
  boxes.forEach((one) => one.addEventListener("change", show));
  show();
}
