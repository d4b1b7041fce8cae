"""Which figures go into which chart, and how its rows are called."""

from collections.abc import Mapping
from typing import Any

from judging.analysis.words import METHODS_IN_SHORT
from judging.core.i18n import _
from judging.results.charts import geometry
from judging.results.snapshot import Snapshot
from judging.results.table import line_classes
from judging.results.text import labels
from judging.stats.vocabulary import Flag

DRAWN = 40  # entries in a chart at most: the leading ones
SHORT = 12  # letters of a title beside a chart on a phone
FOLLOWED = 12  # entries whose way through the methods is drawn
Names = dict[str, tuple[str, str]]


def entry_names(snapshot: Snapshot) -> Names:
    """Return how charts call the entries they show: by title, cut short for a narrow screen.

    No number of an entry is in it: beside an axis of places it would read as a place.
    """
    drawn = {row["entry"] for row in chart_rows(snapshot)}
    return {key: (name.title, _shortened(name.title)) for key, name in snapshot.names.items() if key in drawn}


def _shortened(title: str) -> str:
    """Return as much of a title as a phone has room for beside the chart."""
    return title if len(title) <= SHORT else f"{title[: SHORT - 1].rstrip()}…"


def juror_names(snapshot: Snapshot) -> Names:
    """Return how charts call the jurors: by name, and by initials."""
    return {key: (name, initials(name)) for key, name in snapshot.jurors.items()}


def initials(name: str) -> str:
    """Return the first letters of the parts of a name."""
    return "".join(part[0] for part in name.replace("-", " ").split() if part)[:3]


def dot_plot(snapshot: Snapshot) -> geometry.DotPlot | None:
    """Draw the leading entries with their scores and possible places."""
    ranked = [row for row in snapshot.rows if row["place"] is not None]
    if len(ranked) < 2:
        return None
    band = ("band_low", "band_high") if snapshot.has_bands else ("", "")
    drawn = chart_rows(snapshot)
    if len(drawn) < 2:
        return None
    rows = [(row["entry"], row["value"], row["place"], *(row.get(end) for end in band)) for row in drawn]
    known = {row["entry"] for row in drawn}
    lines = [(name, entry) for entry, name in line_classes(snapshot).items() if entry in known]
    return geometry.dot_plot(rows, entries=len(ranked), lines=lines)


def kinds(snapshot: Snapshot) -> dict[str, str]:
    """Return the kind of zone of each entry, which its dot shows."""
    lines = snapshot.document["lines"]
    found = {row["entry"]: labels.zone(row, lines) for row in chart_rows(snapshot)}
    return {entry: zone.kind if zone else "" for entry, zone in found.items()}


def ladder(snapshot: Snapshot) -> geometry.Bars | None:
    """Draw the jurors from the strictest to the most generous."""
    rows = [row for row in snapshot.document["jurors"] if row["severity"] is not None]
    rows.sort(key=lambda row: row["severity"])
    if not rows:
        return None
    return geometry.ladder([(row["juror"], row["severity"], row["severity_se"]) for row in rows])


def heat_map(snapshot: Snapshot) -> geometry.HeatMap | None:
    """Draw the sheets of the leading entries; those that stand out are framed."""
    sheets = snapshot.document["sheets"]
    if not sheets["points"]:
        return None
    shown = [row["entry"] for row in snapshot.rows if row["place"] is not None][:DRAWN]
    marked = marked_sheets(snapshot)
    cells = [
        (entry, juror, points, (entry, juror) in marked)
        for entry, juror, points in zip(sheets["entry"], sheets["juror"], sheets["points"], strict=True)
    ]
    present = {juror for _entry, juror, *_rest in cells}
    jurors = [juror for juror in snapshot.jurors if juror in present]
    points = sheets["points"]
    return geometry.heat_map(shown, jurors, cells, min(points), max(points))


def marked_sheets(snapshot: Snapshot) -> set[tuple[str, str]]:
    """Return entry and juror of each sheet that differs strongly from the others."""
    found = set()
    for row in snapshot.document["jurors"]:
        for flag, entry in map(Flag.read, row["flags"]):
            if flag is Flag.OUTLIER_SHEET:
                found.add((entry, row["juror"]))
    return found


def weights(snapshot: Snapshot) -> geometry.Bars | None:
    """Draw how far each weight may move before the prizes change."""
    rows = [row for row in snapshot.document["criteria"] if row["weight"]]
    if len(rows) < 2 or all(row.get("share") is None for row in rows):
        return None
    return geometry.shares(
        [
            (
                row["criterion"],
                row.get("low"),
                row.get("high"),
                row.get("share"),
                row.get("effective"),
            )
            for row in rows
        ]
    )


def profile(snapshot: Snapshot, row: Mapping[str, Any]) -> geometry.Bars | None:
    """Draw an entry's criteria beside those of the field, over the scale of the round."""
    criteria = snapshot.document["criteria"]
    if all(row["profile"].get(criterion["criterion"]) is None for criterion in criteria):
        return None
    points = [
        (key, row["profile"].get(key), criterion.get("mean"))
        for criterion in criteria
        if (key := criterion["criterion"])
    ]
    return geometry.profile(points, float(snapshot.rules.low), float(snapshot.rules.high))


def bump(snapshot: Snapshot) -> geometry.Bump | None:
    """Draw the leading entries' way through the methods that can be used here."""
    known = [row["method"] for row in snapshot.document["methods"] if row["same"] is not None]
    ranked = [row for row in snapshot.rows if row["place"] is not None][:FOLLOWED]
    if len(known) < 2 or len(ranked) < 2:
        return None
    places = [(row["entry"], [row[f"by_{method}"] for method in known]) for row in ranked]
    if any(place is None for _entry, own in places for place in own):
        return None
    return geometry.bump(known, places)


def winners(snapshot: Snapshot) -> set[str]:
    """Return the entries within the main prizes, or in the first place."""
    line = snapshot.document["lines"]["main"]
    return {row["entry"] for row in snapshot.rows if row["place"] and row["place"] <= line}


def method_heads() -> dict[str, tuple[str, str]]:
    """Return long and short names of the methods for the head of a chart."""
    short = {method: _(name) for method, name in METHODS_IN_SHORT.items()}
    return {key: (word, word[:3] + ".") for key, word in short.items()}


def chart_rows(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Return the rows of the ranking that charts show: with a place, and a score that may be told."""
    return [row for row in snapshot.rows if row["place"] is not None and row["value"] is not None][:DRAWN]
