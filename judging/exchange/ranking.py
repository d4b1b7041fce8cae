"""What `judging rank` prints: a table for the terminal, JSON, or CSV."""

import csv
import io
import json
import os
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from judging.exchange.wording import ENGLISH, POLISH, Wording
from judging.stats.thresholds import OUT, SAFE

CSV_COLUMNS = (
    "place",
    "tied",
    "entry",
    "score",
    "sheets",
    "numerator",
    "denominator",
    "tie_step",
    "adjusted",
    "adjusted_place",
    "p_main",
    "p_honoured",
    "zone_main",
    "zone_honoured",
    "flags",
)
MOST_JURORS_NAMED = 100  # a larger jury is no advice


def as_json(result: Mapping[str, Any]) -> str:
    """Return the whole result as JSON."""
    return json.dumps(result, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def as_csv(result: Mapping[str, Any]) -> str:
    """Return the ranking as CSV: one row an entry, unknown cells empty, flags divided by spaces."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for row in result["ranking"]:
        cells = {**row, "flags": " ".join(row["flags"]), "tied": "=" if row["tied"] else ""}
        writer.writerow([_harmless(cells[name]) for name in CSV_COLUMNS])
    return target.getvalue()


def as_table(result: Mapping[str, Any]) -> str:
    """Return the ranking for a terminal, with one sentence on how far it can be relied on."""
    words = _words()
    rows = [_cells(row, result, words) for row in result["ranking"]]
    lines = _aligned([list(words.headings), *rows])
    lines.insert(1, "─" * max(map(_width, lines)))
    notes = [words.general[flag] for flag in result["flags"] if flag in words.general]
    method = words.methods[result["rules"]["method"]]
    foot = [_reliability(result, words), _meaning(result, words), *notes, method]
    return "\n".join([*lines, "", *(line for line in foot if line), ""])


FORMS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "json": as_json,
    "csv": as_csv,
    "table": as_table,
}


def _words() -> Wording:
    """Choose Polish where the terminal speaks it."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")
    return POLISH if spoken.lower().startswith("pl") else ENGLISH


def _cells(row: Mapping[str, Any], result: Mapping[str, Any], words: Wording) -> list[str]:
    """Return the cells of one entry."""
    place = "–" if row["place"] is None else f"{row['place']}{'=' if row['tied'] else ''}"
    score = "–" if row["score"] is None else words.number(row["score"])
    remarks = [_remark(flag, words) for flag in row["flags"]]
    if row["tie_step"]:
        rung, _, detail = row["tie_step"].partition(":")
        remarks.insert(0, words.rungs[rung].format(detail))
    return [
        place,
        str(row["entry"]),
        score,
        str(row["sheets"]),
        _chance(row["p_main"], words),
        words.zones.get(row["zone_main"], "–"),
        "; ".join(remarks),
    ]


def _remark(flag: str, words: Wording) -> str:
    """Say a flag of an entry in words."""
    code, _, detail = flag.partition(":")
    return words.remarks.get(code, flag).format(detail)


def _chance(chance: float | None, words: Wording) -> str:
    """Print a chance in whole percent, never as certain."""
    if chance is None:
        return "–"
    if 0 < chance < 0.01 or 0.99 < chance < 1:
        return words.percent("<1" if chance < 0.5 else ">99")
    return words.percent(str(int(chance * 100 + 0.5)))


def _reliability(result: Mapping[str, Any], words: Wording) -> str:
    """Say in one sentence how far the ranking can be relied on."""
    agreement = result["agreement"]
    if agreement["reliability"] is None:
        return words.unknown_reliability
    two = {name: _two(agreement[name], words) for name in ("reliability", "low", "high")}
    between = words.between.format(**two) if agreement["low"] is not None else ""
    needed = agreement["jurors_needed"].get("0.9")
    worth_saying = needed and needed < MOST_JURORS_NAMED and agreement["label"] != "very_high"
    more = words.needed.format(words.people(needed)) if worth_saying else ""
    label = words.labels[agreement["label"]]
    return words.reliability.format(label, two["reliability"], between) + more


def _meaning(result: Mapping[str, Any], words: Wording) -> str:
    """Say what the chance is a chance of."""
    if all(row["p_main"] is None for row in result["ranking"]):
        return ""
    zones = {"safe": words.percent(f"{SAFE:.0%}"[:-1]), "out": words.percent(f"{OUT:.0%}"[:-1])}
    line = result["lines"]
    return (words.chance if line["declared"] else words.chance_of_first).format(
        line["main"], **zones
    )


def _two(number: float | None, words: Wording) -> str:
    """Print a figure with two decimals."""
    return "" if number is None else words.number(f"{number:.2f}")


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Pad the cells: text to the left, numbers to the right."""
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    right = {0, 2, 3, 4}
    lines = []
    for row in rows:
        cells = [
            " " * (width - _width(cell)) + cell
            if at in right
            else cell + " " * (width - _width(cell))
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return lines


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide - sum(unicodedata.combining(sign) > 0 for sign in text)


def _harmless(value: object) -> object:
    """Keep a spreadsheet from taking a label for a formula."""
    return (
        f"'{value}"
        if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t"} and len(value) > 1
        else value
    )
