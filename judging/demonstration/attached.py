"""What invented offices attach: a PDF typeset from Markdown, a picture drawn from CSV, in ``practices/attached/``.

A file belongs to the practice whose number it bears. Pure; made once in a process, the same bytes every time.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from judging.core.i18n import DEFAULT
from judging.core.pdf import compile_pdf
from judging.core.richtext import blocks
from judging.demonstration.bar_chart import drawn
from judging.demonstration.texts import PRACTICES

ATTACHED = PRACTICES / "attached"


@cache
def files_of(practice: str) -> dict[str, bytes]:
    """Return the contents of the files that a practice brings, by their names, in the order of these."""
    number = practice.partition("-")[0]
    sources = sorted(ATTACHED.glob(f"{number}-*"))
    made = (MAKERS[source.suffix] for source in sources)
    return {
        f"{source.stem.removeprefix(f'{number}-')}{ending}": make(source)
        for source, (ending, make) in zip(sources, made, strict=True)
    }


def _typeset(source: Path) -> bytes:
    title, _, text = source.read_text(encoding="utf-8").removeprefix("# ").partition("\n")
    parts = (part for paragraph in text.split("\n\n") for part in _parts(paragraph))
    return compile_pdf("attachment", {"title": title, "parts": list(parts)}, written_in=DEFAULT)


def _parts(paragraph: str) -> list[dict[str, Any]]:
    """Return the blocks of a paragraph; lines that begin with a bar are the rows of one table."""
    lines = paragraph.strip().splitlines()
    if lines and lines[0].startswith("|"):
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        return [{"kind": "table", "heading": rows[0], "rows": rows[1:]}]
    return [{"kind": block.kind, "lines": block.lines} for block in blocks(paragraph)]


def _chart(source: Path) -> bytes:
    title, *rows = source.read_text(encoding="utf-8").splitlines()
    split = (row.rpartition(";") for row in rows)
    return drawn(title, [(label, int(value)) for label, _, value in split])


MAKERS: dict[str, tuple[str, Callable[[Path], bytes]]] = {".md": (".pdf", _typeset), ".csv": (".png", _chart)}
