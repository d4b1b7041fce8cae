// Shows below a form what it would make while it is being typed: the answer to its button "look", without saving.
const PAUSE = 500;

export function enhance(form) {
  const shown = document.querySelector("section[data-preview]");
  let timer;
  let newest = 0;
  const look = async () => {
    const mine = ++newest;
    const body = new FormData(form);
    for (const name of ["once", "labels"]) body.delete(name);
    body.set("look", "y");
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const made = page.querySelector("section[data-preview]");
      if (mine === newest && answer.ok && made) shown.replaceChildren(...made.childNodes);
    } catch {
      // without a connection what was shown last stays; the form itself says that it cannot be sent
    }
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
}
