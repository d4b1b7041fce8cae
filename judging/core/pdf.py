"""Documents: typst templates with data become accessible PDF (PDF/UA-1).

The data enter as JSON by ``sys.inputs``, so that nothing a person typed is ever read as typst.
One compilation per call: a compiler kept between calls mixes up their inputs.

A sign that no font can draw stops an accessible document. So a text with foreign signs is set with the
fonts of all scripts beside our own, and what even these cannot draw is printed as a replacement sign.
"""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import bidirectional

from judging.core.glyphs import drawn_by
from judging.core.i18n import DEFAULT, language
from judging.core.typography import tied

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates" / "pdf"
FONTS = ROOT / "static" / "vendor" / "fonts" / "ttf"
SCRIPTS = ROOT / "static" / "vendor" / "fonts" / "scripts"
OURS = re.compile(
    "[\n -~\u00a0-\u012b\u012e-\u0131\u0134-\u0165\u0168-\u017f"
    "\u2010-\u2015\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u202f\u20ac\u2190-\u2193\u2212]*"
)
NEVER_DRAWN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]"
    "|[" + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000)) + "]"
)
REPLACEMENT = "\ufffd"
UNDRAWN = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed', re.DOTALL)
MARK = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u200d\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
)
MOST_TRIES = 12  # before everything foreign is replaced


class Unset(Exception):  # noqa: N818 -- mended by the one caller
    """The text cannot be set: ``part`` is the sign that no font draws, None where the setting itself fails."""

    def __init__(self, part: str | None) -> None:
        super().__init__()
        self.part = part


def compile_pdf(
    template: str, data: Mapping[str, Any], *, dated: datetime | None = None, written_in: str | None = None
) -> bytes:
    """Return the PDF of ``templates/pdf/<template>.typ`` filled with ``data``.

    Parameters
    ----------
    template
        Name of the template, without its ending.
    data
        JSON-safe; the template reads it as ``json(bytes(sys.inputs.data))``.
    dated
        The moment the PDF says it was made; the same data, moment and language give the same bytes.
    written_in
        The language of the text; without it, that of the session.

    Raises
    ------
    typst.TypstError
        When the template cannot be compiled with these data: a fault of ours.
    """
    told: Any = json.loads(json.dumps(data, default=str))
    if (written_in or language()) == DEFAULT:
        told = _each_text(told, tied)
    if not _foreign(told):
        return _compiled(template, told, dated, [FONTS])
    told = _each_text(told, _drawable)
    for _try in range(MOST_TRIES):
        try:
            return _compiled(template, told, dated, [FONTS, SCRIPTS])
        except Unset as unset:
            told = _each_text(told, _without(unset.part) if unset.part else _one_direction)
            if unset.part is None:
                break
    with suppress(Unset):
        return _compiled(template, told, dated, [FONTS, SCRIPTS])
    return _compiled(template, _each_text(told, _only_ours), dated, [FONTS])


def _compiled(template: str, data: Any, dated: datetime | None, fonts: list[Path]) -> bytes:
    import typst  # 40 MB: only where a document is made

    try:
        pdf: bytes = typst.compile(
            str(TEMPLATES / f"{template}.typ"),
            root=str(ROOT),
            font_paths=[str(folder) for folder in fonts],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards="ua-1",
            timestamp=int((dated or datetime(2000, 1, 1, tzinfo=UTC)).timestamp()),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )
    except typst.TypstError as error:
        if not (found := UNDRAWN.search(str(error))):
            raise
        raise Unset(_spelt(found["text"])) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # typst 0.15 breaks some lines of both directions so
            raise
        raise Unset(None) from error
    return pdf


def _foreign(data: Any) -> bool:
    """Tell whether any text holds a sign that our own fonts are not known to draw."""
    if isinstance(data, str):
        return OURS.fullmatch(data) is None
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return any(map(_foreign, parts))


def _each_text(data: Any, change: Callable[[str], str]) -> Any:
    """Return the data with each of their texts changed; keys are ours and stay."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {key: _each_text(value, change) for key, value in data.items()}
    return [_each_text(part, change) for part in data] if isinstance(data, list) else data


def _drawable(text: str) -> str:
    """Replace what no font of ours holds; an invisible sign between letters needs none."""
    known = _known()
    clean = NEVER_DRAWN.sub(REPLACEMENT, text)
    return "".join(sign if sign in known or not sign.isprintable() else REPLACEMENT for sign in clean)


def _without(part: str) -> Callable[[str], str]:
    """Return what replaces a part that could not be set, though its signs are known: of ours, the marks on it."""
    plain = OURS.fullmatch(part) is not None
    found = re.compile(re.escape(part) + (f"{MARK}+" if plain else ""))
    return lambda text: found.sub(f"{part}{REPLACEMENT}" if plain else REPLACEMENT, text)


def _one_direction(text: str) -> str:
    """Replace what is written from right to left."""
    return "".join(REPLACEMENT if bidirectional(sign) in {"R", "AL", "AN"} else sign for sign in text)


def _only_ours(text: str) -> str:
    return "".join(sign if OURS.fullmatch(sign) else REPLACEMENT for sign in text)


def _spelt(told: str) -> str:
    r"""Return the text that typst names in an error, where it writes some signs as ``\u{e000}``."""
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), told)


@cache
def _known() -> frozenset[str]:
    """Return every sign that some vendored font draws; 0.2 s, and only for a foreign text."""
    return drawn_by([*sorted(FONTS.glob("*-Regular.ttf")), *sorted(SCRIPTS.glob("*.ttf"))])
