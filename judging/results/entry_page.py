"""What the page of one entry needs: why it has its place, its criteria, its sheets."""

from dataclasses import dataclass, replace
from typing import Any

from judging.core.formatting import points
from judging.core.i18n import _
from judging.results import drawings, explanations, remarks
from judging.results.pages import Context, around
from judging.results.standing import Standing
from judging.results.table import ranked


@dataclass(frozen=True, slots=True)
class Sheet:
    """A complete sheet as the page shows it: how it is called, its marks, its points."""

    title: str
    marks: list[str]  # printed points by criterion, in the order of the form; "–" for none
    points: float


def entry(standing: Standing, entry_id: str, sheets: list[Sheet]) -> Context | None:
    """Return the context of one entry, or None where the round has no such entry."""
    row = standing.row(entry_id)
    if row is None:
        return None
    [shown] = ranked(standing, [row])
    flags = remarks.flag_remarks(row, standing.document["rules"]) if row["place"] else []
    return {
        **around(standing),
        "document": standing.document,
        "row": replace(shown, remarks=flags),  # the sentences tell of ties already
        "figures": row,
        "name": shown.name,
        "why": explanations.why_place(standing, row),
        "jurors": explanations.without_jurors(standing, row) if standing.jurors else "",
        "sheets": sheets,
        "criteria": [standing.criteria.get(key, key) for key in _keys(standing)],
        "profile": [
            (standing.criteria.get(c["criterion"], c["criterion"]), c, row["profile"])
            for c in standing.document["criteria"]
        ],
        "profile_chart": drawings.profile(standing, row),
        "signed": remarks.signed,
        "lifts": dict(explanations.lifts(standing, row)),
    }


def sheets_of(standing: Standing, entry_id: str, shown: str) -> list[Sheet]:
    """Return the complete sheets of an entry: with names, without them and by points, or none."""
    if shown == "none":
        return []
    sheets = standing.document["sheets"]
    of_juror = dict(_marks(standing, entry_id))
    rows = zip(sheets["entry"], sheets["juror"], sheets["points"], strict=True)
    own = [
        Sheet(standing.jurors.get(juror, "–"), of_juror[juror], given)
        for entry, juror, given in rows
        if entry == entry_id
    ]
    if shown == "named":
        return sorted(own, key=lambda sheet: sheet.title)
    by_points = sorted(own, key=lambda sheet: (-sheet.points, sheet.marks))
    return [
        replace(sheet, title=_("Sheet %(number)d", number=number))
        for number, sheet in enumerate(by_points, 1)
    ]


def _keys(standing: Standing) -> list[str]:
    return [str(criterion.name) for criterion in standing.rules.criteria]


def _marks(standing: Standing, entry_id: str) -> list[tuple[str, list[str]]]:
    """Return each juror's printed marks, in the order of the criteria."""
    own: dict[str, dict[str, Any]] = {}
    scores = standing.scores[standing.scores["entry"].astype(str) == entry_id]
    columns = (scores[name].astype(str).tolist() for name in ("juror", "criterion"))
    for juror, criterion, steps in zip(*columns, scores["steps"].tolist(), strict=True):
        own.setdefault(juror, {})[criterion] = steps
    unit, keys = standing.rules.unit, _keys(standing)
    return [(juror, [points(given.get(key), unit) for key in keys]) for juror, given in own.items()]
