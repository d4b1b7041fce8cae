// What is taken along on this device, by person and edition: pages, attachments, and how they look.
const PREFIX = "kapitula:taken:";
const AT_ONCE = 3;
const MARK = "X-Taken-Mark";
const AT = "X-Taken-At";

export const isPossible = "caches" in window && "serviceWorker" in navigator;

const nameOf = (person, edition) => `${PREFIX}${person}:${edition}`;
const noteOf = (edition) => `/jury/${edition}/offline/taken`; // an address that no page has

// What there is, or null: {at, pages, files, bytes, missing}.
export async function taken(person, edition) {
  if (!isPossible || !(await caches.has(nameOf(person, edition)))) return null;
  const note = await (await caches.open(nameOf(person, edition))).match(noteOf(edition));
  return note ? note.json() : null;
}

// Whether an address can be opened without a connection.
export async function isTaken(address) {
  if (!isPossible || !navigator.serviceWorker.controller) return false;
  for (const name of await ours()) {
    if (await (await caches.open(name)).match(address, { ignoreSearch: true, ignoreVary: true })) return true;
  }
  return false;
}

// Takes all that is listed and is not here as it is now; drops what is not listed any more. Quickly: without asking
// whether the looks of the pages have changed. Throws where the list cannot be had.
export async function take(person, edition, list, { tell = () => {}, quick = false } = {}) {
  await navigator.serviceWorker.register("/jury/worker.js", { scope: "/jury/" });
  const answer = await fetch(list, { cache: "no-store", headers: { Accept: "application/json" } });
  if (answer.status === 404) await forget(person, edition); // this person is no juror here any more
  if (answer.redirected) throw Object.assign(new Error("signed out"), { signedOut: true });
  if (!answer.ok) throw new Error(answer.statusText);
  const { pages, files, looks } = await answer.json();
  const cache = await caches.open(nameOf(person, edition));
  const kept = new Map((await cache.keys()).map(({ url }) => [pathOf(url), url]));
  const wanted = [
    ...looks.map((url) => ({ url, put: async () => (quick && kept.has(url) ? null : putPlain(cache, url, "no-cache")) })),
    ...pages.map(({ url, mark }) => ({ url, put: () => putPage(cache, url, mark) })),
    ...files.map(({ url, bytes }) => ({ url, bytes, put: async () => (kept.has(url) ? null : putPlain(cache, url, "default")) })),
  ];
  for (const [path, url] of kept) if (!wanted.some((one) => one.url === path)) await cache.delete(url);
  const missing = [];
  let done = 0;
  const waiting = [...wanted];
  const work = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      if (!(await one.put().then(() => true, () => false))) missing.push(one.url);
      tell((done += 1), wanted.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const bytes = files.reduce((sum, one) => sum + (missing.includes(one.url) ? 0 : one.bytes), 0);
  const note = { at: Date.now(), pages: pages.length, files: files.length, bytes, missing: missing.length };
  await cache.put(noteOf(edition), new Response(JSON.stringify(note)));
  await navigator.storage?.persist?.();
  return note;
}

const pathOf = (url) => url.slice(location.origin.length);

async function putPlain(cache, url, how) {
  const answer = await fetch(url, { cache: how });
  if (!answer.ok) throw new Error(answer.statusText);
  await cache.put(url, answer);
}

// A page says of itself that it is a copy, and of when.
async function putPage(cache, url, mark) {
  const before = mark && (await cache.match(url));
  if (before && before.headers.get(MARK) === mark) return;
  const answer = await fetch(url, { cache: "no-store" });
  if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
  const at = new Date().toISOString();
  const text = (await answer.text()).replace("<body", `<body data-copy="${at}"`);
  const headers = new Headers({ "Content-Type": "text/html; charset=utf-8", [MARK]: mark, [AT]: at });
  const policy = answer.headers.get("Content-Security-Policy");
  if (policy) headers.set("Content-Security-Policy", policy);
  await cache.put(url, new Response(text, { headers }));
}

export async function forget(person, edition) {
  await caches.delete(nameOf(person, edition));
  await leaveIfEmpty();
}

// Everything of everybody, or of all but one person.
export async function wipe({ but } = {}) {
  if (!isPossible) return;
  for (const name of await ours()) if (but === undefined || !name.startsWith(`${PREFIX}${but}:`)) await caches.delete(name);
  await leaveIfEmpty();
}

async function ours() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX));
}

async function leaveIfEmpty() {
  if ((await ours()).length > 0) return;
  const worker = await navigator.serviceWorker.getRegistration("/jury/");
  await worker?.unregister();
}
