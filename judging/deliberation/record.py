"""What the protocol says, as data. Pure but for reading loaded records; nothing is formatted here.

Names of entries and offices are those of the frozen ranking, so that later changes of a record
change no protocol. Scores stand as whole numbers, so that a reader can count them again.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from judging.deliberation import rules
from judging.deliberation.models import Award, Meeting, Protocol
from judging.deliberation.record_of_ranking import method, ranking_rows, sheets
from judging.deliberation.record_of_votes import award_row, motion_rows
from judging.editions.models import Edition, Seat
from judging.jury.on_paper import Counted
from judging.jury.rules import has_declared
from judging.results.models import Advance, InterimStep

FORMAT = 4


@dataclass(frozen=True, slots=True)
class Sources:
    """The loaded records that a protocol is made of."""

    edition: Edition
    meeting: Meeting
    awards: Sequence[Award]  # those taken back as well
    chapter: Sequence[Seat]
    ever: Sequence[Seat]  # those who left the chapter as well
    substitutes: Sequence[Seat]  # and those who might have stood in, or no longer may
    secretaries: Sequence[Seat]
    recusals: Sequence[tuple[int, int]]  # seat, number of the entry
    lifted: Sequence[tuple[int, int]]  # the same of conflicts that were lifted
    newest: datetime | None  # when the last of the entries came that are declared about
    missing: int  # sheets that were never handed in
    in_conflict: int  # assignments that do not count
    withdrawn: Sequence[Protocol]  # earlier protocols that carried a seal
    interim: Sequence[InterimStep] = ()  # after which interim results may have been known
    advances: Sequence[Advance] = ()  # how entries went on from the earlier rounds
    paper: Counted | None = None  # of the sheets that count, those that came on paper

    @property
    def members(self) -> list[Seat]:
        """The chapter, and those who were there and have left it since."""
        known = {seat.id for seat in self.chapter}
        left = [row.seat for row in self.meeting.attendance if row.present]
        return [*self.chapter, *(seat for seat in left if seat.id not in known)]

    @property
    def came(self) -> dict[int, Seat]:
        """The substitutes who stood in, by the seat of the member."""
        return {row.seat_id: row.substitute for row in self.meeting.attendance if row.present and row.substitute}

    @property
    def people(self) -> dict[int, dict[str, str]]:
        """Who held a seat at the meeting: the member, and the substitute if one came."""
        came = {seat_id: seat.user.name for seat_id, seat in self.came.items()}
        return {seat.id: {"name": seat.user.name, "substitute": came.get(seat.id, "")} for seat in self.members}


def protocol_content(sources: Sources, *, made_at: datetime) -> dict[str, Any]:
    """Return the whole record of the decision, JSON-safe, with the fingerprints it rests on."""
    edition, meeting = sources.edition, sources.meeting
    ranking = meeting.ranking
    return {
        "format": FORMAT,
        "competition": edition.competition.name,
        "organiser": edition.competition.organiser,
        "edition": {"name": edition.name, "slug": edition.slug, "year": edition.year},
        "zone": edition.time_zone,
        "demonstration": edition.demonstration,
        "made_at": made_at.isoformat(),
        "meeting": {
            "held_at": meeting.held_at.isoformat(),
            "place": meeting.place,
            "secret_ballot": meeting.secret_ballot,
            "quorum": edition.quorum,
            "left_out": meeting.left_out,
        },
        "attendance": _attendance(sources),
        "signatories": _signatories(sources),
        "declarations": _declarations(sources),
        "recusals": _by_member(sources, sources.recusals),
        "lifted": _by_member(sources, sources.lifted),
        "method": method(edition, ranking),
        "sheets": sheets(ranking, missing=sources.missing, in_conflict=sources.in_conflict),
        "interim": [_interim(step) for step in sources.interim],
        "ranking": ranking_rows(ranking),
        "motions": motion_rows(meeting, sources.awards, sources.people),
        "awards": [award_row(award, ranking) for award in sources.awards if not award.withdrawn_at],
        "available": [
            {
                "kind": kind.name,
                "quantity": kind.quantity,
                "main": kind.main,
                "per_area": kind.per_area,
                "ex_aequo": kind.ex_aequo_counts_once,
            }
            for kind in edition.award_kinds
        ],
        "replaces": [
            {
                "digest": one.digest,
                "reason": one.withdrawn_reason,
                "withdrawn_at": _iso(one.withdrawn_at),
            }
            for one in sources.withdrawn
        ],
        "fingerprints": {
            "rules": edition.rules_digest,
            "receipts": ranking.round.receipts_root,
            "scores": ranking.input_sha256,
            "ranking": ranking.digest,
        },
        "seed": str(int(ranking.input_sha256[:16], 16)),
        "software": ranking.software,
        **({"earlier": [earlier_round(one) for one in sources.advances]} if sources.advances else {}),
        **({"paper": asdict(sources.paper)} if sources.paper and sources.paper.sheets else {}),
    }


def earlier_round(advance: Advance) -> dict[str, Any]:
    """Return of an earlier round how many entries stood in it and went on, by what line and rule."""
    round_ = advance.from_round
    rule = {"yes_rule": round_.yes_rule, "yes_needed": round_.yes_needed, "min_sheets": round_.min_sheets}
    return {
        "round": round_.name,
        "next": advance.round.name,
        "line": advance.line,
        "value": advance.value,
        "stood": advance.stood,
        "went_on": advance.went_on,
        "ruled": advance.ruled,
        "rule": rule if round_.qualifies else None,
        "at": advance.at.isoformat(),
        "by": advance.by.name,
        "receipts": round_.receipts_root,
    }


def _attendance(sources: Sources) -> list[dict[str, Any]]:
    noted = {row.seat_id: row for row in sources.meeting.attendance}
    entitled = {
        seat.id
        for seat in (*sources.members, *sources.substitutes)
        if has_declared(seat, sources.newest) and not seat.awaits_consent
    }
    there = {seat.id: None for seat in sources.members} | rules.standing(sources.meeting)
    counts, came = rules.counted(there, entitled), sources.came
    return [
        {
            "name": seat.user.name,
            "title": seat.title,
            "role": seat.role,
            "present": noted[seat.id].present if seat.id in noted else None,  # nobody has noted it
            "counts": seat.id in counts,
            "substitute": came[seat.id].user.name if seat.id in came else "",
            "substitute_title": came[seat.id].title if seat.id in came else "",
        }
        for seat in sources.members
    ]


def _signatories(sources: Sources) -> dict[str, str]:
    chair = rules.presiding(sources.meeting, set())
    return {
        "chair": chair.user.name if chair else "",
        "role": chair.role if chair else "",
        "secretary": ", ".join(seat.user.name for seat in sources.secretaries),
    }


def _declarations(sources: Sources) -> list[dict[str, Any]]:
    """Return who was on the jury or might stand in, since when, and whether they declared in every entry."""
    came = {seat.id for seat in sources.came.values()}
    return [
        {
            "name": seat.user.name,
            "stands_for": seat.stands_for.user.name if seat.stands_for else "",
            "stood_in": seat.id in came,
            "invited_at": _iso(seat.invited_at),
            "accepted_at": _iso(seat.accepted_at),
            "declared_at": _iso(seat.conflicts_declared_at),
            "complete": has_declared(seat, sources.newest),
            "late_reason": seat.late_reason,
            "consented_at": _iso(seat.consented_at),
            "consented_by": seat.consented_by.name if seat.consented_by else "",
            "removed_at": _iso(seat.removed_at),
        }
        for seat in (*sources.ever, *sources.substitutes)
    ]


def _by_member(sources: Sources, pairs: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    """Return of each member and substitute, past ones as well, the entries of the ranking that the pairs name."""
    ranked = {row["number"] for row in sources.meeting.ranking.entries}
    found = []
    for seat in (*sources.ever, *sources.substitutes):
        numbers = [n for one, n in pairs if one == seat.id and n in ranked]
        if numbers:
            stands_for = seat.stands_for.user.name if seat.stands_for else ""
            found.append({"name": seat.user.name, "stands_for": stands_for, "entries": numbers})
    return found


def _interim(step: InterimStep) -> dict[str, Any]:
    """Return who closed the round early or opened it again, with how many sheets, and who was told."""
    return {
        "kind": step.kind,
        "at": step.at.isoformat(),
        "by": step.by.name,
        "submitted": step.submitted,
        "missing": step.missing,
        "before_time": step.before_time,
        "shown_since": step.shown_since.isoformat() if step.shown_since else None,
        "told": step.told,
        "reason": step.reason,
    }


def _iso(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
