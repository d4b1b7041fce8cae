"""Numbers as people type them, read exactly."""

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from judging.exchange.reading.grid import Cell, text_of

NUMBER = re.compile(r"[+-]?(\d{1,9}([.,]\d{0,9})?|[.,]\d{1,9})", re.ASCII)


def number_of(cell: Cell) -> Fraction | None:
    """Return a cell as an exact number, or None for what is no number.

    Examples
    --------
    >>> number_of("8,5"), number_of(8.1), number_of("brak"), number_of(float("nan"))
    (Fraction(17, 2), Fraction(81, 10), None, None)
    """
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        exact = Decimal(f"{cell:.12g}")
        return Fraction(exact) if exact.is_finite() else None
    return _number_in(text_of(cell))


@lru_cache(maxsize=100_000)
def _number_in(text: str) -> Fraction | None:
    """Read a number from a text."""
    text = text.replace("\u2212", "-")
    return Fraction(text.replace(",", ".")) if NUMBER.fullmatch(text) else None


def decimals(number: Fraction) -> int:
    """Return how many decimals a number read from a file has."""
    return next(places for places in range(13) if 10**places % number.denominator == 0)
