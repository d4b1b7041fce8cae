// What was copied from Word or a page, as Markdown: headings, lists, bold words and links; everything else is left behind.
const UNREAD = new Set(["STYLE", "SCRIPT", "TITLE", "META", "LINK", "HEAD", "TEMPLATE", "IMG", "SVG"]);
const BLOCKS = /^(?:P|DIV|H[1-6]|LI|UL|OL|TABLE|TBODY|THEAD|TR|SECTION|ARTICLE|BLOCKQUOTE|PRE|DL|DT|DD|BR|HR|BODY)$/;
const ORDER = "h1, h2, h3, h4, h5, h6, li, b, strong, a[href], [style*='mso-list'], [style*='font-weight']";

// Returns "" where there is nothing but plain words: those the browser pastes itself.
export function markdownOf(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html"); // never put into the page
  if (!body.querySelector(ORDER)) return "";
  const blocks = [];
  const now = { kind: "paragraph", marker: "", runs: [] };
  const flush = () => {
    const said = words(now.runs, now.kind === "heading");
    if (said) blocks.push({ kind: now.kind, marker: now.marker, said });
    now.runs = [];
  };
  const walk = (node, how) => {
    if (node.nodeType === Node.TEXT_NODE) {
      now.runs.push({ said: node.data.replaceAll(/\s+/g, " "), bold: how.bold, href: how.href });
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || UNREAD.has(node.tagName) || isMarker(node)) return;
    if (!BLOCKS.test(node.tagName)) {
      node.childNodes.forEach((one) => walk(one, inside(node, how)));
      if (node.tagName === "TD" || node.tagName === "TH") now.runs.push({ said: " ", bold: false, href: "" });
      return;
    }
    flush();
    const before = { kind: now.kind, marker: now.marker };
    Object.assign(now, kindOf(node) ?? before);
    node.childNodes.forEach((one) => walk(one, inside(node, how)));
    flush();
    Object.assign(now, before);
  };
  walk(body, { bold: false, href: "" });
  return joined(blocks);
}

// A style is read as words: the policy of the page lets the browser apply none.
function inside(node, how) {
  const weight = /font-weight:\s*(\w+)/i.exec(node.getAttribute("style") ?? "")?.[1].toLowerCase();
  const bold = weight ? weight === "bold" || weight === "bolder" || Number(weight) >= 600 : how.bold || node.tagName === "B" || node.tagName === "STRONG";
  const href = node.tagName === "A" && /^(?:https?:|mailto:)/i.test(node.getAttribute("href") ?? "") ? node.getAttribute("href") : how.href;
  return { bold, href };
}

// The number or the dot that Word writes before a point itself.
function isMarker(node) {
  return /mso-list:\s*ignore/i.test(node.getAttribute("style") ?? "");
}

function kindOf(node) {
  if (/^H[1-6]$/.test(node.tagName) || /\bMsoTitle\b/.test(node.className)) return { kind: "heading", marker: "## " };
  if (node.tagName === "LI") return listed(node.parentElement?.tagName === "OL");
  if (/mso-list:(?!\s*(?:none|ignore))/i.test(node.getAttribute("style") ?? "")) {
    const marker = [...node.querySelectorAll("[style]")].find(isMarker)?.textContent ?? "";
    return listed(/^\s*[0-9a-z]{1,4}[.)]/i.test(marker));
  }
  return node.tagName === "P" && !node.closest("li") ? { kind: "paragraph", marker: "" } : null;
}

function listed(numbered) {
  return numbered ? { kind: "numbered", marker: "" } : { kind: "bulleted", marker: "- " };
}

function words(runs, plainly) {
  const merged = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (last && last.bold === run.bold && last.href === run.href) last.said += run.said;
    else merged.push({ ...run });
  }
  return merged.map((run) => (plainly ? run.said : signed(run))).join("").replaceAll(/\s+/g, " ").trim();
}

// Blanks stay outside of the signs: “**word** and”, never “**word **and”.
function signed({ said, bold, href }) {
  const [, before, inner, after] = said.match(/^(\s*)(.*?)(\s*)$/s);
  if (!inner) return said;
  const marked = bold ? `**${inner}**` : inner;
  const link = href && encodeURI(decodeOr(href)).replaceAll("(", "%28").replaceAll(")", "%29");
  return before + (link ? `[${marked.replaceAll(/[[\]]/g, "")}](${link})` : marked) + after;
}

function decodeOr(href) {
  try {
    return decodeURI(href);
  } catch {
    return href;
  }
}

// Points of one list follow each other; between all else stands an empty line.
function joined(blocks) {
  let made = "";
  let number = 0;
  blocks.forEach(({ kind, marker, said }, place) => {
    const follows = place > 0 && blocks[place - 1].kind === kind && marker !== "## " && kind !== "paragraph";
    number = follows ? number + 1 : 1;
    made += (place === 0 ? "" : follows ? "\n" : "\n\n") + (kind === "numbered" ? `${number}. ` : marker) + said;
  });
  return made;
}
