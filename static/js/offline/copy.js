// A page that came from the copies on the device says so, and says when the connection is back.
import { ask } from "../kept/session.js";
import { momentOf, noteBefore } from "../kept/state.js";
import { fill, words } from "../kept/words.js";

const LOOK = 10000;

export function enhance(body) {
  const place = document.querySelector("main .page-head")?.nextSibling;
  if (!place || !words) return;
  const time = momentOf(body.dataset.copy);
  const text = body.dataset.notTaken === undefined ? words.copy : words.not_taken;
  const note = noteBefore(place, fill(text, { time }), []);
  const look = async () => {
    try {
      await ask();
    } catch {
      return;
    }
    clearInterval(timer);
    window.removeEventListener("online", look);
    note.querySelector("p").textContent = words.copy_back;
    const open = document.createElement("a");
    open.href = location.href;
    open.textContent = words.copy_renew;
    note.querySelector(".cluster").append(open);
  };
  const timer = setInterval(look, LOOK);
  window.addEventListener("online", look);
}
