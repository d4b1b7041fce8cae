// A document that takes some seconds: says that it is being made, then hands it over, or says that it failed.
// It is asked for by a form with a button, or by a link; what is said stands in [data-made-state] inside or after it.
export function enhance(asking) {
  const state = asking.querySelector("[data-made-state]") ?? asking.parentElement.querySelector("[data-made-state]");
  let making = false;
  asking.addEventListener(asking.tagName === "FORM" ? "submit" : "click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // wanted elsewhere: the browser's own way
    event.preventDefault();
    if (making) return;
    making = true;
    state.textContent = asking.dataset.made;
    try {
      const answer = await fetch(address(asking));
      const name = /filename="?([^";]+)/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1];
      if (!answer.ok || !name) throw new Error(answer.status); // a page that says why, or asks to sign in
      hand(await answer.blob(), name);
      state.textContent = asking.dataset.madeDone;
    } catch {
      state.textContent = asking.dataset.madeFailed;
    }
    making = false;
  });
}

function address(asking) {
  return asking.href ?? `${asking.action}?${new URLSearchParams(new FormData(asking))}`;
}

function hand(made, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(made);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
