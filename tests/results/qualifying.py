"""An edition with a qualifying round before the scored one: three members, some entries."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from judging.accounts.models import User
from judging.editions.models import Edition, Role, Round, RoundKind, Seat, YesRule
from judging.editions.parts.qualifying import KEY
from judging.editions.rulebook import build
from judging.entries.models import Entry, Status
from judging.jury import scales
from judging.jury.models import RoundEntry
from judging.jury.operations import saving, sheets
from judging.jury.operations.saving import SheetContent
from judging.jury.queries import assignments
from judging.results.models import Line
from judging.results.operations import closing, next_round
from judging.results.queries.chosen import choice, seen_of
from judging.results.queries.live import all_live
from tests.factories import (
    JUDGING_OPENS,
    a_seat,
    a_user,
    an_assignment,
    an_edition,
    an_entry,
    an_office,
    with_second_factor,
)

FIRST_OPENS = JUDGING_OPENS - timedelta(days=10)
FIRST = JUDGING_OPENS - timedelta(days=5)
FIRST_CLOSES = JUDGING_OPENS - timedelta(days=1)
BETWEEN = FIRST_CLOSES + timedelta(hours=1)
Y, N, NOTHING = True, False, None
ANSWERS = [[Y, Y, N], [N, N, Y], [Y, Y, Y], [N, N, N]]
WHY = "It is not a practice yet."


@dataclass
class TwoRounds:
    """An edition of two rounds."""

    edition: Edition
    secretary: User
    seats: list[Seat]
    entries: list[Entry]

    @property
    def first(self) -> Round:
        return self.edition.rounds[0]

    @property
    def second(self) -> Round:
        return self.edition.rounds[1]

    @property
    def url(self) -> str:
        return f"/desk/{self.edition.slug}/results/"


def two_rounds(session, answers=(), *, entries=4, kind=RoundKind.QUALIFYING, closed=True, **fields):
    """Return the edition; ``answers``: of each entry what the three members said in the first round."""
    count = len(answers) or entries
    edition = an_edition(quorum=1)
    scored = edition.rounds[0]
    scored.name, scored.position, scored.min_sheets = "Finał", 2, 2
    rule = {"yes_rule": YesRule.MAJORITY, "min_sheets": 2, "low": "0", "high": "1"} | fields
    first = Round(name="Etap wstępny", position=1, kind=kind, opens_at=FIRST_OPENS, closes_at=FIRST_CLOSES, **rule)
    if kind is RoundKind.SCORED:
        first.criteria, first.high, first.ties = list(edition.criteria), "10", []
    edition.rounds.insert(0, first)
    secretary = a_seat(edition, Role.SECRETARY, user=a_user(name="Secretary"))
    seats = [a_seat(edition, user=a_user(name=f"Juror {n}"), conflicts_declared_at=FIRST_OPENS) for n in (1, 2, 3)]
    for seat, role in zip(seats, (Role.CHAIR, Role.DEPUTY_CHAIR), strict=False):
        seat.role = role
        with_second_factor(seat.user)
    session.add_all([edition, secretary, *seats])
    session.flush()
    edition.rulebook = build(edition)
    made = [
        an_entry(
            edition=edition, title=f"Practice {n}", status=Status.ACCEPTED, number=n, office=an_office(name=f"O{n}")
        )
        for n in range(1, count + 1)
    ]
    session.add_all(made)
    session.flush()
    given = [an_assignment(seat, entry, position=entry.number) for seat in seats for entry in made]
    session.add_all(given)
    session.flush()
    world = TwoRounds(edition, secretary.user, seats, made)
    for entry, row in zip(made, answers, strict=False):
        for seat, said in zip(seats, row, strict=True):
            if said is not None:
                decide(session, world, seat, entry, said)
    if closed and answers:
        close_first(session, world)
    session.commit()
    return world


def fill_in(session, world, seat, entry, scores, comments=(), *, at=FIRST, round_=None):
    """Save a sheet of a round as its juror does, and hand it in."""
    round_ = round_ or world.first
    mine = assignments.my_assignments(session, seat.user, world.edition, at)
    [found] = [one for one in mine if one.entry_id == entry.id and one.round_id == round_.id]
    task = assignments.task(session, seat.user_id, world.edition.id, found.public_id, at)
    criteria = assignments.marks(session, round_.id)
    content = SheetContent(scores, dict(comments))
    scale = scales.of_round(task, criteria)
    saving.save(session, task, content, version=0, criteria=criteria, scale=scale, by=seat.user, at=at)
    session.expire_all()
    task = assignments.task(session, seat.user_id, world.edition.id, found.public_id, at)
    return sheets.submit(session, task, criteria=criteria, by=seat.user, at=at)


def decide(session, world, seat, entry, yes, why=WHY):
    """Say yes or no to an entry, the no with a reason, and hand it in."""
    return fill_in(session, world, seat, entry, {KEY: int(yes)}, {} if yes else {KEY: why})


def close_first(session, world, reason="Somebody was ill."):
    """Close the first round."""
    closing.close_round(session, world.first, reason=reason, by=world.secretary, at=BETWEEN)
    session.commit()


def begin(session, world, line=Line.PASSED, value="", *, seen=None):
    going = choice(session, world.first, line, value).going
    told = {"by": world.secretary, "at": BETWEEN}
    session.refresh(world.edition)
    return next_round.begin(
        session, world.edition, world.first, line, value, seen=seen_of(going) if seen is None else seen, **told
    )


def going(session, world):
    query = select(RoundEntry.entry_id).where(RoundEntry.round_id == world.second.id)
    ids = set(session.scalars(query))
    return [entry.number for entry in world.entries if entry.id in ids]


def a_scored_first(session, points=((9, 9), (7, 7), (7, 7), (2, 2))):
    world = two_rounds(session, entries=len(points), kind=RoundKind.SCORED)
    for entry, given in zip(world.entries, points, strict=True):
        for seat in world.seats:
            fill_in(session, world, seat, entry, {"novelty": given[0], "reach": given[1]})
    closing.close_round(session, world.first, reason="", by=world.secretary, at=BETWEEN)
    session.commit()
    return world


def freeze_first(session, world):
    now = all_live(session, world.first)
    seen = world.first.data_version
    closing.freeze(session, world.edition, world.first, now, by=world.secretary, at=BETWEEN, seen=seen)
    session.commit()
