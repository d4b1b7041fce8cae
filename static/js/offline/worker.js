// Answers from the copies that a juror has taken along, where the network or the server does not answer. It only
// reads: what is written waits in the page (static/js/kept). Without a copy a request goes on as if it were not here.
const PREFIX = "kapitula:taken:";
const PATIENCE = 5000; // for an answer of a network that is hardly there
const REST = 30000; // after one that did not come, copies are given at once
const AWAY = new Set([502, 503, 504]);
let restUntil = 0;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin || request.cache === "no-store") return;
  event.respondWith(answer(event));
});

async function answer({ request }) {
  const copy = await copyOf(request);
  if (!copy) return request.mode === "navigate" ? fetch(request).catch(() => whatThereIs(request)) : fetch(request);
  if (Date.now() < restUntil) return copy;
  try {
    const fresh = await Promise.race([fetch(request), late()]);
    return AWAY.has(fresh.status) ? copy : fresh;
  } catch {
    return copy;
  }
}

function late() {
  return new Promise((_, reject) => {
    setTimeout(() => {
      restUntil = Date.now() + REST;
      reject(new Error("no answer"));
    }, PATIENCE);
  });
}

// The copy of this very address, else of the same page in another list.
async function copyOf(request) {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  for (const ignoreSearch of [false, true]) {
    for (const name of names) {
      const found = await (await caches.open(name)).match(request.url, { ignoreSearch, ignoreVary: true });
      if (found) return found;
    }
  }
  return undefined;
}

// A page that was not taken along: the page that tells what was, or the browser's own word.
async function whatThereIs(request) {
  const [, , slug] = new URL(request.url).pathname.split("/");
  const page = await copyOf(new Request(`/jury/${slug}/offline/`));
  if (!page) return Response.error();
  const text = (await page.text()).replace("<body", "<body data-not-taken");
  return new Response(text, { headers: page.headers });
}
