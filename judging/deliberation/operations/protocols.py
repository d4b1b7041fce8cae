"""The protocol is made, sealed by two people, and may be withdrawn with a reason."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.fingerprints import fingerprint
from judging.core.i18n import _l
from judging.core.refusals import NotNow
from judging.deliberation import queries, rules
from judging.deliberation.models import Meeting, Protocol, Seal
from judging.deliberation.operations.decisions import open_ranking, recorded_meeting, set_protocol_aside
from judging.deliberation.record import Sources, protocol_content
from judging.editions.models import Edition, Role
from judging.editions.queries import secretaries
from judging.entries.operations import holding
from judging.jury.queries import chapter
from judging.jury.queries.paper import counted as counted_on_paper
from judging.results.operations.closing import vouch_for_record
from judging.results.queries.next_round import advances
from judging.results.queries.records import interim_steps, missing_sheets


def draft_protocol(session: Session, edition: Edition, *, at: datetime) -> dict[str, Any]:
    """Return what the protocol would say now; refuses when there is nothing to say yet."""
    meeting = queries.meeting_of(session, edition)
    given = queries.awards_of(session, edition)
    entitled = chapter.entitled(session, edition, left=True)
    counted = rules.counted(rules.standing(meeting), entitled) if meeting else set()
    if refusal := rules.why_not_protocol(edition, meeting, given, edition.award_kinds, at, len(counted)):
        raise refusal
    assert meeting is not None
    round_ = meeting.ranking.round
    sources = Sources(
        edition=edition,
        meeting=meeting,
        awards=queries.all_awards(session, edition),
        chapter=queries.chapter(session, edition),
        secretaries=secretaries(session, edition),
        ever=chapter.seats_of(session, edition, left=True),
        substitutes=chapter.substitutes_of(session, edition, left=True),
        recusals=queries.recusals(session, edition),
        lifted=queries.recusals(session, edition, lifted=True),
        missing=missing_sheets(session, round_),
        in_conflict=queries.conflicts_of_round(session, round_),
        withdrawn=queries.withdrawn_protocols(session, edition),
        interim=interim_steps(session, edition),
        advances=advances(session, edition),
        newest=chapter.newest_arrival(session, edition),
        paper=counted_on_paper(session, round_),
    )
    return protocol_content(sources, made_at=at)


def make_protocol(
    session: Session, edition: Edition, *, digest: str, pdf_sha256: str, by: User, at: datetime
) -> Protocol:
    """Keep the protocol whose PDF has been made; ``digest`` is of the draft the PDF was made from."""
    open_ranking(session, edition)
    content = draft_protocol(session, edition, at=at)
    if fingerprint(content) != digest:
        raise NotNow(_l("The decisions changed while the protocol was being made. Make it again."))
    set_protocol_aside(session, edition, at)
    meeting = recorded_meeting(session, edition)
    vouch_for_record(session, meeting.ranking)
    protocol = Protocol(
        edition_id=edition.id,
        meeting_id=meeting.id,
        made_at=at,
        content=content,
        digest=digest,
        pdf_sha256=pdf_sha256,
    )
    session.add(protocol)
    record(session, Action.PROTOCOL_MADE, protocol, by=by, at=at, edition_id=edition.id, digest=digest)
    return protocol


def seal(
    session: Session,
    edition: Edition,
    protocol: Protocol | None,
    role: Role,
    *,
    digest: str,
    by: User,
    at: datetime,
) -> None:
    """Put the chair's or the secretary's seal; with both the decision is sealed."""
    if refusal := rules.why_not_seal(protocol, role, by, edition.seats):
        raise refusal
    assert protocol is not None
    ranking = session.get_one(Meeting, protocol.meeting_id).ranking
    vouch_for_record(session, ranking, named=role is Role.SECRETARY)  # the chair is a juror
    now = fingerprint(draft_protocol(session, edition, at=protocol.made_at))
    if digest != protocol.digest or now != digest:
        raise NotNow(
            _l("The protocol has been changed since you read it. Read it again, then seal it.")
            if digest != protocol.digest
            else _l("What the protocol rests on has changed. Withdraw it and make a new one.")
        )
    protocol.seals.append(Seal(role=role, user_id=by.id, at=at, digest=digest))
    if {one.role for one in protocol.seals} >= {Role.CHAIR, Role.SECRETARY}:
        edition.sealed_at = at
    record(
        session,
        Action.SIGNED,
        protocol,
        by=by,
        at=at,
        edition_id=edition.id,
        role=role,
        digest=digest,
    )
    if edition.sealed_at:
        holding.lapse(session, edition, by=by, at=at)


def withdraw_protocol(
    session: Session,
    edition: Edition,
    protocol: Protocol | None,
    *,
    reason: str,
    by: User,
    at: datetime,
) -> None:
    """Open the decision again, with a reason; the withdrawn protocol stays on record."""
    if refusal := rules.why_not_withdraw(edition, protocol, reason):
        raise refusal
    assert protocol is not None
    protocol.withdrawn_at, protocol.withdrawn_reason = at, reason
    was_sealed, edition.sealed_at = edition.sealed_at is not None, None
    record(
        session,
        Action.PROTOCOL_WITHDRAWN,
        protocol,
        by=by,
        at=at,
        edition_id=edition.id,
        reason=reason,
    )
    if was_sealed:
        holding.wait_again(session, edition, by=by, at=at)
