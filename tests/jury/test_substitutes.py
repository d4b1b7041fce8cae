"""A substitute is named, told, declares on a page of their own, and may do nothing else."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.accounts.operations import accounts
from judging.audit.models import AuditEvent
from judging.core.refusals import NotNow, NotYours
from judging.editions.models import Role, Seat
from judging.jury.models import Assignment, Conflict, Source
from judging.jury.operations import conflicts, members, substitutes
from judging.jury.queries import chapter as chapter_queries
from judging.notifications.models import Message
from judging.notifications.rendering import letter
from judging.offices import operations as offices
from tests.factories import DELIBERATION, JUDGING, a_seat, a_user

JAN = {"name": "Jan Zastępca", "email": "jan@example.org", "title": "radca"}


def named(session, chapter, seat=None, **fields):
    who = JAN | fields
    made = substitutes.name_substitute(session, seat or chapter.first, **who, by=chapter.secretary, at=JUDGING)
    session.flush()
    return made


def mails(session):
    return sorted((one.template, one.to) for one in session.scalars(select(Message)))


def page_of(chapter, seat, tail=""):
    return f"/desk/{chapter.edition.slug}/jury/members/{seat.public_id}/substitutes/{tail}"


def test_the_substitute_the_member_and_the_leaders_are_told(session, chapter):
    named(session, chapter, chapter.second)

    assert mails(session) == sorted(
        [
            ("substitute-invited", "jan@example.org"),
            ("substitute-named", chapter.first.user.email),  # the chair
            ("substitute-named", chapter.second.user.email),  # the member, and the deputy
        ]
    )


def test_the_history_keeps_who_was_named_for_whom(session, chapter):
    made = named(session, chapter)

    event = session.scalar(select(AuditEvent).where(AuditEvent.action == "substitute.named"))
    assert (event.subject, event.detail.details["juror"]) == (f"seat:{made.id}", chapter.first.user.name)


def test_a_substitute_who_comes_is_looked_at_for_conflicts(session, chapter):
    entry = chapter.entries[0]
    entry.office.email = "urzad@um.miasto.pl"
    session.flush()

    made = named(session, chapter, email="jan@um.miasto.pl")

    [conflict] = session.scalars(select(Conflict).where(Conflict.seat_id == made.id))
    assert (conflict.source, conflict.office_id) == (Source.DETECTED, entry.office_id)


def test_a_substitute_who_comes_to_act_for_an_office_is_in_conflict_at_once(session, chapter):
    made = named(session, chapter)
    made.user.confirmed_at = JUDGING

    offices.ask_to_act(session, chapter.entries[0].office, "Clerk", tell=[], by=made.user, at=JUDGING)

    office = chapter.entries[0].office_id
    query = select(Conflict).where(Conflict.seat_id == made.id, Conflict.office_id == office)
    assert session.scalars(query).one().source is Source.DETECTED


@pytest.mark.parametrize("hat", ["member", "substitute of another"])
def test_nobody_has_two_votes(session, chapter, hat):
    if hat == "member":
        with pytest.raises(NotNow, match="is already a member of the chapter"):
            named(session, chapter, email=chapter.second.user.email)
    else:
        named(session, chapter)
        with pytest.raises(NotNow, match="named as the substitute of Juror Anna"):
            named(session, chapter, chapter.second)
        with pytest.raises(NotNow, match="named as the substitute of Juror Anna"):
            members.invite(session, chapter.edition, **JAN, reason="Resigned.", by=chapter.secretary, at=JUDGING)


def test_neither_a_secretary_nor_an_administrator_stands_in_for_a_member(session, chapter):
    administrator = a_user(administrator=True)
    session.add(administrator)
    session.flush()

    with pytest.raises(NotNow, match="a secretary does not judge"):
        named(session, chapter, email=chapter.secretary.email)
    with pytest.raises(NotNow, match="runs the server"):
        named(session, chapter, email=administrator.email)


def test_nobody_is_named_once_the_result_is_sealed(session, chapter):
    chapter.edition.sealed_at = DELIBERATION
    session.flush()
    before = session.scalars(select(AuditEvent.id)).all()

    with pytest.raises(NotNow, match="The result is sealed"):
        named(session, chapter)

    assert session.scalars(select(AuditEvent.id)).all() == before


def test_a_substitute_declares_for_themselves_alone(session, chapter):
    made = named(session, chapter)

    with pytest.raises(NotYours):
        conflicts.declare(session, made, {}, none_of_the_others=True, agreed=True, by=chapter.juror, at=JUDGING)
    with pytest.raises(NotYours):
        conflicts.declare(session, chapter.first, {}, none_of_the_others=True, agreed=True, by=made.user, at=JUDGING)

    assert made.conflicts_declared_at is None


def test_one_who_comes_back_goes_through_the_list_as_it_is_now(session, chapter):
    made = named(session, chapter)
    conflicts.declare(session, made, {}, none_of_the_others=True, agreed=True, by=made.user, at=JUDGING)
    members.remove(session, made, reason="A slip.", by=chapter.secretary, at=JUDGING)
    session.flush()

    again = named(session, chapter, chapter.second)

    assert (again.id, again.stands_for, again.conflicts_declared_at) == (made.id, chapter.second, None)


def test_with_the_member_the_substitutes_go(session, chapter):
    made = named(session, chapter)

    members.remove(session, chapter.first, reason="Illness.", by=chapter.secretary, at=JUDGING)

    assert made.removed_at == JUDGING
    assert not accounts.is_awaited(session, made.user)


def test_a_substitute_is_no_member_and_gets_no_entries(session, chapter):
    made = named(session, chapter)

    assert made not in chapter_queries.seats_of(session, chapter.edition)
    assert session.scalars(select(Assignment).where(Assignment.seat_id == made.id)).all() == []


def test_who_has_not_declared_gets_the_reminder_too(session, chapter):
    made = named(session, chapter)

    members.remind_to_declare(session, chapter.edition, at=JUDGING)

    assert ("conflicts-to-declare", made.user.email) in mails(session)


@pytest.mark.parametrize("template", ["substitute-invited", "substitute-named"])
@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_letters_say_who_stands_in_for_whom(app, session, chapter, template, language):
    with app.app_context():
        made = named(session, chapter, chapter.second)
        message = session.scalars(select(Message).where(Message.template == template)).first()
        words = letter(message, made.user, language)

    assert chapter.second.user.name in words.body
    assert ("Jan Zastępca" in words.body) == (template == "substitute-named")


@pytest.fixture
def signed_in(session, chapter, client_of):
    """A substitute, who has come, and their browser."""
    made = a_seat(
        chapter.edition,
        Role.SUBSTITUTE,
        user=a_user(name="Jan Zastępca"),
        stands_for=chapter.first,
        conflicts_declared_at=None,
    )
    session.add(made)
    session.commit()
    return made, client_of(made.user)


def test_the_substitute_declares_on_a_page_of_their_own(session, chapter, signed_in):
    made, client = signed_in
    page, entry = f"/jury/{chapter.edition.slug}/conflicts/", chapter.entries[0]

    read = client.get(page).text
    said = {f"reason-{entry.public_id}": "A cousin.", "none-of-the-others": "yes", "agreed": "yes"}
    sent = {"conflict": entry.public_id} | said
    answer = client.post(page, data=sent)

    assert "You are named as the substitute of Juror Anna" in read
    assert answer.location == page
    session.rollback()
    assert session.get(Seat, made.id).conflicts_declared_at is not None
    [conflict] = session.scalars(select(Conflict).where(Conflict.seat_id == made.id))
    assert (conflict.entry_id, conflict.source, conflict.reason) == (entry.id, Source.DECLARED, "A cousin.")
    assert "A cousin." in client.get(page).text


def test_the_substitute_finds_their_way_from_where_signing_in_leads(chapter, signed_in):
    _made, client = signed_in

    assert client.get("/work/").location == f"/jury/{chapter.edition.slug}/conflicts/"


def test_the_substitute_reads_no_entry_and_no_results(chapter, signed_in):
    _made, client = signed_in
    slug = chapter.edition.slug
    closed = [f"/jury/{slug}/", f"/chapter/{slug}/protocol/", f"/chapter/{slug}/seats/", f"/desk/{slug}/jury/"]
    closed += [f"/desk/{slug}/results/", chapter.sheet_url(chapter.entries[0])]

    assert [client.get(path).status_code for path in closed] == [404] * len(closed)
    assert chapter.entries[0].title not in client.get(f"/jury/{slug}/conflicts/").text


def test_the_secretary_names_invites_again_and_removes(session, chapter, client_of, stop_clock):
    client, page = client_of(chapter.secretary), page_of(chapter, chapter.first)

    answer = client.post(page, data=JAN)
    session.rollback()
    made = session.scalar(select(Seat).where(Seat.role == Role.SUBSTITUTE))
    listed = client.get(page).text
    stop_clock(JUDGING + timedelta(hours=1))
    again = client.post(f"/desk/{chapter.edition.slug}/jury/substitutes/{made.public_id}/invite/")
    removed = client.post(
        f"/desk/{chapter.edition.slug}/jury/substitutes/{made.public_id}/remove/", data={"reason": "Cannot come."}
    )

    assert (answer.location, again.location, removed.location) == (page, page, page)
    assert "not declared" in listed
    session.rollback()
    assert session.get(Seat, made.id).removed_at is not None
    assert [template for template, _to in mails(session)].count("substitute-invited") == 2
    assert "Nobody is named as the substitute of this member." in client.get(page).text


def test_a_refused_name_is_kept_beside_its_field(session, chapter, client_of):
    sent = JAN | {"email": chapter.second.user.email}

    answer = client_of(chapter.secretary).post(page_of(chapter, chapter.first), data=sent)

    assert answer.status_code == 409
    assert "is already a member of the chapter" in answer.text
    assert 'value="Jan Zastępca"' in answer.text


def test_the_secretary_records_a_conflict_of_a_substitute(session, chapter, client_of, signed_in):
    made, _client = signed_in
    sent = {"seat": made.public_id, "office": chapter.entries[0].office.public_id, "reason": "Worked there."}

    client = client_of(chapter.secretary)
    answer = client.post(f"/desk/{chapter.edition.slug}/jury/conflicts/", data=sent)

    assert answer.status_code == 302
    session.rollback()
    [conflict] = session.scalars(select(Conflict).where(Conflict.seat_id == made.id))
    assert conflict.source is Source.RECORDED
    assert (
        "Jan Zastępca, the substitute of Juror Anna" in client.get(f"/desk/{chapter.edition.slug}/jury/conflicts/").text
    )


def test_the_desk_says_that_a_substitute_has_not_declared_and_keeps_nobody_from_voting(
    session, chapter, client_of, signed_in
):
    known = chapter_queries.chapter_of(session, chapter.edition, chapter.edition.rounds[0])

    assert [seat.user.name for seat in known.silent_substitutes] == ["Jan Zastępca"]
    page = client_of(chapter.secretary).get(f"/desk/{chapter.edition.slug}/jury/").text
    assert "Jan Zastępca, the substitute of Juror Anna, has not declared conflicts of interest" in page
