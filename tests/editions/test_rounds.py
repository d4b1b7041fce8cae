"""How a round is scored is set in words: its scale, and the ladder that breaks its ties, beside an example."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.core.i18n import speaking
from judging.editions import rulebook
from judging.editions.operations.editions import freeze_rules
from judging.editions.parts import ladder_example
from judging.editions.parts.rounds import ladder_after
from judging.stats.rules import CriterionRule, ScoringRules
from judging.stats.vocabulary import LADDER, Rung
from tests.factories import BEFORE, a_user
from tests.plain_browser import form_on, forms_of

RUNGS = list(Rung)
DEFAULT = [str(rung) for rung in LADDER]


@pytest.fixture
def url(edition):
    return f"/desk/{edition.slug}/setup/rounds/{edition.rounds[0].public_id}/"


def press(desk, url, rung, to):
    """Press the button of the page that does this to a rung, as somebody without scripts does."""
    [(where, fields)] = [
        (action, fields)
        for action, fields in forms_of(desk.get(url).text)
        if (fields.get("rung"), fields.get("to")) == (rung, to)
    ]
    return desk.post(where, data=fields)


@given(st.lists(st.tuples(st.sampled_from(RUNGS), st.sampled_from(["on", "off", "up", "down"])), max_size=12))
def test_every_ladder_that_can_be_built_is_accepted_by_the_statistics(acts):
    ladder = DEFAULT
    for rung, to in acts:
        ladder = ladder_after(ladder, rung, to)

    rules = ScoringRules(
        (CriterionRule("all"),), Fraction(0), Fraction(10), ties=tuple(map(Rung, ladder)), tie_jurors=("chair",)
    )

    assert len(set(ladder)) == len(ladder)
    assert list(rules.ties) == ladder


def test_every_order_of_every_choice_of_rungs_can_be_built_and_breaks_the_example_as_the_official_function_does(app):
    with app.test_request_context(), speaking("en"):
        alone = ladder_example.broken_by_each_rung()
        for size in range(1, len(RUNGS) + 1):
            for wanted in permutations(RUNGS, size):
                ladder: list[str] = []
                for rung in wanted:
                    ladder = ladder_after(ladder, rung, "on")
                assert ladder == [str(rung) for rung in wanted]
        outcomes = {rung: ladder_example.broken_by([rung, *LADDER]) if rung not in LADDER else None for rung in RUNGS}

    assert {rung: one.first for rung, one in alone.items()} == {
        Rung.CRITERIA: "A",
        Rung.MEDIAN: "B",
        Rung.HEAD_TO_HEAD: "B",
        Rung.COUNTBACK: "A",
        Rung.JURORS: "A",
    }
    assert outcomes[Rung.JURORS].first == "A"


def test_a_ladder_is_put_up_in_words_rung_by_rung(session, desk, edition, url):
    page = desk.get(f"{url}ladder/").text
    assert "the higher median of the sheets" in page
    assert "The ladder as it stands puts entry A first." in page
    assert "Decisive is the score on the criterion “the heavier criterion”." in page

    for rung, to in (("criteria", "down"), ("jurors", "on"), ("jurors", "up"), ("countback", "off")):
        assert press(desk, f"{url}ladder/", rung, to).status_code == 302

    session.rollback()
    session.expire_all()
    assert edition.rounds[0].ties == ["median", "criteria", "head_to_head", "jurors"]
    page = desk.get(f"{url}ladder/").text
    assert "The ladder as it stands puts entry B first." in page
    assert "Decisive is the median of the sheets." in page
    assert rulebook.build(edition)["rounds"][0]["ties"] == edition.rounds[0].ties


def test_an_empty_ladder_leaves_every_tie_to_the_chapter(session, desk, edition, url):
    for rung in DEFAULT:
        press(desk, f"{url}ladder/", rung, "off")

    page = desk.get(f"{url}ladder/").text
    assert "Nothing: whatever is equal is decided by the vote of the chapter." in page
    assert "The ladder as it stands leaves the tie to the vote of the chapter." in page
    session.rollback()
    session.expire_all()
    freeze_rules(session, edition, version=edition.version, by=a_user(), at=BEFORE)
    assert edition.rulebook["rounds"][0]["ties"] == []


@pytest.mark.parametrize("sent", [{"rung": "coin", "to": "on"}, {"rung": "median", "to": "sideways"}, {}])
def test_what_is_no_rung_or_no_way_is_refused(session, desk, edition, url, sent):
    assert desk.post(f"{url}ladder/", data=sent).status_code == 422

    session.rollback()
    assert edition.rounds[0].ties == DEFAULT


def test_a_round_sent_back_as_it_stood_changes_nothing(session, desk, edition, url):
    version = edition.version
    _where, fields = form_on(desk.get(url), "low")

    assert desk.post(url, data=fields).status_code == 302
    session.rollback()
    assert edition.version == version


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"low": "5", "high": "5"}, "high"),
        ({"low": "-1"}, "low"),
        ({"high": "dziesięć"}, "high"),
        ({"method": "trimmed", "drop_low": "2", "drop_high": "1"}, "min_sheets"),
        ({"min_sheets": "0"}, "min_sheets"),
        ({"rank_on": "7"}, "rank_on"),
    ],
)
def test_what_is_wrong_with_a_round_is_said_beside_its_field(session, desk, edition, url, typed, field):
    _where, fields = form_on(desk.get(url), "low")

    page = desk.post(url, data=fields | typed | {"name": "Zostaje"})

    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    assert 'value="Zostaje"' in page.text
    session.rollback()
    assert edition.rounds[0].name == "Ocena Kapituły"


def test_the_list_says_of_the_round_what_the_rules_will(desk, edition, url):
    page = desk.get(f"/desk/{edition.slug}/setup/rounds/").text

    assert "Each criterion is scored from 0 to 10 points." in page
    assert "An entry should have at least 3 complete sheets." in page
    assert "the higher median of the sheets" in page
    assert f'href="{url}ladder/"' in page
