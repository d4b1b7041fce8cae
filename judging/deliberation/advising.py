"""What the frozen ranking supports: its places, by the whole and by area, turned into advice."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from judging.deliberation.departures import Advice, Kind, PlacedEntry, advised
from judging.deliberation.models import Award, Motion
from judging.editions.models import AwardKind
from judging.results.models import Ranking


def advice(ranking: Ranking, kinds: Sequence[AwardKind]) -> Advice:
    """Return what the frozen ranking supports: the kinds by their public ids."""
    areas = {row["id"]: row["area"] for row in ranking.entries}
    in_area = area_places(ranking)
    ranked = [
        PlacedEntry(
            row["entry"],
            row["place"],
            areas[row["entry"]],
            in_area.get(row["entry"], 0),
            score(row, ranking),
        )
        for row in ranking.analysis["ranking"]
        if row["place"] is not None
    ]
    return advised(ranked, [kind_of(kind) for kind in kinds])


def area_rows(ranking: Ranking) -> dict[str, dict[str, Any]]:
    """Return the row of each entry in the ranking of its own area, where areas are ranked."""
    rows = (row for document in ranking.areas.values() for row in document["ranking"])
    return {row["entry"]: row for row in rows if row["place"] is not None}


def area_places(ranking: Ranking) -> dict[str, int]:
    """Return the place of each entry in its own area, where areas are ranked."""
    return {entry: row["place"] for entry, row in area_rows(ranking).items()}


def score(row: dict[str, Any], ranking: Ranking) -> Fraction | None:
    """Return the score that the rules rank on: exact, or as printed where they say so."""
    if not row["denominator"]:
        return None
    if ranking.rules["rank_on"] is not None:
        return Fraction(row["score"])
    return Fraction(row["numerator"], row["denominator"])


def kind_of(kind: AwardKind) -> Kind:
    """Return a kind of award as the departures are counted by."""
    least = None if kind.minimal_score is None else Fraction(kind.minimal_score)
    return Kind(kind.public_id, kind.quantity, kind.per_area, kind.ex_aequo_counts_once, least)


def reason_of_swap(motion: Motion, given: Sequence[Award], ranking: Ranking, kinds: Sequence[AwardKind]) -> str:
    """Return the reason written when the other half of a swap was decided; empty where this is none.

    Two entries are swapped where each gets what the ranking supports for the other.
    """
    support = advice(ranking, kinds).support
    mine, kind = support.get(motion.entry.public_id, frozenset()), motion.award_kind.public_id
    if kind in mine:
        return ""
    for award in given:
        theirs, other = support.get(award.entry.public_id, frozenset()), award.award_kind.public_id
        if other in mine and kind in theirs and other not in theirs:
            return award.motion.departure
    return ""


def unexplained(given: Sequence[Award], ranking: Ranking, kinds: Sequence[AwardKind]) -> list[str]:
    """Return the entries passed over whose reason nobody has written.

    An award to an entry that the ranking does not honour carries its reason: it stands for the one
    entry that made way for it as well.
    """
    advised_by = advice(ranking, kinds)
    departed = [award.entry.public_id for award in given if award.motion.departure]
    instead = [entry for entry in departed if not advised_by.departs(entry, None)]
    return advised_by.left_out({award.entry.public_id for award in given})[len(instead) :]
