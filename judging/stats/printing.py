"""Scores printed half-up, in whole numbers: what people read is rounded once, not by floats."""

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm

import numpy as np

from judging.stats.codes import Codes
from judging.stats.thresholds import FEWEST_PLACES_PRINTED, MOST_PLACES_PRINTED


def half_up(numerator: int, denominator: int, places: int) -> str:
    """Print a fraction with a fixed number of decimals, halves upwards.

    Parameters
    ----------
    numerator, denominator : int
        Exact value; the denominator is positive.
    places : int
        Decimals printed, 0 or more.

    Returns
    -------
    str
        With a decimal point, e.g. ``"8.05"``. Halves go up: -0.5 becomes ``"0"``.

    Raises
    ------
    ValueError
        When the denominator is not positive.

    Examples
    --------
    >>> half_up(2675, 1000, 2), half_up(7, 2, 0), half_up(-25, 10, 0)
    ('2.68', '4', '-2')
    """
    if denominator <= 0:
        raise ValueError(f"the denominator must be positive, got {denominator}")
    return _point(scaled(numerator, denominator, places), places)


def scaled(numerator: int, denominator: int, places: int) -> int:
    """Return a fraction in units of its last printed decimal, half-up.

    Parameters
    ----------
    numerator, denominator, places : int
        As in :func:`half_up`.

    Returns
    -------
    int
        ``floor(numerator / denominator * 10**places + 1/2)``.
    """
    tens: int = 10**places
    return (2 * int(numerator) * tens + int(denominator)) // (2 * int(denominator))


def all_scaled(numerators: Codes, denominators: Codes, places: int) -> Codes:
    """Do :func:`scaled` for whole columns, in whole numbers of any size.

    Parameters
    ----------
    numerators, denominators : array of int, shape (n,)
    places : int

    Returns
    -------
    array of int64, shape (n,)
    """
    if not len(numerators):
        return np.zeros(0, dtype=np.int64)
    highest = 2 * int(np.abs(numerators).max()) * 10**places + int(denominators.max())
    dtype = np.int64 if highest < 2**62 else object
    up, down = numerators.astype(dtype), denominators.astype(dtype)
    return np.asarray((2 * up * 10**places + down) // (2 * down), dtype=np.int64)


def all_half_up(numerators: Codes, denominators: Codes, places: int) -> list[str]:
    """Do :func:`half_up` for whole columns, each different value once.

    Parameters
    ----------
    numerators, denominators : array of int, shape (n,)
    places : int

    Returns
    -------
    list of str, of length n
    """
    lasts, which = np.unique(all_scaled(numerators, denominators, places), return_inverse=True)
    texts = [_point(last, places) for last in lasts.tolist()]
    return [texts[number] for number in which.tolist()]


def enough_places(
    numerators: Codes,
    denominators: Codes,
    *,
    fewest: int = FEWEST_PLACES_PRINTED,
    most: int = MOST_PLACES_PRINTED,
) -> int:
    """Find how many decimals tell all distinct values apart.

    Parameters
    ----------
    numerators, denominators : array of int, shape (n,)
        Exact values; the denominators are positive.
    fewest, most : int
        Bounds of the answer.

    Returns
    -------
    int
        The smallest number of decimals, from `fewest` on, with which values that differ print
        differently; `most` when even that many do not suffice.

    Examples
    --------
    >>> enough_places(np.array([8000, 8001, 8001]), np.array([1000, 1000, 1000]))
    3
    """
    values, first = np.unique(np.asarray(numerators) / np.asarray(denominators), return_index=True)
    up, down = np.asarray(numerators)[first], np.asarray(denominators)[first]
    for places in range(fewest, most):
        if len(np.unique(all_scaled(up, down, places))) == len(values):
            return places
    return most


def plain(number: Fraction) -> str:
    """Write a fraction as a decimal where it has an end.

    Parameters
    ----------
    number : Fraction

    Returns
    -------
    str
        With as few decimals as hold it; without an end within fifteen, ``p/q``.

    Examples
    --------
    >>> plain(Fraction(1, 2)), plain(Fraction(1, 3)), plain(Fraction(10))
    ('0.5', '1/3', '10')
    """
    for places in range(16):
        if 10**places % number.denominator == 0:
            return half_up(number.numerator, number.denominator, places)
    return str(number)


def common_unit(numbers: Sequence[Fraction]) -> Fraction:
    """Return the greatest fraction of which every number is a whole multiple.

    Parameters
    ----------
    numbers : sequence of Fraction

    Returns
    -------
    Fraction
        1 if all numbers are 0.

    Examples
    --------
    >>> common_unit([Fraction(1, 2), Fraction(3, 4), Fraction(0)])
    Fraction(1, 4)
    """
    below = lcm(*(number.denominator for number in numbers))
    above = gcd(*(int(number * below) for number in numbers))
    return Fraction(above, below) if above else Fraction(1)


def _point(last: int, places: int) -> str:
    """Put the decimal point into a whole number of last decimals."""
    digits = f"{abs(last):0{places + 1}d}"
    sign = "-" if last < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"
