"""The pages of the offices, as a browser meets them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.editions.models import Role
from judging.entries.models import Status
from judging.notifications.models import Message
from judging.offices import operations, register
from judging.offices.models import Office, Representative
from tests.factories import BEFORE, OPENS, a_seat, a_unit, a_user, an_edition, an_entry, an_office


def a_representative(office, *, approved_at=BEFORE):
    return Representative(office=office, user=a_user(), asked_at=BEFORE, approved_at=approved_at)


DETAILS = {"name": "Urząd Gminy Lipa", "email": "ug@example.org", "position": "Clerk"}


@pytest.fixture
def office(session):
    office = an_office()
    session.add(office)
    session.commit()
    return office


def test_the_search_works_without_scripts_and_shows_kind_and_powiat(session, client_of):
    operations.load_register(session, register.read(register.SHIPPED), at=BEFORE)

    page = client_of(a_user()).get("/office/find/?q=boleslawiec").text

    assert page.count('type="radio"') >= 2
    assert "urban gmina, powiat bolesławiecki, voivodeship dolnośląskie" in page
    assert "rural gmina, powiat bolesławiecki, voivodeship dolnośląskie" in page


def test_the_search_by_typing_answers_in_json(session, client_of):
    session.add(a_unit(teryt="0201011", name="Bolesławiec", folded="boleslawiec"))

    answer = client_of(a_user()).get("/office/units.json?q=boles")

    assert [(one["value"], one["label"]) for one in answer.json] == [("0201011", "Bolesławiec")]
    assert answer.json[0]["url"] == "/office/start/?unit=0201011"


def test_a_unit_leads_to_registering_or_to_joining(session, client_of, office):
    session.add(a_unit(teryt="0201011"))
    client = client_of(a_user())

    assert client.get("/office/start/?unit=0201011").location == "/office/register/0201011/"
    taken = client.get(f"/office/start/?unit={office.unit.teryt}").location
    assert taken == f"/office/join/{office.public_id}/"
    assert client.get("/office/start/?unit=9").status_code == 404


@pytest.mark.parametrize("wrong", [{"name": " "}, {"email": "no address"}, {"position": ""}, {"e_delivery": "AE:X"}])
def test_a_wrong_detail_keeps_what_was_typed_and_registers_nothing(session, client_of, wrong):
    session.add(a_unit(teryt="0201011"))

    page = client_of(a_user()).post("/office/register/0201011/", data=DETAILS | {"address": "Lipa 1"} | wrong)

    assert page.status_code == 422
    assert "Lipa 1" in page.text
    assert session.query(Office).count() == 0


def test_a_representative_approves_a_colleague_on_the_page(session, client_of, office):
    client, colleague = client_of(office.representatives[0].user), client_of(a_user(name="Jan Lis"))
    colleague.post(f"/office/join/{office.public_id}/", data={"position": "Clerk"})
    session.rollback()
    person = office.representatives[1]

    assert "Jan Lis" in client.get("/office/").text
    assert colleague.post(f"/office/people/{person.public_id}/approve/").status_code == 404
    assert client.post(f"/office/people/{person.public_id}/approve/").status_code == 302
    session.rollback()
    assert person.approved_at is not None


def test_the_right_to_act_is_ended_by_another_representative_and_never_leaves_the_office_alone(
    session, client_of, office
):
    first, second = office.representatives[0], a_representative(office)
    session.add(second)
    session.commit()
    client, leaving = client_of(first.user), client_of(second.user)

    answer = client.post(f"/office/people/{second.public_id}/remove/", data={"reason": "Zmiana stanowiska"})
    alone = client.post(f"/office/people/{first.public_id}/remove/", data={"reason": "Odchodzę"})

    assert (answer.status_code, alone.status_code) == (302, 409)
    session.rollback()
    assert (second.approved_at, first.approved_at is None) == (None, False)
    assert leaving.get(f"/office/{office.public_id}/edit/").status_code == 404
    assert session.scalar(select(Message.template).where(Message.user_id == second.user_id)) == "representative-removed"


def test_a_secretary_hands_an_office_over(session, client_of, office):
    edition = an_edition()
    secretary, heir, former = a_user(), a_user(), office.representatives[0]
    session.add_all([a_seat(edition, Role.SECRETARY, user=secretary), heir])
    desk, coming = client_of(secretary), client_of(heir)
    coming.post(f"/office/join/{office.public_id}/", data={"position": "Clerk"})
    session.rollback()
    wanted = next(person for person in office.representatives if person.user_id == heir.id)

    removed = desk.post(f"/desk/{edition.slug}/offices/people/{former.public_id}/remove/", data={"reason": "Odeszła"})
    approved = desk.post(f"/desk/{edition.slug}/offices/people/{wanted.public_id}/approve/")

    assert (removed.status_code, approved.status_code) == (302, 302)
    session.rollback()
    assert (former.approved_at, wanted.approved_at is None) == (None, False)


def test_whoever_has_only_asked_to_act_reads_nothing_of_the_office(session, client_of, office):
    stranger = client_of(a_user())
    stranger.post(f"/office/join/{office.public_id}/", data={"position": "Clerk"})

    assert stranger.get(f"/office/{office.public_id}/edit/").status_code == 404
    assert stranger.post(f"/office/{office.public_id}/edit/", data=DETAILS).status_code == 404
    assert office.email not in stranger.get("/office/").text


@pytest.mark.parametrize("act", ["approve", "refuse", "remove"])
@pytest.mark.parametrize("about", ["oneself", "another"])
@pytest.mark.parametrize("keeping", [False, True])
def test_nobody_decides_about_people_before_their_own_right_is_confirmed(
    session, client_of, office, act, about, keeping
):
    asking = office.representatives[0] if keeping else a_representative(office, approved_at=None)
    asking.approved_at = None
    another = a_representative(office, approved_at=BEFORE if act == "remove" and not keeping else None)
    session.add_all([asking, another])
    session.commit()
    person = asking if about == "oneself" else another
    client, url = client_of(asking.user), f"/office/people/{person.public_id}/{act}/"
    before = (person.approved_at, person.refused_at)

    answers = [client.post(url, data={"reason": "Nie znamy"}).status_code]
    answers += [] if act == "approve" else [client.get(url).status_code]

    assert set(answers) == {404}
    session.rollback()
    assert (person.approved_at, person.refused_at) == before


@pytest.mark.parametrize("act", ["approve", "refuse", "remove"])
def test_a_secretary_who_asked_to_act_for_an_office_decides_on_none_of_its_people(session, client_of, office, act):
    edition, secretary = an_edition(), a_user()
    asked = a_representative(office, approved_at=BEFORE if act == "remove" else None)
    own = Representative(office=office, user=secretary, asked_at=BEFORE)
    session.add_all([a_seat(edition, Role.SECRETARY, user=secretary), asked, own])
    session.commit()

    url = f"/desk/{edition.slug}/offices/people/{asked.public_id}/{act}/"
    answer = client_of(secretary).post(url, data={"reason": "Nie znamy tej osoby"})

    assert answer.status_code == 403
    session.rollback()
    assert (asked.approved_at, asked.refused_at) == (BEFORE if act == "remove" else None, None)


@pytest.mark.parametrize("act", ["approve", "refuse", "remove"])
@pytest.mark.parametrize("running", [False, True])
def test_a_secretary_decides_only_where_the_office_is_the_business_of_the_edition(
    session, client_of, office, running, act
):
    asked = a_representative(office, approved_at=BEFORE if act == "remove" else None)
    earlier, latest = an_edition(opens_at=OPENS - timedelta(days=300)), an_edition()
    session.add_all([asked, earlier, latest])
    mine = latest if running else earlier
    secretary = a_user()
    session.add(a_seat(mine, Role.SECRETARY, user=secretary))
    client, url = client_of(secretary), f"/desk/{mine.slug}/offices/people/{asked.public_id}/{act}/"

    answer = client.post(url, data={"reason": "Nie znamy tej osoby"})

    assert answer.status_code == (302 if running else 404)
    assert (asked.user.name in client.get(f"/desk/{mine.slug}/offices/").text) == (running and act == "approve")
    session.rollback()
    changed = asked.approved_at != (BEFORE if act == "remove" else None) or asked.refused_at is not None
    assert changed == running


@pytest.mark.parametrize(
    ("elsewhere", "here", "over", "decides"),
    [
        (Status.DRAFT, None, "", False),
        (Status.SUBMITTED, None, "", False),
        (Status.DRAFT, Status.DRAFT, "", True),
        (Status.SUBMITTED, "waiting", "", False),
        (Status.DRAFT, None, "announced_at", True),
        (Status.SUBMITTED, None, "archived_at", True),
        ("waiting", None, "", True),  # a draft of one whose right nobody has confirmed is not the office's
    ],
)
@pytest.mark.parametrize("act", ["approve", "refuse"])
def test_the_secretary_of_the_edition_that_runs_leaves_an_office_that_enters_another_to_its_secretary(
    session, client_of, office, elsewhere, here, over, decides, act
):
    asked = a_representative(office, approved_at=None)
    other, mine = an_edition(opens_at=OPENS - timedelta(days=300)), an_edition()
    seat = a_seat(mine, Role.SECRETARY)
    session.add_all([asked, other, mine, seat])
    session.flush()
    for edition, status in ((other, elsewhere), (mine, here)):
        author = asked.user if status == "waiting" else office.representatives[0].user
        if status:
            kept = Status.DRAFT if status == "waiting" else status
            session.add(an_entry(edition=edition, office=office, author=author, status=kept))
    if over:
        setattr(other, over, BEFORE)
    session.commit()
    client, url = client_of(seat.user), f"/desk/{mine.slug}/offices/"

    listed = asked.user.name in client.get(url).text
    answer = client.post(f"{url}people/{asked.public_id}/{act}/", data={"reason": "Nie znamy"})

    assert (listed, answer.status_code) == (decides, 302 if decides else 404)
    session.rollback()
    assert (asked.approved_at or asked.refused_at) is not None if decides else asked.approved_at is asked.refused_at


def test_offices_of_others_do_not_exist(session, client_of, office):
    other = an_office()
    session.add(other)
    session.flush()
    client, person = client_of(other.representatives[0].user), office.representatives[0]

    assert client.get(f"/office/{office.public_id}/edit/").status_code == 404
    assert client.get(f"/office/people/{person.public_id}/refuse/").status_code == 404
    assert client.post(f"/office/people/{person.public_id}/approve/").status_code == 404


def test_the_secretary_refuses_with_a_reason(session, client_of):
    edition = an_edition()
    seat, person = a_seat(edition, Role.SECRETARY), a_user()
    session.add_all([seat, a_unit(teryt="0201011")])
    client_of(person).post("/office/register/0201011/", data=DETAILS)
    desk, address = client_of(seat.user), f"/desk/{edition.slug}/offices/"
    session.rollback()
    asked = session.query(Office).one().representatives[0]

    assert desk.post(f"{address}people/{asked.public_id}/refuse/", data={}).status_code == 422
    told = {"reason": "Unknown to the office."}
    assert desk.post(f"{address}people/{asked.public_id}/refuse/", data=told).status_code == 302
    session.rollback()
    assert asked.refused_at is not None


def test_the_desk_asks_as_many_questions_for_ten_offices_as_for_one(session, client_of, office, statements):
    seat = a_seat(an_edition(), Role.SECRETARY)
    session.add(seat)
    session.flush()
    desk, address = client_of(seat.user), f"/desk/{seat.edition.slug}/offices/"
    desk.get(address)
    one = statements(lambda: desk.get(address))
    session.add_all(an_office() for _ in range(9))
    session.commit()

    assert statements(lambda: desk.get(address)) == one
