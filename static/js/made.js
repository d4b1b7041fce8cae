// A document that takes some seconds: says that it is being made, then hands it over, or says that it failed.
export function enhance(form) {
  const state = form.querySelector("[data-made-state]");
  const button = form.querySelector("button");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    state.textContent = form.dataset.made;
    try {
      const answer = await fetch(`${form.action}?${new URLSearchParams(new FormData(form))}`);
      if (!answer.ok || answer.headers.get("Content-Type") !== "application/pdf") throw new Error(answer.status);
      hand(await answer.blob(), /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "");
      state.textContent = form.dataset.madeDone;
    } catch {
      state.textContent = form.dataset.madeFailed;
    }
    button.disabled = false;
  });
}

function hand(made, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(made);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
