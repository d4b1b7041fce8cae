"""What the protocol says, as data. Pure but for reading loaded records; nothing is formatted here."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from judging.deliberation.models import Award, Meeting, Motion
from judging.editions.models import Edition, Seat

FORMAT = 1


def protocol_content(
    edition: Edition,
    meeting: Meeting,
    given: Sequence[Award],
    chapter: Sequence[Seat],
    *,
    made_at: datetime,
) -> dict[str, Any]:
    """Return the whole record of the decision, JSON-safe, with the fingerprints it rests on."""
    ranking = meeting.ranking
    named = {row["id"]: row for row in ranking.entries}
    return {
        "format": FORMAT,
        "competition": edition.competition.name,
        "organiser": edition.competition.organiser,
        "edition": {"name": edition.name, "slug": edition.slug, "year": edition.year},
        "demonstration": edition.demonstration,
        "made_at": made_at.isoformat(),
        "meeting": {
            "held_at": meeting.held_at.isoformat(),
            "place": meeting.place,
            "secret_ballot": meeting.secret_ballot,
            "quorum": edition.quorum,
            "left_out": meeting.left_out,
        },
        "attendance": _attendance(meeting, chapter),
        "ranking": [_place(row, named) for row in ranking.analysis["ranking"]],
        "method": ranking.rules,
        "motions": [_motion(motion) for motion in meeting.motions],
        "awards": [_award(award) for award in given],
        "available": [
            {"kind": kind.name, "quantity": kind.quantity, "main": kind.main}
            for kind in edition.award_kinds
        ],
        "fingerprints": {
            "rules": edition.rules_digest,
            "scores": ranking.input_sha256,
            "ranking": ranking.digest,
        },
        "software": ranking.software,
    }


def _attendance(meeting: Meeting, chapter: Sequence[Seat]) -> list[dict[str, Any]]:
    noted = {row.seat_id: row for row in meeting.attendance}
    return [
        {
            "name": seat.user.name,
            "title": seat.title,
            "role": seat.role,
            "present": bool(seat.id in noted and noted[seat.id].present),
            "substitute": noted[seat.id].substitute if seat.id in noted else "",
        }
        for seat in chapter
    ]


def _place(row: dict[str, Any], named: dict[str, dict[str, Any]]) -> dict[str, Any]:
    entry = named[row["entry"]]
    return {
        "place": row["place"],
        "tied": row["tied"],
        "score": row["score"],
        "sheets": row["sheets"],
        "number": entry["number"],
        "office": entry["office"],
        "title": entry["title"],
        "id": row["entry"],
    }


def _motion(motion: Motion) -> dict[str, Any]:
    return {
        "number": motion.number,
        "entry": motion.entry.public_id,
        "entry_number": motion.entry.number,
        "office": motion.entry.office.name,
        "title": motion.entry.title,
        "kind": motion.award_kind.name,
        "for": motion.votes_for,
        "against": motion.votes_against,
        "abstained": motion.abstained,
        "chair_decided": motion.chair_decided,
        "carried": motion.carried,
        "departure": motion.departure,
        "dissent": motion.dissent,
    }


def _award(award: Award) -> dict[str, Any]:
    return {
        "kind": award.award_kind.name,
        "main": award.award_kind.main,
        "entry": award.entry.public_id,
        "office": award.entry.office.name,
        "title": award.entry.title,
        "citation": award.motion.citation,
    }
