"""What a file is, told by its first bytes and not by its name."""

import re
from pathlib import Path

from judging.analysis.reasons import phrase
from judging.exchange.reading.delimited import Known, read_text
from judging.exchange.reading.encoding import decoded
from judging.exchange.reading.grid import Contents, Note
from judging.exchange.reading.workbook import read_workbook
from judging.stats.problems import InvalidScores, Problem

MOST_BYTES = 150_000_000  # of a file
ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MARKUP = re.compile(rb"\s*<(!doctype|html|\?xml|table|meta|head|style|div)", re.IGNORECASE)
BOOKS, TEXTS = {".xlsx", ".xlsm"}, {".csv", ".txt", ".tsv"}
CELL_END = re.compile(r"[;,\t\r\n\"]")
BROKEN = re.compile(r"\ufffd|[ÃÅÄ][\u0080-\u00bf€‚„…†‡ˆ‰Š‹Œ‘’“”•–—™š›œž]")


def read_contents(path: Path, known: Known) -> Contents:
    """Read a file into grids of cells.

    Parameters
    ----------
    path : Path
    known : callable
        How many headings of a row are known, by which the separator of a text is found.

    Returns
    -------
    Contents
        One grid of a text, or one for each sheet of a workbook.

    Raises
    ------
    InvalidScores
        ``UNREADABLE_FILE`` and its kin, each naming what the file is.
    """
    try:
        if (size := path.stat().st_size) > MOST_BYTES:
            raise too_large(size)
        content = path.read_bytes()
    except OSError as error:
        raise refused("UNREADABLE_FILE", error.strerror or str(error)) from error
    suffix = path.suffix.casefold()
    if content.startswith(ZIP):
        book = read_workbook(content)
        return Contents(book.grids, [] if suffix in BOOKS else [_renamed("XLSX")])
    if code := _foreign(content):
        raise refused(code)
    if not content.strip():
        raise refused("EMPTY_FILE")
    text, encoding = decoded(content)
    notes = [] if suffix in TEXTS else [_renamed("CSV")]
    if encoding in {"CP1250", "ISO-8859-2", "UTF-16-LE", "UTF-16-BE"}:
        notes.append(Note(phrase("encoding %(name)s"), {"name": encoding}))
    if word := _broken_word(text):
        message = phrase("letters look broken (“%(word)s”): save the file in UTF-8")
        notes.append(Note(message, {"word": word}, (), True))
    return Contents([read_text(text, known)], notes)


def _broken_word(text: str) -> str:
    """Return the first cell whose letters were spoilt before, as "Ä…" for "ą"."""
    if not (odd := BROKEN.search(text)):
        return ""
    before, after = CELL_END.split(text[: odd.start()])[-1], CELL_END.split(text[odd.end() :])[0]
    return before + odd.group() + after


def _foreign(content: bytes) -> str:
    """Name the kind of file that this is instead of a table."""
    if content.startswith(OLD_OFFICE):
        return "PROTECTED_WORKBOOK" if ENCRYPTED in content else "OLD_EXCEL"
    if content.startswith(b"%PDF"):
        return "PDF_FILE"
    if content.startswith(b"\x1f\x8b"):
        return "UNKNOWN_FILE"
    bare = content.removeprefix(b"\xef\xbb\xbf")
    if content.startswith((b"\xff\xfe<\0", b"\xfe\xff\0<")):
        return "HTML_FILE"
    return "HTML_FILE" if MARKUP.match(bare[:200]) else ""


def _renamed(kind: str) -> Note:
    """Say that a file is another kind than its name says."""
    return Note(phrase("it is a file of the kind %(kind)s, whatever its name says"), {"kind": kind})


def too_large(size: int) -> InvalidScores:
    """Return the refusal of a file that is not even read."""
    mega = 1_000_000
    return InvalidScores([Problem("FILE_TOO_LARGE", None, None, f"{-(-size // mega)} MB", f"{MOST_BYTES // mega} MB")])


def refused(code: str, value: str = "") -> InvalidScores:
    """Return the refusal of a file that cannot be read at all."""
    return InvalidScores([Problem(code, None, None, value, "CSV, XLSX")])
