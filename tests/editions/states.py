"""An edition in every state that its secretary can meet, as it lies in the database."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from judging.announcement.models import PublicEdition
from judging.editions.guidance.steps import State
from judging.editions.models import Edition, Role
from judging.entries.models import Entry, Extension, Status
from judging.notifications.models import Message
from judging.offices.models import Representative
from tests.announcement.hall import a_sealed_edition, announce
from tests.deliberation.chamber import a_chamber, decide, decided, make_protocol, meet, seal
from tests.factories import (
    BEFORE,
    CLOSES,
    CORRECTIONS,
    DELIBERATION,
    DURING,
    GALA,
    JUDGING,
    JUDGING_CLOSES,
    JUDGING_OPENS,
    a_seat,
    a_user,
    an_edition,
    an_entry,
    an_office,
    with_second_factor,
)
from tests.jury.conftest import a_chapter
from tests.results.qualifying import BETWEEN, two_rounds
from tests.results.rounds import a_scored_edition

AFTER_CALL, SCORING_OVER = CLOSES + timedelta(days=1), JUDGING_CLOSES + timedelta(minutes=1)
COMPLETE = {"rules_text": "Rules.", "contact_email": "sekrety@example.org"}


def _edition(session: Session, *, jury: bool = False, **fields: Any) -> Edition:
    edition = an_edition(**(COMPLETE | fields))
    session.add_all([edition, a_seat(edition, Role.SECRETARY)])
    if jury:
        for role in (Role.CHAIR, Role.DEPUTY_CHAIR):
            seat = a_seat(edition, role)
            with_second_factor(seat.user)
            session.add(seat)
        edition.rounds[0].min_sheets = 1
    session.flush()
    return edition


def _entered(session: Session, status: Status = Status.ACCEPTED, **fields: Any) -> Edition:
    edition = _edition(session, **fields)
    session.add(_entry(edition, status, 1))
    session.flush()
    return edition


def _entry(edition: Edition, status: Status, number: int) -> Entry:
    return an_entry(edition=edition, office=an_office(), status=status, number=number)


def _empty(session: Session) -> Edition:
    edition = an_edition(frozen=False)
    edition.areas, edition.criteria, edition.award_kinds, edition.rounds = [], [], [], []
    session.add_all([edition, a_seat(edition, Role.SECRETARY)])
    return edition


def _with_person(session: Session) -> Edition:
    edition = _edition(session)
    office = an_office()
    office.representatives.append(Representative(user=a_user(), asked_at=DURING))
    session.add(office)
    return edition


def _with_more_time(session: Session) -> Edition:
    edition = _edition(session)
    office = an_office()
    session.add(office)
    session.flush()
    given = {"until": CORRECTIONS, "reason": "Awaria.", "by_id": edition.seats[0].user_id}
    session.add(Extension(edition_id=edition.id, office=office, **given))
    return edition


def _unanswered(session: Session) -> Edition:
    edition = _entered(session, jury=True)
    edition.seats[-1].accepted_at = None
    return edition


def _short(session: Session) -> Edition:
    edition = _entered(session, jury=True)
    edition.seats[-1].role = Role.JUROR
    return edition


def _undeclared(session: Session) -> Edition:
    edition = _entered(session, jury=True)
    edition.seats[-1].conflicts_declared_at = None
    return edition


def _returned(session: Session) -> Edition:
    edition = _entered(session, jury=True)
    session.add(_entry(edition, Status.RETURNED, 2))
    return edition


def _assigned(session: Session) -> Edition:
    return a_chapter(session).edition


def _with_a_sheet_missing(session: Session) -> Edition:
    return a_scored_edition(session, [[9, 8, 9], [7, 6, None]], closed=False).edition


def _all_in(session: Session) -> Edition:
    return a_scored_edition(session, closed=False).edition


def _all_in_without_a_deputy(session: Session) -> Edition:
    scored = a_scored_edition(session, closed=False)
    scored.seats[1].role = Role.JUROR
    return scored.edition


def _frozen_without_a_deputy(session: Session) -> Edition:
    chamber = a_chamber(session)
    chamber.seats[1].role = Role.JUROR
    return chamber.edition


def _meeting(session: Session, **fields: Any) -> Edition:
    chamber = a_chamber(session)
    meet(session, chamber, **fields)
    return chamber.edition


def _without_quorum(session: Session) -> Edition:
    chamber = a_chamber(session, quorum=2)
    meet(session, chamber, here=chamber.seats[:1])
    return chamber.edition


def _passed_over(session: Session) -> Edition:
    chamber = a_chamber(session)
    meet(session, chamber)
    decide(session, chamber, 1)
    return chamber.edition


def _sealed_by(*roles: Role) -> Callable[[Session], Edition]:
    def make(session: Session) -> Edition:
        chamber = a_chamber(session)
        decided(session, chamber)
        make_protocol(session, chamber)
        for role in roles:
            seal(session, chamber, role, chamber.chair if role is Role.CHAIR else chamber.secretary)
        return chamber.edition

    return make


def _to_protocol(session: Session) -> Edition:
    chamber = a_chamber(session)
    decided(session, chamber)
    return chamber.edition


def _announced(**letters: Any) -> Callable[[Session], Edition]:
    def make(session: Session) -> Edition:
        chamber = a_sealed_edition(session)
        announce(session, chamber)
        for message in session.query(Message):
            message.sent_at = GALA
        if letters:
            message = session.query(Message).filter_by(edition_id=chamber.edition.id).first()
            message.sent_at, message.failed_at = None, letters.get("failed_at")
        return chamber.edition

    return make


def _archived(session: Session) -> Edition:
    edition = _announced()(session)
    edition.archived_at = GALA
    assert session.query(PublicEdition).filter_by(slug=edition.slug).one()
    return edition


# for each state: the moment, and what makes the edition
SITUATIONS: Mapping[State, tuple[datetime, Callable[[Session], Edition]]] = {
    State.SETUP_EMPTY: (BEFORE, _empty),
    State.SETUP_LACKING: (BEFORE, lambda session: _edition(session, frozen=False, rules_text="", quorum=0)),
    State.READY_TO_FREEZE: (BEFORE, lambda session: _edition(session, frozen=False)),
    State.BEFORE_CALL_WITHOUT_JURY: (BEFORE, _edition),
    State.BEFORE_CALL: (BEFORE, lambda session: _edition(session, jury=True)),
    State.PEOPLE_WAIT: (DURING, _with_person),
    State.CALL_TO_CHECK: (DURING, lambda session: _entered(session, Status.SUBMITTED)),
    State.CALL_WITHOUT_JURY: (DURING, _edition),
    State.CALL_OPEN: (DURING, lambda session: _edition(session, jury=True)),
    State.GRACE: (CLOSES + timedelta(minutes=2), lambda session: _edition(session, grace_minutes=15)),
    State.NO_ENTRIES: (AFTER_CALL, _edition),
    State.MORE_TIME: (AFTER_CALL, _with_more_time),
    State.NONE_ACCEPTED: (AFTER_CALL, lambda session: _entered(session, Status.REJECTED)),
    State.TO_CHECK: (AFTER_CALL, lambda session: _entered(session, Status.SUBMITTED)),
    State.WITHOUT_JURY: (AFTER_CALL, _entered),
    State.UNANSWERED: (AFTER_CALL, _unanswered),
    State.CHAPTER_SHORT: (AFTER_CALL, _short),
    State.UNDECLARED: (AFTER_CALL, _undeclared),
    State.RETURNED: (AFTER_CALL, _returned),
    State.RETURNED_LATE: (CORRECTIONS + timedelta(days=1), _returned),
    State.TO_CHOOSE: (BETWEEN, lambda session: two_rounds(session, [[True, True, False]]).edition),
    State.NOT_ASSIGNED: (AFTER_CALL, lambda session: _entered(session, jury=True)),
    State.BEFORE_SCORING: (JUDGING_OPENS - timedelta(days=1), _assigned),
    State.SCORING: (JUDGING, _assigned),
    State.SCORING_LATE: (SCORING_OVER, _with_a_sheet_missing),
    State.SCORING_WITHOUT_SHEETS: (SCORING_OVER, _assigned),
    State.ALL_IN_NOT_READY: (SCORING_OVER, _all_in_without_a_deputy),
    State.ALL_IN: (JUDGING, _all_in),
    State.CLOSED: (DELIBERATION, lambda session: a_scored_edition(session).edition),
    State.CHAPTER_NOT_READY: (DELIBERATION, _frozen_without_a_deputy),
    State.NO_MEETING: (DELIBERATION, lambda session: a_chamber(session).edition),
    State.MEETING_AHEAD: (DELIBERATION, lambda session: _meeting(session, held_at=GALA)),
    State.NO_QUORUM: (DELIBERATION, _without_quorum),
    State.NO_MOTIONS: (DELIBERATION, _meeting),
    State.DECISION_LACKING: (DELIBERATION, _passed_over),
    State.PROTOCOL_TO_MAKE: (DELIBERATION, _to_protocol),
    State.SEALS_BOTH: (DELIBERATION, _sealed_by()),
    State.SEAL_OF_SECRETARY: (DELIBERATION, _sealed_by(Role.CHAIR)),
    State.SEAL_OF_CHAIR: (DELIBERATION, _sealed_by(Role.SECRETARY)),
    State.SEALED: (GALA - timedelta(days=1), lambda session: a_sealed_edition(session).edition),
    State.TIME_TO_ANNOUNCE: (GALA, lambda session: a_sealed_edition(session).edition),
    State.LETTERS_FAILED: (GALA, _announced(failed_at=GALA)),
    State.LETTERS_WAITING: (GALA, _announced(sent_at=None)),
    State.ANNOUNCED: (GALA, _announced()),
    State.ARCHIVED: (GALA + timedelta(days=90), _archived),
}
