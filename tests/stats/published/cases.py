"""Comparing what the product says with what a case expects, key by key."""

import json
import math
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from judging.analysis.plain import plain_value
from judging.stats.assignment import Infeasible
from judging.stats.printing import half_up
from judging.stats.problems import InvalidScores

FOLDER = Path(__file__).parents[2] / "cases"


@dataclass(frozen=True)
class Adapter:
    """How one kind of case is answered: what is computed, and what each expected key reads.

    Keys are regular expressions; their groups are given to the function after the computed.
    """

    compute: Callable[[dict[str, Any]], Any]
    keys: Mapping[str, Callable[..., Any]] = field(default_factory=dict)

    def answer(self, data: dict[str, Any], key: str) -> Any:
        """Return what the product says under a key, or fail where nothing checks it."""
        if key == "error":
            return AtLeast(self._errors(data))
        for pattern, read in self.keys.items():
            if match := re.fullmatch(pattern, key):
                return read(self.compute(data), *match.groups())
        raise AssertionError(f"nothing checks the expected key {key!r}")

    def _errors(self, data: dict[str, Any]) -> list[str]:
        """Return the codes with which the product refuses the data."""
        try:
            self.compute(data)
        except InvalidScores as refusal:
            return [problem.code for problem in refusal.problems]
        except Infeasible as refusal:
            return [refusal.code]
        return []


@dataclass(frozen=True)
class Order:
    """Groups of equals from the best down; an expected list may leave equals in any order."""

    groups: list[list[Any]]


@dataclass(frozen=True)
class OneOf:
    """Any of several answers is right; `holds` tells which."""

    holds: Callable[[Any], bool]


@dataclass(frozen=True)
class AtLeast:
    """A collection of which the case names some."""

    items: Collection[Any]


@dataclass(frozen=True)
class AsSet:
    """A collection whose order means nothing."""

    items: Collection[Any]


@cache
def read_case(path: Path) -> dict[str, Any]:
    """Read a case file."""
    case: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return case


def tolerance(case: dict[str, Any], key: str) -> float:
    """Return how far a number under a key may be off."""
    given = case.get("tolerance", 0)
    found = given.get(key, given.get("default", 0)) if isinstance(given, dict) else given
    return found if isinstance(found, int | float) else 0


def check(case: dict[str, Any], key: str, adapters: Mapping[str, Adapter]) -> None:
    """Check one expected key of a case; what nothing checks fails."""
    assert case["kind"] in adapters, f"nothing checks cases of the kind {case['kind']!r}"
    got = adapters[case["kind"]].answer(case["data"], key)
    expected = case["expected"][key]
    assert agrees(got, expected, tolerance(case, key)), f"{key}: expected {expected}, got {got}"


def agrees(got: Any, expected: Any, within: float) -> bool:
    """Tell whether an answer agrees with an expectation, number by number."""
    if isinstance(got, OneOf):
        return got.holds(expected)
    if expected is None and isinstance(got, pd.Series | pd.DataFrame):
        return bool(got.isna().all(axis=None))
    if isinstance(got, Order):
        return _same_order(got.groups, expected)
    if isinstance(got, AsSet | AtLeast):
        listed = [expected] if isinstance(expected, str) else expected or []
        names, wanted = {_name(item) for item in got.items}, {_name(item) for item in listed}
        if expected is None:
            return not names
        return wanted <= names if isinstance(got, AtLeast) else wanted == names
    if isinstance(got, pd.DataFrame):
        by_row = isinstance(expected, dict)
        rows = {_name(label): row for label, row in got.iterrows()}
        return agrees(rows if by_row else list(rows.values()), expected, within)
    if isinstance(got, pd.Series):
        got = _of_series(got, expected)
    if isinstance(expected, dict):
        if got is None:
            return all(value is None for value in expected.values())
        known = {_name(name): value for name, value in dict(got).items()}
        return all(name in known and agrees(known[name], value, within) for name, value in expected.items())
    if isinstance(expected, list):
        return len(got) == len(expected) and all(
            agrees(one, other, within) for one, other in zip(got, expected, strict=True)
        )
    return _same_value(got, expected, within)


def _of_series(got: pd.Series, expected: Any) -> Any:
    """Read a series as a dictionary, a list, or the one number that all of it is."""
    if isinstance(expected, dict):
        return got.to_dict()
    if isinstance(expected, list):
        return got.tolist()
    assert np.ptp(got.to_numpy(float)) < 1e-9, "one number is expected, but they differ"
    return got.iloc[0]


def _same_value(got: Any, expected: Any, within: float) -> bool:
    """Compare two plain values; a printed number is printed half-up with as many decimals."""
    if isinstance(got, Fraction) and isinstance(expected, str):
        decimals = len(expected.partition(".")[2])
        return half_up(got.numerator, got.denominator, decimals) == expected
    got = float(got) if isinstance(got, Fraction) else plain_value(got)
    if isinstance(expected, bool) or expected is None or isinstance(expected, str):
        return bool(_name(got) == expected if isinstance(expected, str) else got is expected)
    if isinstance(got, bool) or not isinstance(got, int | float):
        return False
    return math.isclose(got, expected, rel_tol=1e-12, abs_tol=within)


def _same_order(groups: list[list[Any]], expected: list[Any]) -> bool:
    """Compare an order with a list of names or of groups of names."""
    wanted = [item if isinstance(item, list) else [item] for item in expected]
    names = [[_name(name) for name in group] for group in groups]
    if any(len(group) > 1 for group in wanted):
        return [set(group) for group in names] == [set(map(_name, group)) for group in wanted]
    flat, sizes = [_name(group[0]) for group in wanted], [len(group) for group in names]
    ends = np.cumsum(sizes).tolist()
    parts = [flat[end - size : end] for end, size in zip(ends, sizes, strict=True)]
    return len(flat) == sum(sizes) and all(
        sorted(part) == sorted(group) for part, group in zip(parts, names, strict=True)
    )


def _name(label: Any) -> str:
    return str(label)
