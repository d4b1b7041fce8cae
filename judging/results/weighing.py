"""What the weights decide, in sentences."""

from collections.abc import Mapping

from judging.filters import number, percent
from judging.i18n import _
from judging.results.standing import Standing


def change_of_weights(standing: Standing) -> str:
    """Say how little the weights would have to move for another entry to come first."""
    found = standing.document["change_of_weights"]
    if found is None:
        return _(
            "The question how far the weights would have to move has no answer here: it needs "
            "two entries, two criteria and a mean."
        )
    leader, rival = (standing.names[found[key]].title for key in ("leader", "rival"))
    if found["change"] < 0.0005:
        return _("“%(leader)s” and “%(rival)s” are level already.", leader=leader, rival=rival)
    moved = number(50 * found["change"], 0)  # what some shares gain, the others lose
    return _(
        "For “%(rival)s” to draw level with “%(leader)s”, at least %(moved)s percentage points "
        "of the weights would have to move from some criteria to others.",
        leader=leader,
        rival=rival,
        moved=moved,
    )


def without_criteria(standing: Standing) -> list[tuple[str, str, str]]:
    """Return key and name of each criterion, and what leaving it out would do."""
    rows = [row for row in standing.document["criteria"] if row["weight"]]
    if len(rows) < 2:
        return []
    return [
        (
            row["criterion"],
            standing.criteria.get(row["criterion"], row["criterion"]),
            _without(standing, row.get("gained") or [], row.get("lost") or []),
        )
        for row in rows
    ]


def _without(standing: Standing, gained: list[str], lost: list[str]) -> str:
    if not gained and not lost:
        return _("the same prize-winners")
    parts = []
    if gained:
        parts.append(_("in: %(titles)s", titles=_titles(standing, gained)))
    if lost:
        parts.append(_("out: %(titles)s", titles=_titles(standing, lost)))
    return "; ".join(parts)


def _titles(standing: Standing, entries: list[str]) -> str:
    return ", ".join(_("“%(title)s”", title=standing.names[key].title) for key in entries)


def interval(row: Mapping[str, float | None]) -> str:
    """Print between which shares the weight of a criterion may move alone."""
    low, high = row.get("low"), row.get("high")
    if low is None or high is None:
        return "–"
    return f"{percent(low)}–{percent(high)}"
