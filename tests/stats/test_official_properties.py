"""What must hold for every round, not only for those we thought of."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from judging.stats.aggregation import official_table
from judging.stats.vocabulary import Method
from tests.stats.scoring import some_rules, some_scores

each_method = pytest.mark.parametrize("method", Method)
few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WEIGHTS = {"new": 3, "useful": 2, "shown": 0}


@st.composite
def rounds(draw, *, complete=False):
    """Return scores of a few entries by four or five jurors; some scores may be missing."""
    entries = draw(st.integers(2, 6))
    jurors = draw(st.integers(4, 5))
    points = st.integers(0, 6)
    rows = [
        (f"E{e}", f"j{j}", name, draw(points))
        for e in range(entries)
        for j in range(jurors)
        for name in WEIGHTS
        if complete or j < 3 or draw(st.booleans())
    ]
    return some_scores(*rows)


def rules_for(method, **changed):
    return some_rules(changed.pop("weights", WEIGHTS), high=6, method=method, prizes=1, distinctions=2, **changed)


@each_method
@few
@given(scores=rounds(), seed=st.integers(0, 9))
def test_the_order_of_the_rows_changes_nothing_bit_for_bit(method, scores, seed):
    shuffled = scores.sample(frac=1, random_state=seed)

    assert_frame_equal(
        official_table(scores, rules_for(method)),
        official_table(shuffled, rules_for(method)),
        check_exact=True,
    )


@each_method
@few
@given(scores=rounds())
def test_new_names_for_entries_and_jurors_change_no_place(method, scores):
    other = scores.assign(entry="x" + scores["entry"], juror=scores["juror"].str[::-1] + "z")

    before, after = (official_table(s, rules_for(method)) for s in (scores, other))

    assert ("x" + before.index).tolist() == after.index.tolist()
    assert before["place"].tolist() == after["place"].tolist()
    assert before["value"].tolist() == after["value"].tolist()


@each_method
@few
@given(scores=rounds())
def test_ten_times_the_weights_give_the_same_result(method, scores):
    tenfold = {name: 10 * weight for name, weight in WEIGHTS.items()}

    before = official_table(scores, rules_for(method))
    after = official_table(scores, rules_for(method, weights=tenfold))

    same = ["place", "tied", "value", "printed", "tie_step", "flags"]
    assert_frame_equal(before[same], after[same], check_exact=True)


@few
@given(scores=rounds(complete=True), constant=st.integers(-6, 6))
def test_a_stricter_juror_changes_no_place_by_the_mean_where_all_scored_all(scores, constant):
    own = scores["juror"] == "j1"
    shifted = scores.assign(steps=scores["steps"] + constant * own)
    rules = some_rules(WEIGHTS, low=-6, high=12)

    before, after = (official_table(s, rules)["place"] for s in (scores, shifted))

    assert before.to_dict() == after.to_dict()


@each_method
@few
@given(scores=rounds(complete=True))
def test_doubling_every_juror_changes_no_place(method, scores):
    twin = scores.assign(juror=scores["juror"] + "-twin")
    drop = {"drop": (2, 2)} if method == "trimmed" else {}
    rules = some_rules(WEIGHTS, high=6, method=method)

    before = official_table(scores, rules)["place"].to_dict()
    after = official_table(pd.concat([scores, twin]), some_rules(WEIGHTS, high=6, method=method, **drop))

    assert after["place"].to_dict() == before


@each_method
@few
@given(scores=rounds(), data=st.data())
def test_one_better_score_never_worsens_the_place(method, scores, data):
    row = data.draw(st.sampled_from(list(scores.index[scores["criterion"] != "shown"])))
    better = scores.copy()
    better.loc[row, "steps"] += data.draw(st.integers(1, 6))
    rules = some_rules(WEIGHTS, high=12, method=method)
    entry = scores.loc[row, "entry"]

    before, after = (official_table(s, rules)["place"] for s in (scores, better))

    assert after[entry] <= before[entry]


@few
@given(scores=rounds())
def test_values_compare_as_their_exact_fractions_do(scores):
    table = official_table(scores, rules_for("mean"))
    ranked = table[table["sheets"] > 0]

    exact = [Fraction(int(n), int(d)) for n, d in zip(ranked["numerator"], ranked["denominator"], strict=True)]

    for (one, value), (two, other) in zip(
        zip(exact, ranked["value"], strict=True),
        zip(exact[1:], ranked["value"][1:], strict=False),
        strict=False,
    ):
        assert (one == two, one > two) == (value == other, value > other)


@few
@given(scores=rounds())
def test_places_count_the_entries_in_front(scores):
    table = official_table(scores, some_rules(WEIGHTS, high=6))
    ranked = table[table["value"].notna()]
    values = ranked["value"]

    for row in ranked.itertuples():
        assert row.place == 1 + (values > row.value).sum()
        assert row.tied == ((values == row.value).sum() > 1)


def by_hand(scores, method, unit):
    """Count each entry's score as one would with pencil and paper, in fractions."""
    needed = {name for name, weight in WEIGHTS.items() if weight}
    whole = sum(WEIGHTS.values())
    found = {}
    for entry, own in scores.groupby("entry"):
        totals = sorted(
            sum(WEIGHTS[c] * Fraction(s) for c, s in zip(sheet["criterion"], sheet["steps"], strict=True))
            for _, sheet in own.groupby("juror")
            if needed <= set(sheet["criterion"])
        )
        kept = totals[1:-1] if method == "trimmed" else totals
        middle = [totals[(len(totals) - 1) // 2], totals[len(totals) // 2]] if totals else []
        chosen = {"median": middle, "majority": middle[:1]}.get(method, kept)
        if chosen:
            found[entry] = sum(chosen) / len(chosen) * unit / whole
    return found


@each_method
@few
@given(scores=rounds())
def test_scores_are_those_of_pencil_and_paper(method, scores):
    unit = Fraction(3, 4)

    table = official_table(scores, rules_for(method, step=unit))

    ranked = table[table["sheets"] > 0]
    pairs = zip(ranked["numerator"], ranked["denominator"], strict=True)
    exact = dict(zip(ranked.index, (Fraction(int(n), int(d)) for n, d in pairs), strict=True))
    assert exact == by_hand(scores, method, unit)
