"""Letters and wordings of an edition, and whom a letter would go to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from judging.accounts.models import User
from judging.editions.models import Edition, Seat
from judging.entries import rules as entry_rules
from judging.entries.models import Entry, Status
from judging.entries.participation import offices_of
from judging.jury.queries import chapter, progress
from judging.letters.copies import Effect, Reader, Value, Words
from judging.letters.fields import Field
from judging.letters.models import Letter, LetterCopy, Whom, Wording
from judging.offices.models import Office, Representative
from judging.offices.people_search import PeopleSearch
from judging.offices.people_search import found as people_found
from judging.offices.queries import confirmed
from judging.participants import queries as offices
from judging.participants import search as participants
from judging.participants.search import Search as OfficeSearch
from judging.screening.queries import lists
from judging.screening.search import Search, found
from judging.stats.collation import alphabetical

PER_PAGE = 50
Values = dict[Field, Value]


def letters(session: Session, edition: Edition, reader: User, *, interested: bool) -> Select[Letter]:
    """Select the letters that a secretary reads: of all secretaries, or their own while they have an interest."""
    query = select(Letter).where(Letter.edition_id == edition.id)
    return query.where(Letter.by_id == reader.id) if interested else query


@dataclass(frozen=True, slots=True)
class Listed:
    """The drafts of an edition, a page of what was sent, and drafts thrown away."""

    drafts: Sequence[Letter]
    sent: Sequence[Letter]
    removed: Sequence[Letter]
    copies: Mapping[int, int]  # of each letter that was sent
    page: int
    pages: int


def listed(session: Session, chosen: Select[Letter], *, page: int) -> Listed:
    """Return letters with those who wrote and sent them, the newest first."""
    whole = chosen.options(joinedload(Letter.by), joinedload(Letter.sent_by)).order_by(Letter.id.desc())
    unsent = session.scalars(whole.where(Letter.sent_at.is_(None))).all()
    gone = Letter.sent_at.is_not(None)
    pages = max(1, -(-session.scalars(chosen.where(gone).with_only_columns(func.count())).one() // PER_PAGE))
    page = min(page, pages)
    newest = whole.where(gone).order_by(None).order_by(Letter.sent_at.desc(), Letter.id.desc())
    sent = session.scalars(newest.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all()
    counted = select(LetterCopy.letter_id, func.count()).where(LetterCopy.letter_id.in_([one.id for one in sent]))
    copies = {row[0]: row[1] for row in session.execute(counted.group_by(LetterCopy.letter_id))}
    drafts = [one for one in unsent if not one.removed_at]
    return Listed(drafts, sent, [one for one in unsent if one.removed_at], copies, page, pages)


def copies(session: Session, letter: Letter) -> Sequence[LetterCopy]:
    """Return the copies of a letter that was sent, with their messages, in their order."""
    query = select(LetterCopy).where(LetterCopy.letter_id == letter.id).options(joinedload(LetterCopy.message))
    return session.scalars(query.order_by(LetterCopy.id)).all()


def message_ids(session: Session, letter: Letter) -> list[int]:
    """Return the messages of the copies of a letter."""
    return list(session.scalars(select(LetterCopy.message_id).where(LetterCopy.letter_id == letter.id)))


def wordings(session: Session, edition: Edition) -> list[Wording]:
    """Return the wordings of an edition, by name."""
    query = select(Wording).where(Wording.edition_id == edition.id)
    return sorted(session.scalars(query), key=lambda one: (alphabetical(one.name), one.id))


def wording_of(session: Session, edition: Edition, public_id: str) -> Wording | None:
    """Return one of them."""
    return session.scalar(select(Wording).where(Wording.edition_id == edition.id, Wording.public_id == public_id))


def people(session: Session, edition: Edition, by: User) -> list[User]:
    """Return who can be written to alone, by name: who takes part, but nobody of an office of whoever writes."""
    entering = select(Entry.office_id).where(Entry.edition_id == edition.id, Entry.deleted_at.is_(None))
    own = lists.own_offices(session, by)
    acting = select(Representative.user_id).where(
        Representative.office_id.in_(entering),
        Representative.office_id.not_in(own),
        Representative.approved_at.is_not(None),
    )
    seated = select(Seat.user_id).where(Seat.edition_id == edition.id, Seat.removed_at.is_(None))
    query = select(User).where(or_(User.id.in_(acting), User.id.in_(seated)), User.deactivated_at.is_(None))
    return sorted(session.scalars(query), key=lambda user: (alphabetical(user.name), user.id))


def effect(session: Session, edition: Edition, letter: Letter, by: User, at: datetime) -> Effect:
    """Return what sending a letter would do, one copy for each person and each thing that it says."""
    if letter.whom is Whom.FOUND:
        asked = Search.read(dict(parse_qsl(letter.question)))
        whole = _of_found(session, edition, asked, by, at)
    elif letter.whom is Whom.OFFICES:
        whole = _of_offices(session, edition, OfficeSearch.read(dict(parse_qsl(letter.question))), by)
    elif letter.whom is Whom.PEOPLE:
        whole = _of_people(session, edition, PeopleSearch.read(dict(parse_qsl(letter.question))), by)
    elif letter.whom is Whom.DRAFTS:
        whole = _of_drafts(session, edition, by)
    elif letter.whom is Whom.PERSON:
        whole = Effect(
            [_reader(edition, one, {}) for one in people(session, edition, by) if one.id == letter.person_id]
        )
    else:
        whole = Effect(_of_the_chapter(session, edition, behind=letter.whom is Whom.BEHIND))
    return whole.told_apart(Words.of(letter))


def _of_found(session: Session, edition: Edition, search: Search, by: User, at: datetime) -> Effect:
    """Return the people of the offices whose entries a search finds, once for each entry."""
    lines = lists.lines(session, lists.rows(session, edition), edition.time_zone)
    hits = found(lines, search, at, lambda: lists.folded_texts(session, edition))
    own = lists.own_offices(session, by)
    others = [line for line in hits if line.office_id not in own]
    of_these = Entry.public_id.in_([line.public_id for line in others])
    entries = {one.public_id: one for one in _entries(session, of_these)}
    readers: list[Reader] = []
    silent: dict[int, str] = {}
    for line in others:
        entry = entries[line.public_id]
        told: Values = {
            Field.OFFICE: line.office,
            Field.PRACTICE: line.title,
            Field.NUMBER: line.number,
            Field.DEADLINE: entry_rules.deadline(entry),
        }
        acting = [person.user for person in entry.office.people if person.approved_at]
        mine = [one for one in acting if one.deactivated_at is None]
        readers += [_reader(edition, one, told, line.office) for one in mine]
        if not mine:
            silent[line.office_id] = line.office
    return Effect(readers, len({line.office_id for line in hits} & own), list(silent.values()))


def _of_offices(session: Session, edition: Edition, search: OfficeSearch, by: User) -> Effect:
    """Return the people of the offices that a search finds."""
    hits = participants.found(offices.lines(session, edition), search)
    load = selectinload(Office.representatives).joinedload(Representative.user)
    query = select(Office).where(Office.public_id.in_([line.public_id for line in hits])).options(load)
    known = {office.public_id: office for office in session.scalars(query)}
    own = lists.own_offices(session, by)
    readers: list[Reader] = []
    silent: list[str] = []
    for line in hits:
        office = known[line.public_id]
        if office.id in own:
            continue
        told: Values = {Field.OFFICE: line.office, Field.DEADLINE: line.until or edition.closes_at}
        acting = [one.user for one in office.people if one.approved_at and one.user.deactivated_at is None]
        readers += [_reader(edition, one, told, line.office) for one in acting]
        if not acting:
            silent.append(line.office)
    return Effect(readers, sum(office.id in own for office in known.values()), silent)


def _of_people(session: Session, edition: Edition, search: PeopleSearch, by: User) -> Effect:
    """Return the people of offices that a search finds, once for each office."""
    hits = people_found(confirmed(session, offices_of(edition), by), search)
    others = [one for one in hits if not one.own]
    query = select(Representative.public_id, User).join(Representative.user)
    rows = session.execute(query.where(Representative.public_id.in_([one.id for one in others])))
    users = {public_id: user for public_id, user in rows if user.deactivated_at is None}
    readers = [
        _reader(edition, users[one.id], {Field.OFFICE: one.office}, one.office) for one in others if one.id in users
    ]
    return Effect(readers, len({one.office for one in hits if one.own}))


def _of_drafts(session: Session, edition: Edition, by: User) -> Effect:
    """Return who can do something about a draft that is not submitted: as reminders do."""
    own = lists.own_offices(session, by)
    drafts = and_(Entry.edition_id == edition.id, Entry.status == Status.DRAFT, Entry.deleted_at.is_(None))
    waiting = [one for one in _entries(session, drafts) if not one.held]
    readers: list[Reader] = []
    silent: dict[int, str] = {}
    for entry in waiting:
        if entry.office_id in own:
            continue
        told: Values = {Field.OFFICE: entry.office.name, Field.DEADLINE: entry_rules.deadline(entry)}
        acting = [one.user for one in entry.office.people if entry_rules.writes(one.user, entry)]
        mine = [one for one in acting if one.deactivated_at is None]
        readers += [_reader(edition, one, told, entry.office.name) for one in mine]
        if not mine:
            silent[entry.office_id] = entry.office.name
    return Effect(readers, len({one.office_id for one in waiting} & own), list(silent.values()))


def _of_the_chapter(session: Session, edition: Edition, *, behind: bool) -> list[Reader]:
    """Return the members of the chapter, or those of them whose sheets are missing."""
    round_ = edition.current_round
    missing = {row.user_id: row.missing for row in progress.by_juror(session, round_)} if behind and round_ else {}
    seated = [seat.user for seat in chapter.seats_of(session, edition) if not seat.awaits_consent]
    chosen = [one for one in seated if one.deactivated_at is None and (not behind or missing.get(one.id))]
    closes = round_.closes_at if round_ else None
    return [_reader(edition, one, {Field.DEADLINE: closes, Field.MISSING: missing.get(one.id)}) for one in chosen]


def _entries(session: Session, condition: ColumnElement[bool]) -> Sequence[Entry]:
    """Return entries with all that their deadlines and their people are read from, by the name of the office."""
    load = joinedload(Entry.office).selectinload(Office.representatives).joinedload(Representative.user)
    parts = (joinedload(Entry.edition), selectinload(Entry.extension), selectinload(Entry.held), load)
    query = select(Entry).where(condition).options(*parts).order_by(Entry.id)
    return sorted(session.scalars(query), key=lambda entry: alphabetical(entry.office.name))


def _reader(edition: Edition, user: User, told: Values, office: str = "") -> Reader:
    return Reader(user, {Field.PERSON: user.name, Field.EDITION: edition.name, **told}, office)
