"""What happens to an edition before its call: made, set up, given dates, frozen."""

from copy import deepcopy
from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.i18n import _
from judging.core.refusals import Clash, NotNow
from judging.editions import queries, rulebook
from judging.editions.calendar import Calendar, calendar_of, calendar_rows, filled
from judging.editions.models import Area, Competition, Edition, Partner, PartnerKind, Role, Seat
from judging.editions.operations.companions import write_more
from judging.editions.operations.logos import carry_logos
from judging.editions.operations.versions import raise_version
from judging.editions.outline import Outline, fill
from judging.editions.rules import approval, changes, people
from judging.editions.setup import (
    CONTACT,
    PLAIN,
    Presentation,
    Setup,
    differences,
    in_rows,
    presentation_of,
    setup_of,
)
from judging.notifications.operations.outbox import enqueue


def create_edition(
    session: Session,
    outline: Outline,
    *,
    name: str,
    year: int,
    event_name: str,
    event_place: str,
    calendar: Calendar,
    secretary: User,
    source: Edition | None = None,
    by: User,
    at: datetime,
) -> Edition:
    """Make an edition from an outline for its secretary, who is told of it unless it is their own doing.

    ``source`` is the edition that is copied, if one is: what an outline cannot hold, the signs of partners, is its.
    """
    keeps = queries.keeps_competition(session, by, outline.competition["slug"])
    if refusal := people.why_not_create(by, secretary, keeps=keeps):
        raise refusal
    slug = f"{outline.competition['slug']}-{year}"
    if queries.slug_is_taken(session, slug):
        raise NotNow(_("This competition already has an edition of %(year)d.", year=year), field="year")
    edition = Edition(
        competition=queries.competition_of(session, outline.competition["slug"]) or Competition(**outline.competition),
        slug=slug,
        name=name,
        year=year,
        event_name=event_name,
        event_place=event_place,
        **deepcopy(dict(outline.edition)),
    )
    fill(edition, outline)
    carry_logos(source.partners if source else (), edition.partners)
    _date(edition, calendar)
    edition.seats = [Seat(user=secretary, role=Role.SECRETARY, accepted_at=at)]
    session.add(edition)
    session.flush()
    write_more(session, edition, outline)
    record(session, Action.EDITION_CREATED, edition, by=by, at=at, edition_id=edition.id, person=secretary.name)
    if secretary.id != by.id:
        enqueue(
            session,
            "edition-made",
            to=secretary,
            at=at,
            occasion=f"edition-made:{edition.id}",
            edition_id=edition.id,
            edition=edition.name,
            slug=edition.slug,
        )
    return edition


def change_setup(session: Session, edition: Edition, setup: Setup, *, version: int, by: User, at: datetime) -> None:
    """Change what belongs to the rules, while they are not frozen."""
    if refusal := changes.why_not_change_rules(edition):
        raise refusal
    stored = setup_of(edition)
    changed = differences(setup, stored)
    if version != edition.version:
        raise Clash(in_rows(setup, stored), edition.version)
    if not changed:
        return
    for name in PLAIN:
        setattr(edition, name, getattr(setup, name))
    _set_areas(session, edition, setup)
    raise_version(edition)
    record(session, Action.SETTINGS_CHANGED, edition, by=by, at=at, edition_id=edition.id, changed=changed)


def change_presentation(
    session: Session, edition: Edition, words: Presentation, *, version: int, by: User, at: datetime
) -> None:
    """Change what the public page says around the rules."""
    if refusal := changes.why_not_present(edition, words):
        raise refusal
    stored = presentation_of(edition)
    changed = differences(words, stored)
    if version != edition.version:
        raise Clash(in_rows(words, stored), edition.version)
    if not changed:
        return
    for name in ("about", "event_name", "event_place", *CONTACT):
        setattr(edition, name, getattr(words, name))
    if "partners" in changed:
        _set_partners(session, edition, words)
    raise_version(edition)
    record(session, Action.SETTINGS_CHANGED, edition, by=by, at=at, edition_id=edition.id, changed=changed)


def set_calendar(
    session: Session,
    edition: Edition,
    calendar: Calendar,
    *,
    reason: str = "",
    version: int,
    by: User,
    at: datetime,
) -> None:
    """Set the dates; the history keeps the old ones and the reason."""
    stored = calendar_of(edition)
    if version != edition.version:
        raise Clash(calendar_rows(calendar, stored, edition.time_zone), edition.version)
    if refusal := changes.why_not_set_calendar(edition, calendar, reason, at):
        raise refusal
    changed = stored.changes(calendar)
    if not changed:
        return
    _date(edition, calendar)
    raise_version(edition)
    record(
        session,
        Action.CALENDAR_CHANGED,
        edition,
        by=by,
        at=at,
        edition_id=edition.id,
        reason=reason,
        before={name: str(getattr(stored, name)) for name in changed},
        after={name: str(getattr(calendar, name)) for name in changed},
    )


def freeze_rules(session: Session, edition: Edition, *, version: int, by: User, at: datetime) -> None:
    """Fix the rules for good and publish them with their fingerprint."""
    if refusal := approval.why_not_freeze(edition, at):
        raise refusal
    if version != edition.version:
        raise NotNow(_("The rules have changed since you read them. Read them again, then approve them."))
    edition.rulebook = rulebook.build(edition)
    edition.rules_digest = rulebook.fingerprint(edition.rulebook)
    edition.rules_frozen_at = at
    record(session, Action.RULES_FROZEN, edition, by=by, at=at, edition_id=edition.id, digest=edition.rules_digest)


def thaw_rules(session: Session, edition: Edition, *, reason: str, by: User, at: datetime) -> None:
    """Undo the freeze before the call opens; the history keeps the fingerprint that was public."""
    if refusal := approval.why_not_thaw(edition, reason, at):
        raise refusal
    record(
        session,
        Action.RULES_THAWED,
        edition,
        by=by,
        at=at,
        edition_id=edition.id,
        reason=reason,
        digest=edition.rules_digest,
    )
    edition.rulebook = edition.rules_digest = edition.rules_frozen_at = None


def _date(edition: Edition, calendar: Calendar) -> None:
    for name in ("opens_at", "closes_at", "grace_minutes", "corrections_until", "announcement_at"):
        setattr(edition, name, getattr(calendar, name))
    if edition.rounds and calendar.scoring_opens_at and calendar.scoring_closes_at:
        edition.rounds[0].opens_at = calendar.scoring_opens_at
        edition.rounds[0].closes_at = calendar.scoring_closes_at
    later = edition.rounds[1:]
    for round_, span in zip(later, filled(calendar, [one.name for one in later]).later, strict=True):
        round_.opens_at, round_.closes_at = span.opens_at, span.closes_at


def _set_areas(session: Session, edition: Edition, setup: Setup) -> None:
    known = {area.name: area for area in edition.areas}
    for name in known.keys() - set(setup.areas):
        session.delete(known[name])
    edition.areas = [known.get(name) or Area(name=name) for name in setup.areas]
    for position, area in enumerate(edition.areas, 1):
        area.position = position


def _set_partners(session: Session, edition: Edition, words: Presentation) -> None:
    before = list(edition.partners)
    for partner in before:
        session.delete(partner)
    edition.partners = [
        _partner(kind, line, position)
        for kind, lines in words.partners.items()
        for position, line in enumerate(lines, 1)
    ]
    carry_logos(before, edition.partners)


def _partner(kind: PartnerKind, line: str, position: int) -> Partner:
    name, _bar, url = line.partition("|")
    return Partner(kind=kind, name=name.strip(), url=url.strip(), position=position)
