"""To whom a letter goes: each person alone, nobody twice with the same, no office of whoever sends it."""

from datetime import timedelta

import pytest

from judging.core.db import get_session
from judging.editions.models import Role
from judging.entries.models import Extension, Status
from judging.letters import queries
from judging.letters.copies import Words
from judging.letters.fields import Field
from judging.letters.models import Whom
from judging.offices.models import Representative
from tests.factories import BEFORE, CLOSES, CORRECTIONS, DURING, JUDGING, a_seat, a_sheet, a_user, an_assignment

PLAIN = Words("Ważne", "Prosimy o kontakt.")


def effect(session, edition, letter, by):
    return queries.effect(session, edition, letter, by, DURING)


def names(found):
    return [reader.user.name for reader in found.readers]


def test_a_letter_goes_to_the_people_of_the_offices_that_a_search_finds(session, edition, secretary, entered, written):
    entered(1, "Urząd A", "Anna")
    entered(2, "Urząd B", "Bogdan", status=Status.ACCEPTED)

    assert names(effect(session, edition, written(), secretary)) == ["Anna", "Bogdan"]
    assert names(effect(session, edition, written(question="status=accepted"), secretary)) == ["Bogdan"]
    assert names(effect(session, edition, written(question="q=Urz%C4%85d+A"), secretary)) == ["Anna"]


def test_a_letter_that_says_the_same_of_two_entries_goes_once(session, edition, secretary, entered, written):
    first = entered(1, "Urząd A", "Anna")
    second = entered(2, "Urząd B", "Bogdan")
    second.office.representatives.append(
        Representative(user=first.author, asked_at=BEFORE, approved_at=BEFORE, right="submit")
    )
    session.commit()

    assert names(effect(session, edition, written(words=PLAIN), secretary)) == ["Anna", "Bogdan"]
    of_office = written(words=Words("{office}", "Prosimy o kontakt."))
    assert sorted(names(effect(session, edition, of_office, secretary))) == ["Anna", "Anna", "Bogdan"]


def test_the_deadline_is_that_of_the_entry(session, edition, secretary, entered, written):
    entered(1, "Urząd A", "Anna")
    entered(2, "Urząd B", "Bogdan", status=Status.RETURNED, correct_until=CORRECTIONS)
    longer = entered(3, "Urząd C", "Celina")
    later = CLOSES + timedelta(days=2)
    session.add(
        Extension(edition_id=edition.id, office_id=longer.office_id, until=later, reason="-", by_id=secretary.id)
    )
    session.commit()

    told = {one.user.name: one.values[Field.DEADLINE] for one in effect(session, edition, written(), secretary).readers}

    assert told == {"Anna": CLOSES, "Bogdan": CORRECTIONS, "Celina": later}


def test_an_office_of_whoever_sends_is_left_out_and_counted(session, edition, secretary, entered, written):
    own = entered(1, "Urząd A", "Anna")
    entered(2, "Urząd B", "Bogdan")
    session.add(Representative(office_id=own.office_id, user_id=secretary.id, asked_at=BEFORE))
    session.commit()

    found = effect(session, edition, written(), secretary)

    assert (names(found), found.own) == (["Bogdan"], 1)


def test_an_office_without_anybody_confirmed_is_named(session, edition, secretary, entered, written):
    entry = entered(1, "Urząd A", "Anna")
    entry.office.representatives[0].approved_at = None
    session.commit()

    found = effect(session, edition, written(), secretary)

    assert (names(found), found.silent) == ([], ["Urząd A"])


def test_whose_account_is_closed_gets_nothing(session, edition, secretary, entered, written):
    entered(1, "Urząd A", "Anna").author.deactivated_at = DURING
    session.commit()

    assert names(effect(session, edition, written(), secretary)) == []


def test_offices_with_a_draft_are_written_to_and_no_title_of_a_draft_is_told(
    session, edition, secretary, entered, written
):
    entered(1, "Urząd A", "Anna")
    entered(None, "Urząd B", "Bogdan", status=Status.DRAFT)
    entered(None, "Urząd C", "Celina", status=Status.DRAFT, deleted_at=DURING)

    found = effect(session, edition, written(Whom.DRAFTS, Words("{office}", "{deadline}")), secretary)

    assert names(found) == ["Bogdan"]
    assert Field.PRACTICE not in found.readers[0].values


def test_jurors_and_those_whose_sheets_are_missing(session, edition, secretary, entered, written):
    entry = entered(1, "Urząd A", "Anna", status=Status.ACCEPTED)
    done, behind = (a_seat(edition, user=a_user(name=name)) for name in ("Done", "Behind"))
    chair = a_seat(edition, Role.CHAIR, user=a_user(name="Chair"))
    tasks = [an_assignment(seat, entry) for seat in (done, behind)]
    session.add_all([done, behind, chair, *tasks])
    session.flush()
    scores = {criterion.key: 5 for criterion in edition.current_round.criteria}
    session.add(a_sheet(tasks[0], scores=scores, submitted=True, saved_at=JUDGING))
    session.commit()

    everybody = effect(session, edition, written(Whom.JURORS, PLAIN), secretary)
    late = effect(session, edition, written(Whom.BEHIND, Words("{missing}", "{deadline}")), secretary)

    assert names(everybody) == ["Behind", "Chair", "Done"]
    assert names(late) == ["Behind"]
    assert late.readers[0].values[Field.MISSING] == 1


def test_one_person_is_somebody_who_takes_part(session, edition, secretary, entered, written):
    anna = entered(1, "Urząd A", "Anna").author
    stranger = a_user(name="Stranger")
    session.add(stranger)
    session.commit()

    assert names(effect(session, edition, written(Whom.PERSON, PLAIN, person=anna.public_id), secretary)) == ["Anna"]
    with pytest.raises(Exception, match="Choose the person"):
        written(Whom.PERSON, PLAIN, person=stranger.public_id)


def test_the_statements_do_not_grow_with_the_readers(app, session, edition, secretary, entered, written, statements):
    letter = written()

    def ask():
        session.expire_all()
        session.rollback()
        effect(session, edition, letter, secretary)

    entered(1, "Urząd A")
    few = statements(ask)
    for number in range(2, 8):
        entered(number, f"Urząd {number}")

    assert statements(ask) == few


def test_a_letter_goes_to_the_people_of_the_offices_that_the_list_of_offices_finds(
    app, session, edition, secretary, entered, written
):
    entered(1, "Urząd A", "Anna")
    entered(2, "Urząd B", "Bogdan", status=Status.ACCEPTED)
    silent = entered(3, "Urząd C", "Celina")
    silent.office.representatives[0].approved_at = None
    session.commit()

    with app.app_context():
        everybody = effect(session, edition, written(Whom.OFFICES, Words("{office}", "{deadline}")), secretary)
        accepted = effect(session, edition, written(Whom.OFFICES, PLAIN, question="has=accepted"), secretary)

    assert (names(everybody), everybody.silent) == (["Anna", "Bogdan"], ["Urząd C"])
    assert {one.values[Field.DEADLINE] for one in everybody.readers} == {CLOSES}
    assert names(accepted) == ["Bogdan"]


def test_a_letter_goes_to_the_people_that_the_list_of_people_finds(app, session, edition, secretary, entered, written):
    entered(1, "Urząd A", "Anna")
    seeing = entered(2, "Urząd B", "Bogdan")
    seeing.office.representatives[0].right = "see"
    gone = entered(3, "Urząd C", "Celina")
    gone.author.deactivated_at = DURING
    session.commit()

    with app.app_context():
        everybody = effect(session, edition, written(Whom.PEOPLE, Words("{office}", "{person}")), secretary)
        one = effect(session, edition, written(Whom.PEOPLE, PLAIN, question="right=see"), secretary)
        named = effect(session, edition, written(Whom.PEOPLE, PLAIN, question="q=anna"), secretary)

    assert (names(everybody), names(one), names(named)) == (["Anna", "Bogdan"], ["Bogdan"], ["Anna"])


@pytest.mark.parametrize("whom", [Whom.OFFICES, Whom.PEOPLE])
def test_an_own_office_is_left_out_of_what_its_list_finds_and_counted(
    app, session, edition, secretary, entered, written, whom
):
    own = entered(1, "Urząd A", "Anna")
    entered(2, "Urząd B", "Bogdan")
    session.add(Representative(office_id=own.office_id, user_id=secretary.id, asked_at=BEFORE))
    session.commit()

    with app.app_context():
        found = effect(session, edition, written(whom, PLAIN), secretary)

    assert (names(found), found.own) == (["Bogdan"], 1)


@pytest.mark.parametrize("whom", [Whom.OFFICES, Whom.PEOPLE])
def test_whom_a_letter_goes_to_costs_the_same_however_many_they_are(
    app, session, edition, secretary, entered, written, statements, whom
):
    entered(1, "Urząd A", "Anna")
    letter = written(whom, PLAIN)

    def asked():
        with app.app_context():
            effect(get_session(), edition, letter, secretary)

    asked()
    few = statements(asked)
    for number in range(2, 8):
        entered(number, f"Urząd {number}", f"Osoba {number}")

    assert statements(asked) == few
