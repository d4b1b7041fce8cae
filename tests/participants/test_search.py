"""The search of the list of offices: what it finds, in what order, and that its address says all of it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.entries.models import Status
from judging.offices.models import UnitKind
from judging.participants.listing import Line
from judging.participants.search import Gap, Has, Order, Search, found
from judging.screening.search import KINDS

NOON = datetime(2027, 3, 15, 12, tzinfo=UTC)


def a_line(office, entries=None, **fields):
    defaults = {
        "public_id": office,
        "office": office,
        "email": "urzad@example.org",
        "kind": UnitKind.RURAL,
        "unit_name": "Złotów",
        "powiat": "złotowski",
        "voivodeship": "wielkopolskie",
        "teryt": "3031082",
        "entries": entries or {},
        "received_at": None,
        "confirmed": 1,
        "waiting": 0,
        "until": None,
        "registered_at": NOON,
        "zone": "Europe/Warsaw",
    }
    return Line(**defaults | fields)


LINES = [
    a_line("Żuków", {Status.DRAFT: 2}),
    a_line("Łąck", {Status.ACCEPTED: 1, Status.DRAFT: 1}, received_at=NOON),
    a_line("Aleksandrów", {Status.RETURNED: 1}, received_at=NOON - timedelta(1), voivodeship="łódzkie"),
    a_line("Zgierz", {Status.WITHDRAWN: 1}, received_at=NOON - timedelta(2), kind=UnitKind.URBAN),
    a_line("Ćmielów", confirmed=0, waiting=1, teryt="2607013"),
]


def names(search):
    return [line.office for line in found(LINES, search)]


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        (Search(), ["Aleksandrów", "Ćmielów", "Łąck", "Zgierz", "Żuków"]),
        (Search(words="ZUKOW"), ["Żuków"]),
        (Search(words="wielkopol zg"), ["Zgierz"]),
        (Search(words="2607013"), ["Ćmielów"]),
        (Search(words="uków"), []),
        (Search(has=Has.SENT), ["Aleksandrów", "Łąck"]),
        (Search(has=Has.DRAFT), ["Żuków"]),
        (Search(has=Has.NOTHING), ["Ćmielów"]),
        (Search(has=Has.RETURNED), ["Aleksandrów"]),
        (Search(has=Has.ACCEPTED), ["Łąck"]),
        (Search(voivodeship="łódzkie"), ["Aleksandrów"]),
        (Search(kind=UnitKind.URBAN), ["Zgierz"]),
        (Search(gap=Gap.PERSON), ["Ćmielów"]),
        (Search(gap=Gap.ANSWER), ["Ćmielów"]),
        (Search(order=Order.OFFICE, descending=True), ["Żuków", "Zgierz", "Łąck", "Ćmielów", "Aleksandrów"]),
        (Search(order=Order.RECEIVED), ["Ćmielów", "Żuków", "Zgierz", "Aleksandrów", "Łąck"]),
        (Search(order=Order.PEOPLE), ["Ćmielów", "Aleksandrów", "Łąck", "Zgierz", "Żuków"]),
        (Search(order=Order.ENTRIES, descending=True), ["Łąck", "Aleksandrów", "Żuków", "Zgierz", "Ćmielów"]),
    ],
)
def test_a_search_finds_what_it_says_in_the_order_it_says(search, expected):
    assert names(search) == expected


@given(
    st.builds(
        Search,
        words=st.text("aąż 1", max_size=8).map(lambda text: " ".join(text.split())),
        has=st.sampled_from([None, *Has]),
        voivodeship=st.sampled_from(["", "łódzkie"]),
        kind=st.sampled_from([None, *KINDS.values()]),
        gap=st.sampled_from([None, *Gap]),
        order=st.sampled_from(list(Order)),
        descending=st.booleans(),
    )
)
def test_the_address_of_a_search_says_all_of_it(search):
    assert Search.read(search.asked) == search


@given(st.dictionaries(st.sampled_from(["q", "has", "kind", "missing", "sort", "voivodeship"]), st.text(max_size=300)))
def test_any_address_is_a_search(asked):
    search = Search.read(asked)

    assert Search.read(search.asked) == search
    assert all(line in LINES for line in found(LINES, search))


def test_a_column_sorts_and_turns_round():
    once = Search().sorted_by(Order.RECEIVED)

    assert (once.descending, once.sorted_by(Order.RECEIVED).descending) == (False, True)
    assert [once.direction(order) for order in (Order.RECEIVED, Order.OFFICE)] == ["ascending", ""]
    assert once.sorted_by(Order.RECEIVED).direction(Order.RECEIVED) == "descending"
