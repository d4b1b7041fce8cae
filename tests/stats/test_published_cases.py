"""Every published case comes out of the product's own functions, every expected key of it."""

import pytest

from tests.stats.published import agreement, choices, edges, grades, models, official, votes
from tests.stats.published.cases import FOLDER, check, read_case

ADAPTERS = {
    kind: adapter
    for part in (official, grades, agreement, models, choices, votes, edges)
    for kind, adapter in part.ADAPTERS.items()
}
EXPECTED = [
    pytest.param(path, key, id=f"{path.stem}-{key}")
    for path in sorted(FOLDER.glob("*.json"))
    for key in read_case(path)["expected"]
]


@pytest.mark.parametrize(("path", "key"), EXPECTED)
def test_the_published_figure_comes_out(path, key):
    check(read_case(path), key, ADAPTERS)


SHAPES = {
    "judges_by_entries": lambda table: [list(row) for row in zip(*table, strict=True)],
    "scores_by_entry": lambda table: {f"e{n}": row for n, row in enumerate(table)},
    "rows_judge_entry_score": lambda table: [
        [f"j{j}", f"e{e}", score] for e, row in enumerate(table) for j, score in enumerate(row)
    ],
    "rows": lambda table: [
        {"score": score, "entry": f"e{e}", "judge": f"j{j}"}
        for e, row in enumerate(table)
        for j, score in enumerate(row)
    ],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_case_is_read_in_whatever_shape_it_is_written(shape):
    case = read_case(FOLDER / "icc_shrout_fleiss.json")
    (table,) = case["data"].values()
    other = {**case, "data": {shape: SHAPES[shape](table)}}

    for key in case["expected"]:
        check(other, key, ADAPTERS)


def test_there_are_cases_and_each_expects_something():
    cases = [read_case(path) for path in FOLDER.glob("*.json")]

    assert len(cases) >= 30
    assert all(case["expected"] for case in cases)


def test_a_key_that_nothing_checks_fails():
    case = read_case(FOLDER / "stv_food.json")
    strange = {**case, "expected": {**case["expected"], "height_of_the_winner": 180}}

    with pytest.raises(AssertionError, match="nothing checks the expected key"):
        check(strange, "height_of_the_winner", ADAPTERS)


def test_a_key_that_nothing_checks_inside_an_edge_case_fails():
    case = read_case(FOLDER / "edge_cases.json")
    first, *others = case["expected"]["results"]
    strange = {**case, "expected": {"results": [{**first, "colour": None}, *others]}}

    with pytest.raises(AssertionError, match="colour"):
        check(strange, "results", ADAPTERS)


def test_a_case_of_an_unknown_kind_fails():
    case = {**read_case(FOLDER / "stv_food.json"), "kind": "astrology"}

    with pytest.raises(AssertionError, match="nothing checks cases of the kind"):
        check(case, "elected_set", ADAPTERS)


def test_a_wrong_figure_fails():
    case = read_case(FOLDER / "kendall_w_ties_nag.json")
    wrong = {**case, "expected": {**case["expected"], "W": 0.8}}

    with pytest.raises(AssertionError, match=r"expected 0\.8"):
        check(wrong, "W", ADAPTERS)
