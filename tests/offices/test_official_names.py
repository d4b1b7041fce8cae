"""The official name of an office, suggested from its unit."""

import pytest

from judging.offices import register
from judging.offices.names import locatives, seats
from judging.offices.official import official_name
from tests.factories import a_unit, a_user

UNITS = {row.teryt: row for row in register.read(register.SHIPPED)}


@pytest.mark.parametrize(
    ("teryt", "name"),
    [
        ("2465011", "Urząd Miejski w Dąbrowie Górniczej"),
        ("0264011", "Urząd Miejski we Wrocławiu"),
        ("2061011", "Urząd Miejski w Białymstoku"),
        ("1261011", "Urząd Miasta Krakowa"),
        ("1465011", "Urząd m.st. Warszawy"),
        ("1217011", "Urząd Miejski w Zakopanem"),
        ("0410033", "Urząd Miejski w Nakle nad Notecią"),
        ("3007022", "Urząd Gminy Brzeziny"),
        ("3031", "Starostwo Powiatowe w Złotowie"),
        ("1217", "Starostwo Powiatowe w Zakopanem"),
        ("0418", "Starostwo Powiatowe we Włocławku"),
        ("14", "Urząd Marszałkowski Województwa Mazowieckiego"),
        ("04", "Urząd Marszałkowski Województwa Kujawsko-Pomorskiego"),
    ],
)
def test_the_name_of_the_office_follows_from_the_unit(teryt, name):
    assert official_name(UNITS[teryt]) == name


def test_every_town_has_its_locative_and_every_powiat_its_seat():
    towns = {row.name for row in UNITS.values() if row.kind in {"gmina miejska", "gmina miejsko-wiejska"}}
    wide = {row.teryt for row in UNITS.values() if row.kind in {"powiat", "województwo"}}

    assert towns - locatives().keys() == set()
    assert (wide, set(seats().values()) - locatives().keys()) == (set(seats()), set())


def test_the_form_suggests_the_name_and_lets_it_be_corrected(session, client_of):
    session.add(a_unit(teryt="2465011", name="Dąbrowa Górnicza", kind="miasto na prawach powiatu"))

    page = client_of(a_user()).get("/office/register/2465011/").text

    assert 'value="Urząd Miejski w Dąbrowie Górniczej"' in page


def test_nothing_is_chosen_for_the_person_among_several(session, client_of):
    session.add_all(
        [
            a_unit(teryt="1021011", name="Brzeziny", powiat="brzeziński"),
            a_unit(teryt="3007022", name="Brzeziny", powiat="kaliski"),
        ]
    )
    client = client_of(a_user())

    several, one = client.get("/office/find/?q=brzeziny").text, client.get("/office/find/?q=brzeziny+kaliski").text
    asked = client.get("/office/start/?q=brzeziny", follow_redirects=True)

    assert (" checked" in several, " checked" in one) == (False, True)
    assert asked.request.path == "/office/find/"
    assert "Choose one of these units" in asked.text or "Wybierz jedną z tych jednostek" in asked.text


def test_the_list_shows_the_whole_name_of_a_powiat_and_its_code(session, client_of):
    session.add(a_unit(teryt="3031", name="złotowski", kind="powiat", powiat="złotowski", voivodeship="wielkopolskie"))

    [one] = client_of(a_user()).get("/office/units.json?q=powiat+złotowski").json

    assert (one["label"], "3031" in one["note"]) == ("powiat złotowski", True)
