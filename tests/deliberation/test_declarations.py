"""No vote without a declaration of conflicts, and what the protocol says of who declared."""

import re

import pytest

from judging.core.refusals import Incomplete
from judging.deliberation.operations import protocols
from judging.deliberation.protocol import protocol_pdf
from judging.deliberation.votes import VoteCount
from judging.editions.models import Role
from judging.jury.models import Conflict, Source
from judging.jury.operations import conflicts, members
from tests.deliberation.chamber import a_chamber, decide, decided, meet
from tests.factories import DELIBERATION, a_seat, a_user
from tests.pdf_text import text_of

pytestmark = pytest.mark.usefixtures("words")
NOBODY = "nikt nie zgłosił konfliktu interesów"
NO_DATA = "system nie ma pełnych danych"


def words_of(session, chamber):
    content = protocols.draft_protocol(session, chamber.edition, at=DELIBERATION)
    return squeezed(text_of(protocol_pdf(content)))


def squeezed(text):
    """Leave out gaps and hyphens: a line may end anywhere."""
    return re.sub(r"[\s\-\u00ad\u2010]", "", text)


def said(sentence, text):
    return squeezed(sentence) in text


def add_member(session, chamber, name, **fields):
    seat = a_seat(chamber.edition, user=a_user(name=name), conflicts_declared_at=None, **fields)
    session.add(seat)
    session.flush()
    chamber.seats.append(seat)
    return seat


def a_conflict(session, seat, entry):
    conflict = Conflict(
        seat=seat, entry=entry, source=Source.DECLARED, reason="A cousin.", at=DELIBERATION, by_id=seat.user.id
    )
    session.add(conflict)
    session.flush()
    return conflict


def test_members_who_declared_nothing_make_no_quorum(session):
    chamber = a_chamber(session, quorum=4)
    for name in ("Ewa", "Jan", "Ola"):
        add_member(session, chamber, name)
    meet(session, chamber)

    with pytest.raises(Incomplete, match="There is no quorum: 3 present who have declared"):
        decide(session, chamber, 1, count=VoteCount(6, 0, 0))


def test_members_who_declared_nothing_have_no_vote(session):
    chamber = a_chamber(session)
    silent = add_member(session, chamber, "Ewa")
    meet(session, chamber)

    with pytest.raises(Incomplete, match="4 votes were counted, but only 3 members could vote"):
        decide(session, chamber, 1, count=VoteCount(4, 0, 0))
    motion = decide(session, chamber, 1)

    assert motion.barred == [silent.id]
    decide(session, chamber, 2, chamber.distinction)
    decide(session, chamber, 3, chamber.distinction)
    content = protocols.draft_protocol(session, chamber.edition, at=DELIBERATION)
    assert [(one["able"], one["barred"]) for one in content["motions"]] == [
        (3, [{"name": "Ewa", "substitute": ""}])
    ] * 3


def test_a_late_member_votes_once_the_chair_agrees(session):
    chamber = a_chamber(session)
    seat = members.invite(
        session,
        chamber.edition,
        name="Ewa",
        email="ewa@example.org",
        title="",
        reason="A member has resigned.",
        by=chamber.secretary,
        at=DELIBERATION,
    )
    seat.conflicts_declared_at = DELIBERATION
    chamber.seats.append(seat)
    session.flush()
    meet(session, chamber)

    with pytest.raises(Incomplete, match="only 3 members could vote"):
        decide(session, chamber, 1, count=VoteCount(4, 0, 0))
    members.consent(session, seat, by=chamber.chair, at=DELIBERATION)

    assert decide(session, chamber, 1, count=VoteCount(4, 0, 0)).carried


def test_the_chapter_does_not_vote_without_a_deputy_who_can_seal(session):
    chamber = a_chamber(session)
    meet(session, chamber)
    chamber.seats[1].role = Role.JUROR
    session.flush()

    with pytest.raises(Incomplete, match="The chapter has no deputy chair"):
        decide(session, chamber, 1)


def test_a_member_noted_present_only_later_could_not_vote_if_silent_or_in_conflict(session):
    chamber = a_chamber(session)
    silent = add_member(session, chamber, "Ewa")
    kin = add_member(session, chamber, "Jan")
    kin.conflicts_declared_at = DELIBERATION
    a_conflict(session, kin, chamber.entries[0])
    first, *_ = here = chamber.seats[:3]
    version = meet(session, chamber, here).version
    motion = decide(session, chamber, 1)

    meet(session, chamber, chamber.seats, version=version)

    assert (motion.barred, motion.recused) == ([silent.id], [kin.id])
    assert first.id not in motion.barred


def test_that_nobody_has_a_conflict_is_said_only_where_everybody_declared(session):
    chamber = a_chamber(session)
    decided(session, chamber)

    text = words_of(session, chamber)

    assert said(NOBODY, text)
    assert not said(NO_DATA, text)


def test_of_who_did_not_declare_the_protocol_says_that_nothing_is_known(session):
    chamber = a_chamber(session)
    add_member(session, chamber, "Ewa Milcząca")
    decided(session, chamber)

    text = words_of(session, chamber)

    assert not said(NOBODY, text)
    assert said("nie złożyli: Ewa Milcząca. O ich konfliktach interesów system nie ma pełnych danych", text)
    assert said("brak w systemie", text)
    assert said("4 z 4 członków Kapituły; do kworum wlicza się: 3, potrzeba: 1", text)


def test_a_conflict_that_was_lifted_is_not_said_never_to_have_been(session):
    chamber = a_chamber(session)
    conflict = a_conflict(session, chamber.seats[2], chamber.entries[1])
    conflicts.lift(session, conflict, reason="A namesake.", by=chamber.secretary, at=DELIBERATION)
    decided(session, chamber)

    text = words_of(session, chamber)

    assert said("uchylone z podaniem powodu", text)
    assert said("Juror 3 – zgłoszenie nr 2", text)


def test_the_conflict_of_a_member_who_left_is_named_too(session):
    chamber = a_chamber(session, [[9, 9, 9, 9], [8, 8, 8, 8], [7, 7, 7, 7]])
    gone = chamber.seats[3]
    a_conflict(session, gone, chamber.entries[1])
    members.remove(session, gone, reason="Illness.", by=chamber.secretary, at=DELIBERATION)
    chamber.seats.remove(gone)
    decided(session, chamber)

    text = words_of(session, chamber)

    assert not said(NOBODY, text)
    assert said("Juror 4 – zgłoszenie nr 2", text)
    assert said("poza Kapitułą od", text)


def test_attendance_that_nobody_noted_is_not_printed_as_absence(session):
    chamber = a_chamber(session)
    decided(session, chamber)
    add_member(session, chamber, "Ewa")

    assert said("nie odnotowano", words_of(session, chamber))


def test_the_protocol_says_who_joined_late_why_and_who_agreed(session):
    chamber = a_chamber(session)
    seat = add_member(
        session,
        chamber,
        "Ewa",
        invited_at=DELIBERATION,
        late_reason="Rezygnacja członka",
        consented_at=DELIBERATION,
        consented_by=chamber.chair,
    )
    seat.conflicts_declared_at = DELIBERATION
    decided_by_all(session, chamber)

    text = words_of(session, chamber)

    assert said("po otwarciu oceny (powód: Rezygnacja członka); zgoda: Juror 1, 1 czerwca 2027 r.", text)


def decided_by_all(session, chamber):
    meet(session, chamber)
    for place, kind in ((1, chamber.main), (2, chamber.distinction), (3, chamber.distinction)):
        decide(session, chamber, place, kind, VoteCount(4, 0, 0))
    session.flush()
