// The part of a page that takes a moment: asked for at once, put in its place when it comes.

export async function enhance(part) {
  const words = part.querySelector("[data-arriving]");
  try {
    const answer = await fetch(part.dataset.arrives);
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    part.replaceChildren(...page.querySelector("[data-arrived]").childNodes);
  } catch {
    words.textContent = words.dataset.failed;
  }
}
