"""The rules a result is counted by: fixed before the first score, hashed with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

import pandas as pd

from judging.stats.printing import common_unit, plain
from judging.stats.problems import InvalidScores, Problem
from judging.stats.thresholds import MOST_PLACES_PRINTED
from judging.stats.vocabulary import LADDER, Dropped, Method, Rung


@dataclass(frozen=True, slots=True)
class CriterionRule:
    """What is scored: its label, whole weight (0 = shown, not counted), step of its scale."""

    name: Any
    weight: int = 1
    step: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class ScoringRules:
    """How scores become a ranking.

    Parameters
    ----------
    criteria : tuple of CriterionRule
        In the order of the form; weights are whole numbers of any positive sum.
    low, high : Fraction
        The scale of the round in points, one for all criteria; a criterion allows
        ``low, low + step, …`` up to ``high``.
    method : Method
        What is made of an entry's sheet totals.
    drop : (int, int)
        Lowest and highest sheets left out by ``Method.TRIMMED``; no other method reads it.
    drop_per : Dropped
        Whether those are whole sheets or, on each criterion, its lowest and highest scores.
    best : int
        How many of an entry's best sheets count, where each is a run or an attempt; with
        ``Method.TRIMMED`` in place of `drop`. 0: all but those dropped.
    min_sheets : int
        Complete sheets an entry should have; fewer are flagged.
    exclude_below_min : bool
        Leave entries with fewer sheets out of the ranking instead of only flagging them.
    prizes, distinctions : int
        How many places are awarded; a tie is broken only where it crosses one of these lines.
        With no prizes declared no tie is broken.
    ties : tuple of Rung
        The ladder: rungs in the order in which they are tried; by default all but the last.
    tie_jurors : tuple of labels
        The part of the jury that ``Rung.JURORS`` asks.
    rank_on : int or None
        Decimals to which values are rounded half-up before they are ranked; None: exact values.

    Raises
    ------
    InvalidScores
        With every contradiction at once; `row` of a problem is the criterion's number from 1.
    """

    criteria: tuple[CriterionRule, ...]
    low: Fraction
    high: Fraction
    method: Method = Method.MEAN
    drop: tuple[int, int] = (1, 1)
    drop_per: Dropped = Dropped.SHEET
    best: int = 0
    min_sheets: int = 3
    exclude_below_min: bool = False
    prizes: int = 0
    distinctions: int = 0
    ties: tuple[Rung, ...] = LADDER
    tie_jurors: tuple[Any, ...] = ()
    rank_on: int | None = None

    def __post_init__(self) -> None:
        if problems := [*_criteria_problems(self.criteria), *_setting_problems(self)]:
            raise InvalidScores(problems)
        object.__setattr__(self, "method", Method(self.method))  # files and forms say it as text
        object.__setattr__(self, "drop_per", Dropped(self.drop_per))
        object.__setattr__(self, "ties", tuple(map(Rung, self.ties)))

    @property
    def unit(self) -> Fraction:
        """The smallest difference of scores in points; a score is a whole number of units."""
        return common_unit([*(criterion.step for criterion in self.criteria), self.low])

    @property
    def weights(self) -> "pd.Series[int]":
        """Whole weights (int64) by criterion, in the order of the form."""
        names = pd.Index([criterion.name for criterion in self.criteria], name="criterion")
        weights = [criterion.weight for criterion in self.criteria]
        return pd.Series(weights, index=names, dtype="int64", name="weight")

    @property
    def lines(self) -> tuple[int, ...]:
        """The last place of each award that is given: main prizes, then distinctions."""
        ends = (self.prizes, self.prizes + self.distinctions)
        return tuple(sorted({end for end in ends if end > 0}))

    def to_dict(self) -> dict[str, Any]:
        """Return the rules as JSON can hold them, always in the same form.

        What few rules declare is left out of the others, whose fingerprints stay as they were.
        """
        rare: dict[str, Any] = {
            "drop_per": str(self.drop_per) if self.drop_per is not Dropped.SHEET else None,
            "tie_jurors": [str(juror) for juror in self.tie_jurors],
            "best": self.best,
        }
        return {
            "criteria": [{"name": str(c.name), "weight": c.weight, "step": plain(c.step)} for c in self.criteria],
            "min": plain(self.low),
            "max": plain(self.high),
            "unit": plain(self.unit),
            "method": str(self.method),
            "drop": list(self.drop),
            "min_sheets": self.min_sheets,
            "exclude_below_min": self.exclude_below_min,
            "prizes": self.prizes,
            "distinctions": self.distinctions,
            "ties": [str(rung) for rung in self.ties],
            "rank_on": self.rank_on,
            **{name: value for name, value in rare.items() if value},
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """Return the rules that :meth:`to_dict` wrote; criteria come back named by text."""
        criteria = tuple(CriterionRule(row["name"], row["weight"], Fraction(row["step"])) for row in stored["criteria"])
        same = ("method", "min_sheets", "exclude_below_min", "prizes", "distinctions", "rank_on")
        return cls(
            criteria,
            Fraction(stored["min"]),
            Fraction(stored["max"]),
            drop=(stored["drop"][0], stored["drop"][1]),
            drop_per=Dropped(stored.get("drop_per", Dropped.SHEET)),
            ties=tuple(map(Rung, stored["ties"])),
            tie_jurors=tuple(stored.get("tie_jurors", ())),
            best=stored.get("best", 0),
            **{name: stored[name] for name in same},
        )


def _criteria_problems(criteria: Sequence[CriterionRule]) -> Iterator[Problem]:
    """Yield what is wrong with the criteria, one problem a cell."""
    seen = set()
    for row, criterion in enumerate(criteria, 1):
        name, weight, step = criterion.name, criterion.weight, criterion.step
        if name in seen:
            yield Problem("DUPLICATE_CRITERION", row, "criterion", str(name), "each one once")
        seen.add(name)
        if not _is_whole(weight):
            yield Problem("WEIGHT_NOT_WHOLE", row, "weight", str(weight), "a whole number")
        elif weight < 0:
            yield Problem("WEIGHT_NEGATIVE", row, "weight", str(weight), "0 or more")
        if step <= 0:
            yield Problem("STEP_NOT_POSITIVE", row, "step", str(step), "more than 0")
    weights = [c.weight for c in criteria if _is_whole(c.weight)]
    if len(weights) == len(criteria) and all(w == 0 for w in weights):
        yield Problem("WEIGHTS_SUM_ZERO", None, "weight", "0", "at least one weight above 0")


def _setting_problems(rules: ScoringRules) -> Iterator[Problem]:
    """Yield what is wrong with the other settings."""
    ladder = f"a choice of {', '.join(Rung)}, each once"
    strange = set(rules.ties) - set(Rung) or len(set(rules.ties)) < len(rules.ties)
    if rules.high < rules.low:
        yield _setting("RANGE_EMPTY", "max", plain(rules.high), f"{plain(rules.low)} or more")
    if rules.method not in set(Method):
        yield _setting("UNKNOWN_METHOD", "method", rules.method, ", ".join(Method))
    if strange:
        yield _setting("UNKNOWN_TIE_BREAK", "ties", ", ".join(map(str, rules.ties)), ladder)
    if Rung.JURORS in rules.ties and not rules.tie_jurors:
        yield _setting("NO_TIE_JURORS", "tie_jurors", "", "the jurors whose sheets break a tie")
    if rules.drop_per not in set(Dropped):
        yield _setting("UNKNOWN_DROP", "drop_per", rules.drop_per, ", ".join(Dropped))
    if len(rules.drop) != 2 or not all(_is_count(number) for number in rules.drop):
        yield _setting("NOT_A_COUNT", "drop", str(rules.drop), "two whole numbers, 0 or more")
    if rules.best and (rules.method != Method.TRIMMED or rules.drop_per != Dropped.SHEET):
        yield _setting("BEST_ALONE", "best", str(rules.best), 'method = "trimmed" and whole sheets')
    for name in ("best", "min_sheets", "prizes", "distinctions"):
        if not _is_count(value := getattr(rules, name)):
            yield _setting("NOT_A_COUNT", name, str(value), "a whole number, 0 or more")
    if rules.rank_on is not None and rules.rank_on not in range(MOST_PLACES_PRINTED + 1):
        allowed = f"0 to {MOST_PLACES_PRINTED} decimals, or nothing"
        yield _setting("NOT_A_COUNT", "rank_on", str(rules.rank_on), allowed)


def _setting(code: str, name: str, value: str, allowed: str) -> Problem:
    """Return a problem of a setting that has no row."""
    return Problem(code, None, name, value, allowed)


def _is_whole(number: object) -> bool:
    """Tell whether this is a whole number, truth values aside."""
    return hasattr(number, "__index__") and not isinstance(number, bool)


def _is_count(number: object) -> bool:
    """Tell whether this is a whole number of 0 or more."""
    return _is_whole(number) and number >= 0  # type: ignore[operator]  # whole numbers compare
