"""What every page must get right, whoever reads it: its source, and what a browser makes of it."""

import re
from collections import Counter
from functools import lru_cache
from xml.etree.ElementTree import Element

import html5lib
from axe_playwright_python.sync_playwright import Axe

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": WCAG},
    "resultTypes": ["violations"],
    "preload": False,  # it would read our style sheets again, against the policy of the page
}
NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
XHTML = "{http://www.w3.org/1999/xhtml}"
DRAWN = re.compile(r'(?<=value=")[\w.-]{16,}(?=")|(?<=content=")[\w.-]{40,}(?=")')  # tokens: anew on each page
_sound: set[str] = set()
OVERFLOW = """() => {
  const widest = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= widest) return "";
  const over = [...document.querySelectorAll("main *")].filter(
    (one) => one.getBoundingClientRect().right > widest + 1);
  const worst = over.at(-1);
  return `${document.documentElement.scrollWidth} > ${widest} px` +
    (worst ? `: <${worst.tagName.toLowerCase()} class="${worst.className}">` : "");
}"""


@lru_cache(maxsize=4)
def parsed(text: str) -> tuple[Element, list[tuple[tuple[int, int], str]]]:
    """Return the page as a browser reads it, and the errors in its source; read once for all checks."""
    parser = html5lib.HTMLParser()
    return parser.parse(text), [(at, code) for at, code, _ in parser.errors]


def check_source(text: str, where: str) -> None:
    """The HTML is without a parse error, has one h1, and its ids are unique; the same source is read once a run."""
    if (source := DRAWN.sub("", text)) in _sound:
        return
    _check_parsed(text, where)
    _sound.add(source)


def _check_parsed(text: str, where: str) -> None:
    tree, errors = parsed(text)
    assert not errors, f"{where}: {errors[:3]}"
    elements = [one for one in tree.iter() if isinstance(one.tag, str)]
    assert [one.tag for one in elements].count(f"{XHTML}h1") == 1, f"{where}: one main heading"
    ids = [one.get("id") for one in elements if one.get("id")]
    twice = {one for one, times in Counter(ids).items() if times > 1}
    assert not twice, f"{where}: these ids stand twice: {twice}"
    _check_references(elements, set(ids), where)


def _check_references(elements, ids: set[str], where: str) -> None:
    for one in elements:
        for name in ("for", "aria-describedby", "aria-labelledby", "popovertarget"):
            missing = set((one.get(name) or "").split()) - ids
            assert not missing, f"{where}: {name} speaks of {missing}, which is not there"


def shape(text: str) -> str:
    """Return the elements and classes of the page: pages of one shape are looked at once."""
    return " ".join(sorted(set(re.findall(r"<([a-z0-9]+(?: class=\"[^\"]*\")?)", text))))


def check_accessible(page, where: str) -> None:
    """Axe finds no violation of WCAG 2.2 AA."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    told = [(one["id"], [node["html"][:160] for node in one["nodes"]][:2]) for one in found]
    assert not told, f"{where}: {told}"


def check_narrow(page, where: str) -> None:
    """Nothing sticks out sideways on a telephone."""
    before = page.viewport_size
    page.set_viewport_size(NARROW)
    beyond = page.evaluate(OVERFLOW)
    page.set_viewport_size(before)
    assert not beyond, f"{where} at 360 px: {beyond}"
