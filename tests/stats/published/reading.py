"""Reshaping the data of a case into the frames that the product takes."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from judging.stats.printing import common_unit
from judging.stats.rules import CriterionRule, ScoringRules

TABLES = ("rows", "table", "scores", "ranks", "judge")
NAMES = {"entries": ("entries", "units", "items"), "judges": ("judges", "jurors", "observers")}


def labelled(values: Any, names: Iterable[Any] | None = None) -> pd.Series:
    """Read numbers given by name or in a list."""
    if isinstance(values, dict):
        return pd.Series(values)
    return pd.Series(list(values), index=None if names is None else list(names))


def grid(values: Any, rows: Iterable[Any] | None = None, columns: Any = None) -> pd.DataFrame:
    """Read a table given as lists or dictionaries of rows, named where names are known."""
    named = isinstance(values, dict)
    lines = {
        label: labelled(line) for label, line in (values.items() if named else enumerate(values))
    }
    table = pd.DataFrame(list(lines.values()))
    table.index = pd.Index(list(lines) if named or rows is None else list(rows))
    if columns is not None and isinstance(table.columns, pd.RangeIndex):
        table.columns = pd.Index(list(columns))
    return table


def _names(data: dict[str, Any], side: str, size: int, letter: str) -> list[Any]:
    for name in NAMES[side]:
        if isinstance(data.get(name), list) and len(data[name]) == size:
            return data[name]
    return [f"{letter}{number:03}" for number in range(1, size + 1)]


def score_table(data: dict[str, Any]) -> pd.DataFrame:
    """Return the scores as entries by judges, however the case writes them."""
    key = next(name for name in data if name.startswith(TABLES) and name not in NAMES["judges"])
    values = data[key]
    if key.startswith("rows"):
        rows = pd.DataFrame(values).set_axis(["entry", "judge", "points"], axis=1)
        wide = rows.pivot_table("points", "entry", "judge", aggfunc="first")
        return wide.reindex(index=rows["entry"].unique(), columns=rows["judge"].unique())
    table = grid(values)
    by_judge = key in ("ranks_by_judge", "ranks_by_juror") or key.endswith(
        ("by_entry", "by_entries")
    )
    table = table.T if by_judge else table
    for side, axis, letter in (("entries", 0, "e"), ("judges", 1, "j")):
        labels = table.axes[axis]
        if pd.api.types.is_integer_dtype(labels) and list(labels) == list(range(len(labels))):
            table = table.set_axis(_names(data, side, len(labels), letter), axis=axis)
    return table if _has_words(table) else table.astype(float)


def _has_words(table: pd.DataFrame) -> bool:
    return any(isinstance(value, str) for value in table.to_numpy().ravel())


def sheets_of(table: pd.DataFrame) -> pd.DataFrame:
    """Write a table of entries by judges as sheets, one row each."""
    rows = [
        (entry, judge, table.loc[entry, judge])
        for entry in table.index
        for judge in table.columns
        if pd.notna(table.loc[entry, judge])
    ]
    return pd.DataFrame(rows, columns=["entry", "juror", "points"])


def rows_of(data: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a case, written as lists or as dictionaries."""
    rows = next((value for key, value in data.items() if key.startswith("rows")), [])
    return [tuple(row.values() if isinstance(row, dict) else row) for row in rows]


def exact(number: Any) -> Fraction:
    """Read a number as it is written."""
    return Fraction(str(number))


def whole_weights(weights: pd.Series) -> dict[Any, int]:
    """Write weights as whole numbers in the same proportion."""
    fractions = [exact(weight) for weight in weights]
    unit = common_unit([weight for weight in fractions if weight] or [Fraction(1)])
    return {name: int(w / unit) for name, w in zip(weights.index, fractions, strict=True)}


def scoring(
    rows: list[tuple[Any, Any, Any, Any]], weights: dict[Any, int] | None = None, **settings: Any
) -> tuple[pd.DataFrame, ScoringRules]:
    """Write rows of entry, juror, criterion and points as whole steps, with rules that fit."""
    frame = pd.DataFrame(rows, columns=["entry", "juror", "criterion", "points"])
    points = [exact(value) for value in frame["points"] if _is_finite(value)]
    low = exact(settings.pop("low", min([Fraction(0), *points])))
    high = exact(settings.pop("high", max([low + 1, *points])))
    finest = common_unit([value for value in [*points, low, high] if value] or [Fraction(1)])
    step = exact(settings.pop("step", finest))
    unit = common_unit([step, low])
    steps = [float(exact(v) / unit) if _is_finite(v) else float("nan") for v in frame["points"]]
    steps = [int(value) if value % 1 == 0 else value for value in steps]
    named = weights or dict.fromkeys(frame["criterion"], 1)
    criteria = tuple(CriterionRule(name, weight, step) for name, weight in named.items())
    rules = ScoringRules(criteria, low, high, **{"min_sheets": 1, **settings})
    return frame.drop(columns="points").assign(
        steps=np.array(steps, dtype=None if steps else np.int64)
    ), rules


def table_scoring(table: pd.DataFrame, **settings: Any) -> tuple[pd.DataFrame, ScoringRules]:
    """Write a table of sheet scores as scores on a single criterion."""
    sheets = sheets_of(table)
    rows = [(row.entry, row.juror, "all", row.points) for row in sheets.itertuples()]
    return scoring(rows, **settings)


def _is_finite(value: Any) -> bool:
    return isinstance(value, int | float) and value - value == 0
