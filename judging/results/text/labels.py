"""Words for zones, chances and flags: what stands in a cell of a table."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from judging.analysis import annotations, words
from judging.core.formatting import number, percent
from judging.core.i18n import _, _l, filled
from judging.stats.vocabulary import Zone

Row = Mapping[str, Any]
SURE, HARDLY = 0.99, 0.01


class ZoneStatus(NamedTuple):
    """Where an entry stands by its chances: a word and its kind of status."""

    word: str
    kind: str


LINES = {"line-main": words.Line.PRIZE, "line-distinction": words.Line.DISTINCTION}
KINDS = {Zone.SAFE: "done", Zone.CONTEST: "waits", Zone.OUT: "neutral"}


def zone(row: Row, lines: Mapping[str, Any]) -> ZoneStatus | None:
    """Return the zone of an entry, or None where no chance is known."""
    found = words.zone_of(row, lines)
    if found is None:
        return None
    line, own = found
    return ZoneStatus(_(words.ZONES[line][own]), KINDS[own])


def chance(value: float | None) -> str:
    """Print a chance in percent; one that is drawn is never quite 0 or 100."""
    if value is None:
        return "–"
    if value > SURE:
        return _("over %(share)s", share=percent(SURE))
    if value < HARDLY:
        return _("under %(share)s", share=percent(HARDLY))
    return percent(value)


def chance_heads(lines: Mapping[str, Any]) -> list[str]:
    """Name the columns of chances by the lines they speak of: one or two."""
    return words.chance_heads(_, lines)


def chance_columns(lines: Mapping[str, Any]) -> list[str]:
    """Name both columns of chances of a file by the lines they speak of."""
    return words.chance_columns(_, lines)


def last_place(line: str) -> str:
    """Name the prize line that is drawn after a row, by its class; without one nothing."""
    return _(words.LAST_PLACES[LINES[line]]) if line else ""


def about(value: float) -> str:
    """Print a chance inside a sentence: what is drawn is an approximation."""
    share = chance(value)
    return share if value > SURE or value < HARDLY else _("about %(share)s", share=share)


def place(row: Row) -> str:
    """Print a place; equal ones carry the sign of equality."""
    if row["place"] is None:
        return "–"
    return f"{row['place']}\u00a0=" if row["tied"] else str(row["place"])


def band(row: Row) -> str:
    """Print the places an entry may truly have."""
    low, high = row["band_low"], row["band_high"]
    if low is None or high is None:
        return "–"
    return str(low) if low == high else f"{low}–{high}"


def signed(value: float | None, places: int = 1) -> str:
    """Print a difference with its sign; unknown is a dash."""
    if value is None:
        return "–"
    text = number(value, places)
    nothing = not any(digit in text for digit in "123456789")
    return number(0.0, places) if nothing else text if value < 0 else f"+{text}"


def entry_annotations(row: Row, rules: Mapping[str, Any], criteria: Mapping[str, str]) -> list[str]:
    """Return the annotations about an entry in words, with how a tie was broken; none names a juror."""
    return annotations.entry_annotations(_, row, rules, criteria)


def flag_annotations(row: Row, rules: Mapping[str, Any]) -> list[str]:
    """Return what the flags of an entry say of the entry itself."""
    return annotations.flag_annotations(_, row, rules)


def sheet_annotations(row: Row, jurors: Mapping[str, str]) -> list[str]:
    """Return what the flags of an entry say of single sheets, with names: for the secretary alone."""
    return annotations.sheet_annotations(_, row, jurors)


def juror_annotations(row: Row, titles: Mapping[str, str], *, declared: bool) -> list[str]:
    """Return the annotations about a juror in words, for the secretary alone."""
    said_of = [annotations.juror_annotation(_, flag, titles, declared=declared) for flag in row["flags"]]
    for which, said in _changes_without(row, declared).items():
        said_of += [filled(str(said), title=titles[entry]) for entry in row[which] or []]
    return said_of


def _changes_without(row: Row, declared: bool) -> dict[str, Any]:
    """Return the words for those who come in and drop out when a juror is left out."""
    if not declared:
        level = _l("Level at the top: “%(title)s”.")
        return {"gained": _l("First would be: “%(title)s”.") if row["lost"] else level}
    level = _l("Would draw level with the prize-winners: “%(title)s”.")
    return {
        "gained": _l("Would come in: “%(title)s”.") if row["lost"] else level,
        "lost": _l("Would drop out: “%(title)s”."),
    }


def tie_step(step: str, names: Mapping[str, str] | None = None) -> str:
    """Name the rung of the ladder that broke a tie."""
    return words.tie_step(_, step, names)


def method_name(method: str) -> str:
    """Name a way of counting."""
    return words.method_name(_, method)
