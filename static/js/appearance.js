// Light, dark, or as the device prefers: chosen here, kept here, sent nowhere. Not a module: it
// must run before the page is painted. Where it cannot run the buttons stay hidden.
(() => {
  const root = document.documentElement;

  function chosen() {
    try {
      return localStorage.getItem("appearance") || "auto";
    } catch {
      return "auto"; // a browser that keeps nothing
    }
  }

  function keep(choice) {
    try {
      localStorage.setItem("appearance", choice);
    } catch {
      // chosen for this page only
    }
  }

  function show(choice) {
    if (choice === "light" || choice === "dark") root.dataset.theme = choice;
    else delete root.dataset.theme;
    for (const button of document.querySelectorAll("[data-appearance] button")) {
      button.setAttribute("aria-pressed", String(button.value === (root.dataset.theme || "auto")));
    }
  }

  show(chosen());
  for (const news of ["storage", "pageshow"]) addEventListener(news, () => show(chosen())); // chosen on another page
  addEventListener("DOMContentLoaded", () => {
    for (const group of document.querySelectorAll("[data-appearance]")) {
      group.hidden = false;
      group.addEventListener("click", (event) => {
        const button = event.target.closest("button");
        if (!button) return;
        keep(button.value);
        show(button.value);
      });
    }
    show(root.dataset.theme || "auto");
  });
})();
