// Which files can be sent, and why not the others: as the server says it after.

// Parts the files into those that can be sent beside those already chosen and, with the reason, those that cannot.
export function sorted(files, rules, before = []) {
  const taken = [];
  const refused = [];
  files.forEach((file) => {
    const reason = why(file, rules, [...before, ...taken]);
    if (reason) refused.push(`${file.name}: ${reason}`);
    else taken.push(file);
  });
  return { taken, refused };
}

function why(file, { most, together, room, kinds, texts }, chosen) {
  const ending = (/\.[^.]+$/.exec(file.name) ?? [""])[0].toLowerCase();
  if (!kinds.includes(ending)) return texts.kind;
  if (file.size > most) return texts.large.replace("{size}", megabytes(file.size));
  if (file.size === 0) return texts.empty;
  if (chosen.some((other) => isSame(file, other))) return texts.twice;
  if (chosen.length >= room) return texts.many;
  return chosen.reduce((sum, { size }) => sum + size, file.size) > together ? texts.together : "";
}

function isSame(file, other) {
  return file.name === other.name && file.size === other.size && file.lastModified === other.lastModified;
}

// As the server counts: never less than it is, so that no file seems to fit that does not.
function megabytes(size) {
  const language = document.documentElement.lang || undefined;
  const tenths = Math.ceil((size / 1048576) * 10) / 10;
  return tenths.toLocaleString(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

// What is wrong with this one file; "" where something else is, and the others would fare no better.
export function refusalOf(status, error, texts) {
  if (status === 413) return error || texts.together;
  return status === 422 ? error || texts.kind : "";
}
