"""What the protocol says of motions and awards: votes, reasons, what was taken back. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from judging.deliberation import rules
from judging.deliberation.models import Award, Meeting, Motion
from judging.results.models import Ranking

People = Mapping[int, Mapping[str, str]]  # by seat: the name of the member, and of the substitute who came
UNKNOWN = {"name": "–", "substitute": ""}


def motion_rows(meeting: Meeting, awards: Sequence[Award], people: People) -> list[dict[str, Any]]:
    """Return the motions in their order, with their votes and who could not vote."""
    taken_back = {one.motion_id: one for one in awards if one.withdrawn_at}
    return [
        _motion(motion, meeting, people) | {"taken_back": _taken_back(taken_back.get(motion.id))}
        for motion in meeting.motions
    ]


def _motion(motion: Motion, meeting: Meeting, people: People) -> dict[str, Any]:
    return {
        "number": motion.number,
        "kind": motion.award_kind.name,
        **_named(motion.entry.public_id, meeting.ranking),
        "decided_at": motion.decided_at.isoformat(),
        "able": len(rules.able(motion, rules.present(meeting))),
        "recused": [people.get(seat, UNKNOWN) for seat in motion.recused],
        "barred": [people.get(seat, UNKNOWN) for seat in motion.barred],
        "for": motion.votes_for,
        "against": motion.votes_against,
        "abstained": motion.abstained,
        "chair_decided": motion.chair_decided,
        "carried": motion.carried,
        "departure": motion.departure,
        "dissent": motion.dissent,
    }


def _taken_back(award: Award | None) -> dict[str, str] | None:
    if award is None or award.withdrawn_at is None:
        return None
    return {"at": award.withdrawn_at.isoformat(), "reason": award.withdrawn_reason}


def award_row(award: Award, ranking: Ranking) -> dict[str, Any]:
    """Return an award with its citation and the motion that gave it."""
    return {
        "kind": award.award_kind.name,
        "main": award.award_kind.main,
        "per_area": award.award_kind.per_area,
        **_named(award.entry.public_id, ranking),
        "citation": award.motion.citation,
        "motion": award.motion.number,
    }


def _named(entry: str, ranking: Ranking) -> dict[str, Any]:
    [row] = [row for row in ranking.entries if row["id"] == entry]
    return {
        "entry": entry,
        "entry_number": row["number"],
        "office": row["office"],
        "title": row["title"],
        "area": row["area"],
    }
