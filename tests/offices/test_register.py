"""The register of units: read, loaded again, and searched in spite of slips."""

import pytest
from sqlalchemy import func, select

from judging.offices import operations, queries, register
from judging.offices.models import Unit, UnitKind
from tests.factories import BEFORE, DURING

TERC = """WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA
02;;;;DOLNOŚLĄSKIE;województwo;2027-01-01
02;01;;;bolesławiecki;powiat;2027-01-01
02;01;01;1;Bolesławiec;gmina miejska;2027-01-01
02;01;04;3;Nowogrodziec;gmina miejsko-wiejska;2027-01-01
02;01;04;4;Nowogrodziec;miasto;2027-01-01
02;01;04;5;Nowogrodziec;obszar wiejski;2027-01-01
02;64;;;Wrocław;miasto na prawach powiatu;2027-01-01
02;64;01;1;Wrocław;gmina miejska;2027-01-01
"""


@pytest.fixture
def loaded(session):
    operations.load_register(session, register.read(register.SHIPPED), at=BEFORE)
    session.commit()


def a_file(tmp_path, text):
    path = tmp_path / "register.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_register_holds_every_unit(session, loaded):
    kinds = dict(session.execute(select(Unit.kind, func.count()).group_by(Unit.kind)).all())

    assert kinds == {
        UnitKind.VOIVODESHIP: 16,
        UnitKind.POWIAT: 314,
        UnitKind.CITY: 66,
        UnitKind.URBAN: 236,
        UnitKind.URBAN_RURAL: 724,
        UnitKind.RURAL: 1453,
    }


def test_loading_again_changes_nothing(session, loaded):
    done = operations.load_register(session, register.read(register.SHIPPED), at=DURING)

    assert (done.added, done.changed, done.removed) == (0, 0, 0)


def test_a_newer_register_adds_renames_and_marks_what_vanished(session, tmp_path):
    header = "teryt,name,kind,powiat,wojewodztwo\n"
    old = header + "0201,a,powiat,a,x\n0202,b,powiat,b,x\n"
    new = header + "0201,ą,powiat,a,x\n0203,c,powiat,c,x\n"
    operations.load_register(session, register.read(a_file(tmp_path, old)), at=BEFORE)

    done = operations.load_register(session, register.read(a_file(tmp_path, new)), at=DURING)

    assert (done.added, done.changed, done.removed) == (1, 1, 1)
    found = session.execute(select(Unit.name, Unit.removed_at).order_by(Unit.teryt)).all()
    assert found == [("ą", None), ("b", DURING), ("c", None)]


def test_the_official_file_is_read_without_towns_and_rural_parts(tmp_path):
    rows = register.read(a_file(tmp_path, TERC))

    assert [(row.teryt, row.name, row.kind) for row in rows] == [
        ("02", "dolnośląskie", UnitKind.VOIVODESHIP),
        ("0201", "bolesławiecki", UnitKind.POWIAT),
        ("0201011", "Bolesławiec", UnitKind.URBAN),
        ("0201043", "Nowogrodziec", UnitKind.URBAN_RURAL),
        ("0264011", "Wrocław", UnitKind.CITY),
    ]
    assert rows[3].powiat == "bolesławiecki"


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "teryt,name,kind,powiat,wojewodztwo\n02,x,wieś,,x\n", ""])
def test_a_file_that_is_no_register_is_refused(app, tmp_path, text):
    with app.test_request_context(), pytest.raises(register.NotARegister):
        register.read(a_file(tmp_path, text))


FOUND = {
    "dabrowa gornicza": ("Dąbrowa Górnicza", UnitKind.CITY),
    "Dombrowa Górnicza": ("Dąbrowa Górnicza", UnitKind.CITY),
    "lodz": ("Łódź", UnitKind.CITY),
    "Bielsko Biała": ("Bielsko-Biała", UnitKind.CITY),
    "Starostwo Powiatowe krakowski": ("krakowski", UnitKind.POWIAT),
    "gmina wiejska Bolesławiec": ("Bolesławiec", UnitKind.RURAL),
    "urząd marszałkowski mazowieckie": ("mazowieckie", UnitKind.VOIVODESHIP),
    "zakopan": ("Zakopane", UnitKind.URBAN),
    "wroclw": ("Wrocław", UnitKind.CITY),
}


def test_a_unit_is_found_without_diacritics_and_in_spite_of_a_slip(session, loaded):
    best = {typed: queries.find(session, typed)[0][0] for typed in FOUND}

    assert {typed: (unit.name, unit.kind) for typed, unit in best.items()} == FOUND


def test_units_of_one_name_are_told_apart_by_the_powiat_typed(session, loaded):
    best = queries.find(session, "Dąbrowa mogileński")[0][0]

    assert (best.name, best.powiat) == ("Dąbrowa", "mogileński")


def test_what_is_like_no_name_finds_nothing(session, loaded):
    found = {typed: queries.find(session, typed) for typed in ("", "x", "%", "qqqqqqqqqqqq", "_ _")}

    assert not any(found.values()), found
