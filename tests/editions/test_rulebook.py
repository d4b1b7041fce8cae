"""The frozen rules: one spelling, one fingerprint, exact shares."""

import json
from fractions import Fraction

import pytest

from judging.editions import rulebook
from judging.editions.models import FieldKind, FormField
from tests.factories import an_edition


@pytest.fixture
def edition(session):
    edition = an_edition(frozen=False, name="Edition", year=2027)
    edition.competition.slug, edition.slug = "c", "e"
    session.add(edition)
    session.commit()
    return edition


def test_the_fingerprint_is_reproducible(edition):
    first = rulebook.fingerprint(rulebook.build(edition))

    assert rulebook.fingerprint(rulebook.build(edition)) == first
    assert rulebook.fingerprint(json.loads(rulebook.canonical(rulebook.build(edition)))) == first


def test_the_fingerprint_does_not_depend_on_the_order_in_which_parts_were_read(edition):
    first = rulebook.fingerprint(rulebook.build(edition))
    shuffled = dict(reversed(rulebook.build(edition).items()))
    for parts in (edition.criteria, edition.award_kinds, edition.rounds[0].criteria):
        parts.reverse()

    assert rulebook.fingerprint(shuffled) == first
    assert rulebook.fingerprint(rulebook.build(edition)) == first


def test_the_fingerprint_can_be_checked_by_anybody_from_the_canonical_text():
    rules = {"b": "ł", "a": [1, 2]}

    assert rulebook.canonical(rules) == '{"a":[1,2],"b":"ł"}'.encode()
    assert rulebook.fingerprint(rules) == "f3a56cc66f588446e6f4ef9518fe49097baeddd31de68416b69915ed2079c1e9"


@pytest.mark.parametrize("change", ["weight", "quantity", "text", "ladder", "entries"])
def test_any_change_of_the_rules_changes_the_fingerprint(edition, change):
    first = rulebook.fingerprint(rulebook.build(edition))
    if change == "weight":
        edition.criteria[0].weight = 2
    elif change == "quantity":
        edition.award_kinds[0].quantity = 3
    elif change == "text":
        edition.rules_text = "Other."
    elif change == "entries":
        edition.entries_per_office = 2
    else:
        edition.rounds[0].ties = ["median"]

    assert rulebook.fingerprint(rulebook.build(edition)) != first


def test_rules_that_limit_no_office_have_the_fingerprint_they_had_before_there_was_a_limit(edition):
    assert "entries_per_office" not in rulebook.build(edition)


def a_question(**fields):
    known = {"key": "effects", "kind": FieldKind.TEXT, "label": "Efekty", "position": 1, "word_limit": 300}
    return FormField(**known | fields)


@pytest.mark.parametrize(
    "change",
    [
        {"word_limit": 200},
        {"required": False},
        {"for_jury": False},
        {"kind": FieldKind.NUMBER},
        {"asked_if": "works"},
    ],
)
def test_any_change_of_what_is_asked_changes_the_fingerprint(change):
    first, other = an_edition(), an_edition()
    first.fields, other.fields = (
        [a_question(required=True, for_jury=True)],
        [a_question(**{"required": True, "for_jury": True} | change)],
    )

    assert rulebook.build(first)["form"] != rulebook.build(other)["form"]


def test_the_words_of_a_question_may_be_mended_under_the_same_fingerprint():
    edition = an_edition()
    edition.fields = [a_question(label="Efkety", help="")]
    first = rulebook.fingerprint(rulebook.build(edition))
    edition.fields[0].label, edition.fields[0].help = "Efekty", "Podaj liczby."

    assert rulebook.fingerprint(rulebook.build(edition)) == first
    assert rulebook.build(edition)["form"][0]["word_limit"] == 300


def test_dates_and_space_do_not_belong_to_the_rules(edition):
    first = rulebook.fingerprint(rulebook.build(edition))
    edition.grace_minutes, edition.office_space_mb = 30, 1

    assert rulebook.fingerprint(rulebook.build(edition)) == first


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ([1, 1, 1, 1, 1], ["20"] * 5),
        ([1, 1, 1], ["33.3"] * 3),
        ([2, 1], ["66.7", "33.3"]),
        ([1, 7], ["12.5", "87.5"]),
        ([1, 15], ["6.3", "93.8"]),  # 6.25 and 93.75, half-up
        ([0, 3], ["0", "100"]),
        ([0, 0], ["0", "0"]),
    ],
)
def test_shares_are_percent_rounded_half_up(weights, expected):
    by_key = {str(place): weight for place, weight in enumerate(weights)}

    assert list(rulebook.shares(by_key).values()) == expected


def test_scoring_goes_by_the_frozen_rules_and_not_by_later_settings(edition):
    edition.rulebook = rulebook.build(edition)
    edition.criteria[0].weight = 9
    edition.award_kinds[1].quantity = 9

    rules = rulebook.scoring_rules(edition, edition.rounds[0])

    assert list(rules.weights) == [1, 1]
    assert (rules.prizes, rules.distinctions) == (1, 2)
    assert (rules.low, rules.high, rules.method) == (Fraction(0), Fraction(10), "mean")
    assert rules.ties == ("criteria", "median", "head_to_head", "countback")
