"""The anchors of the demonstration: a Markdown file each in ``anchors/``, beside it one in English. Pure.

A heading is the key of a question, or that of a criterion with the points of reference.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from judging.editions.models import PracticeRound
from judging.editions.outline import Outline, Row

ANCHORS = Path(__file__).with_name("anchors")
NAMES = ("telefon-przed-zima", "portal-mieszkanca")


def with_anchors(outline: Outline) -> Outline:
    """Return the outline with a practice round that is offered, its anchors and their English."""
    rows = [_row(name, place) for place, name in enumerate(NAMES, 1)]
    english = [one for row, name in zip(rows, NAMES, strict=True) for one in _in_english(row, name)]
    return replace(
        outline,
        edition={**outline.edition, "practice_round": PracticeRound.OFFERED},
        anchors=rows,
        english=[*outline.english, *english],
    )


def _row(name: str, place: int) -> dict[str, object]:
    title, parts = _read(ANCHORS / f"{name}.md")
    scored = {key.split()[0]: (key.split()[1], text) for key, text in parts.items() if " " in key}
    return {
        "title": title,
        "answers": {key: text for key, text in parts.items() if " " not in key},
        "points": {key: points for key, (points, _) in scored.items()},
        "reasons": {key: reason for key, (_, reason) in scored.items()},
        "position": place,
    }


def _in_english(row: Row, name: str) -> Iterator[Row]:
    title, parts = _read(ANCHORS / f"{name}.en.md")
    start = f"anchor.{row['position']}"
    yield {"place": f"{start}.title", "text": row["title"], "english": title}
    for heading, english in parts.items():
        key, _, points = heading.partition(" ")
        part, polish = ("reason", row["reasons"][key]) if points else ("answer", row["answers"][key])
        yield {"place": f"{start}.{part}.{key}", "text": polish, "english": english}


def _read(path: Path) -> tuple[str, dict[str, str]]:
    """Return the title of a file and its texts by their headings."""
    title, *parts = path.read_text(encoding="utf-8").split("\n## ")
    split = (part.partition("\n") for part in parts)
    return title.removeprefix("# ").strip(), {heading.strip(): text.strip() for heading, _, text in split}
