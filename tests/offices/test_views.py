"""The pages of the offices, as a browser meets them."""

import re

import pytest
from sqlalchemy import select

from judging.notifications.models import Message
from judging.offices import operations, register
from judging.offices.models import Office
from tests.factories import BEFORE, a_unit, a_user, an_office
from tests.offices.people import DETAILS, a_representative


def test_the_search_works_without_scripts_and_shows_kind_and_powiat(session, client_of):
    operations.load_register(session, register.read(register.SHIPPED), at=BEFORE)

    page = client_of(a_user()).get("/office/find/?q=boleslawiec").text

    words = re.sub("<[^>]*>", "", page)
    assert page.count('type="radio"') >= 2
    assert "urban gmina, powiat bolesławiecki, voivodeship dolnośląskie" in words
    assert "rural gmina, powiat bolesławiecki, voivodeship dolnośląskie" in words


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


def test_an_address_for_e_delivery_comes_back_as_it_was_typed_and_is_kept_in_capitals(session, client_of):
    session.add(a_unit(teryt="0201011"))
    client, page = client_of(a_user()), "/office/register/0201011/"

    refused = client.post(page, data=DETAILS | {"e_delivery": "ae:pl-Zażółć"})
    client.post(page, data=DETAILS | {"e_delivery": "ae:pl-12345-67890-abcde-12"})

    assert 'value="ae:pl-Zażółć"' in refused.text
    session.rollback()
    assert session.query(Office).one().e_delivery == "AE:PL-12345-67890-ABCDE-12"


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


def test_offices_of_others_do_not_exist(session, client_of, office):
    other = an_office()
    session.add(other)
    session.flush()
    client, person = client_of(other.representatives[0].user), office.representatives[0]

    assert client.get(f"/office/{office.public_id}/edit/").status_code == 404
    assert client.get(f"/office/people/{person.public_id}/refuse/").status_code == 404
    assert client.post(f"/office/people/{person.public_id}/approve/").status_code == 404
