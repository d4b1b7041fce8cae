// The tab, through reloading and coming back: two tabs with one form keep two copies.
const KEY = "kapitula:tab";
const PATIENCE = 3000;

const drawn = () => Math.random().toString(36).slice(2, 10);

function remembered() {
  try {
    return sessionStorage.getItem(KEY) ?? drawn();
  } catch {
    return drawn();
  }
}

function remember(id) {
  try {
    sessionStorage.setItem(KEY, id);
  } catch {
    // a tab of its own for every page
  }
}

export let tab = remembered();

// A tab that was duplicated begins with the name of the other, which still holds it.
export const taken = (async () => {
  if (navigator.locks && !(await hold(tab))) {
    tab = drawn();
    await hold(tab);
  }
  remember(tab);
})();

// The page before this one in the tab may still be letting go.
function hold(id) {
  return new Promise((resolve) => {
    navigator.locks.request(`${KEY}:${id}`, { signal: AbortSignal.timeout(PATIENCE) }, () => {
      resolve(true);
      return new Promise(() => {}); // as long as the page lives
    }).catch(() => resolve(false));
  });
}

export async function isLive(id) {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.some(({ name }) => name === `${KEY}:${id}`);
}
