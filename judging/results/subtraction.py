"""What a member of the chapter could subtract, and so is not shown to anybody but the secretary. Pure.

Whoever knows their own sheet takes it away from a mean and has the mean of the others; of two
figures whose difference is one sheet, or one entry, they have that one. So nothing is said by
criterion of an entry below the minimum of sheets, nor of a whole from which such an entry would
follow as the rest; of an entry with so few sheets that its score is one colleague's, no score.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

FEWEST_OF_OTHERS = 3  # sheets of others under any figure that a juror is shown
FEWEST_FOR_SCORE = 3  # of fewer, the official score gives away the only other sheet
OF_CRITERIA = ("effective", "low", "high", "gained", "lost", "sd", "at_maximum")
OF_JURORS = ("kendall_w", "mean_spearman", "alpha_interval", "alpha_ordinal", "var_entry", "var_error")
OF_RELIABILITY = ("reliability", "low", "high", "label")
BY_WEIGHTS = ("first_by_weights", "top_by_weights")  # of each entry they depend on the criteria of all
BY_TOTAL = ("adjusted_place", "reliability")
SCORE = ("score", "value", "numerator", "denominator")
Row = Mapping[str, Any]


def fewest_sheets(min_sheets: int) -> int:
    """Return from how many sheets on an entry is spoken of by criterion: those of others and one's own."""
    return max(min_sheets, FEWEST_OF_OTHERS + 1)


def scoreless(rows: Sequence[Row]) -> frozenset[str]:
    """Return the entries whose score is not told: of too few sheets, or level with such a one."""
    few = [row for row in rows if 0 < row["sheets"] < FEWEST_FOR_SCORE]
    values = {_exact(row) for row in few}
    places = {row["place"] for row in few if row["tied"]}
    return frozenset(
        row["entry"] for row in rows if row["sheets"] and (_exact(row) in values or (row["place"] in places))
    )


def thin(rows: Sequence[Row], min_sheets: int) -> frozenset[str]:
    """Return the entries of which nothing is said by criterion."""
    fewest = fewest_sheets(min_sheets)
    return scoreless(rows) | {row["entry"] for row in rows if 0 < row["sheets"] < fewest}


def shown_row(row: Row, few: Collection[str], no_score: Collection[str]) -> dict[str, Any]:
    """Return a row of the ranking without what could be subtracted."""
    shown = dict(row)
    if few:
        shown |= {name: None for name in BY_WEIGHTS if name in row}
    if row["entry"] in few:
        shown["spread"] = None
        shown |= {"profile": dict.fromkeys(row["profile"])} if row.get("profile") else {}
    if row["entry"] in no_score:
        by_method = [name for name in row if name.startswith("by_")]
        shown |= {name: None for name in (*SCORE, *BY_TOTAL, *by_method) if name in row}
    return shown


def shown_criteria(criteria: Iterable[Row], shown: Sequence[Row], few: Collection[str]) -> list[dict[str, Any]]:
    """Return the figures of the criteria, over the entries whose own are shown: no rest follows from them."""
    if not few:
        return [dict(row) for row in criteria]
    told = [row for row in shown if row["entry"] not in few and row["sheets"]]
    sheets = sum(row["sheets"] for row in told)
    found = []
    for row in criteria:
        own = [(one["sheets"], (one.get("profile") or {}).get(row["criterion"])) for one in told]
        known = bool(own) and all(value is not None for _sheets, value in own)
        mean = sum(count * value for count, value in own) / sheets if known else None
        found.append({**row, **{name: None for name in OF_CRITERIA if name in row}, "mean": mean})
    return found


def shown_agreement(agreement: Row, jurors: int) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return how alike the jurors judge, and what is not told of it: of so few, one is told of by the rest."""
    found = dict(agreement) | {"var_juror": None}
    if jurors > FEWEST_OF_OTHERS:
        return found, ()
    found |= {name: None for name in OF_JURORS if name in found}
    if jurors == FEWEST_OF_OTHERS:
        return found, ("concordance",)
    return found | {name: None for name in OF_RELIABILITY if name in found}, ("concordance", "reliability")


def _exact(row: Row) -> Fraction | None:
    return Fraction(row["numerator"], row["denominator"]) if row["denominator"] else None
