"""What can be typed into a field, from the plain to the absurd; and the forms that pages show."""

from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import quote_plus, urljoin, urlsplit

from judging.accounts.rules import clean_name
from judging.core.text import plain_text

EDGES = {
    "empty": "",
    "blank": " \t\r\n ",
    "a word": "Zażółć",
    "zero": "0",
    "below zero": "-1",
    "a fraction": "8,5",
    "2^31": "2147483648",
    "2^63": "9223372036854775808",
    "5 000 digits": "9" * 5000,
    "1e308": "1e308",
    "not a number": "NaN",
    "endless": "-Infinity",
    "digits of another script": "٣",
    "a superscript": "²",
    "digits apart": "1_000",
    "year 1": "0001-01-01T00:00",
    "year 9999": "9999-12-31T23:59",
    "year 10000": "10000-01-01T00:00",
    "no such day": "2027-02-30T25:61",
    "a zone": "2027-06-01T12:00+99:99",
    "NUL": "a\0b",
    "control": "a\x07\x1b\x7f\x9fb",
    "half a pair": b"a\xed\xa0\x80b",
    "no UTF-8": b"\xff\xfe\xfd",
    "no character": "a\ufffe\uffff\U0010ffffb",
    "10 000 letters": "ż" * 10_000,
    "10 000 marks": "a" + "\u0301" * 10_000,
    "both directions": "\u202eabc\u2066 שלום \u200f",
    "invisible": "\u200b\u2060\ufeff",
    "emoji": "😀 👩\u200d🌾",
    "markup": "<b>\"'&amp;</b>{{ 7*7 }}",
    "lines": "a\r\nSet-Cookie: x=1\u2028b",
    "a pattern": "%s %(x)s {x} \\1 %",
    "a path": "../../etc/passwd",
    "an address": "a@b",
    "brackets": "http://[",
}
SEVERAL = "twice"
MISSING = "missing"
A_FILE = "a file for a text"
MODES = (*EDGES, SEVERAL, MISSING, A_FILE)
ALWAYS = ("a word", "2^63", "NUL", "year 9999", "10 000 letters", A_FILE)  # each form, also in the short run
NOT_WRITTEN = {"hidden", "checkbox", "radio", "file", "password", "submit", "button", "select"}
SECRETS = ("password", "current", "code")


@dataclass(frozen=True)
class Sent:
    """A form of a page: where it is sent, and its fields with what stands in them."""

    method: str
    path: str
    values: dict = field(default_factory=dict, compare=False)
    kinds: dict = field(default_factory=dict, compare=False)


class _Forms(HTMLParser):
    def __init__(self, text, path):
        super().__init__()
        self.path, self.found, self.form, self.area, self.choice = path, [], None, None, None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        name = has.get("name")
        if tag == "form":
            action = urlsplit(urljoin(self.path, has.get("action") or "")).path
            self.form = Sent((has.get("method") or "get").upper(), action)
            self.found.append(self.form)
        if self.form is None or (not name and tag != "option"):
            return
        if tag in {"input", "button"}:
            kind = has.get("type", "text")
            chosen = kind not in {"checkbox", "radio", "submit", "button"} or "checked" in has
            self._note(name, "button" if tag == "button" else kind, has.get("value", "") if chosen else None)
        elif tag == "textarea":
            self.area = name
            self._note(name, "textarea", "")
        elif tag == "select":
            self.choice = name
            self._note(name, "select", None)
        elif tag == "option" and self.choice and ("selected" in has or not self.form.values.get(self.choice)):
            self.form.values[self.choice] = has.get("value", "")

    def _note(self, name, kind, value):
        self.form.kinds.setdefault(name, kind)
        if value is not None:
            self.form.values[name] = value

    def handle_data(self, data):
        if self.area and self.form:
            self.form.values[self.area] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = None
        elif tag == "select":
            self.choice = None
        elif tag == "form":
            self.form = None


def forms_of(text, path):
    """Return the forms of a page at this path."""
    return _Forms(text, path).found


def filled(form, names, mode):
    """Return the fields with those of these names at an edge: pairs for a plain form, and the files."""
    pairs, files = [], []
    for name in form.kinds:
        if name in {"csrf_token", "once"}:
            continue
        value = form.values.get(name)
        if name not in names:
            pairs += [] if value is None else [(name, value)]
        elif mode == SEVERAL:
            pairs += [(name, value or "1"), (name, "Zażółć")]
        elif mode == A_FILE:
            files.append((name, (BytesIO(b"%PDF-1.4\n\0\xff"), "plik.pdf")))
        elif mode != MISSING:
            pairs.append((name, EDGES[mode]))
    return pairs, files


def encoded(pairs):
    """Return the body of a plain form; bytes stay as they are."""
    return "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs)


def lost(form, names, mode, page):
    """Return the fields whose text is not on the page of a refusal."""
    value = EDGES.get(mode)
    if not isinstance(value, str) or not plain_text(value):
        return []
    shown = "".join(unescape(page).split())
    written = [name for name in names if form.kinds[name] not in NOT_WRITTEN and not any(s in name for s in SECRETS)]
    here = any("".join(text.split()) in shown for text in (value, plain_text(value), clean_name(value)))
    return [] if here else written
