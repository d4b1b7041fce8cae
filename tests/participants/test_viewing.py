"""A secretary sees the system as an office sees it: read only, recorded, told to that office, and nothing beyond."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.audit.actions import Action
from judging.audit.models import AuditEvent
from judging.editions.models import Role
from judging.entries.models import Entry, Status
from judging.notifications.models import Message
from judging.offices.models import Representative, Right
from judging.participants.models import Viewing
from tests.factories import BEFORE, DURING, OPENS, a_seat, an_edition, an_entry, an_office

WHY = {"reason": "Urząd pisze, że nie widzi przycisku „Wyślij”."}


@pytest.fixture
def office(session, edition, an_office_with):
    office = an_office_with("Urząd Gminy Żuków", Status.SUBMITTED)
    author = office.representatives[0].user
    session.add(an_entry(edition=edition, office=office, author=author, title="Ogród w szkicu"))
    session.commit()
    return office


@pytest.fixture
def desk(client_of, secretary):
    return client_of(secretary)


@pytest.fixture
def seen(session, desk, edition, office):
    """Begin to look; return the address under which the pages of the office are."""
    answer = desk.post(f"/desk/{edition.slug}/participants/{office.public_id}/view/", data=WHY)
    session.rollback()
    assert answer.status_code == 302
    assert answer.location.endswith("/entries/")
    return answer.location.removesuffix("/entries/")


def the_draft(session):
    return session.scalars(select(Entry).where(Entry.status == Status.DRAFT)).first()


def test_the_secretary_reads_the_pages_of_the_office_with_its_drafts(session, desk, office, seen):
    draft = the_draft(session).public_id

    cards = desk.get(f"{seen}/entries/").text
    form = desk.get(f"{seen}/entries/{draft}/edit/").text

    assert "You see what Urząd Gminy Żuków sees." in cards
    assert "Ogród w szkicu" in cards
    assert f'href="{seen}/entries/{draft}/' in cards
    assert 'value="Ogród w szkicu"' in form


def test_there_is_nothing_to_press_or_to_type_and_no_script(session, desk, seen):
    page = desk.get(f"{seen}/entries/{the_draft(session).public_id}/edit/").text

    assert "<script type=" not in page
    for control in ("button", "input", "textarea", "select"):
        assert page.count(f"<{control}") == page.count(f"<{control} disabled")


def test_nothing_can_be_sent_from_there(session, desk, seen):
    draft = the_draft(session)
    before = draft.version

    for path in (f"{draft.public_id}/edit/", f"{draft.public_id}/submit/", f"{draft.public_id}/delete/", "new/"):
        assert desk.post(f"{seen}/entries/{path}", data={"title": "Inny"}).status_code in {404, 405}

    session.expire_all()
    assert (draft.version, draft.title, draft.deleted_at) == (before, "Ogród w szkicu", None)


@pytest.mark.parametrize(
    "path",
    ["profile/", "office/", "desk/", "sign-out/", "entries/new/", "", "nowhere/", "../profile/", "second-factor/"],
)
def test_only_the_pages_of_its_entries_are_shown(desk, seen, path):
    assert desk.get(f"{seen}/{path}").status_code == 404


def test_what_the_same_person_has_elsewhere_stays_theirs(session, desk, edition, office, seen):
    person = office.representatives[0].user
    other_office, other_edition = an_office(name="Urząd Drugi", representative=person), an_edition()
    elsewhere = an_entry(edition=edition, office=other_office, author=person, title="Szkic drugiego urzędu")
    later = an_entry(edition=other_edition, office=office, author=person, title="Szkic innej edycji")
    deleted = an_entry(edition=other_edition, office=office, author=person, title="Usunięty", deleted_at=DURING)
    session.add_all([other_office, elsewhere, later, deleted])
    session.commit()

    cards = desk.get(f"{seen}/entries/").text

    assert "Ogród w szkicu" in cards
    for title in ("Szkic drugiego urzędu", "Szkic innej edycji", "Urząd Drugi", "Usunięty"):
        assert title not in cards
    for entry in (elsewhere, later):
        assert desk.get(f"{seen}/entries/{entry.public_id}/").status_code == 404


def test_the_office_is_told_who_looks_and_why_and_the_history_keeps_it(session, desk, edition, office, secretary, seen):
    reader = Right.SEE
    letters = session.scalars(select(Message).where(Message.template == "office-viewed")).all()
    acts = session.scalars(select(AuditEvent).where(AuditEvent.action == Action.OFFICE_VIEWED)).all()

    assert [letter.user_id for letter in letters] == [
        person.user_id for person in office.representatives if person.approved_at and person.right is not reader
    ]
    assert (letters[0].context["secretary"], letters[0].context["reason"]) == (secretary.name, WHY["reason"])
    assert [act.detail.details["reason"] for act in acts] == [WHY["reason"]]
    assert WHY["reason"].split("„")[0] in desk.get(f"/desk/{edition.slug}/participants/{office.public_id}/").text


def test_it_needs_a_reason(session, desk, edition, office):
    answer = desk.post(f"/desk/{edition.slug}/participants/{office.public_id}/view/", data={"reason": " "})

    assert answer.status_code == 422
    assert session.scalars(select(Viewing)).all() == []


def test_it_ends_after_half_an_hour(desk, seen, stop_clock, edition, office):
    stop_clock(DURING + timedelta(minutes=30))

    answer = desk.get(f"{seen}/entries/")

    assert answer.status_code == 302
    assert answer.location.endswith(f"/participants/{office.public_id}/")


def test_nobody_else_can_use_it(session, client_of, edition, office, seen):
    another = a_seat(edition, Role.SECRETARY)
    session.add(another)
    session.commit()

    assert client_of(another.user).get(f"{seen}/entries/").status_code == 404
    assert client_of(office.representatives[0].user).get(f"{seen}/entries/").status_code == 404


def test_a_secretary_does_not_look_at_an_own_office_in_this_way(session, desk, edition, office, secretary):
    session.add(Representative(office=office, user=secretary, asked_at=BEFORE))
    session.commit()

    answer = desk.post(f"/desk/{edition.slug}/participants/{office.public_id}/view/", data=WHY)

    assert answer.status_code == 403
    assert session.scalars(select(Viewing)).all() == []


def test_nor_at_the_drafts_of_rivals_of_an_own_office(session, desk, edition, office, secretary, an_office_with):
    own = an_office_with("Urząd Gminy Łąck", Status.DRAFT)
    session.add(Representative(office=own, user=secretary, asked_at=BEFORE))
    session.commit()

    page = desk.get(f"/desk/{edition.slug}/participants/{office.public_id}/").text
    answer = desk.post(f"/desk/{edition.slug}/participants/{office.public_id}/view/", data=WHY)

    assert "another secretary looks at these pages" in page
    assert answer.status_code == 403
    assert session.scalars(select(Viewing)).all() == []


def test_what_was_begun_ends_when_an_own_office_takes_part(session, desk, seen, secretary, an_office_with):
    own = an_office_with("Urząd Gminy Łąck", Status.DRAFT)
    session.add(Representative(office=own, user=secretary, asked_at=DURING))
    session.commit()

    assert desk.get(f"{seen}/entries/").status_code == 403


def test_where_nobody_is_confirmed_there_is_nobody_to_see_as(session, desk, edition, an_office_with):
    office = an_office_with("Urząd Gminy Łąck", Status.SUBMITTED)
    office.representatives[0].approved_at = None
    session.commit()
    page = desk.get(f"/desk/{edition.slug}/participants/{office.public_id}/").text

    assert "Nobody is confirmed to submit for this office" in page
    assert desk.post(f"/desk/{edition.slug}/participants/{office.public_id}/view/", data=WHY).status_code == 409


def test_the_secretary_stays_who_they_are_meanwhile(session, desk, seen, edition, secretary):
    desk.get(f"{seen}/entries/")

    assert secretary.name in desk.get("/profile/").text
    assert desk.get(f"/desk/{edition.slug}/").status_code == 200


def test_an_office_of_another_edition_is_not_seen_through_this_one(session, desk, edition):
    other = an_edition(opens_at=OPENS - timedelta(days=300))
    office = an_office()
    session.add(an_entry(edition=other, office=office, status=Status.SUBMITTED))
    session.commit()

    assert desk.get(f"/desk/{edition.slug}/participants/{office.public_id}/view/").status_code == 404
