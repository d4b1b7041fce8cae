"""What is said of the whole ranking, connected or not, and why some figures are missing."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging.analysis.analyse import analyse
from judging.analysis.document import whole_document
from judging.stats.vocabulary import Diagnostics, Missing
from tests.analysis.makers import TWO, figures, with_criteria
from tests.stats.designs import designs, unnamed
from tests.stats.scoring import sheets_of, some_rules, some_scores


def two_panels():
    """Return sheets of two panels that share nobody, the second one far stricter."""
    return sheets_of(
        A=[9, 8, 9, None, None, None],
        B=[8, 8, 7, None, None, None],
        C=[7, 6, 7, None, None, None],
        D=[None, None, None, 3, 3, 4],
        E=[None, None, None, 2, 1, 2],
    )


@settings(max_examples=40, deadline=None)
@given(designs(), st.integers(1, 4), st.integers(0, 3))
def test_chances_add_up_and_zones_agree_with_the_official_places_in_any_design(frame, prizes, distinctions):
    scores = some_scores(*frame.astype(int).itertuples(index=False))

    result = whole_document(analyse(scores, some_rules(high=60, prizes=prizes, distinctions=distinctions)))

    ranking = result["ranking"]
    for line, name in ((prizes, "main"), (prizes + distinctions, "honoured")):
        chances = [row[f"p_{name}"] for row in ranking]
        if None in chances:
            assert set(chances) == {None}
            assert result["unknown"]["chances"] in set(Missing)
        else:
            assert sum(chances) == pytest.approx(min(line, len(ranking)))
        settled = [row["place"] for row in ranking if row[f"zone_{name}"] == "SAFE"]
        out = [row["place"] for row in ranking if row[f"zone_{name}"] == "OUT"]
        assert max(settled, default=0) <= line < min(out, default=line + 1)
    if result["agreement"]["components"] not in (None, 1):
        assert result["agreement"]["label"] is None


def test_between_panels_that_share_nobody_no_reliability_is_named():
    result = whole_document(analyse(two_panels(), some_rules(prizes=2)))

    assert sum(figures(result, "p_main").values()) == pytest.approx(2)
    assert (result["agreement"]["reliability"], result["agreement"]["label"]) == (None, None)
    assert result["unknown"] == {"reliability": "disconnected"}
    assert "NO_SEPARATION" not in result["flags"]


@pytest.mark.parametrize(
    ("given_sheets", "why"),
    [
        ({"A": [7, 8]}, "one-entry"),
        ({"A": [7], "B": [9]}, "one-juror"),
        ({"A": [7, 8], "B": [5, 4], "C": [6, 5]}, "too-few-jurors"),
        ({"A": [7, None, None], "B": [None, 4, None], "C": [None, None, 5]}, "one-sheet-each"),
    ],
)
def test_an_unknown_chance_has_its_reason(given_sheets, why):
    result = whole_document(analyse(sheets_of(**given_sheets), some_rules(prizes=1)))

    assert set(figures(result, "p_main").values()) == {None}
    assert result["unknown"]["chances"] == why


def test_of_few_unreliable_entries_no_place_is_settled():
    noisy = sheets_of(A=[9, 2, 8, 3], B=[1, 9, 4, 7], C=[8, 3, 2, 9], D=[2, 8, 9, 1])
    scores = pd.concat([noisy, sheets_of(E=[1, 6, 2, 6])])

    result = whole_document(analyse(scores, some_rules(prizes=4)))

    assert result["agreement"]["label"] == "low"
    assert "SAFE" not in figures(result, "zone_main").values()


def test_an_entry_with_less_than_half_the_sheets_of_most_is_flagged():
    sheets = {name: [5, 6, 7, 8, 5] for name in "ABC"} | {"D": [9, 9, None, None, None]}

    result = whole_document(analyse(sheets_of(**sheets), some_rules()))

    assert "FEW_SHEETS:D" in result["flags"]
    assert "FEW_SHEETS" in figures(result, "flags")["D"]


def test_an_official_winner_whose_chance_is_next_to_nothing_says_why():
    rng = np.random.default_rng(3)
    worth = [16, *rng.integers(4, 11, 20)]
    sheets = {f"E{n:02}": [min(w + 6, 20), *(w + rng.integers(-1, 2, 8))] for n, w in enumerate(worth)}
    sheets["late"] = [17, *[None] * 8]  # by the generous juror alone

    result = whole_document(analyse(sheets_of(**sheets), some_rules(high=20, prizes=1)))

    first = result["ranking"][0]
    assert (first["entry"], first["place"], first["zone_main"]) == ("late", 1, "CONTEST")
    assert first["p_main"] < 0.05
    assert "UNLIKELY_WINNER:few-sheets" in first["flags"]
    assert "UNLIKELY_WINNER" in result["flags"]


def test_what_is_not_asked_for_is_unknown_and_the_places_stay():
    whole, basic, none = (
        whole_document(analyse(with_criteria(), some_rules(TWO, prizes=2), asked=asked))
        for asked in (Diagnostics.ALL, Diagnostics.BASIC, Diagnostics.NONE)
    )

    assert figures(whole, "place") == figures(basic, "place") == figures(none, "place")
    assert figures(whole, "p_main") == figures(basic, "p_main")
    assert set(figures(none, "p_main").values()) == {None}
    assert basic["unknown"] == {"without_jurors": "not-asked"}
    assert none["unknown"] == dict.fromkeys(["chances", "without_jurors", "reliability"], "not-asked")
    assert whole.keys() == basic.keys() == none.keys()
    assert json.loads(json.dumps(none, allow_nan=False)) == none


def test_beyond_three_hundred_jurors_nobody_is_left_out_in_turn_and_the_reason_is_told():
    frame = unnamed(np.random.default_rng(1), entries=101, sheets=3)
    scores = some_scores(*(frame * 2).astype(int).itertuples(index=False))

    result = whole_document(analyse(scores, some_rules(low=-20, high=60)))

    assert result["unknown"]["without_jurors"] == "too-large"
    assert set(figures(result, "gained", "juror").values()) == {None}
