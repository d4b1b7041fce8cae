"""People of one office: who is invited, who accepts, and what each of them may do with its entries."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.audit.models import AuditEvent
from judging.colleagues import operations, rules
from judging.colleagues.models import ColleagueInvitation
from judging.core.refusals import NotNow, NotYours
from judging.entries import queries
from judging.entries import rules as entry_rules
from judging.entries.models import Entry, EntryVersion, HeldSubmission
from judging.entries.operations import entries, holding
from judging.jury.models import Conflict
from judging.notifications.models import Message
from judging.notifications.rendering import letter
from judging.offices import operations as offices
from judging.offices import rules as office_rules
from judging.offices.models import Representative, Right
from tests.factories import BEFORE, DURING, a_seat, a_user, an_entry

A_DAY = timedelta(days=1)


@pytest.fixture
def draft(session, stop_clock):
    stop_clock(DURING)
    entry = an_entry()
    session.add(entry)
    session.commit()
    return entry


def a_colleague(session, office, right):
    user = a_user()
    person = Representative(user=user, asked_at=BEFORE, approved_at=BEFORE, right=right)
    office.representatives.append(person)
    session.commit()
    return person


def invited(session, entry, email="ewa@gmina.example", right=Right.EDIT, at=DURING):
    operations.invite(session, entry.office, email, right, by=entry.author, at=at)
    session.commit()
    return session.scalars(select(ColleagueInvitation).order_by(ColleagueInvitation.id.desc())).first()


def revised(session, entry, by):
    text = entries.Text("Nowy tytuł", entry.area, dict(entry.answers))
    entries.revise(session, entry, text, version=entry.version, by=by, at=DURING)


@pytest.mark.parametrize(
    ("right", "reads", "writes", "submits"),
    [
        (Right.SEE, True, False, False),
        (Right.EDIT, True, True, False),
        (Right.SUBMIT, True, True, True),
    ],
)
def test_each_right_includes_those_before_it_and_no_more(session, draft, right, reads, writes, submits):
    user = a_colleague(session, draft.office, right).user

    assert (session.scalars(queries.visible_entries(user)).all() == [draft]) is reads
    assert (entry_rules.why_not_edit(user, draft, DURING) is None) is writes
    assert (entry_rules.why_not_hand_in(user, draft, [], DURING) is None) is submits


def test_whoever_only_reads_changes_nothing_and_leaves_no_trace(session, draft):
    user, before = a_colleague(session, draft.office, Right.SEE).user, draft.title

    with pytest.raises(NotYours):
        revised(session, draft, user)
    with pytest.raises(NotYours):
        entries.create(session, draft.edition, draft.office, by=user, at=DURING)
    session.rollback()

    assert draft.title == before
    assert len(session.scalars(select(Entry)).all()) == 1


def test_what_is_submitted_by_whoever_only_writes_is_neither_a_version_nor_held(session, draft):
    user = a_colleague(session, draft.office, Right.EDIT).user

    with pytest.raises(NotYours):
        holding.hand_in(session, draft, [], by=user, at=DURING)
    session.rollback()

    assert session.scalars(select(EntryVersion)).all() == []
    assert session.scalars(select(HeldSubmission)).all() == []


def test_a_writer_corrects_what_was_submitted_and_only_a_submitter_withdraws_it(session, draft):
    entries.submit(session, draft, [], by=draft.author, at=DURING)
    user = a_colleague(session, draft.office, Right.EDIT).user

    revised(session, draft, user)

    assert draft.title == "Nowy tytuł"
    assert isinstance(entry_rules.why_not_withdraw(user, draft), NotYours)


@pytest.mark.parametrize("right", [Right.SEE, Right.EDIT])
def test_whoever_may_not_submit_decides_on_nobody_of_the_office(session, draft, right):
    user = a_colleague(session, draft.office, right).user
    waiting = Representative(user=a_user(), asked_at=DURING)
    draft.office.representatives.append(waiting)
    session.commit()

    assert isinstance(office_rules.why_not_decide(user, waiting, secretary=False), NotYours)
    assert isinstance(rules.why_not_invite(user, draft.office, 0, known=False), NotYours)
    assert isinstance(office_rules.why_not_change(user, draft.office), NotYours)


def test_an_invitation_gives_nothing_until_its_owner_accepts(session, draft):
    invitation = invited(session, draft)
    ewa = a_user(email="ewa@gmina.example")
    session.add(ewa)
    session.commit()
    assert not office_rules.acts_for(ewa, draft.office)
    assert session.scalars(queries.visible_entries(ewa)).all() == []

    operations.accept(session, invitation, "Inspektor", by=ewa, at=DURING + A_DAY)
    session.commit()

    assert office_rules.right_of(ewa, draft.office) is Right.EDIT
    told = [(message.template, message.to) for message in session.scalars(select(Message).order_by(Message.id))]
    assert told == [("colleague-invited", "ewa@gmina.example"), ("colleague-accepted", draft.author.email)]


def test_nobody_but_the_owner_of_the_address_accepts(session, draft):
    invitation, stranger = invited(session, draft), a_user()
    session.add(stranger)
    session.commit()

    with pytest.raises(NotYours):
        operations.accept(session, invitation, "Inspektor", by=stranger, at=DURING)

    assert len(draft.office.representatives) == 1


@pytest.mark.parametrize(
    ("days", "open_"),
    [(30 * A_DAY - timedelta(seconds=1), True), (30 * A_DAY, False)],
)
def test_an_invitation_holds_for_thirty_days(session, draft, days, open_):
    assert rules.is_open(invited(session, draft), DURING + days) is open_


def test_an_invitation_of_somebody_who_left_gives_nothing(session, draft):
    invitation = invited(session, draft)
    ewa = a_user(email="ewa@gmina.example")
    session.add(ewa)
    draft.office.representatives[0].approved_at = None
    session.commit()

    assert isinstance(rules.why_not_accept(ewa, invitation, DURING), NotNow)


def test_an_address_that_nobody_has_confirmed_accepts_nothing(session, draft):
    invitation, ewa = invited(session, draft), a_user(email="ewa@gmina.example", confirmed_at=None)
    session.add(ewa)
    session.commit()

    assert isinstance(rules.why_not_accept(ewa, invitation, DURING), NotNow)


def test_nobody_is_invited_twice_at_once(session, draft):
    invited(session, draft)

    with pytest.raises(NotNow):
        invited(session, draft)

    assert len(session.scalars(select(ColleagueInvitation)).all()) == 1


@pytest.mark.parametrize(("waiting", "allowed"), [(9, True), (10, False)])
def test_an_office_invites_a_few_at_a_time(session, draft, waiting, allowed):
    assert (rules.why_not_invite(draft.author, draft.office, waiting, known=False) is None) is allowed


def test_a_juror_who_accepts_has_a_conflict_from_that_moment(session, draft):
    entries.submit(session, draft, [], by=draft.author, at=DURING)
    seat = a_seat(draft.edition, user=a_user(email="ewa@gmina.example"))
    session.add(seat)
    session.commit()
    invitation = invited(session, draft, right=Right.SEE)
    assert session.scalars(select(Conflict)).all() == []

    operations.accept(session, invitation, "Inspektor", by=seat.user, at=DURING)
    session.commit()

    [conflict] = session.scalars(select(Conflict))
    assert (conflict.seat_id, conflict.office_id) == (seat.id, draft.office_id)


def test_a_juror_who_is_only_invited_has_no_conflict(session, draft):
    entries.submit(session, draft, [], by=draft.author, at=DURING)
    seat = a_seat(draft.edition, user=a_user(email="ewa@gmina.example"))
    session.add(seat)
    session.commit()

    invited(session, draft)

    assert session.scalars(select(Conflict)).all() == []


def test_somebody_who_may_submit_always_stays(session, draft):
    [only] = draft.office.representatives
    other = a_colleague(session, draft.office, Right.EDIT)

    refusal = rules.why_not_set_right(only.user, only, Right.EDIT)
    assert isinstance(refusal, NotNow)
    assert isinstance(office_rules.why_not_remove(only.user, only, secretary=False), NotNow)

    operations.set_right(session, other, Right.SUBMIT, by=only.user, at=DURING)
    assert rules.why_not_set_right(only.user, only, Right.EDIT) is None
    assert office_rules.why_not_remove(only.user, only, secretary=False) is None


def test_everybody_may_leave_an_office(session, draft):
    reader = a_colleague(session, draft.office, Right.SEE)

    assert office_rules.why_not_remove(reader.user, reader, secretary=False) is None


def test_a_changed_right_is_told_and_recorded(session, draft):
    reader = a_colleague(session, draft.office, Right.SEE)

    operations.set_right(session, reader, Right.EDIT, by=draft.author, at=DURING)
    session.commit()

    event = session.scalars(select(AuditEvent)).one()
    assert (event.action, event.detail.details) == (
        "colleague.right-set",
        {"person": reader.user.name, "right": "edit"},
    )
    assert [message.to for message in session.scalars(select(Message))] == [reader.user.email]


def test_what_was_held_for_whoever_gets_no_right_to_submit_does_not_count(session, draft):
    waiting = a_user()
    person = Representative(user=waiting, asked_at=DURING, right=Right.EDIT)
    draft.office.representatives.append(person)
    draft.author = waiting
    session.commit()
    holding.hand_in(session, draft, [], by=waiting, at=DURING)
    session.commit()

    offices.approve(session, person, secretary=False, by=draft.office.representatives[0].user, at=DURING)
    session.commit()

    assert draft.held is None
    assert session.scalars(select(EntryVersion)).all() == []


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_mail_is_written_whole(app, session, draft, language):
    invitation = invited(session, draft)
    ewa = a_user(email="ewa@gmina.example")
    session.add(ewa)
    operations.accept(session, invitation, "Inspektor", by=ewa, at=DURING)
    person = next(one for one in draft.office.representatives if one.user is ewa)
    operations.set_right(session, person, Right.SUBMIT, by=draft.author, at=DURING)
    session.commit()

    with app.test_request_context():
        for message in session.scalars(select(Message)):
            words = letter(message, None, language)
            assert words.subject
            assert draft.office.name in words.body


def test_an_office_invites_and_its_colleague_accepts_on_the_pages(session, client_of, draft):
    office = draft.office.public_id
    sender = client_of(draft.author)
    sent = sender.post(f"/office/{office}/invite/", data={"email": " Ewa@Gmina.example", "right": "see"})
    assert sent.status_code == 302
    assert "ewa@gmina.example" in sender.get(f"/office/{office}/invite/").text

    ewa = client_of(a_user(email="ewa@gmina.example"))
    assert "You are invited to act for" in ewa.get("/office/").text
    invitation = session.scalars(select(ColleagueInvitation)).one()
    ewa.post(f"/office/invitations/{invitation.public_id}/", data={"position": "Inspektor"})

    assert draft.title in ewa.get("/entries/").text
    assert ewa.get(f"/entries/{draft.public_id}/").status_code == 200
    assert ewa.post(f"/entries/{draft.public_id}/delete/").status_code == 403


def test_whoever_only_reads_is_led_to_read_not_to_write(session, client_of, draft):
    reader, writer = (a_colleague(session, draft.office, right).user for right in (Right.SEE, Right.EDIT))
    session.commit()

    assert "Check and submit" not in client_of(reader).get("/entries/").text
    assert "Check and submit" in client_of(writer).get("/entries/").text


def test_a_stranger_finds_no_invitation(session, client_of, draft):
    invitation = invited(session, draft)

    assert client_of(a_user()).get(f"/office/invitations/{invitation.public_id}/").status_code == 404


def test_statements_of_the_page_of_offices_do_not_grow_with_invitations(session, client_of, statements, draft):
    client = client_of(a_user(email="ewa@gmina.example"))
    for number in range(2):
        invited(session, an_entry_of(session, number))
    client.get("/office/")
    few = statements(lambda: client.get("/office/"))
    for number in range(4):
        invited(session, an_entry_of(session, number))

    assert statements(lambda: client.get("/office/")) == few


def an_entry_of(session, number):
    entry = an_entry(title=f"Entry {number}")
    session.add(entry)
    session.commit()
    return entry
