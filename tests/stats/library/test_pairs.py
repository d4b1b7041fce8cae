"""Abilities from comparisons in pairs: what the likelihood demands, and what is refused."""

import numpy as np
import pandas as pd
import pytest

from judging.stats.library.pairs import NotComparable, bradley_terry


def a_table(wins, names):
    return pd.DataFrame(wins, names, names)


def test_abilities_make_the_expected_wins_equal_the_observed():
    wins = np.random.default_rng(4).integers(1, 9, (6, 6))
    np.fill_diagonal(wins, 0)

    fit = bradley_terry(a_table(wins, list("ABCDEF")), reference="C")

    ability = np.exp(fit["log_ability"].to_numpy())
    expected = (wins + wins.T) * ability[:, None] / (ability[:, None] + ability)
    np.fill_diagonal(expected, 0)
    assert expected.sum(axis=1) == pytest.approx(wins.sum(axis=1))
    assert fit.loc["C"].tolist() == [0.0, 0.0]


def test_an_item_that_never_won_is_refused_unless_pseudo_wins_are_added():
    table = a_table([[0, 3], [0, 0]], ["A", "B"])

    with pytest.raises(NotComparable) as refusal:
        bradley_terry(table)

    assert refusal.value.groups == [["A"], ["B"]]
    assert bradley_terry(table, pseudo_wins=0.5)["log_ability"].loc["B"] < 0


def test_order_of_rows_and_columns_of_wins_does_not_matter():
    table = a_table([[0, 3, 1], [1, 0, 2], [4, 1, 0]], list("ABC"))

    mixed = table.loc[list("CAB"), list("BCA")]

    assert bradley_terry(mixed).equals(bradley_terry(table))


@pytest.mark.parametrize("wins", [[[0, -1], [1, 0]], [[0, np.nan], [1, 0]]])
def test_wins_that_are_no_counts_are_refused(wins):
    with pytest.raises(ValueError, match="finite"):
        bradley_terry(a_table(wins, ["A", "B"]))
