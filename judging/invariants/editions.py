"""Editions: their rules, seats and course."""

from collections.abc import Iterator

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.editions import rulebook
from judging.editions.models import (
    Annex,
    Criterion,
    Edition,
    Role,
    Round,
    RoundCriterion,
    Seat,
)
from judging.invariants.registry import invariant, records


@invariant("an edition has at most one chair")
def one_chair(session: Session) -> Iterator[str]:
    """Yield editions with two chairs at once."""
    query = (
        select(Seat.edition_id)
        .where(Seat.role == Role.CHAIR, Seat.removed_at.is_(None))
        .group_by(Seat.edition_id)
        .having(func.count() > 1)
    )
    return (f"edition:{edition_id}" for edition_id in session.scalars(query))


@invariant("no administrator holds a seat in an edition")
def administrators(session: Session) -> Iterator[str]:
    """Yield seats of people who run the server."""
    query = select(Seat).join(Seat.user).where(User.administrator, Seat.removed_at.is_(None))
    return records(session, query)


@invariant("an edition with public rules has a secretary")
def secretaries(session: Session) -> Iterator[str]:
    """Yield editions that nobody can run."""
    held = exists().where(Seat.edition_id == Edition.id, Seat.role == Role.SECRETARY, Seat.removed_at.is_(None))
    return records(session, select(Edition).where(Edition.rules_frozen_at.is_not(None), ~held))


@invariant("the fingerprint of frozen rules recomputes")
def rules_digests(session: Session) -> Iterator[str]:
    """Yield editions whose rules are not those that were published."""
    for edition in session.scalars(select(Edition).where(Edition.rules_frozen_at.is_not(None))):
        if rulebook.fingerprint(edition.rulebook or {}) != edition.rules_digest:
            yield f"edition:{edition.id}"


@invariant("frozen rules still describe the edition")
def rules_as_frozen(session: Session) -> Iterator[str]:
    """Yield editions whose tables have moved away from the frozen rules without an annex."""
    annexed = select(Annex.edition_id)
    frozen = Edition.rules_frozen_at.is_not(None)
    for edition in session.scalars(select(Edition).where(frozen, Edition.id.not_in(annexed))):
        if rulebook.canonical(rulebook.build(edition)) != rulebook.canonical(edition.rulebook or {}):
            yield f"edition:{edition.id}"


@invariant("the fingerprint of every annex recomputes")
def annex_digests(session: Session) -> Iterator[str]:
    """Yield annexes that are not what was published."""
    for annex in session.scalars(select(Annex)):
        if rulebook.fingerprint(annex.rulebook) != annex.digest:
            yield f"annex:{annex.id}"


@invariant("a round scores criteria of its own edition")
def round_criteria(session: Session) -> Iterator[str]:
    """Yield rounds with a criterion of another edition."""
    query = (
        select(Round)
        .join(RoundCriterion, RoundCriterion.round_id == Round.id)
        .join(Criterion, Criterion.id == RoundCriterion.criterion_id)
        .where(Criterion.edition_id != Round.edition_id)
    )
    return records(session, query)


@invariant("a closed round names who closed it and its root of receipts")
def closed_rounds(session: Session) -> Iterator[str]:
    """Yield rounds closed by halves."""
    closed = Round.closed_at.is_not(None)
    named, rooted = Round.closed_by_id.is_not(None), Round.receipts_root.is_not(None)
    return records(session, select(Round).where((closed != named) | (closed != rooted)))


@invariant("an announced edition is sealed, and an archived one was announced")
def order_of_acts(session: Session) -> Iterator[str]:
    """Yield editions whose acts stand in an impossible order."""
    early = Edition.announced_at.is_not(None) & Edition.sealed_at.is_(None)
    unsaid = Edition.archived_at.is_not(None) & Edition.announced_at.is_(None)
    return records(session, select(Edition).where(early | unsaid))


@invariant("a sealed edition has frozen rules")
def sealed_by_rules(session: Session) -> Iterator[str]:
    """Yield editions decided under no rules."""
    broken = Edition.sealed_at.is_not(None) & Edition.rules_frozen_at.is_(None)
    return records(session, select(Edition).where(broken))
