// A list of texts of which the chosen one is put into a field at once, to be changed there: data-inserts="remarks".
export function enhance(list) {
  const field = list.form.elements.namedItem(list.dataset.inserts);
  list.addEventListener("change", () => {
    const text = list.selectedOptions[0]?.dataset.text;
    if (!text) return;
    if (!field.value.includes(text)) {
      field.value = [field.value.trimEnd(), text].filter(Boolean).join("\n\n");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    list.value = "";
  });
}
