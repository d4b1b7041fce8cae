"""Exact numbers as they are typed and kept: a decimal, or a fraction where no short decimal says the same."""

import re
from fractions import Fraction

TYPED = re.compile(r"\d{1,4}([.,]\d{1,3})?|\d{1,3}/[1-9]\d{0,2}", re.ASCII)


def plain_number(exact: Fraction) -> str:
    """Write a fraction as a decimal where it is a short one, else as a fraction.

    Examples
    --------
    >>> plain_number(Fraction(15, 2)), plain_number(Fraction(10, 3))
    ('7.5', '10/3')
    """
    if exact.denominator == 1:
        return str(exact.numerator)
    short = 10**6 % exact.denominator == 0
    return f"{float(exact):.6f}".rstrip("0") if short else f"{exact.numerator}/{exact.denominator}"


def as_kept(typed: str | None) -> str | None:
    """Return a number of 0 or more as it is kept, or None for what is none.

    Examples
    --------
    >>> as_kept(" 0,50 "), as_kept("2/6"), as_kept("-1"), as_kept("trzy")
    ('0.5', '1/3', None, None)
    """
    text = (typed or "").strip()
    return plain_number(Fraction(text.replace(",", "."))) if TYPED.fullmatch(text) else None
