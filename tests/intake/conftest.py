"""An edition in its call whose form has every kind of question, its secretary, and units of the register."""

import pytest

from judging.accounts.models import User
from judging.core.i18n import speaking
from judging.editions.models import Area, Declaration, DeclarationKind, FieldKind, FormField, Role
from judging.offices.models import UnitKind
from tests.factories import a_seat, a_unit, a_user, an_edition, an_office
from tests.intake.situation import Desk

FIELDS = (
    ("problem", FieldKind.TEXT, "Problem lub potrzeba"),
    ("solution", FieldKind.TEXT, "Rozwiązanie"),
    ("effects", FieldKind.TEXT, "Efekty"),
    ("works", FieldKind.YES_NO, "Czy działa do dziś"),
    ("people", FieldKind.NUMBER, "Liczba osób"),
)
UNITS = (
    ("2477011", "Tychy", UnitKind.CITY, "Tychy", "śląskie"),
    ("1432043", "Izabelin", UnitKind.RURAL, "warszawski zachodni", "mazowieckie"),
    ("3015072", "Brzeziny", UnitKind.RURAL, "kaliski", "wielkopolskie"),
    ("1021022", "Brzeziny", UnitKind.RURAL, "brzeziński", "łódzkie"),
)


@pytest.fixture
def edition(session):
    edition = an_edition()
    edition.areas = [Area(name="Klienci, także w terenie", position=1), Area(name="Kadry", position=2)]
    edition.fields = [
        FormField(key=key, kind=kind, label=label, position=place, required=key != "people")
        for place, (key, kind, label) in enumerate(FIELDS, start=1)
    ]
    edition.declarations = [Declaration(kind=DeclarationKind.TRUTH, text="Prawda.")]
    session.add(edition)
    session.commit()
    return edition


@pytest.fixture
def secretary(session, edition) -> User:
    secretary = a_user(name="Sekretarz Konkursu", language="en")
    session.add(a_seat(edition, Role.SECRETARY, user=secretary))
    session.commit()
    return secretary


@pytest.fixture
def units(session):
    """The units by their codes."""
    made = {
        teryt: a_unit(teryt=teryt, name=name, kind=kind, powiat=powiat, voivodeship=region, folded=name.lower())
        for teryt, name, kind, powiat, region in UNITS
    }
    session.add_all(made.values())
    session.commit()
    return made


@pytest.fixture
def tychy(session, units):
    """An office that takes part already, with its representative."""
    office = an_office(unit=units["2477011"], name="Urząd Miasta Tychy", representative=a_user(password_hash="x"))
    session.add(office)
    session.commit()
    return office


@pytest.fixture
def desk(session, edition, secretary, app):
    """The secretary's desk without its pages."""
    with app.test_request_context(), speaking("en"):
        yield Desk(session, edition, secretary)
