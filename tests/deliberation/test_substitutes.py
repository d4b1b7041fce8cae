"""No vote without a declaration: who stands in for a member declares too, and their conflict is that of the seat."""

import re

import pytest
from sqlalchemy import select

from judging.audit.models import AuditEvent
from judging.core.refusals import Incomplete, NotNow
from judging.deliberation.models import Attendance, Meeting
from judging.deliberation.operations import protocols
from judging.deliberation.protocol import protocol_pdf
from judging.deliberation.votes import VoteCount
from judging.jury.models import Conflict, Source
from judging.jury.operations import conflicts, members
from tests.deliberation.chamber import a_chamber, a_substitute, decide, meet, meet_with
from tests.factories import DELIBERATION, a_user
from tests.pdf_text import text_of

pytestmark = pytest.mark.usefixtures("words")
THREE, TWO = VoteCount(3, 0, 0), VoteCount(2, 0, 0)
NOBODY = "nikt nie zgłosił konfliktu interesów"


def a_conflict(session, seat, entry):
    conflict = Conflict(
        seat=seat, entry=entry, source=Source.DECLARED, reason="A cousin.", at=DELIBERATION, by_id=seat.user.id
    )
    session.add(conflict)
    session.flush()
    return conflict


def words_of(session, chamber):
    content = protocols.draft_protocol(session, chamber.edition, at=DELIBERATION)
    return squeezed(text_of(protocol_pdf(content)))


def squeezed(text):
    """Leave out gaps and hyphens: a line may end anywhere."""
    return re.sub(r"[\s\-\u00ad\u2010]", "", text)


def said(sentence, text):
    return squeezed(sentence) in text


def vote_on_all(session, chamber, count=THREE):
    for place, kind in ((1, chamber.main), (2, chamber.distinction), (3, chamber.distinction)):
        decide(session, chamber, place, kind, count)
    session.flush()


def test_a_substitute_who_declared_makes_the_member_present_and_votes(session):
    chamber = a_chamber(session, quorum=3)
    meet_with(session, chamber, {chamber.seats[2]: a_substitute(session, chamber.seats[2])})

    assert decide(session, chamber, 1, count=THREE).carried


def test_a_substitute_who_declared_nothing_makes_no_quorum(session):
    chamber = a_chamber(session, quorum=3)
    silent = a_substitute(session, chamber.seats[2], conflicts_declared_at=None)
    meet_with(session, chamber, {chamber.seats[2]: silent})

    with pytest.raises(Incomplete, match="There is no quorum: 2 present who have declared"):
        decide(session, chamber, 1, count=TWO)


def test_a_substitute_who_declared_nothing_has_no_vote_and_the_record_says_so(session):
    chamber = a_chamber(session)
    silent = a_substitute(session, chamber.seats[2], conflicts_declared_at=None)
    meet_with(session, chamber, {chamber.seats[2]: silent})

    with pytest.raises(Incomplete, match="3 votes were counted, but only 2 members could vote"):
        decide(session, chamber, 1, count=THREE)
    motion = decide(session, chamber, 1, count=TWO)

    assert motion.barred == [chamber.seats[2].id]


def test_a_substitute_who_declares_at_the_meeting_votes_from_then_on(session):
    chamber = a_chamber(session, quorum=3)
    late = a_substitute(session, chamber.seats[2], conflicts_declared_at=None)
    meet_with(session, chamber, {chamber.seats[2]: late})

    conflicts.declare(session, late, {}, none_of_the_others=True, agreed=True, by=late.user, at=DELIBERATION)

    assert decide(session, chamber, 1, count=THREE).carried


def test_an_older_list_of_entries_says_nothing_of_the_newest_for_a_substitute_too(session):
    chamber = a_chamber(session)
    stale = a_substitute(session, chamber.seats[2], conflicts_declared_at=chamber.edition.opens_at)
    meet_with(session, chamber, {chamber.seats[2]: stale})

    assert decide(session, chamber, 1, count=TWO).barred == [chamber.seats[2].id]


def test_nobody_stands_in_for_a_member_who_declared_nothing(session):
    chamber = a_chamber(session)
    chamber.seats[2].conflicts_declared_at = None
    meet_with(session, chamber, {chamber.seats[2]: a_substitute(session, chamber.seats[2])})

    assert decide(session, chamber, 1, count=TWO).barred == [chamber.seats[2].id]


@pytest.mark.parametrize("by_office", [False, True])
def test_the_conflict_of_a_substitute_recuses_the_seat(session, by_office):
    chamber = a_chamber(session)
    other, entry = a_substitute(session, chamber.seats[2]), chamber.entries[0]
    conflict = a_conflict(session, other, entry)
    if by_office:
        conflict.entry_id, conflict.office_id = None, entry.office_id
        session.flush()
    meet_with(session, chamber, {chamber.seats[2]: other})

    with pytest.raises(Incomplete, match="only 2 members could vote"):
        decide(session, chamber, 1, count=THREE)

    assert decide(session, chamber, 1, count=TWO).recused == [chamber.seats[2].id]
    assert decide(session, chamber, 2, chamber.distinction, THREE).recused == []


def test_the_conflict_of_the_member_recuses_the_substitute(session):
    chamber = a_chamber(session)
    a_conflict(session, chamber.seats[2], chamber.entries[0])
    meet_with(session, chamber, {chamber.seats[2]: a_substitute(session, chamber.seats[2])})

    assert decide(session, chamber, 1, count=TWO).recused == [chamber.seats[2].id]


def test_the_conflict_of_a_substitute_who_did_not_come_recuses_nobody(session):
    chamber = a_chamber(session)
    a_conflict(session, a_substitute(session, chamber.seats[2]), chamber.entries[0])
    meet(session, chamber)

    assert decide(session, chamber, 1, count=THREE).recused == []


def test_a_substitute_does_not_take_the_chair(session):
    chamber = a_chamber(session)
    meet_with(session, chamber, {chamber.seats[0]: a_substitute(session, chamber.seats[0])})
    vote_on_all(session, chamber)

    content = protocols.draft_protocol(session, chamber.edition, at=DELIBERATION)

    assert (content["signatories"]["chair"], content["signatories"]["role"]) == ("Juror 2", "deputy-chair")


def test_only_who_is_named_for_a_member_stands_in_for_that_member(session):
    chamber = a_chamber(session)
    other = a_substitute(session, chamber.seats[2])

    with pytest.raises(NotNow, match="is not the substitute of this member"):
        meet_with(session, chamber, {chamber.seats[1]: other})

    assert session.scalars(select(Meeting)).all() == []
    assert "attendance.recorded" not in session.scalars(select(AuditEvent.action)).all()


def test_who_is_named_for_another_member_since_votes_for_the_first_no_more(session):
    chamber = a_chamber(session)
    moved = a_substitute(session, chamber.seats[2])
    meet_with(session, chamber, {chamber.seats[2]: moved})
    moved.stands_for = chamber.seats[1]
    session.flush()

    assert decide(session, chamber, 1, count=TWO).barred == [chamber.seats[2].id]


def test_who_was_removed_since_counts_no_more_and_the_votes_given_stay(session):
    chamber = a_chamber(session, quorum=3)
    other = a_substitute(session, chamber.seats[2])
    meet_with(session, chamber, {chamber.seats[2]: other})
    vote_on_all(session, chamber)
    members.remove(session, other, reason="A slip.", by=chamber.secretary, at=DELIBERATION)

    with pytest.raises(Incomplete, match="There is no quorum: 2 present"):
        decide(session, chamber, 4, count=TWO)
    content = protocols.draft_protocol(session, chamber.edition, at=DELIBERATION)
    assert [one["able"] for one in content["motions"]] == [3, 3, 3]


def test_a_substitute_noted_only_later_could_not_vote_if_silent(session):
    chamber = a_chamber(session)
    silent = a_substitute(session, chamber.seats[2], conflicts_declared_at=None)
    version = meet(session, chamber).version
    motion = decide(session, chamber, 1, count=VoteCount(2, 0, 0))

    meet_with(session, chamber, {chamber.seats[2]: silent}, version=version)

    assert motion.barred == [chamber.seats[2].id]


def test_votes_on_record_are_not_made_impossible_by_a_substitute_who_could_not_vote(session):
    chamber = a_chamber(session)
    silent = a_substitute(session, chamber.seats[2], conflicts_declared_at=None)
    version = meet(session, chamber).version
    decide(session, chamber, 1, count=THREE)

    with pytest.raises(Incomplete, match="Motion 1 has 3 votes, but then only 2 members could vote"):
        meet_with(session, chamber, {chamber.seats[2]: silent}, version=version)


def test_the_history_keeps_who_stood_in(session):
    chamber = a_chamber(session)
    other = a_substitute(session, chamber.seats[2])

    meet_with(session, chamber, {chamber.seats[2]: other})

    event = session.scalar(select(AuditEvent).where(AuditEvent.action == "attendance.recorded"))
    assert event.detail.details["substitutes"] == [other.id]


def test_the_protocol_says_of_substitutes_who_declared_who_did_not_and_who_came(session):
    chamber = a_chamber(session)
    came = a_substitute(session, chamber.seats[1], "Jan Obecny", title="radca")
    silent = a_substitute(session, chamber.seats[2], "Ewa Milcząca", conflicts_declared_at=None)
    a_substitute(session, chamber.seats[2], "Ola Nieobecna")
    meet_with(session, chamber, {chamber.seats[1]: came, chamber.seats[2]: silent})
    vote_on_all(session, chamber, TWO)

    text = words_of(session, chamber)

    assert said("zastępca: Jan Obecny, radca", text)
    assert said("Jan Obecny, zastępca (członek Kapituły: Juror 2) 1 czerwca 2027 r.; udział w posiedzeniu: tak", text)
    assert said(
        "Ola Nieobecna, zastępca (członek Kapituły: Juror 3) 1 czerwca 2027 r.; udział w posiedzeniu: nie", text
    )
    assert said("nie złożyli: Ewa Milcząca, zastępca (członek Kapituły: Juror 3). O ich konfliktach", text)
    assert said("3 z 3 członków Kapituły; do kworum wlicza się: 2, potrzeba: 1", text)
    assert said("Wniosek nr 1: Juror 3 (zastępca: Ewa Milcząca)", text)
    assert not said(NOBODY, text)


def test_that_nobody_has_a_conflict_is_said_once_the_substitutes_who_came_have_declared(session):
    chamber = a_chamber(session)
    came = a_substitute(session, chamber.seats[2])
    a_substitute(session, chamber.seats[1], "Ewa Nieobecna", conflicts_declared_at=None)
    meet_with(session, chamber, {chamber.seats[2]: came})
    vote_on_all(session, chamber)

    text = words_of(session, chamber)

    assert said("Wszyscy członkowie Kapituły i zastępcy, którzy przyszli, złożyli oświadczenia", text)
    assert said(NOBODY, text)
    assert said("brak w systemie", text)  # in the table, of who did not come


def test_the_protocol_names_the_conflict_of_a_substitute(session):
    chamber = a_chamber(session)
    other = a_substitute(session, chamber.seats[2])
    a_conflict(session, other, chamber.entries[1])
    meet_with(session, chamber, {chamber.seats[2]: other})
    decide(session, chamber, 1, count=THREE)
    decide(session, chamber, 2, chamber.distinction, TWO)
    decide(session, chamber, 3, chamber.distinction, THREE)

    text = words_of(session, chamber)

    assert said("Jan Zastępca, zastępca (członek Kapituły: Juror 3) – zgłoszenie nr 2", text)
    assert said("Wniosek nr 2: Juror 3 (zastępca: Jan Zastępca)", text)
    assert not said(NOBODY, text)


def test_the_secretary_chooses_at_the_meeting_among_those_named(session, client_of):
    chamber = a_chamber(session)
    other = a_substitute(session, chamber.seats[2], conflicts_declared_at=None)
    session.commit()
    client = client_of(chamber.secretary)
    form = {"held_at": "2027-06-01T12:00", "place": "Toruń", "voting": "open"}
    form |= {f"present-{seat.public_id}": "1" for seat in chamber.seats[:2]}
    form |= {f"substitute-{chamber.seats[2].public_id}": other.public_id}

    page = client.get(f"{chamber.url}meeting/").text
    answer = client.post(f"{chamber.url}meeting/", data=form)

    assert "Jan Zastępca</option>" in page
    assert "do not count until they have: Jan Zastępca" in page
    assert page.count(">Name a substitute<") == 2
    assert answer.status_code == 302
    session.rollback()
    rows = session.scalars(select(Attendance).order_by(Attendance.seat_id)).all()
    assert [(row.present, row.substitute_id) for row in rows] == [(True, None), (True, None), (True, other.id)]


def test_a_substitute_removed_since_stays_on_the_record_when_the_place_is_corrected(session, client_of):
    chamber = a_chamber(session)
    other = a_substitute(session, chamber.seats[2])
    version = meet_with(session, chamber, {chamber.seats[2]: other}).version
    members.remove(session, other, reason="A slip.", by=chamber.secretary, at=DELIBERATION)
    session.commit()

    page = client_of(chamber.secretary).get(f"{chamber.url}meeting/").text

    assert f'<option selected value="{other.public_id}">' in page
    assert version == session.scalar(select(Meeting.version))


def test_a_stranger_cannot_be_written_into_the_attendance(session, client_of):
    chamber = a_chamber(session)
    stranger = a_user(name="Obcy")
    session.add(stranger)
    session.commit()
    form = {"held_at": "2027-06-01T12:00", "place": "", "voting": "open"}
    form |= {f"substitute-{chamber.seats[2].public_id}": stranger.public_id}

    answer = client_of(chamber.secretary).post(f"{chamber.url}meeting/", data=form)

    assert answer.status_code == 422
    session.rollback()
    assert session.scalars(select(Meeting)).all() == []
