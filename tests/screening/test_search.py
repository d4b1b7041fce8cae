"""A search of the list of entries: what it finds, how its address is read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from judging.entries.models import Status
from judging.offices.models import UnitKind
from judging.screening.listing import Line
from judging.screening.search import Choices, Gap, Order, Search, found

NOW = datetime(2027, 4, 10, 12, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)
LODZ = Line(
    number=7,
    public_id="e7",
    status=Status.SUBMITTED,
    submitted_at=NOW - timedelta(days=20),
    title="Żółta linia dla mieszkańców",
    area="Klienci",
    office="Urząd Miasta Łodzi",
    kind=UnitKind.CITY,
    unit="Łódź",
    powiat="Łódź",
    voivodeship="łódzkie",
    teryt="1061011",
    email="urzad@lodz.example",
    office_id=1,
    correct_until=None,
    version_id="v7",
    version=1,
    files='[{"id": "f"}]',
    acted_for=3,
    came_at=NOW - timedelta(days=20),
    typed_in=None,
    zone="Europe/Warsaw",
)
CMIELOW = replace(
    LODZ,
    number=12,
    public_id="e12",
    status=Status.RETURNED,
    submitted_at=NOW - timedelta(days=30),
    title="Ćwiczenia z prostego języka",
    area="",
    office="Urząd Miejski w Ćmielowie",
    kind=UnitKind.URBAN_RURAL,
    unit="Ćmielów",
    powiat="ostrowiecki",
    voivodeship="świętokrzyskie",
    email="urzad@cmielow.example",
    office_id=2,
    correct_until=NOW - A_MINUTE,
    version_id="v12",
    files="[]",
    acted_for=None,
    came_at=NOW - timedelta(days=1),
    typed_in=5,
)
TEXTS = {"v7": "kolejka 12 osob w urzedzie znika", "v12": "pisma czytane na glos"}


def numbers(search, at=NOW):
    return [line.number for line in found([CMIELOW, LODZ], search, at, lambda: TEXTS)]


@pytest.mark.parametrize(
    ("asked", "hits"),
    [
        ({}, [7, 12]),
        ({"q": "lodz"}, [7]),
        ({"since": "2027-04-01T00:00:00Z"}, [12]),
        ({"since": "wczoraj"}, [7, 12]),
        ({"missing": "confirmation"}, [12]),
        ({"q": "ŁÓDŹ"}, [7]),
        ({"q": "zolta mieszkan"}, [7]),
        ({"q": "12"}, [12]),
        ({"q": "007"}, [7]),
        ({"q": "kolejk"}, [7]),
        ({"q": "pisma głos"}, [12]),
        ({"q": "pisma kolejka"}, []),
        ({"q": "olejka"}, []),
        ({"status": "returned"}, [12]),
        ({"status": "nonsense"}, [7, 12]),
        ({"area": "Klienci"}, [7]),
        ({"area": "Klienci", "status": "returned"}, []),
        ({"voivodeship": "świętokrzyskie"}, [12]),
        ({"kind": "urban-rural"}, [12]),
        ({"kind": "village"}, [7, 12]),
        ({"missing": "files"}, [12]),
        ({"missing": "area"}, [12]),
        ({"missing": "person"}, [12]),
        ({"missing": "correction"}, [12]),
        ({"sort": "title"}, [12, 7]),
        ({"sort": "-title"}, [7, 12]),
        ({"sort": "office"}, [7, 12]),
        ({"sort": "received"}, [12, 7]),
        ({"sort": "-number"}, [12, 7]),
        ({"sort": "points"}, [7, 12]),
    ],
)
def test_a_search_finds_what_its_address_asks_for(asked, hits):
    assert numbers(Search.read(asked)) == hits


@pytest.mark.parametrize(("at", "hits"), [(NOW - A_MINUTE, []), (NOW, [12]), (NOW + A_MINUTE, [12])])
def test_a_correction_is_overdue_once_its_last_minute_is_over(at, hits):
    assert numbers(Search(gap=Gap.CORRECTION), at) == hits


def test_texts_are_read_only_where_words_are_looked_for():
    def never():
        raise AssertionError("nobody asked for words")

    assert found([LODZ], Search(area="Klienci"), NOW, never) == [LODZ]


def test_an_address_says_just_what_is_asked_and_is_read_as_the_same():
    asked = {
        "q": "prosty język",
        "status": "submitted",
        "area": "Klienci & sąsiedzi",
        "voivodeship": "łódzkie",
        "kind": "city",
        "missing": "files",
        "sort": "-office",
    }

    assert Search.read(asked).asked == asked
    assert Search().asked == {}
    assert Search.read({"sort": "number"}).asked == {}


def test_a_column_is_sorted_and_then_the_other_way_round():
    once = Search().sorted_by(Order.TITLE)

    assert (once.order, once.descending) == (Order.TITLE, False)
    assert once.sorted_by(Order.TITLE).descending
    assert not once.sorted_by(Order.AREA).descending
    assert Search().sorted_by(Order.NUMBER).descending


def test_lists_offer_what_there_is_in_the_order_of_the_alphabet():
    choices = Choices.among([CMIELOW, LODZ])

    assert choices.areas == ["Klienci"]
    assert choices.voivodeships == ["łódzkie", "świętokrzyskie"]
    assert [name for name, _kind in choices.kinds] == ["city", "urban-rural"]
