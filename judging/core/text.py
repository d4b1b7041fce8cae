"""What people type, made fit for keeping: one form of each letter, no invisible signs."""

import re
import unicodedata

INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
MARKS = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]{4})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)


def plain_text(text: str | None) -> str:
    r"""Return a text of many lines: composed letters, ``\n`` at line ends, no control signs.

    Examples
    --------
    >>> plain_text("Z\u0307o\u0301łć\r\n\x00 ")
    'Żółć'
    """
    composed = unicodedata.normalize("NFC", (text or "").replace("\r\n", "\n").replace("\r", "\n"))
    clean = INVISIBLE.sub("", CONTROL.sub("", composed))
    return MARKS.sub(r"\1", clean).strip()


def one_line(text: str | None) -> str:
    r"""Return a text of one line, with single spaces.

    Examples
    --------
    >>> one_line(" Urząd\t Miejski\n w Łodzi ")
    'Urząd Miejski w Łodzi'
    """
    return " ".join(plain_text(text).split())
