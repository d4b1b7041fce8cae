"""Who may meet which secret of the demonstration, and from which phase on."""

import re
from dataclasses import dataclass

from sqlalchemy import select

from judging.accounts.models import User
from judging.deliberation.models import Award
from judging.demonstration.secrets import SINCE
from judging.editions.models import ON_THE_JURY, Role, Seat
from judging.editions.timetable import Phase
from judging.entries.models import Entry, Status
from judging.jury.models import Assignment
from judging.offices.models import Representative

ORDER = list(Phase)
BEHIND_A_TITLE = "entry.answers.problem"  # a title is read by those who may read the entry, and by the chapter


@dataclass(frozen=True)
class Secret:
    """One secret string, where it stands, and the words of those who may meet it now."""

    text: str
    field: str
    record: str
    allowed: frozenset[str]


def audience_of(session):
    """Return, for every person, the words by which the list of canaries knows them."""
    known = {None: {"public"}}
    jurors = select(Seat).where(Seat.role.in_(ON_THE_JURY)).order_by(Seat.id)
    for number, seat in enumerate(session.scalars(jurors), start=1):
        known[seat.user.public_id] = {"public", "chapter", f"juror:{number}"} | {
            f"assigned:{entry}" for entry in assigned_to(session, seat)
        }
    acting = session.scalars(select(Representative).order_by(Representative.id)).all()
    numbers = {office: number for number, office in enumerate(sorted({acts.office_id for acts in acting}), start=1)}
    for acts in acting:
        known[acts.user.public_id] = {"public", f"office:{numbers[acts.office_id]}"}
    for seat in session.scalars(select(Seat).where(Seat.role == Role.SECRETARY)):
        known[seat.user.public_id] = {"public", "secretary"}
    for seat in session.scalars(select(Seat).where(Seat.role == Role.CLERK)):
        known[seat.user.public_id] = {"public", "clerk"}
    for user in session.scalars(select(User)):
        known.setdefault(user.public_id, {"public"})
    return known


def assigned_to(session, seat):
    query = select(Entry.number).join(Assignment, Assignment.entry_id == Entry.id)
    return session.scalars(query.where(Assignment.seat_id == seat.id, Assignment.in_conflict.is_(False))).all()


def honoured(session):
    """Return the numbers of the entries with an award."""
    return set(session.scalars(select(Entry.number).join(Award, Award.entry_id == Entry.id)))


def may_meet(marker, phase, with_award):
    """Return the words for those who may meet a marker in a phase."""
    entry = re.match(r"(?:entry|sheet|motion):(\d+)", marker["record"])
    number = int(entry.group(1)) if entry else None
    words = set()
    for since, audience in marker["audiences"].items():
        if ORDER.index(Phase(phase)) >= ORDER.index(SINCE[since]):
            words.update(audience)
    if "assigned-jurors" in words:
        words.add(f"assigned:{number}")
    if "public-if-honoured" in words and number in with_award:
        words.add("public")
    return words


def secrets_of(demonstration, phase, session):
    """Return the markers, and the titles of the entries sent in with the audience of their text."""
    with_award = honoured(session)
    found = [
        Secret(one["text"], one["field"], one["record"], frozenset(may_meet(one, phase, with_award)))
        for one in demonstration.canaries
    ]
    by_record = {secret.record: secret.allowed for secret in found if secret.field == BEHIND_A_TITLE}
    seen = {"chair"} if ORDER.index(Phase(phase)) >= ORDER.index(Phase.DELIBERATION) else set()
    for entry in session.scalars(select(Entry).where(Entry.status != Status.DRAFT)):
        record = f"entry:{entry.number}"
        titled = {"clerk"}  # reads the titles on paper sheets, and nothing behind them
        found.append(Secret(entry.title, "entry.title", record, by_record[record] | seen | titled))
    return found
