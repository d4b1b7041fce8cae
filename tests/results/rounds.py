"""A round of scoring with sheets, as it lies in the database."""

from dataclasses import dataclass

from judging.accounts.models import User
from judging.editions.models import Edition, Role, Round, Seat
from judging.entries.models import Entry, Status
from tests.factories import (
    DELIBERATION,
    a_seat,
    a_sheet,
    a_user,
    an_assignment,
    an_edition,
    an_entry,
    an_office,
    close,
    hand_in,
    with_second_factor,
)

THREE = [[9, 8, 9], [7, 6, 8], [3, 4, 2]]  # entries, each with the points of three jurors
LATER = DELIBERATION
FOUR = [[9, 8, 9, 8], [7, 9, 8, 7], [6, 5, 7, 6], [2, 3, 4, 3]]
SEEN = {"seen": 1}  # the version of the data of a round just made
PAGES = ["", "jury/", "what-if/", "room/", "room/jury/", "room/what-if/"]


@dataclass
class Scored:
    """An edition whose jurors have scored."""

    edition: Edition
    secretary: User
    seats: list[Seat]
    entries: list[Entry]

    @property
    def round(self) -> Round:
        return self.edition.rounds[0]

    @property
    def url(self) -> str:
        return f"/desk/{self.edition.slug}/results/"


def a_scored_edition(session, points=THREE, *, closed=True, weights=(1, 1), said=None, **fields):
    """Return an edition with one sheet for each number of `points`; None is a missing sheet.

    ``said`` gives what else stands on the sheet of a seat on an entry: comments.
    """
    edition = an_edition(**fields)
    for criterion, weight in zip(edition.criteria, weights, strict=False):
        criterion.weight = weight
    secretary = a_seat(edition, Role.SECRETARY, user=a_user(name="Secretary"))
    seats = [a_seat(edition, user=a_user(name=f"Juror {n}")) for n in range(1, len(points[0]) + 1)]
    for seat, role in zip(seats, (Role.CHAIR, Role.DEPUTY_CHAIR), strict=False):
        seat.role = role
        with_second_factor(seat.user)
    session.add_all([edition, secretary, *seats])
    session.flush()
    round_ = edition.rounds[0]
    round_.data_version = 1
    entries = [_entry(edition, n) for n in range(1, len(points) + 1)]
    session.add_all(entries)
    session.flush()
    sheets = []
    for entry, row in zip(entries, points, strict=True):
        for seat, given in zip(seats, row, strict=True):
            assignment = an_assignment(seat, entry, position=entry.number)
            session.add(assignment)
            if given is not None:
                scores = {"novelty": given, "reach": given}
                sheets.append(a_sheet(assignment, scores=scores, submitted=True, **(said(entry, seat) if said else {})))
    hand_in(session, sheets)
    if closed:
        close(round_, sheets, by=secretary.user)
    session.commit()
    return Scored(edition, secretary.user, seats, entries)


def _entry(edition, number):
    office = an_office(name=f"Office {number}")
    return an_entry(
        edition=edition,
        title=f"Practice {number}",
        status=Status.ACCEPTED,
        number=number,
        office=office,
    )
