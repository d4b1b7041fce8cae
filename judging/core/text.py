"""What people type, made fit for keeping: one form of each letter, no invisible signs."""

import re
import unicodedata

INVISIBLE = re.compile("[\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
JOINED = (  # Arabic, Indic and related scripts, pictures
    "\u00a9\u00ae\u0600-\u0dff\u1000-\u109f\u1780-\u18af\u2190-\u2bff\u3030\ufe0f"
    "\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefe\U0001f000-\U0001faff"
)
LOOSE_JOINERS = re.compile(f"(?<![{JOINED}])[\u200c\u200d]+|[\u200c\u200d]+(?![{JOINED}])")  # they join nothing
NO_CHARACTERS = "\ufdd0-\ufdef" + "".join(f"{chr(end)}{chr(end + 1)}" for end in range(0xFFFE, 0x110000, 0x10000))
CONTROL = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{NO_CHARACTERS}]")
MARKS = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]{4})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)

FORMULA_SIGNS = "=+@|%\uff1d\uff0b\uff20\uff5c\uff05\ufe62\ufe66\ufe6b\ufe6a"  # also in their wide and small forms
MINUS = "-\uff0d\ufe63\u2212"
FORMULA = re.compile(rf"(?:^|(?<=[;,\t|]))(\s*[\"']*\s*)(?=[{FORMULA_SIGNS}]|[{MINUS}]\S)|^(?=[{MINUS}])")


def plain_text(text: str | None) -> str:
    r"""Return a text of many lines: composed letters, ``\n`` at line ends, no control signs.

    A joiner stays between signs of scripts that are written with it, and inside an emoji.

    Examples
    --------
    >>> plain_text("Z\u0307o\u0301łć\r\n\x00 ")
    'Żółć'
    >>> plain_text("Ży\u200dto 👩\u200d🌾") == "Żyto 👩\u200d🌾"
    True
    """
    composed = unicodedata.normalize("NFC", (text or "").replace("\r\n", "\n").replace("\r", "\n"))
    clean = INVISIBLE.sub("", CONTROL.sub("", composed))
    return MARKS.sub(r"\1", LOOSE_JOINERS.sub("", clean)).strip()


def one_line(text: str | None) -> str:
    r"""Return a text of one line, with single spaces.

    Examples
    --------
    >>> one_line(" Urząd\t Miejski\n w Łodzi ")
    'Urząd Miejski w Łodzi'
    """
    return " ".join(plain_text(text).split())


def disarmed(text: str) -> str:
    """Return a text with an apostrophe where a program that parts it by any separator might read a formula."""
    return FORMULA.sub(r"\1'", text)
