// Passkeys: one button asks the device, and what it answers is sent with the form, or exchanged for a code in a field.
const able = Boolean(window.PublicKeyCredential && navigator.credentials);

export function enhance(element) {
  if (!able) return; // the page says so, and the password works
  element.hidden = "withoutPasskeys" in element.dataset;
  if ("passkey" in element.dataset) inForm(element);
  else if ("passkeyCode" in element.dataset) inField(element);
}

function inForm(form) {
  const { passkey, makes } = form.dataset;
  onPress(form, async () => {
    const answered = await answerOf(await ask(passkey, form), makes !== undefined);
    form.querySelector("[name=credential]").value = JSON.stringify(answered);
    form.submit();
  });
}

function inField(box) {
  const field = box.closest(".field").querySelector("input");
  const { passkeyCode, question, done } = box.dataset;
  onPress(box, async (say) => {
    const answered = await answerOf(await ask(question, field.form), false);
    const { code } = await ask(passkeyCode, field.form, { credential: JSON.stringify(answered) });
    field.value = code;
    say(done);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function onPress(element, act) {
  const button = element.querySelector("button[type=button]");
  const state = element.querySelector("[data-passkey-state]");
  const say = (text) => { state.textContent = text; };
  button.addEventListener("click", async () => {
    if (button.hasAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    say(element.dataset.asking);
    try {
      await act(say);
    } catch (trouble) {
      const { givenUp, known, failed } = element.dataset;
      if (trouble.said) say(trouble.said);
      else if (trouble.name === "InvalidStateError") say(known ?? givenUp);
      else say(trouble instanceof DOMException ? givenUp : failed);
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}

async function ask(url, form, more = {}) {
  const body = new URLSearchParams({ csrf_token: form.querySelector("[name=csrf_token]").value, ...more });
  const answered = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
  const told = await answered.clone().json().catch(() => ({}));
  if (!answered.ok || answered.redirected) throw Object.assign(new Error(answered.status), { said: told.error });
  return told;
}

async function answerOf({ publicKey }, makes) {
  publicKey.challenge = bytes(publicKey.challenge);
  if (publicKey.user) publicKey.user.id = bytes(publicKey.user.id);
  for (const one of publicKey.excludeCredentials ?? []) one.id = bytes(one.id);
  const { id, rawId, type, response } = await navigator.credentials[makes ? "create" : "get"]({ publicKey });
  const said = { id, rawId: text(rawId), type, response: { clientDataJSON: text(response.clientDataJSON) } };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) said.response[name] = text(response[name]);
  }
  return said;
}

function bytes(base64url) {
  return Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  const signs = [...new Uint8Array(buffer)].map((byte) => String.fromCharCode(byte)).join("");
  return btoa(signs).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
