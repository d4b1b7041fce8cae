// The sentences and addresses of static/js/kept, as the page of a person signed in brings them.
const template = document.getElementById("kept-words");

export const words = template ? JSON.parse(template.dataset.words) : null;

export function fill(sentence, parts = {}) {
  return Object.entries(parts).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), sentence);
}
