// One file on its way. It carries a token of its own, the same when it is tried again: the server attaches it once.
const PATIENCE = 5 * 60 * 1000; // without any answer; a slow line is not cut while it moves

// Resolves to {status, error}; a status of 0 says that there was no answer.
export function post(form, name, { file, once }, progress) {
  const data = new FormData(form);
  data.delete(name);
  data.append(name, file);
  data.set("once", once);
  const request = new XMLHttpRequest();
  return new Promise((resolve) => {
    let timer = 0;
    const watch = () => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), PATIENCE);
    };
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      watch();
      progress(loaded === total ? "checks" : "sends", Math.min(loaded, file.size));
    });
    request.addEventListener("loadend", () => {
      clearTimeout(timer);
      resolve({ status: request.status, error: errorOf(request) });
    });
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.send(data);
    watch();
  });
}

function errorOf(request) {
  try {
    return JSON.parse(request.responseText).error ?? "";
  } catch {
    return "";
  }
}
