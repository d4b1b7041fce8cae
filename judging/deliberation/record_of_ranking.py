"""What the protocol says of the ranking: method, sheets, places, and whole numbers to count it again by. Pure."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from judging.deliberation import advising
from judging.editions import rulebook
from judging.editions.models import Edition
from judging.results import subtraction
from judging.results.models import Ranking
from judging.stats.vocabulary import Flag


def method(edition: Edition, ranking: Ranking) -> dict[str, Any]:
    """Return the rules of scoring with the criteria by name, their weights and shares."""
    names = {row["key"]: row["name"] for row in rulebook.current(edition)["criteria"]}
    criteria = ranking.rules["criteria"]
    shares = rulebook.shares({row["name"]: row["weight"] for row in criteria})
    named = [
        row | {"key": row["name"], "name": names.get(row["name"], row["name"]), "share": shares[row["name"]]}
        for row in criteria
    ]
    return ranking.rules | {"criteria": named}


def sheets(ranking: Ranking, *, missing: int, in_conflict: int) -> dict[str, int]:
    """Return how many sheets were counted, and how many were not, by their reason."""
    rows = ranking.analysis["ranking"]
    flags = [flag for row in rows for flag in row["flags"]]
    return {
        "entries": len(rows),
        "jurors": len(ranking.jurors),
        "counted": sum(row["sheets"] for row in rows),
        "incomplete": sum(Flag.read(flag)[0] is Flag.INCOMPLETE_SHEET for flag in flags),
        "missing": missing,
        "conflicts": in_conflict,
    }


def ranking_rows(ranking: Ranking) -> list[dict[str, Any]]:
    """Return the ranking as it was frozen, each score with the sums it can be counted again from."""
    named = {row["id"]: row for row in ranking.entries}
    sums, in_area = criterion_sums(ranking), advising.area_rows(ranking)
    rows = ranking.analysis["ranking"]
    no_score, few = subtraction.scoreless(rows), subtraction.thin(rows, ranking.rules["min_sheets"])
    shown = [subtraction.shown_row(row, few, no_score) for row in rows]  # jurors read the protocol
    return [
        {
            "id": row["entry"],
            "number": named[row["entry"]]["number"],
            "office": named[row["entry"]]["office"],
            "title": named[row["entry"]]["title"],
            "area": named[row["entry"]]["area"],
            "place": row["place"],
            "in_area": {name: in_area[row["entry"]][name] for name in ("place", "tied", "tie_step")}
            if row["entry"] in in_area
            else None,
            "tied": row["tied"],
            "tie_step": row["tie_step"],
            "score": row["score"],
            "sheets": row["sheets"],
            "numerator": row["numerator"],
            "denominator": row["denominator"],
            "sums": {} if row["entry"] in few else sums.get(row["entry"], {}),
        }
        for row in shown
    ]


def criterion_sums(ranking: Ranking) -> dict[str, dict[str, int]]:
    """Return, by entry and criterion, the whole steps of its complete sheets added up."""
    counted = {row["name"] for row in ranking.rules["criteria"] if row["weight"] > 0}
    sheets: dict[tuple[str, str], dict[str, int]] = {}
    for entry, juror, criterion, steps in ranking.scores:
        sheets.setdefault((entry, juror), {})[criterion] = int(steps)
    sums: dict[str, dict[str, int]] = {}
    for (entry, _juror), sheet in sheets.items():
        if counted <= sheet.keys():
            total = sums.setdefault(entry, dict.fromkeys(sorted(counted), 0))
            for criterion in counted:
                total[criterion] += sheet[criterion]
    return sums


def quotient(row: Mapping[str, Any], unit: Fraction) -> tuple[Fraction, int] | None:
    """Return the sum of weighted points and the whole number it is divided by: their ratio is the score."""
    if not row["denominator"]:
        return None
    return (
        Fraction(row["numerator"], unit.denominator),
        int(row["denominator"]) // unit.denominator,
    )
