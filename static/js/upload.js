// Sends a form with files and shows how far it is; without this script the browser shows its own sign.
export function enhance(form) {
  const bar = form.querySelector("progress[data-upload-progress]");
  if (!bar) return;

  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    bar.closest("[hidden]")?.removeAttribute("hidden");
    send(form, event.submitter, bar);
  });
}

function send(form, submitter, bar) {
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    bar.max = total;
    bar.value = loaded;
  });
  request.addEventListener("load", () => show(request));
  // What the script cannot finish, the browser does; the token in the form keeps it from being done twice.
  request.addEventListener("error", () => form.submit());
  request.open("POST", form.action);
  request.send(new FormData(form, submitter));
}

// The answer is a whole page, with its messages: it takes the place of this one.
function show(request) {
  document.open();
  document.write(request.responseText);
  document.close();
  window.history.replaceState(null, "", request.responseURL);
}
