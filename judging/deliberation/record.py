"""What the protocol says, as data. Pure but for reading loaded records; nothing is formatted here.

Names of entries and offices are those of the frozen ranking, so that later changes of a record
change no protocol. Scores stand as whole numbers, so that a reader can count them again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from judging.deliberation import advising, rules
from judging.deliberation.models import Award, Meeting, Motion, Protocol
from judging.editions import rulebook
from judging.editions.models import Edition, Seat
from judging.results import subtraction
from judging.results.models import InterimStep, Ranking
from judging.stats.vocabulary import Flag

FORMAT = 2


@dataclass(frozen=True, slots=True)
class Sources:
    """The loaded records that a protocol is made of."""

    edition: Edition
    meeting: Meeting
    awards: Sequence[Award]  # those taken back as well
    chapter: Sequence[Seat]
    secretaries: Sequence[Seat]
    recusals: Sequence[tuple[int, int]]  # seat, number of the entry
    missing: int  # sheets that were never handed in
    in_conflict: int  # assignments that do not count
    withdrawn: Sequence[Protocol]  # earlier protocols that carried a seal
    interim: Sequence[InterimStep] = ()  # after which interim results may have been known

    @property
    def members(self) -> list[Seat]:
        """The chapter, and those who were there and have left it since."""
        known = {seat.id for seat in self.chapter}
        left = [row.seat for row in self.meeting.attendance if row.present]
        return [*self.chapter, *(seat for seat in left if seat.id not in known)]


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
        "recusals": _recusals(sources),
        "method": _method(edition, ranking),
        "sheets": _sheets(sources),
        "interim": [_interim(step) for step in sources.interim],
        "ranking": _ranking(ranking),
        "motions": _motions(sources),
        "awards": [_award(award, ranking) for award in sources.awards if not award.withdrawn_at],
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
                "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
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
    }


def _attendance(sources: Sources) -> list[dict[str, Any]]:
    noted = {row.seat_id: row for row in sources.meeting.attendance}
    return [
        {
            "name": seat.user.name,
            "title": seat.title,
            "role": seat.role,
            "present": bool(seat.id in noted and noted[seat.id].present),
            "substitute": noted[seat.id].substitute if seat.id in noted else "",
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


def _recusals(sources: Sources) -> list[dict[str, Any]]:
    ranked = {row["number"] for row in sources.meeting.ranking.entries}
    found = []
    for seat in sources.members:
        numbers = [n for one, n in sources.recusals if one == seat.id and n in ranked]
        if numbers:
            found.append({"name": seat.user.name, "entries": numbers})
    return found


def _method(edition: Edition, ranking: Ranking) -> dict[str, Any]:
    """Return the rules of scoring with the criteria by name, their weights and shares."""
    names = {row["key"]: row["name"] for row in rulebook.current(edition)["criteria"]}
    criteria = ranking.rules["criteria"]
    shares = rulebook.shares({row["name"]: row["weight"] for row in criteria})
    named = [
        row | {"key": row["name"], "name": names.get(row["name"], row["name"]), "share": shares[row["name"]]}
        for row in criteria
    ]
    return ranking.rules | {"criteria": named}


def _sheets(sources: Sources) -> dict[str, int]:
    rows = sources.meeting.ranking.analysis["ranking"]
    flags = [flag for row in rows for flag in row["flags"]]
    return {
        "entries": len(rows),
        "jurors": len(sources.meeting.ranking.jurors),
        "counted": sum(row["sheets"] for row in rows),
        "incomplete": sum(Flag.read(flag)[0] is Flag.INCOMPLETE_SHEET for flag in flags),
        "missing": sources.missing,
        "conflicts": sources.in_conflict,
    }


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


def _ranking(ranking: Ranking) -> list[dict[str, Any]]:
    named = {row["id"]: row for row in ranking.entries}
    sums, in_area = criterion_sums(ranking), advising.area_rows(ranking)
    rows = ranking.analysis["ranking"]
    no_score, few = subtraction.scoreless(rows), subtraction.thin(rows, ranking.rules["min_sheets"])
    shown = [subtraction.shown_row(row, few, no_score) for row in rows]  # the chair and the chapter read it
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


def _motions(sources: Sources) -> list[dict[str, Any]]:
    ranking = sources.meeting.ranking
    taken_back = {one.motion_id: one for one in sources.awards if one.withdrawn_at}
    names = {seat.id: seat.user.name for seat in sources.members}
    here = len(rules.present(sources.meeting))
    return [
        _motion(motion, ranking, names, here) | {"taken_back": _taken_back(taken_back.get(motion.id))}
        for motion in sources.meeting.motions
    ]


def _motion(motion: Motion, ranking: Ranking, names: Mapping[int, str], here: int) -> dict[str, Any]:
    return {
        "number": motion.number,
        "kind": motion.award_kind.name,
        **_named(motion.entry.public_id, ranking),
        "decided_at": motion.decided_at.isoformat(),
        "able": here - len(motion.recused),
        "recused": [names.get(seat, "–") for seat in motion.recused],
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


def _award(award: Award, ranking: Ranking) -> dict[str, Any]:
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
