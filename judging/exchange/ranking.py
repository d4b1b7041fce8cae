"""What `judging rank` prints: a table for the terminal, JSON, or CSV."""

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from judging.analysis import annotations, missing, reasons, words
from judging.core.text import disarmed
from judging.exchange.numbers import NUMBER
from judging.exchange.wording import Wording
from judging.stats.thresholds import OUT, SAFE
from judging.stats.vocabulary import Level, Missing

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
ONE_OF_A_KIND = {Missing.ONE_JUROR, Missing.ONE_ENTRY}  # said by the sentence on reliability
MOST_JURORS_NAMED = 100  # a larger jury is no advice


def as_json(result: Mapping[str, Any], wording: Wording) -> str:
    """Return the whole result as JSON."""
    return json.dumps(result, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def as_csv(result: Mapping[str, Any], wording: Wording) -> str:
    """Return the ranking as CSV: one row an entry, unknown cells empty, flags divided by spaces."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for row in result["ranking"]:
        cells = {**row, "flags": " ".join(row["flags"]), "tied": "=" if row["tied"] else ""}
        writer.writerow([_harmless(cells[name]) for name in CSV_COLUMNS])
    return target.getvalue()


def as_table(result: Mapping[str, Any], wording: Wording) -> str:
    """Return the ranking for a terminal, with one sentence on how far it can be relied on."""
    jurors = {str(one["juror"]): str(one["juror"]) for one in result["jurors"]}
    columns = _chance_columns(result, wording)
    rows = [_cells(row, result, jurors, wording) for row in result["ranking"]]
    heads = _headings([head for _line, head in columns], wording)
    lines = _aligned([heads, *rows], numbers={0, *range(2, 4 + len(columns))})
    lines.insert(1, "─" * max(map(_width, lines)))
    method = words.method_in_rules(wording.gettext, result["rules"])
    foot = [_reliability(result, wording), _meaning(result, wording), *_notes(result, wording)]
    return "\n".join([*lines, "", *(line for line in foot if line), method, ""])


FORMS: Mapping[str, Callable[[Mapping[str, Any], Wording], str]] = {
    "json": as_json,
    "csv": as_csv,
    "table": as_table,
}


def _chance_columns(result: Mapping[str, Any], wording: Wording) -> list[tuple[str, str]]:
    """Return the lines that chances are about, each with the head of its column."""
    heads = words.chance_heads(wording.gettext, result["lines"])
    return list(zip(("main", "honoured"), heads, strict=False))


def _headings(chances: Sequence[str], wording: Wording) -> list[str]:
    """Return the heads of the columns."""
    return [
        wording.gettext("Place"),
        wording.gettext("Entry"),
        wording.gettext("Score"),
        wording.gettext("Sheets"),
        *chances,
        wording.gettext("Zone"),
        wording.gettext("Remarks"),
    ]


def _cells(row: Mapping[str, Any], result: Mapping[str, Any], jurors: Mapping[str, str], wording: Wording) -> list[str]:
    """Return the cells of one entry."""
    say, zone = wording.gettext, words.zone_of(row, result["lines"])
    said = annotations.entry_annotations(say, row, result["rules"], {})
    return [
        "–" if row["place"] is None else f"{row['place']}{'=' if row['tied'] else ''}",
        str(row["entry"]),
        "–" if row["score"] is None else wording.number(row["score"]),
        str(row["sheets"]),
        *(
            _chance(row[f"p_{line}"], wording, certain=_everybody_wins(result, line))
            for line, _head in _chance_columns(result, wording)
        ),
        say(words.ZONES[zone[0]][zone[1]]) if zone else "–",
        " ".join([*said, *annotations.sheet_annotations(say, row, jurors)]),
    ]


def _notes(result: Mapping[str, Any], wording: Wording) -> list[str]:
    """Return what is said of the whole round beyond the sentence on its reliability."""
    raised = annotations.codes(result["flags"])
    told = [f for f in annotations.ABOUT_ROUND if f in raised and f not in annotations.UNRELIABLE]
    said = [annotations.round_annotation(wording.gettext, flag, result["rules"]) for flag in told]
    unknown = {figure: Missing(why) for figure, why in result["unknown"].items()}
    if (why := unknown.get("chances")) and why not in ONE_OF_A_KIND:
        said.append(wording.gettext(reasons.CHANCES_UNKNOWN[why]))
    if unknown.get("without_jurors") is Missing.TOO_LARGE:
        said.append(wording.gettext(reasons.WITHOUT_JURORS_UNKNOWN[Missing.TOO_LARGE]))
    return said


def _chance(chance: float | None, wording: Wording, *, certain: bool) -> str:
    """Print a chance in whole percent; one that is drawn is never nil and never certain."""
    if chance is None:
        return "–"
    if chance < 0.01 or (chance > 0.99 and not certain):
        return wording.percent("<1" if chance < 0.5 else ">99")
    return wording.percent(str(int(chance * 100 + 0.5)))


def _everybody_wins(result: Mapping[str, Any], line: str) -> bool:
    """Tell whether there are as many awards as ranked entries: then all chances are certain."""
    ranked = sum(row["place"] is not None for row in result["ranking"])
    return bool(result["lines"][line] >= ranked)


def _reliability(result: Mapping[str, Any], wording: Wording) -> str:
    """Say in one sentence how far the ranking can be relied on."""
    if why := missing.reliability(result):
        return wording.gettext(reasons.RELIABILITY_UNKNOWN[why])
    agreement = result["agreement"]
    level = Level(agreement["label"])
    named = {name: _two(agreement[name], wording) for name in ("low", "high")}
    named |= {
        "level": wording.gettext(words.LEVELS[level]),
        "value": _two(agreement["reliability"], wording),
    }
    said = (
        wording.gettext("Reliability of this ranking: %(level)s (%(value)s).", **named)
        if agreement["low"] is None
        else wording.gettext(
            "Reliability of this ranking: %(level)s (%(value)s, between %(low)s and %(high)s).",
            **named,
        )
    )
    needed = agreement["jurors_needed"].get("0.9")
    if not needed or needed >= MOST_JURORS_NAMED or level is Level.VERY_HIGH:
        return said
    larger = wording.ngettext(
        "For a very high one (%(level)s) a jury of %(num)d person would be needed.",
        "For a very high one (%(level)s) a jury of %(num)d people would be needed.",
        needed,
        level=wording.number("0.9"),
    )
    return f"{said} {larger}"


def _meaning(result: Mapping[str, Any], wording: Wording) -> str:
    """Say what the chance is a chance of."""
    if all(row["p_main"] is None for row in result["ranking"]):
        return ""
    line = result["lines"]
    named = {
        "safe": wording.percent(f"{SAFE:.0%}"[:-1]),
        "out": wording.percent(f"{OUT:.0%}"[:-1]),
    }
    if not line["declared"]:
        return wording.gettext(
            "Chance: of truly being the best, given how much jurors differ; settled from %(safe)s, "
            "out of reach below %(out)s.",
            **named,
        )
    return wording.gettext(
        "Chance: of truly belonging among the best %(num)d (main prizes), given how much jurors "
        "differ; settled from %(safe)s, out of reach below %(out)s.",
        num=line["main"],
        **named,
    )


def _two(number: float | None, wording: Wording) -> str:
    """Print a figure with two decimals."""
    return "" if number is None else wording.number(f"{number:.2f}")


def _aligned(rows: Sequence[Sequence[str]], numbers: Collection[int]) -> list[str]:
    """Pad the cells: text to the left, the columns of numbers to the right."""
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            " " * (width - _width(cell)) + cell if at in numbers else cell + " " * (width - _width(cell))
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return lines


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide - sum(unicodedata.combining(sign) > 0 for sign in text)


def _harmless(value: object) -> object:
    """Keep a spreadsheet from taking a label for a formula; a number is none."""
    if not isinstance(value, str) or len(value) < 2 or NUMBER.fullmatch(value):
        return value
    return disarmed(value)
