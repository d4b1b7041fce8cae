"""The chapter's side of the story: members come, declare conflicts, get entries and score them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select

from judging.accounts.models import User
from judging.accounts.operations import accounts
from judging.demonstration import people
from judging.demonstration.comments import said_of_first, said_of_whole
from judging.demonstration.people_data import CLERK, SUBSTITUTE, Member, Practice
from judging.demonstration.scores import drawn
from judging.demonstration.story import Story
from judging.editions.models import ON_THE_JURY, Role, Seat
from judging.editions.timetable import Phase
from judging.entries.models import Entry, Status
from judging.jury import marked_reading, scales
from judging.jury.models import Assignment
from judging.jury.operations import conflicts, members, notes, saving, sheets, substitutes
from judging.jury.operations.assignment import assign_all
from judging.jury.queries import assignments
from judging.jury.rules import Scored
from judging.paper.operations import clerks

OWED = {0: 2, 1: 3, 2: 4, 4: 3}  # sheets not handed in while judging, by the place of the juror
LEADERS = {1: Role.CHAIR, 2: Role.DEPUTY_CHAIR}
ABSENT = 3  # index of the juror who sends a substitute to the meeting
IN_CONFLICT = 2  # index of the juror who knows the first office


def invite(story: Story) -> None:
    """Invite the members; they follow the link, set a password, and the first two lead the chapter."""
    session = story.session
    for number, member in enumerate(story.size.members(), start=1):
        at = story.dates.on(-13, 11) + timedelta(minutes=number)
        seat = members.invite(
            session,
            story.edition,
            name=member.name,
            email=f"juror{number}@kapitula.example",
            title=member.title,
            by=story.secretary,
            at=at,
        )
        password = people.password_hash()
        accounts.accept_invitation(session, seat.user, name=member.name, password_hash=password, at=at)
        seat.public_id = people.known_id(story.seed, f"juror:{number}")
        if role := LEADERS.get(number):
            people.give_code(seat.user, seat.user.email, story.seed, at)
            members.appoint(session, seat, role, by=story.secretary, at=at)


def assign(story: Story) -> None:
    """Let every member declare conflicts, then give everybody everything else."""
    session, edition = story.session, story.edition
    at = story.dates.on(59, 12)
    for place, seat in enumerate(_seats(story)):
        ticked = {}
        if place == IN_CONFLICT and story.size.usual:
            first = session.scalars(_accepted(story).limit(1)).one()
            reason = "Do ubiegłego roku pracowałam w tym urzędzie."
            audience = {"always": ["secretary", f"juror:{place + 1}"]}
            ticked[first.public_id] = story.markers.plant("conflict.reason", f"juror:{place + 1}", reason, **audience)
        conflicts.declare(session, seat, ticked, none_of_the_others=True, agreed=True, by=seat.user, at=at)
    assign_all(session, edition, edition.rounds[0], by=story.secretary, at=story.dates.on(59, 15))


def _accepted(story: Story) -> Select[Entry]:
    wanted = (Entry.edition_id == story.edition.id, Entry.status == Status.ACCEPTED)
    return select(Entry).where(*wanted).order_by(Entry.number)


def _seats(story: Story) -> list[Seat]:
    query = select(Seat).where(Seat.edition_id == story.edition.id, Seat.role.in_(ON_THE_JURY))
    return list(story.session.scalars(query.order_by(Seat.id)))


def seat_a_clerk(story: Story) -> None:
    """Invite somebody who types in what comes on paper; they come."""
    session, at = story.session, story.dates.on(59, 16)
    name, email = CLERK
    seat = clerks.invite(session, story.edition, name=name, email=email, by=story.secretary, at=at)
    accounts.accept_invitation(session, seat.user, name=name, password_hash=people.password_hash(), at=at)


def name_a_substitute(story: Story) -> None:
    """Name a substitute for a member who cannot come to the meeting; the substitute comes and declares."""
    seats = _seats(story)
    if len(seats) <= ABSENT:
        return
    session, at = story.session, story.dates.on(84, 9)
    name, email, title = SUBSTITUTE
    title = story.markers.plant("substitute.title", "meeting", title, always=["chapter", "secretary"])
    seat = substitutes.name_substitute(
        session, seats[ABSENT], name=name, email=email, title=title, by=story.secretary, at=at
    )
    at += timedelta(hours=3)
    accounts.accept_invitation(session, seat.user, name=name, password_hash=people.password_hash(), at=at)
    conflicts.declare(session, seat, {}, none_of_the_others=True, agreed=True, by=seat.user, at=at)


def score(story: Story) -> None:
    """Let every member score in their own order; in the judging phase some have a few sheets left."""
    round_ = story.edition.rounds[0]
    criteria = assignments.criteria(story.session, round_.id)
    pen = _Pen(story, criteria, scales.of_round(round_, criteria))
    practices = {practice.title: practice for practice in story.size.practices()}
    under_way = story.phase is Phase.JUDGING and story.size.usual
    for place, (seat, member) in enumerate(zip(_seats(story), story.size.members(), strict=True)):
        mine = _assignments(story, seat)
        owed = OWED.get(place, 0) if under_way else 0
        for number, assignment in enumerate(mine[: len(mine) - max(0, owed - 1)]):
            at = story.dates.on(60, 9) + timedelta(minutes=20 * number + 3 * place)
            practice = practices[assignment.entry_version.title]
            begun = owed and number == len(mine) - owed
            pen.fill_in(seat.user, assignment, practice, member, at, scored=_scored(place) if begun else None)


def _scored(place: int) -> int:
    """Return how many criteria a juror has scored on the sheet at hand; the first has scored them all."""
    return 2 if place else 99


def _assignments(story: Story, seat: Seat) -> list[Assignment]:
    """Return a member's assignments in their own order."""
    query = (
        select(Assignment)
        .where(
            Assignment.seat_id == seat.id,
            Assignment.removed_at.is_(None),
            Assignment.in_conflict.is_(False),
        )
        .order_by(Assignment.position)
    )
    return list(story.session.scalars(query))


@dataclass(frozen=True, slots=True)
class _Pen:
    """What every sheet of the round is filled in with."""

    story: Story
    criteria: Sequence[Scored]
    scale: scales.Scale

    def fill_in(
        self,
        juror: User,
        assignment: Assignment,
        practice: Practice,
        member: Member,
        at: datetime,
        *,
        scored: int | None = None,
    ) -> None:
        """Save the sheet of one assignment and hand it in; one at hand is left with what is ``scored``."""
        session, edition = self.story.session, self.story.edition
        points = drawn(practice, member, [one.key for one in self.criteria], self.story.seed)
        steps = {key: self.scale.read(key, str(value)) for key, value in list(points.items())[:scored]}
        content = saving.SheetContent(steps, *self._comments(assignment, member, points))
        self._mark(juror, assignment, member, at)
        task = assignments.task(session, juror.id, edition.id, assignment.public_id, at)
        assert task is not None
        saving.save(
            session,
            task,
            content,
            version=0,
            criteria=self.criteria,
            scale=self.scale,
            by=juror,
            at=at,
        )
        if scored is None:
            later = at + timedelta(minutes=4)
            sheets.submit(session, task, criteria=self.criteria, by=juror, at=later)

    def _mark(self, juror: User, assignment: Assignment, member: Member, at: datetime) -> None:
        """Note something beside the first sentence of the first answer: a marker or nothing."""
        place, record = self._place(assignment, member)
        note = self.story.markers.plant("reading.note", record, "", always=[f"juror:{place}"])
        said = assignment.entry_version.answers
        question = next(q.key for q in self.story.edition.fields if q.for_jury and said.get(q.key))
        if note:
            answer = marked_reading.read(said[question])
            notes.keep(self.story.session, assignment, question, answer, notes={0: note}, seen={}, by=juror, at=at)

    def _place(self, assignment: Assignment, member: Member) -> tuple[int, str]:
        place = self.story.size.members().index(member) + 1
        return place, f"sheet:{assignment.entry.number}/juror:{place}"

    def _comments(
        self, assignment: Assignment, member: Member, points: Mapping[str, int]
    ) -> tuple[dict[str, str], dict[str, str]]:
        """Return the comments for the chapter, as the scores suggest them, and those for the office: or markers."""
        place, record = self._place(assignment, member)
        audience = {"always": [f"juror:{place}"], "closed": ["secretary"]}
        plant = self.story.markers.plant
        first = self.criteria[0].key
        whole = sum(points.values()) // max(len(points), 1)
        written = {
            "": plant("sheet.note", record, said_of_whole(place + (assignment.entry.number or 0), whole), **audience),
            first: plant("sheet.comment", record, said_of_first(place, points[first]), **audience),
        }
        to_office = {"": plant("sheet.for-office", record, "", **audience)}
        return {key: text for key, text in written.items() if text}, {k: text for k, text in to_office.items() if text}
