"""Scores are printed half-up, from whole numbers."""

from fractions import Fraction

import numpy as np
import pytest

from judging.stats.printing import all_half_up, common_unit, enough_places, half_up, plain


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [
        ("2.675", 2, "2.68"),
        ("7.325", 2, "7.33"),
        ("1.005", 2, "1.01"),
        ("9.995", 2, "10.00"),
        ("0.5", 0, "1"),
        ("0.004", 2, "0.00"),
        ("-0.004", 2, "0.00"),
        ("-2.5", 0, "-2"),
        ("-0.57", 1, "-0.6"),
    ],
)
def test_a_half_is_printed_upwards(value, places, printed):
    exact = Fraction(value)

    assert half_up(exact.numerator, exact.denominator, places) == printed


def test_a_denominator_must_be_positive():
    with pytest.raises(ValueError, match="positive"):
        half_up(1, 0, 2)


def test_whole_columns_print_as_single_values_do_even_beyond_sixty_four_bits():
    up, down = np.array([2**51 - 1, 7, -7]), np.array([10**9 + 7, 3, 3])

    printed = all_half_up(up, down, 6)

    assert printed == [half_up(int(n), int(d), 6) for n, d in zip(up, down, strict=True)]


@pytest.mark.parametrize(
    ("numerators", "places"),
    [([800, 801], 2), ([8000, 8001], 3), ([8000, 8000], 2), ([80000001, 80000002], 6), ([], 2)],
)
def test_decimals_are_added_until_unequal_scores_print_differently(numerators, places):
    up = np.array(numerators, dtype=np.int64)
    ones = np.full(len(up), 10 ** (len(str(max(numerators, default=1))) - 1), dtype=np.int64)

    assert enough_places(up, ones) == places


def test_the_unit_divides_every_step_and_the_lowest_score():
    assert common_unit([Fraction(1, 2), Fraction(1, 3)]) == Fraction(1, 6)
    assert common_unit([Fraction(2), Fraction(1)]) == 1
    assert common_unit([Fraction(2), Fraction(0)]) == 2
    assert common_unit([Fraction(0)]) == 1


def test_a_fraction_without_an_end_is_written_as_one():
    assert [plain(Fraction(1, 3)), plain(Fraction(-3, 4)), plain(Fraction(7))] == [
        "1/3",
        "-0.75",
        "7",
    ]
