"""Rules are refused with every contradiction at once, and survive being stored."""

import json
from fractions import Fraction

import pytest

from judging.stats.problems import InvalidScores
from judging.stats.rules import CriterionRule, ScoringRules
from tests.stats.scoring import some_rules


def codes(error):
    return [(problem.code, problem.row, problem.column) for problem in error.value.problems]


def test_every_contradiction_is_named_at_once():
    criteria = (
        CriterionRule("new", -1),
        CriterionRule("useful", 1.5),  # type: ignore[arg-type]
        CriterionRule("new", 2, Fraction(0)),
    )

    with pytest.raises(InvalidScores) as error:
        ScoringRules(
            criteria,
            Fraction(10),
            Fraction(5),
            method="best",  # type: ignore[arg-type]
            drop=(1, -1),
            min_sheets=-1,
            prizes=-2,
            ties=("lot",),  # type: ignore[arg-type]
            rank_on=9,
        )

    assert codes(error) == [
        ("WEIGHT_NEGATIVE", 1, "weight"),
        ("WEIGHT_NOT_WHOLE", 2, "weight"),
        ("DUPLICATE_CRITERION", 3, "criterion"),
        ("STEP_NOT_POSITIVE", 3, "step"),
        ("RANGE_EMPTY", None, "max"),
        ("UNKNOWN_METHOD", None, "method"),
        ("UNKNOWN_TIE_BREAK", None, "ties"),
        ("NOT_A_COUNT", None, "drop"),
        ("NOT_A_COUNT", None, "min_sheets"),
        ("NOT_A_COUNT", None, "prizes"),
        ("NOT_A_COUNT", None, "rank_on"),
    ]


@pytest.mark.parametrize("weights", [{"new": 0}, {"new": 0, "useful": 0}])
def test_at_least_one_criterion_must_count(weights):
    with pytest.raises(InvalidScores) as error:
        some_rules(weights)

    assert codes(error) == [("WEIGHTS_SUM_ZERO", None, "weight")]


def test_a_problem_reads_as_one_line_with_row_column_value_and_what_is_allowed():
    with pytest.raises(InvalidScores) as error:
        some_rules({"new": -10, "useful": 110})

    assert str(error.value) == "row 1, column weight: WEIGHT_NEGATIVE: '-10'; allowed: 0 or more"


def test_stored_rules_come_back_equal():
    rules = some_rules({"new": 2, "useful": 1}, low="0.5", step="0.25", prizes=2, rank_on=2)

    assert ScoringRules.from_dict(json.loads(json.dumps(rules.to_dict()))) == rules


def test_the_unit_and_the_lines_follow_from_the_rules():
    rules = some_rules(low="0.5", step=1, prizes=2, distinctions=5)

    assert (rules.unit, rules.lines) == (Fraction(1, 2), (2, 7))
    assert some_rules().lines == ()
    assert some_rules(distinctions=3).lines == (3,)
