// Saves a form as it is being written and always tells the truth about it.
// POSTs the form to data-autosave, tells the time of data-zone; the answer is {saved_at, version}, 409 with a version when somebody else saved first.
const PAUSE = 800;
const BLUR = 300; // long enough for a click that leaves the field to reach its button
const RETRY = [2000, 5000, 10000, 30000];
const KEPT_ALIVE = 30000; // characters; browsers let no more than 64 KB outlive the page

export function enhance(form) {
  const state = stateOf(form);
  let written = snapshot(form);
  let timer;
  let running = null; // the save under way
  let failures = 0;
  let stopped = false; // after a clash, or when the form itself is being sent
  let leaving = false;

  const isChanged = () => snapshot(form) !== written;

  const later = (pause) => {
    clearTimeout(timer);
    if (!stopped && isChanged()) timer = setTimeout(save, pause);
  };

  function save() {
    clearTimeout(timer);
    if (!stopped && !running && isChanged()) {
      running = attempt().finally(() => { running = null; });
    }
  }

  async function attempt() {
    const sent = snapshot(form);
    state("saving");
    try {
      settle(await post(form, sent.length), sent);
    } catch {
      // The network is away: keep trying, more and more seldom.
      state("unsaved");
      later(RETRY[Math.min(failures++, RETRY.length - 1)]);
    }
  }

  function settle({ status, body }, sent) {
    if (status === 409 && body.version !== undefined) {
      stopped = true;
      state("clash");
    } else if (status >= 500 || status === 429) {
      throw new Error(String(status));
    } else if (status >= 400) {
      state("refused", { reason: body.error ?? status });
    } else if (!body.saved_at) {
      // An answer that does not say "saved" is a page to sign in: nothing was saved.
      state("signedout");
      later(RETRY.at(-1));
    } else {
      failures = 0;
      written = sent;
      const version = form.elements.namedItem("version");
      if (version && body.version !== undefined) version.value = body.version;
      state("saved", { time: clockTime(body.saved_at, form.dataset.zone) });
      if (isChanged()) later(PAUSE);
    }
  }

  form.addEventListener("input", () => later(PAUSE));
  form.addEventListener("change", () => later(PAUSE));
  form.addEventListener("focusout", () => later(BLUR));
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
  window.addEventListener("online", save);
  // The button waits for the save under way, which raises the version; a failed one keeps the page open.
  form.addEventListener("submit", async (event) => {
    if (!running) {
      stopped = leaving = true;
      clearTimeout(timer);
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    await running;
    if (!stopped && failures === 0) form.requestSubmit(event.submitter);
  }, { capture: true });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged() && !leaving) event.preventDefault();
  });
}

async function post(form, size) {
  const answer = await fetch(form.dataset.autosave, {
    method: "POST",
    body: fieldsOf(form),
    headers: { Accept: "application/json" },
    keepalive: document.visibilityState === "hidden" && size < KEPT_ALIVE,
  });
  return { status: answer.status, body: await answer.json().catch(() => ({})) };
}

// Files are sent by their own button; the token against sending twice is kept for it.
function fieldsOf(form) {
  const fields = new FormData(form);
  fields.delete("once");
  for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
  return fields;
}

function snapshot(form) {
  return JSON.stringify([...fieldsOf(form)].filter(([name]) => !["version", "csrf_token"].includes(name)));
}

function stateOf(form) {
  const line = form.querySelector("[data-save-state]") ?? document.querySelector("[data-save-state]");
  if (!line) return () => {};
  const texts = JSON.parse(line.dataset.texts);
  return (name, { time = "", reason = "" } = {}) => {
    line.dataset.state = name;
    line.textContent = texts[name].replace("{time}", time).replace("{reason}", reason);
    if (name === "clash" && line.dataset.clashUrl) {
      const link = document.createElement("a");
      link.href = line.dataset.clashUrl;
      link.textContent = texts.compare;
      line.append(" ", link);
    }
  };
}

function clockTime(instant, timeZone) {
  return new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", timeZone })
    .format(new Date(instant));
}
