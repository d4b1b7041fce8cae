// The box of a juror's desk that takes the entries along, tells what is on the device, and removes it.
import { person } from "../kept/session.js";
import { momentOf } from "../kept/state.js";
import { fill } from "../kept/words.js";
import { forget, isPossible, take, taken } from "./store.js";

const FRESH = 60 * 60 * 1000; // after this it is asked whether the looks of the pages have changed

export function enhance(box) {
  const words = JSON.parse(box.dataset.taking);
  const part = (name) => box.querySelector(`[data-taking-${name}]`);
  const { edition, list } = words;
  const line = part("line");
  const bar = part("bar");
  let running = false;

  const say = (text) => { line.textContent = text; };
  const show = (note) => {
    part("take").textContent = note ? words.again : words.take;
    part("forget").hidden = !note;
    if (!note) return say(words.nothing);
    const told = fill(words.here, { time: momentOf(note.at), size: sizeOf(note.bytes) });
    return say(note.missing ? `${told} ${fill(words.missing, { count: note.missing })}` : told);
  };

  async function go({ quick = false } = {}) {
    if (running) return;
    running = true;
    part("take").setAttribute("aria-disabled", "true");
    bar.hidden = quick;
    try {
      const tell = (done, all) => {
        bar.max = all;
        bar.value = done;
      };
      show(await take(person, edition, list, { tell, quick }));
    } catch (error) {
      show(await taken(person, edition));
      line.append(` ${error.signedOut ? words.signed_out : words.failed}`);
    }
    bar.hidden = true;
    part("take").removeAttribute("aria-disabled");
    running = false;
  }

  box.hidden = false;
  if (!isPossible) {
    say(words.impossible);
    return;
  }
  part("acts").hidden = false;
  part("take").addEventListener("click", () => go());
  part("forget").addEventListener("click", async () => {
    await forget(person, edition);
    show(null);
  });
  taken(person, edition).then((note) => {
    show(note);
    const isCopy = document.body.dataset.copy !== undefined;
    if (note && !isCopy) go({ quick: Date.now() - note.at < FRESH });
  });
}

function sizeOf(bytes) {
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  return `${number.format(bytes / 1024 / 1024)} MB`;
}
