"""A unit is taken where a text names it and no other; what is not plain is asked."""

import pytest

from judging.offices.models import UnitKind
from judging.offices.queries import finder
from judging.offices.recognised import recognise
from tests.factories import a_unit


@pytest.fixture
def meant(session, units):
    return lambda text, **beside: recognise(text, finder(session), **beside)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2477011", "2477011"),
        ("TERYT 2477011", "2477011"),
        ("Urząd Miasta Tychy", "2477011"),
        ("URZĄD MIASTA TYCHY", "2477011"),
        ("Tychy", "2477011"),
        ("Urząd Miejski w Tychach", "2477011"),
        ("Urząd Gminy Izabelin", "1432043"),
        ("Brzeziny, powiat kaliski", "3015072"),
    ],
)
def test_a_text_that_names_one_unit_is_that_unit(meant, text, code):
    assert meant(text).code == code


@pytest.mark.parametrize("text", ["Urząd Gminy Brzeziny", "Tyhcy", "Ośrodek Kultury", ""])
def test_a_text_that_names_several_or_only_looks_like_one_is_asked(meant, text):
    assert meant(text).code == ""


def test_several_units_are_offered_where_several_are_meant(meant):
    assert set(meant("Urząd Gminy Brzeziny").codes) == {"3015072", "1021022"}


def test_the_other_columns_tell_namesakes_apart(meant):
    assert meant("Urząd Gminy Brzeziny", powiat="powiat kaliski").code == "3015072"
    assert meant("Gmina Brzeziny", region="łódzkie").code == "1021022"


def test_a_code_whose_first_zero_a_spreadsheet_took_off_is_the_code(session, meant):
    session.add(a_unit(teryt="0461011", name="Bydgoszcz", kind=UnitKind.CITY, folded="bydgoszcz"))
    session.commit()

    assert meant("", code="461011").code == "0461011"


def test_the_name_that_an_office_gave_itself_is_that_office(meant):
    assert meant("Magistrat Tychy nad Gostynią", own={"magistrat tychy nad gostynia": "2477011"}).code == "2477011"
