// Leaving by a link: what is typed goes first; what cannot go stays, and says so; while the connection
// is away only pages taken along are opened.
import { isTaken } from "../offline/store.js";
import { words } from "./words.js";

export function keepLeaving(pages) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || isElsewhere(event, link)) return;
    const [first] = pages;
    const changed = pages.filter((page) => page.isChanged());
    if (navigator.onLine && changed.length === 0) return;
    event.preventDefault();
    leave(changed.length > 0 ? changed : [first], link.href);
  });
  window.addEventListener("pagehide", () => pages.forEach((page) => page.copy?.()));
  document.addEventListener("departs", () => pages.forEach((page) => page.copy?.()));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    for (const page of pages) {
      page.copy?.();
      page.save?.();
    }
  });
  // With a copy in the browser nothing is lost by leaving; without one the person is asked.
  window.addEventListener("beforeunload", (event) => {
    const lost = pages.filter((page) => !page.leaving && page.isChanged());
    lost.forEach((page) => page.copy?.());
    if (lost.some((page) => !page.copied)) event.preventDefault();
  });
}

function isElsewhere(event, link) {
  const { origin, pathname, search } = new URL(link.href);
  const here = origin === location.origin && pathname === location.pathname && search === location.search;
  return here || origin !== location.origin || link.target === "_blank" || link.hasAttribute("download")
    || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
}

async function leave(pages, address) {
  const go = () => {
    if (pages.every((page) => page.copied !== false)) pages.forEach((page) => { page.leaving = true; });
    location.assign(address);
  };
  for (const page of pages) {
    page.copy?.();
    const outcome = !navigator.onLine ? "away" : page.save ? await page.save() : "unsaved";
    if (outcome === "away" || outcome === "unavailable") {
      if (await mayGo(page, address)) continue;
      if (outcome === "away") return page.say("staying");
    }
    if (outcome !== "nothing" && !page.warned) {
      page.warned = true; // who presses once more knows
      if (!page.save) page.say("leaving", {}, { text: words.leave, press: go });
      return undefined;
    }
  }
  return go();
}

// Whether a page can be left for another that is on the device: what is typed waits in the browser, and goes later.
export async function mayGo(page, address) {
  const isKept = !page.isChanged() || (page.form.dataset.autosave && page.copied);
  return Boolean(isKept) && isTaken(address);
}
