// Who is signed in, and the token of the forms: asked for again, so that a page left open goes on.
import { words } from "./words.js";

// For whom the page was made, by the mark that the tokens of its forms carry: see judging/web/tokens.py.
export const person = document.body.dataset.person ?? "";

// Throws where the server does not answer, or answers that it cannot.
export async function ask(sent = []) {
  const address = new URL(words.token, location.href);
  for (const { path, once } of sent) {
    address.searchParams.append("path", path);
    address.searchParams.append("once", once);
  }
  const answer = await fetch(address, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (!answer.ok) throw Object.assign(new Error(answer.statusText), { status: answer.status });
  return answer.json();
}

// Every form of the page takes the new token of its person; a step of signing in has one of its own.
export function freshen(token) {
  for (const field of document.querySelectorAll("form:not([data-step]) [name=csrf_token]")) field.value = token;
}
