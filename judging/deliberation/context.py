"""What the page of the deliberation is given: where it stands, what comes next, its forms."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.i18n import _
from judging.deliberation import advising, queries, rules
from judging.deliberation.forms import LeftOutForm, SealForm, TakeBackForm, WithdrawForm
from judging.deliberation.models import Award, Meeting, Protocol
from judging.editions.guidance.facts import Decision
from judging.editions.models import AwardKind, Edition, Role
from judging.entries.models import Status
from judging.entries.queries import number_held, unconfirmed
from judging.jury import readiness
from judging.jury.queries import chapter
from judging.results.models import Ranking
from judging.web.forms import Form, beside


def deliberation_page(session: Session, edition: Edition, by: User, at: datetime, sent: Form | None) -> dict[str, Any]:
    """Return where the deliberation stands and what comes next."""
    ranking = queries.newest_ranking(session, edition)
    meeting = queries.meeting_of(session, edition)
    awards = queries.all_awards(session, edition)
    given = [award for award in awards if award.withdrawn_at is None]
    protocol = queries.protocol_of(session, edition)
    here = rules.standing(meeting) if meeting else {}
    counted = len(rules.counted(here, chapter.entitled(session, edition)))
    met = len(rules.counted(here, chapter.entitled(session, edition, left=True)))
    kinds = edition.award_kinds
    rows = queries.ranked_entries(session, edition)
    return {
        "refusal": rules.why_not_meet(edition, ranking, protocol),
        "ranking": ranking,
        "support": advising.advice(ranking, kinds).support if ranking else {},
        "rows": rows,
        "meeting": meeting,
        "no_quorum": rules.why_no_quorum(edition, counted) if meeting else None,
        "here": len(here),
        "counted": counted,
        "lacking": readiness.before_a_vote(chapter.chapter_of(session, edition, ranking.round)) if ranking else [],
        "uncited": [award for award in given if not award.motion.citation.strip()],
        "given": {award.entry.public_id: award for award in given},
        "taken_back": {award.motion_id: award for award in awards if award.withdrawn_at},
        "in_area": advising.area_places(ranking) if ranking else {},
        "tally": _tally(kinds, given, ranking),
        "protocol": protocol,
        "held": number_held(session, edition),
        "unconfirmed": session.scalars(unconfirmed(edition)).all(),
        "no_protocol": rules.why_not_protocol(edition, meeting, given, kinds, at, met),
        "no_seal": rules.why_not_seal(protocol, Role.SECRETARY, by, edition.seats),
        "forms": beside(sent, *_forms(meeting, protocol), *_take_back_forms(given, rows)),
    }


def decision_so_far(session: Session, edition: Edition, at: datetime) -> Decision:
    """Return what the dashboard is told of the decision."""
    protocol, meeting = queries.protocol_of(session, edition), queries.meeting_of(session, edition)
    given = queries.awards_of(session, edition)
    known = Decision(
        given=len(given), protocol=protocol is not None, seals=[s.role for s in protocol.seals] if protocol else []
    )
    if meeting is None:
        return known
    here, kinds = rules.standing(meeting), edition.award_kinds
    no_quorum = rules.why_no_quorum(edition, len(rules.counted(here, chapter.entitled(session, edition))))
    met = len(rules.counted(here, chapter.entitled(session, edition, left=True)))
    gap = None if protocol else rules.why_not_protocol(edition, meeting, given, kinds, at, met)
    return replace(
        known,
        held_at=meeting.held_at,
        no_quorum=str(no_quorum or ""),
        motions=len(meeting.motions),
        most=sum(most for _kind, _given, most in _tally(kinds, given, meeting.ranking)),
        gap=str(gap or ""),
        mended_at="motions" if any(award.entry.status is not Status.ACCEPTED for award in given) else "left-out",
    )


def _tally(
    kinds: Sequence[AwardKind], given: Sequence[Award], ranking: Ranking | None
) -> list[tuple[AwardKind, int, int]]:
    """Return how many awards of each kind have been given, and how many there are."""
    return [
        (
            kind,
            sum(award.award_kind_id == kind.id for award in given),
            kind.quantity * (len(ranking.areas) if ranking and kind.per_area else 1),
        )
        for kind in kinds
    ]


def _forms(meeting: Meeting | None, protocol: Protocol | None) -> list[Form]:
    left_out = {"reason": meeting.left_out, "version": meeting.version} if meeting else {}
    return [
        LeftOutForm.blank(mark="left-out", data=left_out),
        SealForm.blank(mark="seal", data={"digest": protocol.digest if protocol else ""}),
        WithdrawForm.blank(mark="withdraw"),
    ]


def _take_back_forms(given: Sequence[Award], rows: Mapping[str, Any]) -> list[Form]:
    return [
        TakeBackForm.blank(mark=f"award-{award.public_id}", asks=take_back_question(award, rows)) for award in given
    ]


def take_back_question(award: Award, rows: Mapping[str, Any]) -> str:
    """Ask why this award is taken back."""
    office = rows[award.entry.public_id]["office"]
    question: str = _("Why is the award of %(office)s taken back?", office=office)
    return question
