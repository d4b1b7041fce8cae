"""The scale of a round: points as people read them, whole steps as they are kept. Pure.

One step is the greatest fraction of a point that all criteria of the round share, so that
sums over criteria are sums of whole numbers (``judging.stats`` counts in the same unit).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from math import gcd, lcm
from typing import Protocol

from judging.core.exact import plain_number

SHORT = 101  # scores in a scale that is spelled out at once
NUMBER = re.compile(r"-?\d{1,6}(\.\d{1,6})?|-?\d{1,6}/[1-9]\d{0,5}", re.ASCII)


class OffScale(ValueError):  # noqa: N818 -- an answer about what was typed, not a fault
    """A score that the scale does not have."""


@dataclass(frozen=True)
class Scale:
    """The scale of one round.

    Parameters
    ----------
    low, high : Fraction
        The ends of the scale, in points.
    steps : mapping of str to Fraction
        The step of each criterion, in points, by the criterion's key.

    Examples
    --------
    >>> scale = Scale(Fraction(0), Fraction(10), {"novelty": Fraction(1, 2), "reach": Fraction(1)})
    >>> scale.unit, scale.read("novelty", "7,5"), scale.text(15)
    (Fraction(1, 2), 15, '7.5')
    """

    low: Fraction
    high: Fraction
    steps: Mapping[str, Fraction]

    @cached_property
    def unit(self) -> Fraction:
        """The points that one whole step is worth."""
        numbers = [*self.steps.values(), self.low]
        below = lcm(*(number.denominator for number in numbers))
        above = gcd(*(int(number * below) for number in numbers))
        return Fraction(above, below) if above else Fraction(1)

    def allowed(self, key: str) -> range:
        """Return what a criterion allows, in whole steps, ascending."""
        step = int(self.steps[key] / self.unit)
        first = int(self.low / self.unit)
        return range(first, int(self.high // self.unit) + 1, step)

    @cached_property
    def _spelled(self) -> dict[str, dict[str, int]]:
        """The whole steps of each score as a form sends it; short scales only."""
        short = [key for key in self.steps if len(self.allowed(key)) <= SHORT]
        return {key: {self.text(steps): steps for steps in self.allowed(key)} for key in short}

    def read(self, key: str, text: str) -> int:
        """Return the whole steps of points typed by a person; a comma is a decimal mark too."""
        if (steps := self._spelled.get(key, {}).get(text)) is not None:
            return steps
        return self._parsed(key, text)

    def _parsed(self, key: str, text: str) -> int:
        plain = text.strip().replace(",", ".").replace("\N{MINUS SIGN}", "-")
        if not NUMBER.fullmatch(plain):
            raise OffScale(text)
        steps = Fraction(plain) / self.unit
        if steps.denominator != 1 or int(steps) not in self.allowed(key):
            raise OffScale(text)
        return int(steps)

    def text(self, steps: int) -> str:
        """Return the points of whole steps as a form sends them: ``7.5``, ``10/3``."""
        return plain_number(steps * self.unit)


class Bounds(Protocol):
    """A round, as far as its scale goes; both ends are exact texts."""

    @property
    def low(self) -> str:
        """The fewest points."""

    @property
    def high(self) -> str:
        """The most points."""


class Stepped(Protocol):
    """A criterion, as far as its scale goes; the step is an exact text."""

    @property
    def key(self) -> str:
        """The criterion's key."""

    @property
    def step(self) -> str:
        """Its step in points."""


def of_round(bounds: Bounds, criteria: Iterable[Stepped]) -> Scale:
    """Return the scale of a round."""
    return _scale(bounds.low, bounds.high, tuple((one.key, one.step) for one in criteria))


@lru_cache(maxsize=64)
def _scale(low: str, high: str, steps: tuple[tuple[str, str], ...]) -> Scale:
    """Make each scale once: every save of a sheet asks for it."""
    return Scale(Fraction(low), Fraction(high), {key: Fraction(step) for key, step in steps})


def weighted(scores: Mapping[str, int], weights: Mapping[str, int]) -> tuple[int, int]:
    """Return the sum of steps by weight and the sum of the weights, over what is scored.

    Examples
    --------
    >>> weighted({"novelty": 8, "reach": 6}, {"novelty": 2, "reach": 1, "fit": 1})
    (22, 3)
    """
    counted = [key for key in scores if weights.get(key, 0) > 0]
    return sum(weights[key] * scores[key] for key in counted), sum(weights[key] for key in counted)


def mean_text(scale: Scale, total: int, weights: int) -> str:
    """Print a weighted mean with two decimals, halves upwards, or nothing where nothing counts.

    Examples
    --------
    >>> mean_text(Scale(Fraction(0), Fraction(10), {"novelty": Fraction(1, 2)}), 29, 2)
    '7.25'
    """
    if not weights:
        return ""
    hundredths = int(total * scale.unit * 100 / weights + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02}"
