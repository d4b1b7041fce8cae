"""Announcing: the one door through which a sealed result reaches the public tables."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.announcement import queries, rules
from judging.announcement.models import Announcement, PublicAward, PublicEdition, PublicPractice
from judging.announcement.operations import letters
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.i18n import DEFAULT, speaking
from judging.deliberation.models import Award, Meeting
from judging.deliberation.queries import awards_of, protocol_of
from judging.editions import questions
from judging.editions.models import LISTED, Edition, FormField
from judging.entries.models import EntryVersion
from judging.notifications.operations.outbox import take_back
from judging.results.operations.closing import vouch_for_record


def announce(session: Session, edition: Edition, *, by: User, at: datetime) -> Announcement:
    """Copy the sealed result to the public tables and write the letters, in one transaction."""
    if refusal := rules.why_not_announce(edition):
        raise refusal
    protocol = protocol_of(session, edition)
    assert protocol is not None  # sealed: the rule has seen to it
    vouch_for_record(session, session.get_one(Meeting, protocol.meeting_id).ranking)
    given = awards_of(session, edition)
    session.add(_public_copy(session, edition, given, protocol.digest, at))
    announcement = Announcement(edition_id=edition.id, protocol_id=protocol.id, at=at, by_id=by.id)
    session.add(announcement)
    edition.announced_at = at
    record(session, Action.ANNOUNCEMENT_MADE, announcement, by=by, at=at, edition_id=edition.id)
    named = {award.entry_id: award.award_kind.name_accusative for award in given}
    letters.write(session, edition, named, announcement, at)
    return announcement


def _public_copy(
    session: Session, edition: Edition, given: Sequence[Award], digest: str, at: datetime
) -> PublicEdition:
    """Return the edition as the public will know it, with its laureates."""
    event = ", ".join(filter(None, (edition.event_name, edition.event_place)))
    copy = PublicEdition(
        slug=edition.slug,
        name=edition.name,
        year=edition.year,
        event=event,
        time_zone=edition.time_zone,
        protocol_digest=digest,
        rules_digest=edition.rules_digest,
        demonstration=edition.demonstration,
        announced_at=at,
        criteria=[{"name": one.name, "description": one.description} for one in edition.criteria],
        partners=[{"kind": one.kind, "name": one.name} for one in edition.partners],
    )
    versions = queries.judged_versions(session, edition, [award.entry_id for award in given])
    for position, award in enumerate(given, start=1):
        copy.awards.append(_laureate(edition, award, versions[award.entry_id], copy, position))
    return copy


def _laureate(edition: Edition, award: Award, version: EntryVersion, copy: PublicEdition, position: int) -> PublicAward:
    """Return the public copy of one award and of its practice: fields open to the jury only."""
    fields = [one for one in questions.asked(edition.fields, version.answers) if one.for_jury and one.written]
    with speaking(DEFAULT):
        told = [(field, questions.read(field, version.answers.get(field.key, ""))) for field in fields]
    practice = PublicPractice(
        edition=copy,
        title=version.title,
        area=version.area_name,
        office=version.office_name,
        sections=[_section(field, str(text)) for field, text in told if text],
    )
    unit = award.entry.office.unit
    return PublicAward(
        position=position,
        award=award.award_kind.name,
        award_accusative=award.award_kind.name_accusative,
        main=award.award_kind.main,
        office=version.office_name,
        teryt=unit.teryt,
        voivodeship=unit.voivodeship,
        practice=practice,
        citation=award.motion.citation,
    )


def _section(field: FormField, text: str) -> dict[str, str]:
    """Return an answer as it is published; choices are words of the edition, which may have an English version."""
    return {"label": field.label, "text": text} | ({"chosen": "yes"} if field.kind in LISTED else {})


def withdraw(session: Session, edition: Edition, *, reason: str, by: User, at: datetime) -> None:
    """Take the announcement back in the open: the public copies go, the act stays on record."""
    if refusal := rules.why_not_withdraw(edition, reason):
        raise refusal
    [standing] = [one for one in queries.announcements(session, edition) if one.withdrawn_at is None]
    standing.withdrawn_at, standing.withdrawn_reason = at, reason
    edition.announced_at = None
    take_back(session, letters.occasion(standing))
    _remove_public_copy(session, edition)
    record(
        session,
        Action.ANNOUNCEMENT_WITHDRAWN,
        standing,
        by=by,
        at=at,
        edition_id=edition.id,
        reason=reason,
    )


def _remove_public_copy(session: Session, edition: Edition) -> None:
    copy = queries.public_edition(session, edition.slug)
    if copy is None:
        return
    session.execute(delete(PublicAward).where(PublicAward.edition_id == copy.id))
    session.execute(delete(PublicPractice).where(PublicPractice.edition_id == copy.id))
    session.expire(copy)
    session.delete(copy)
    session.flush()
