"""Where awards are given in each area, each area has a ranking of its own."""

import io
import json
import zipfile

import pytest

from judging.deliberation.advising import advice
from judging.editions.models import Area
from judging.editions.rulebook import scoring_rules
from judging.results.files.verification import differences
from judging.results.operations import closing as operations
from judging.results.queries import records
from judging.results.queries.live import all_live, live
from tests.results.rounds import LATER, a_scored_edition

# places in the whole: 1 (Clients), 2 (Staff), 3 (Clients), 4 (Staff)
POINTS = [[9, 8, 9, 8], [7, 9, 8, 7], [6, 5, 7, 6], [2, 3, 4, 3]]


@pytest.fixture(autouse=True)
def _after_the_scoring(stop_clock):
    stop_clock(LATER)


@pytest.fixture
def scored(session):
    return by_area(session)


def by_area(session, points=POINTS, main=True, distinctions=True):
    """Return a scored edition with two areas; what is given in each of them."""
    scored = a_scored_edition(session, points)
    edition = scored.edition
    edition.areas[0].name = "Clients"
    edition.areas.append(Area(name="Staff", position=2))
    for number, entry in enumerate(scored.entries):
        entry.versions[-1].area_name = ("Clients", "Staff")[number % 2]
    for kind in edition.award_kinds:
        kind.quantity, kind.per_area = 1, main if kind.main else distinctions
    session.commit()
    return scored


def places(document):
    return [(row["entry"], row["place"]) for row in document["ranking"]]


def ids(scored, *numbers):
    return [scored.entries[number].public_id for number in numbers]


def test_an_area_is_ranked_by_its_own_entries_and_its_own_lines(session, scored):
    staff = live(session, scored.round, "Staff").document

    second, fourth = ids(scored, 1, 3)
    assert places(staff) == [(second, 1), (fourth, 2)]
    assert staff["lines"] == {"main": 1, "honoured": 2, "declared": True}
    assert sum(row["p_main"] for row in staff["ranking"]) == pytest.approx(1)


@pytest.mark.parametrize(
    ("main", "distinctions", "whole", "area"),
    [
        (True, True, (0, 0), (1, 1)),
        (True, False, (0, 0), (1, 0)),  # who is left for them depends on the prizes of the areas
        (False, True, (1, 0), (0, 0)),
        (False, False, (1, 1), (0, 0)),
    ],
)
def test_the_lines_of_a_ranking_are_those_of_its_own_awards(session, main, distinctions, whole, area):
    scored = by_area(session, main=main, distinctions=distinctions)

    rules = [scoring_rules(scored.edition, scored.round, name) for name in ("", "Staff")]

    assert [(one.prizes, one.distinctions) for one in rules] == [whole, area]


def test_a_tie_across_the_line_of_an_area_is_broken_there(session):
    points = [[9, 9, 9, 9], [9, 8, 8, 6], [1, 1, 1, 1], [7, 9, 7, 8]]
    scored = by_area(session, points, distinctions=False)

    staff = live(session, scored.round, "Staff").document["ranking"]
    whole = live(session, scored.round).document["ranking"]

    assert [(row["place"], row["tie_step"]) for row in staff] == [(1, "median"), (2, "median")]
    assert [row["place"] for row in whole] == [1, 2, 2, 4]


def test_pages_lead_from_area_to_area_and_carry_the_area_along(scored, client_of):
    desk = client_of(scored.secretary)

    first = desk.get(scored.url).text
    staff = desk.get(scored.url + "?area=2").text

    assert "Area: Clients" in first  # every award is given by area: the first one serves
    assert "Practice 1" in first
    assert "Practice 2" not in first.split("</main>")[0]
    assert f'href="{scored.url}entries/{scored.entries[1].public_id}/?area=2"' in staff
    assert f'href="{scored.url}jury/?area=2"' in staff
    assert f'href="{scored.url}pack.zip?area=2"' in staff
    whole = desk.get(scored.url + "?area=0").text
    assert all(f"Practice {number}" in whole for number in (1, 2, 3, 4))


@pytest.mark.parametrize("page", ["", "jury/", "what-if/", "room/", "room/jury/", "room/what-if/"])
def test_an_area_that_is_not_there_does_not_exist(scored, client_of, page):
    desk = client_of(scored.secretary)

    assert desk.get(f"{scored.url}{page}?area=2").status_code == 200
    for odd in ("3", "-1", "abc", "", "1e9", "+2", "02", "9" * 5000):
        assert desk.get(scored.url + page, query_string={"area": odd}).status_code == 404, odd


def test_what_if_counts_the_area_that_is_asked_about(scored, client_of):
    desk = client_of(scored.secretary)

    answer = desk.get(scored.url + "what-if.json?area=2&w_novelty=3").json

    assert [row["entry"] for row in answer["rows"]] == ids(scored, 1, 3)


def test_an_edition_without_awards_by_area_has_one_ranking(session, client_of):
    scored = by_area(session, main=False, distinctions=False)
    desk = client_of(scored.secretary)

    assert "Rankings of the areas" not in desk.get(scored.url).text
    assert "Practice 2" in desk.get(scored.url).text


def freeze(session, scored):
    record = operations.freeze(
        session,
        scored.edition,
        scored.round,
        all_live(session, scored.round),
        by=scored.secretary,
        at=LATER,
        seen=scored.round.data_version,
    )
    session.commit()
    return record


def test_the_record_keeps_the_ranking_of_each_area(session, scored, client_of):
    desk = client_of(scored.secretary)
    before = desk.get(scored.url + "room/?area=2").text

    record = freeze(session, scored)

    assert list(record.areas) == ["Clients", "Staff"]
    after = desk.get(scored.url + "room/?area=2").text
    for number in (1, 3):
        assert scored.entries[number].public_id in before
        assert scored.entries[number].public_id in after
    assert scored.entries[0].public_id not in after


def test_the_pack_of_an_area_is_counted_again_from_itself(session, scored, client_of):
    freeze(session, scored)

    sent = client_of(scored.secretary).get(scored.url + "pack.zip?area=2").data
    with zipfile.ZipFile(io.BytesIO(sent)) as pack:
        files = {name: pack.read(name) for name in pack.namelist()}

    assert json.loads(files["about.json"])["area"] == "Staff"
    assert differences(files) == []


def test_the_ranking_advises_by_the_places_in_each_area(session):
    points = [[9, 9, 9, 9], [9, 8, 8, 6], [1, 1, 1, 1], [7, 9, 7, 8]]
    scored = by_area(session, points, distinctions=False)
    freeze(session, scored)
    main, _distinction = scored.edition.award_kinds

    advised = advice(records.frozen_ranking(session, scored.round), [main])

    second, fourth = ids(scored, 1, 3)
    assert advised.departs(second, main.public_id) is False
    assert advised.departs(fourth, main.public_id) is True
