"""Axes of the charts: from values to places on the page, and the round numbers between."""

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import NamedTuple


class Tick(NamedTuple):
    """A mark on an axis."""

    x: float
    value: float


def scale(value: float, low: float, high: float, start: float, end: float) -> float:
    """Map a value of [low, high] to [start, end]; a range of no width maps to the middle."""
    if high <= low:
        return (start + end) / 2
    return round(start + (end - start) * (value - low) / (high - low), 3)


def ticks(low: float, high: float, start: float, end: float, most: int = 5) -> list[Tick]:
    """Return round numbers between low and high, with where they stand."""
    if high <= low:
        return [Tick(scale(low, low, high, start, end), low)]
    step = _round_step((high - low) / most)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    values = [round(step * n, 10) for n in range(first, last + 1)]
    return [Tick(scale(value, low, high, start, end), value) for value in values]


def _round_step(least: float) -> float:
    """Return the smallest of 1, 2, 5 times a power of ten that is not below."""
    power = 10.0 ** floor(log10(least))
    return next(n * power for n in (1, 2, 5, 10) if n * power >= least * (1 - 1e-9))


def padded(values: Sequence[float]) -> tuple[float, float]:
    """Return the ends of an axis that leaves some room around the values."""
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    room = (high - low) * 0.05 or 0.5
    return low - room, high + room
