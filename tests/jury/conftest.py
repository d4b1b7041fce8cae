"""One round of scoring, with what must not be seen really in it."""

from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.editions.models import Edition, Role, Seat
from judging.entries.models import Entry, Status
from judging.jury.models import Assignment
from tests.factories import (
    JUDGING,
    a_seat,
    a_user,
    an_assignment,
    an_edition,
    an_entry,
    an_office,
    with_second_factor,
)


@dataclass
class Chapter:
    """An edition with two jurors, a secretary and three accepted entries, all assigned."""

    edition: Edition
    first: Seat
    second: Seat
    secretary: User
    entries: list[Entry]
    assignments: dict[tuple[int, int], Assignment]
    more: list[Seat] = field(default_factory=list)  # members beside the first two, where a test seats them

    @property
    def juror(self) -> User:
        return self.first.user

    def assignment(self, seat: Seat, entry: Entry) -> Assignment:
        return self.assignments[seat.id, entry.id]

    def sheet_url(self, entry: Entry, seat: Seat | None = None, tail: str = "") -> str:
        found = self.assignment(seat or self.first, entry)
        return f"/jury/{self.edition.slug}/sheets/{found.public_id}/{tail}"


def a_chapter(session: Session, *, entries: int = 3, assigned: bool = True) -> Chapter:
    edition = an_edition()
    seats = [a_seat(edition, user=a_user(name=f"Juror {name}")) for name in ("Anna", "Jan")]
    secretary = a_seat(edition, Role.SECRETARY, user=a_user(name="Secretary"))
    for seat, role in zip(seats, (Role.CHAIR, Role.DEPUTY_CHAIR), strict=True):
        seat.role = role
        with_second_factor(seat.user)
    edition.rounds[0].min_sheets = 2
    session.add_all([edition, *seats, secretary])
    session.flush()
    made = [
        an_entry(
            edition=edition,
            title=f"Practice {number}",
            status=Status.ACCEPTED,
            number=number,
            office=an_office(name=f"Office {number}"),
            answers={"problem": f"secret answer {number}", "solution": "Done."},
        )
        for number in range(1, entries + 1)
    ]
    session.add_all(made)
    session.flush()
    given = {
        (seat.id, entry.id): an_assignment(seat, entry, position=place)
        for seat in seats
        for place, entry in enumerate(made, start=1)
        if assigned
    }
    session.add_all(given.values())
    session.commit()
    first, second = seats
    return Chapter(edition, first, second, secretary.user, made, given)


@pytest.fixture
def chapter(session, stop_clock):
    stop_clock(JUDGING)
    return a_chapter(session)


@pytest.fixture
def statements(app):
    """A context in which every statement sent to the database is collected."""

    @contextmanager
    def statements():
        from judging.core.db import db

        seen: list[str] = []
        with app.app_context():
            engine = db.engine
        listen = lambda *args: seen.append(args[2])  # noqa: E731 -- removed again below
        event.listen(engine, "before_cursor_execute", listen)
        yield seen
        event.remove(engine, "before_cursor_execute", listen)

    return statements


def seen_on(page):
    """Return the sign of the plan that a page of the assignment shows."""
    return page.text.partition('name="seen" type="hidden" value="')[2].partition('"')[0]


def assigned_as_shown(client, url):
    """Assign what the page of the assignment shows, as its button does."""
    return client.post(url, data={"seen": seen_on(client.get(url))})
