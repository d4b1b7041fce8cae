"""What the page of one entry needs: why it has its place, its criteria, its sheets."""

from dataclasses import dataclass, replace
from typing import Any

from judging.core.formatting import points
from judging.core.i18n import _
from judging.results.charts import series
from judging.results.context.common import Context, around
from judging.results.scope import Scope
from judging.results.snapshot import Snapshot
from judging.results.table import ranked
from judging.results.text import labels
from judging.results.text.entry import lifts, why_place, without_jurors
from judging.stats.collation import alphabetical


@dataclass(frozen=True, slots=True)
class Sheet:
    """A complete sheet as the page shows it: how it is called, its marks, its points."""

    title: str
    marks: list[str]  # printed points by criterion, in the order of the form; "–" for none
    points: float


def entry_page(scope: Scope, snapshot: Snapshot, entry_id: str, sheets: list[Sheet]) -> Context | None:
    """Return the context of one entry, or None where the round has no such entry."""
    row = snapshot.row(entry_id)
    if row is None:
        return None
    [shown] = ranked(snapshot, [row])
    flags = labels.flag_annotations(row, snapshot.document["rules"]) if row["place"] else []
    return {
        **around(scope, snapshot),
        "document": snapshot.document,
        "row": shown._replace(annotations=tuple(flags)),  # the sentences tell of ties already
        "figures": row,
        "name": shown.name,
        "why": why_place(snapshot, row),
        "jurors": without_jurors(snapshot, row) if snapshot.jurors else "",
        "sheets": sheets,
        "criteria": [snapshot.criteria.get(key, key) for key in _keys(snapshot)],
        "profile": [
            (snapshot.criteria.get(c["criterion"], c["criterion"]), c, row["profile"])
            for c in snapshot.document["criteria"]
        ],
        "profile_chart": series.profile(snapshot, row),
        "signed": labels.signed,
        "lifts": dict(lifts(snapshot, row)),
    }


def sheets_of(snapshot: Snapshot, entry_id: str, shown: str) -> list[Sheet]:
    """Return the complete sheets of an entry: with names, without them and by points, or none."""
    if shown == "none":
        return []
    sheets = snapshot.document["sheets"]
    of_juror = dict(_marks(snapshot, entry_id))
    rows = zip(sheets["entry"], sheets["juror"], sheets["points"], strict=True)
    own = [
        Sheet(snapshot.jurors.get(juror, "–"), of_juror[juror], given)
        for entry, juror, given in rows
        if entry == entry_id
    ]
    if shown == "named":
        return sorted(own, key=lambda sheet: alphabetical(sheet.title))
    by_points = sorted(own, key=lambda sheet: (-sheet.points, sheet.marks))
    return [replace(sheet, title=_("Sheet %(number)d", number=number)) for number, sheet in enumerate(by_points, 1)]


def _keys(snapshot: Snapshot) -> list[str]:
    return [str(criterion.name) for criterion in snapshot.rules.criteria]


def _marks(snapshot: Snapshot, entry_id: str) -> list[tuple[str, list[str]]]:
    """Return each juror's printed marks, in the order of the criteria."""
    own: dict[str, dict[str, Any]] = {}
    scores = snapshot.scores[snapshot.scores["entry"].astype(str) == entry_id]
    columns = (scores[name].astype(str).tolist() for name in ("juror", "criterion"))
    for juror, criterion, steps in zip(*columns, scores["steps"].tolist(), strict=True):
        own.setdefault(juror, {})[criterion] = steps
    unit, keys = snapshot.rules.unit, _keys(snapshot)
    return [(juror, [points(given.get(key), unit) for key in keys]) for juror, given in own.items()]
