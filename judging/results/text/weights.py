"""What the weights decide, in sentences."""

import math
from collections.abc import Mapping

from judging.analysis import missing, reasons
from judging.core.formatting import number, percent
from judging.core.i18n import _
from judging.core.written import joined
from judging.results.snapshot import Snapshot


def change_of_weights(snapshot: Snapshot) -> str:
    """Say how little the weights would have to move for another entry to come first."""
    found = snapshot.document["change_of_weights"]
    if found is None:
        return _why_no_change(snapshot)
    leader, rival = (snapshot.names[found[key]].title for key in ("leader", "rival"))
    if found["change"] < 0.0005:
        return _("“%(leader)s” and “%(rival)s” are level already.", leader=leader, rival=rival)
    points = 50 * found["change"]  # what some shares gain, the others lose
    moved = number(math.ceil(10 * points - 1e-9) / 10, 1)  # with less they are not level
    said = _(
        "“%(rival)s” draws level with “%(leader)s” when at least %(moved)s percentage points of "
        "the weights move between the criteria.",
        leader=leader,
        rival=rival,
        moved=moved,
    )
    shares = _moved(snapshot, found["shares"])
    return joined(" ", [said, _("The least change: %(shares)s.", shares=shares)])


def _moved(snapshot: Snapshot, shares: Mapping[str, float]) -> str:
    """Print the criteria whose shares move, each with its share before and after."""
    now = {row["criterion"]: row.get("share") or 0.0 for row in snapshot.document["criteria"]}
    moved = (
        joined(" ", [snapshot.criteria.get(key, key), f"{percent(now[key], 1)}\u00a0→\u00a0{percent(share, 1)}"])
        for key, share in shares.items()
        if abs(share - now[key]) >= 0.0005
    )
    return joined(", ", moved)


def _why_no_change(snapshot: Snapshot) -> str:
    """Say why no weights are named that would cost the first entry its place."""
    if why := missing.change_of_weights(snapshot.document):
        return _(reasons.CHANGE_OF_WEIGHTS_UNKNOWN[why])
    ranked = [row for row in snapshot.rows if row["place"] is not None]
    return _(
        "No change of the weights costs “%(leader)s” the first place.",
        leader=snapshot.names[ranked[0]["entry"]].title,
    )


def without_criteria(snapshot: Snapshot) -> list[tuple[str, str, str]]:
    """Return key and name of each criterion, and what leaving it out would do."""
    rows = [row for row in snapshot.document["criteria"] if row["weight"]]
    if len(rows) < 2:
        return []
    return [
        (
            row["criterion"],
            snapshot.criteria.get(row["criterion"], row["criterion"]),
            "–" if row.get("gained") is None else _without(snapshot, row["gained"], row["lost"] or []),
        )
        for row in rows
    ]


def _without(snapshot: Snapshot, gained: list[str], lost: list[str]) -> str:
    if not snapshot.document["lines"]["declared"]:
        if not gained and not lost:
            return _("the same first place")
        return _("first: %(titles)s", titles=snapshot.titles(gained))
    if not gained and not lost:
        return _("the same prize-winners")
    if not lost:
        return _("would draw level: %(titles)s", titles=snapshot.titles(gained))
    parts = []
    if gained:
        parts.append(_("in: %(titles)s", titles=snapshot.titles(gained)))
    if lost:
        parts.append(_("out: %(titles)s", titles=snapshot.titles(lost)))
    return "; ".join(parts)


def interval(row: Mapping[str, float | None]) -> str:
    """Print between which shares the weight of a criterion may move alone."""
    low, high = row.get("low"), row.get("high")
    if low is None or high is None:
        return "–"
    inward = math.ceil(100 * low - 1e-9) / 100, math.floor(100 * high + 1e-9) / 100
    return "–".join(percent(share) for share in inward)
