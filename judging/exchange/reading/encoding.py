"""Text as Polish offices have saved it for thirty years, told apart by its letters."""

import re

from judging.stats.problems import InvalidScores, Problem

BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
ONLY_LATIN2 = re.compile(rb"[\xa1\xa6\xac\xb1\xb6\xbc]")  # ĄŚŹąśź; in CP1250 ˇ¦¬±¶Ľ
ONLY_CP1250 = re.compile(rb"[\xa5\xb9\x80-\x9f]")  # Ąą and ŚŹśź with quotes and dashes
LETTER, DOUBTFUL = rb"[A-Za-z\xb3\xbf-\xff]", rb"[\xa1\xa6\xac\xb1\xb6\xbc]"
IN_A_WORD = re.compile(LETTER + DOUBTFUL + rb"|" + DOUBTFUL + LETTER)
LOOKED_AT = 4096


def decoded(content: bytes) -> tuple[str, str]:
    """Return a text and the name of its encoding.

    Raises
    ------
    InvalidScores
        ``UNKNOWN_ENCODING``, with the first word that cannot be read.
    """
    for mark, codec in BOMS.items():
        if content.startswith(mark):
            return _by(codec, content)
    if codec := _wide(content):
        return _by(codec, content)
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _by(_of_one_byte(content), content)


def _by(codec: str, content: bytes) -> tuple[str, str]:
    """Decode by a codec or refuse the file."""
    try:
        return content.decode(codec), codec.removesuffix("-sig").upper()
    except UnicodeDecodeError as error:
        word = re.split(rb"[;,\t\r\n]", content[: error.end])[-1]
        raise unknown(word.decode("cp1250", "replace")) from error


def _wide(content: bytes) -> str:
    """Name the UTF-16 that a text without a mark is in, by where its zeros stand."""
    head = content[:LOOKED_AT]
    if b"\0" not in head or len(head) < 4:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else ""


def _of_one_byte(content: bytes) -> str:
    """Tell ISO-8859-2 from CP1250 by the letters in which they differ."""
    latin2, cp1250 = ONLY_LATIN2.search(content), ONLY_CP1250.search(content)
    if latin2 and not cp1250:
        return "iso-8859-2"
    inside = IN_A_WORD.search(content)
    if latin2 and inside:
        around = content[max(0, inside.start() - 12) : inside.end() + 12]
        raise unknown(re.split(rb"[;,\t\r\n]", around)[0].decode("cp1250", "replace"))
    return "cp1250"


def unknown(word: str) -> InvalidScores:
    """Return the refusal of a text in no encoding that is known."""
    return InvalidScores([Problem("UNKNOWN_ENCODING", None, None, word, "UTF-8")])
