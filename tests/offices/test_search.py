"""Finding a unit: by every word that the list shows of it, in any case, and nothing behind exact hits."""

import csv
import time
from pathlib import Path

import pytest

from judging.offices import operations, queries, register
from judging.offices.index import DISTRICTS, Index, Known
from judging.offices.models import UnitKind
from judging.offices.official import official_name
from tests.factories import BEFORE, a_unit

TABLE = list(csv.DictReader(Path("tests/offices/queries.csv").read_text(encoding="utf-8").splitlines()))
UNITS = [Known(row.teryt, row.name, row.kind, row.powiat, row.voivodeship) for row in register.read(register.SHIPPED)]
INDEX = Index(UNITS)


def found(typed):
    return [hit.teryt for hit in INDEX.find(typed, 12)]


def test_the_table_of_queries_finds_first_what_is_meant():
    first = {row["typed"]: (found(row["typed"]) or [""])[0] for row in TABLE}

    assert len(TABLE) >= 60
    assert first == {row["typed"]: row["teryt"] for row in TABLE}


def test_a_unit_is_found_by_what_the_list_shows_of_it():
    shown = {
        unit.teryt: f"{unit.name}, {unit.kind}, powiat {unit.powiat}, województwo {unit.voivodeship}" for unit in UNITS
    }

    assert [unit.teryt for unit in UNITS if unit.teryt not in found(shown[unit.teryt])] == []
    assert [unit.teryt for unit in UNITS if found(unit.teryt) != [unit.teryt]] == []


@pytest.mark.parametrize(
    ("typed", "number"),
    [("Brzeziny, powiat kaliski", 1), ("powiat złotowski", 1), ("Brzeziny", 3), ("brzeziny łódzkie", 2), ("Lubin", 2)],
)
def test_behind_exact_hits_there_is_nothing_that_is_only_like_them(typed, number):
    assert len(found(typed)) == number


def test_every_district_of_warsaw_leads_to_warsaw():
    hits = {name: INDEX.find(f"dzielnica {name}", 12) for name in DISTRICTS}

    assert {name: [tuple(hit) for hit in hit] for name, hit in hits.items()} == {
        name: [("1465011", name)] for name in DISTRICTS
    }


def test_every_town_is_found_by_the_name_of_its_office():
    names = {unit.teryt: official_name(unit) for unit in UNITS}

    assert [name for teryt, name in names.items() if teryt not in found(name)] == []


def test_a_search_takes_less_than_five_milliseconds():
    typed = [row["typed"] for row in TABLE]
    typed += [name[:length] for name in ("Dąbrowa", "Nowe Miasto") for length in range(1, len(name))]
    found("Dombrowa")  # what compares words is loaded once

    begun = time.process_time()
    for one in typed:
        found(one)

    assert (time.process_time() - begun) / len(typed) < 0.005


def test_a_unit_that_is_renamed_or_added_is_found_at_once(session):
    session.add(a_unit(teryt="9901011", name="Zmyślonka"))
    session.commit()
    before = [unit.teryt for unit, _district in queries.find(session, "Zmyślonka")]
    rows = [register.Row("9901011", "Wymyślin", UnitKind.URBAN, "testowy", "testowe")]

    operations.load_register(session, rows, at=BEFORE)
    session.commit()

    assert before == ["9901011"]
    assert [unit.name for unit, _district in queries.find(session, "Wymyślin")] == ["Wymyślin"]
    assert queries.find(session, "Zmyślonka") == []
