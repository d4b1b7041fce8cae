"""Entries go on to the next round: exactly those that were shown; undone until somebody has begun to judge them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.i18n import _l
from judging.core.refusals import NotNow
from judging.editions.models import Edition, Round
from judging.entries.models import Entry
from judging.jury.models import RoundEntry
from judging.jury.operations import assignment
from judging.results import rules
from judging.results.models import Advance, Line, Ruling
from judging.results.operations.closing import vouch, vouch_for_record
from judging.results.qualified import Choice, Decided
from judging.results.queries import next_round
from judging.results.queries.chosen import choice, seen_of
from judging.results.queries.records import frozen_ranking


def rule_on(
    session: Session, round_: Round, entry: Decided, *, passes: bool, reason: str, by: User, at: datetime
) -> None:
    """Decide on an entry of a qualifying round in place of its sheets, with a reason that the protocol counts."""
    after = next_round.round_after(round_)
    if refusal := rules.why_not_rule(round_, begun=next_round.advance_into(session, after) is not None, reason=reason):
        raise refusal
    ruling = Ruling(round_id=round_.id, entry_id=entry.entry_id, passes=passes, reason=reason, at=at, by_id=by.id)
    session.add(ruling)
    record(
        session,
        Action.QUALIFICATION_RULED,
        ruling,
        by=by,
        at=at,
        edition_id=round_.edition_id,
        entry=str(entry.number),
        reason=reason,
        passes=passes,
    )


def begin(
    session: Session, edition: Edition, round_: Round, line: Line, value: str, *, seen: str, by: User, at: datetime
) -> Advance:
    """Let entries go on from a closed round to the next one; ``seen`` names exactly those that were shown."""
    after, found = next_round.round_after(round_), choice(session, round_, line, value)
    advance = next_round.advance_into(session, after)
    waiting = next_round.waiting(session, round_)
    if refusal := rules.why_not_begin(edition, round_, after, found, begun=advance is not None, waiting=waiting):
        raise refusal
    assert after is not None
    if seen != seen_of(found.going):
        raise NotNow(_l("Who goes on has changed since you looked. Look at it again."))
    if record_of := None if round_.qualifies else frozen_ranking(session, round_):
        vouch_for_record(session, record_of)
    else:
        vouch(session, round_)
    return _begun(session, after, round_, found, by, at)


def _begun(session: Session, after: Round, round_: Round, found: Choice, by: User, at: datetime) -> Advance:
    session.add_all([RoundEntry(round_id=after.id, entry_id=entry_id) for entry_id in sorted(found.going)])
    advance = Advance(
        round_id=after.id,
        from_round_id=round_.id,
        line=found.line,
        value=found.value,
        stood=found.stood,
        went_on=len(found.going),
        ruled=found.ruled,
        at=at,
        by_id=by.id,
    )
    session.add(advance)
    after.data_version += 1
    record(
        session,
        Action.ENTRIES_WENT_ON,
        after,
        by=by,
        at=at,
        edition_id=round_.edition_id,
        stood=found.stood,
        went_on=len(found.going),
        line=str(found.line),
        value=found.value,
        entries=_numbers(session, found.going),
    )
    return advance


def undo(session: Session, edition: Edition, round_: Round, *, reason: str, by: User, at: datetime) -> None:
    """Take back who goes on from a round, while nobody has begun to judge them; the history keeps who they were."""
    after = next_round.round_after(round_)
    advance = next_round.advance_into(session, after)
    if after is None or advance is None:
        raise NotNow(_l("Nobody has said yet who goes on."))
    after.data_version += 1
    session.flush()  # holds the round: no sheet is begun meanwhile
    if refusal := rules.why_not_undo(edition, begun=next_round.is_begun(session, after), reason=reason):
        raise refusal
    assignment.let_go(session, after, reason=reason.strip(), by=by, at=at)
    entries = _numbers(session, sorted(next_round.chosen(session, after)))
    session.execute(delete(RoundEntry).where(RoundEntry.round_id == after.id))
    session.delete(advance)
    record(
        session,
        Action.ENTRIES_CALLED_BACK,
        after,
        by=by,
        at=at,
        edition_id=edition.id,
        went_on=advance.went_on,
        line=str(advance.line),
        value=advance.value,
        entries=entries,
        reason=reason.strip(),
    )


def _numbers(session: Session, going: Sequence[int]) -> list[int]:
    return [
        number or 0
        for number in session.scalars(select(Entry.number).where(Entry.id.in_(going)).order_by(Entry.number))
    ]
