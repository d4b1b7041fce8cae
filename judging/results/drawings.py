"""Which figures go into which chart, and how its rows are called."""

from collections.abc import Mapping
from typing import Any

from judging.core.i18n import _
from judging.results import charts, remarks
from judging.results.standing import Standing
from judging.results.table import line_classes

DRAWN = 40  # entries in a chart at most: the leading ones
FOLLOWED = 12  # entries whose way through the methods is drawn
Names = dict[str, tuple[str, str]]


def entry_names(standing: Standing) -> Names:
    """Return how charts call the entries they show: by number and title, and by number."""
    drawn = {row["entry"] for row in chart_rows(standing)}
    return {
        key: (f"{name.number}. {name.title}", _("no. %(number)d", number=name.number))
        for key, name in standing.names.items()
        if key in drawn
    }


def juror_names(standing: Standing) -> Names:
    """Return how charts call the jurors: by name, and by initials."""
    return {key: (name, initials(name)) for key, name in standing.jurors.items()}


def initials(name: str) -> str:
    """Return the first letters of the parts of a name."""
    return "".join(part[0] for part in name.replace("-", " ").split() if part)[:3]


def dot_plot(standing: Standing) -> charts.DotPlot | None:
    """Draw the leading entries with their scores and possible places."""
    ranked = [row for row in standing.rows if row["place"] is not None]
    if len(ranked) < 2:
        return None
    band = ("band_low", "band_high") if connected(standing) else ("", "")
    rows = [
        (row["entry"], row["value"], row["place"], *(row.get(end) for end in band))
        for row in ranked[:DRAWN]
    ]
    lines = [(name, entry) for entry, name in line_classes(standing).items()]
    return charts.dot_plot(rows, entries=len(ranked), lines=lines)


def connected(standing: Standing) -> bool:
    """Tell whether shared jurors join all entries; if not, a band counts places in a group."""
    return (standing.document["agreement"]["components"] or 1) == 1


def kinds(standing: Standing) -> dict[str, str]:
    """Return the kind of zone of each entry, which its dot shows."""
    lines = standing.document["lines"]
    found = {row["entry"]: remarks.zone(row, lines) for row in chart_rows(standing)}
    return {entry: zone.kind if zone else "" for entry, zone in found.items()}


def ladder(standing: Standing) -> charts.Bars | None:
    """Draw the jurors from the strictest to the most generous."""
    rows = [row for row in standing.document["jurors"] if row["severity"] is not None]
    rows.sort(key=lambda row: row["severity"])
    if not rows:
        return None
    return charts.ladder([(row["juror"], row["severity"], row["severity_se"]) for row in rows])


def heat_map(standing: Standing) -> charts.HeatMap | None:
    """Draw the sheets of the leading entries; those that stand out are framed."""
    sheets = standing.document["sheets"]
    if not sheets["points"]:
        return None
    shown = [row["entry"] for row in standing.rows if row["place"] is not None][:DRAWN]
    marked = marked_sheets(standing)
    cells = [
        (entry, juror, points, (entry, juror) in marked)
        for entry, juror, points in zip(
            sheets["entry"], sheets["juror"], sheets["points"], strict=True
        )
    ]
    present = {juror for _entry, juror, *_rest in cells}
    jurors = [juror for juror in standing.jurors if juror in present]
    points = sheets["points"]
    return charts.heat_map(shown, jurors, cells, min(points), max(points))


def marked_sheets(standing: Standing) -> set[tuple[str, str]]:
    """Return entry and juror of each sheet that differs strongly from the others."""
    found = set()
    for row in standing.document["jurors"]:
        for flag in row["flags"]:
            code, _colon, entry = flag.partition(":")
            if code == "OUTLIER_SHEET":
                found.add((entry, row["juror"]))
    return found


def weights(standing: Standing) -> charts.Bars | None:
    """Draw how far each weight may move before the prizes change."""
    rows = [row for row in standing.document["criteria"] if row["weight"]]
    if len(rows) < 2 or all(row.get("share") is None for row in rows):
        return None
    return charts.shares(
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


def profile(standing: Standing, row: Mapping[str, Any]) -> charts.Bars | None:
    """Draw an entry's criteria beside those of the field, over the scale of the round."""
    criteria = standing.document["criteria"]
    if all(row["profile"].get(criterion["criterion"]) is None for criterion in criteria):
        return None
    points = [
        (key, row["profile"].get(key), criterion.get("mean"))
        for criterion in criteria
        if (key := criterion["criterion"])
    ]
    return charts.profile(points, float(standing.rules.low), float(standing.rules.high))


def bump(standing: Standing) -> charts.Bump | None:
    """Draw the leading entries' way through the methods that can be used here."""
    known = [row["method"] for row in standing.document["methods"] if row["same"] is not None]
    ranked = [row for row in standing.rows if row["place"] is not None][:FOLLOWED]
    if len(known) < 2 or len(ranked) < 2:
        return None
    places = [(row["entry"], [row[f"by_{method}"] for method in known]) for row in ranked]
    if any(place is None for _entry, own in places for place in own):
        return None
    return charts.bump(known, places)


def winners(standing: Standing) -> set[str]:
    """Return the entries within the main prizes, or in the first place."""
    line = standing.document["lines"]["main"]
    return {row["entry"] for row in standing.rows if row["place"] and row["place"] <= line}


def method_heads() -> dict[str, tuple[str, str]]:
    """Return long and short names of the methods for the head of a chart."""
    short: Mapping[str, str] = {
        "mean": _("mean"),
        "trimmed": _("trimmed"),
        "median": _("median"),
        "majority": _("majority"),
        "adjusted": _("adjusted"),
        "borda": "Borda",
    }
    return {key: (word, word[:3] + ".") for key, word in short.items()}


def chart_rows(standing: Standing) -> list[dict[str, Any]]:
    """Return the rows of the ranking that charts show."""
    return [row for row in standing.rows if row["place"] is not None][:DRAWN]
