"""Reshaping the data of a case into the frames that the product takes."""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, Literal

import numpy as np
import pandas as pd

from judging.stats.printing import common_unit
from judging.stats.rules import CriterionRule, ScoringRules

SIDES = {
    "entry": "entry|entries|units?|items?|subjects?|objects?|targets?|wines?|alternatives?|plates?",
    "judge": "judges?|jurors?|observers?|raters?|coders?|tasters?|experts?|samples?",
    "criterion": "criteri(on|a)|attributes?",
}
NOT_GIVEN = {"", "*", ".", "-", "NA", "CONFLICT", "ABSTAIN", "ABSTENTION", "MISSING"}
NO_TABLES = re.compile("weights?|conflicts|fixed|.*names|cov.*|criteria")


def labelled(values: Any, names: Iterable[Any] | None = None) -> pd.Series:
    """Read numbers given by name or in a list."""
    if isinstance(values, dict):
        return pd.Series(values)
    return pd.Series(list(values), index=None if names is None else list(names))


def grid(values: Any, rows: Iterable[Any] | None = None, columns: Any = None) -> pd.DataFrame:
    """Read a table given as lists or dictionaries of rows, named where names are known."""
    named = isinstance(values, dict)
    lines = {label: labelled(line) for label, line in (values.items() if named else enumerate(values))}
    table = pd.DataFrame(list(lines.values()))
    numbered = isinstance(table.columns, pd.RangeIndex)
    table.index = pd.Index(list(lines) if named or rows is None else list(rows))
    if columns is not None and numbered:
        table.columns = pd.Index(list(columns))
    return table


def side_of(word: str) -> str | None:
    """Tell whether a word of a key means entries, judges or criteria."""
    return next((s for s, words in SIDES.items() if re.fullmatch(words, word.lower())), None)


def sides_of(key: str) -> list[str]:
    """List what the words of a key stand for, in their order."""
    return [side for word in key.split("_") if (side := side_of(word))]


def is_table(value: Any) -> bool:
    """Tell whether a value holds rows."""
    parts = list(value.values() if isinstance(value, Mapping) else value) if value else []
    return not isinstance(value, str) and all(isinstance(part, list | dict) for part in parts)


def table_key(data: dict[str, Any]) -> str | None:
    """Find under which key a case has its table of scores."""
    keys = [
        name
        for name, value in data.items()
        if isinstance(value, list | dict) and not NO_TABLES.fullmatch(name) and is_table(value)
    ]
    return next(iter(sorted((key for key in keys if data[key]), key=lambda k: k != "rows")), None)


def _names(data: dict[str, Any], side: str, size: int, letter: str) -> list[Any]:
    for name, value in data.items():
        if side_of(name) == side and isinstance(value, list) and len(value) == size:
            return value
    return [f"{letter}{number:03}" for number in range(1, size + 1)]


def _is_list_of_rows(data: dict[str, Any], key: str) -> bool:
    return key.startswith("rows") or (isinstance(data[key], list) and isinstance(data[key][0], dict))


def _starts_with_judges(data: dict[str, Any], key: str) -> bool:
    """Tell whether the rows of a table are judges: ``judges_by_entries``, ``ranks_by_judge``."""
    before, by, after = key.rpartition("_by_")
    if by and (sides := sides_of(before) or sides_of(after)):
        return sides[0] == "judge"
    if isinstance(data[key], dict):
        judges = [value for name, value in data.items() if side_of(name) == "judge"]
        return any(isinstance(v, list) and set(data[key]) <= set(map(str, v)) for v in judges)
    return sides_of(key)[:1] == ["judge"]


def score_table(data: dict[str, Any]) -> pd.DataFrame:
    """Return the scores as entries by judges, however the case writes them."""
    key = table_key(data)
    assert key is not None, "the case has no table of scores"
    if _is_list_of_rows(data, key):
        rows = pd.DataFrame([(e, j, v) for e, j, _, v in rows_of(data)], columns=list("ejv"))
        wide = rows.pivot_table("v", "e", "j", aggfunc="first")
        return wide.reindex(index=rows["e"].unique(), columns=rows["j"].unique())
    table = grid(data[key])
    table = table.T if _starts_with_judges(data, key) else table
    sides: tuple[tuple[str, Literal[0, 1], str], ...] = (("entry", 0, "e"), ("judge", 1, "j"))
    for side, axis, letter in sides:
        labels = table.axes[axis]
        if pd.api.types.is_integer_dtype(labels) and list(labels) == list(range(len(labels))):
            table = table.set_axis(_names(data, side, len(labels), letter), axis=axis)
    table = table.astype(object).mask(table.isin(NOT_GIVEN))
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


def rows_of(data: dict[str, Any]) -> list[tuple[Any, Any, Any, Any]]:
    """Return rows of entry, judge, criterion and score, in whatever order the case has them."""
    key = "rows" if "rows" in data else table_key(data)
    if key is None:
        return []
    if not _is_list_of_rows(data, key):
        table = grid(data[key], columns=data.get("criteria"))
        return [(e, "the judge", c, table.loc[e, c]) for e in table.index for c in table.columns]
    return [_row(key, row) for row in data[key]]


def _row(key: str, row: Any) -> tuple[Any, Any, Any, Any]:
    """Put the cells of one row in order."""
    if isinstance(row, dict):
        sides = [side_of(name) or "score" for name in row]
        cells = list(row.values())
    else:
        cells = list(row)
        usual = ["entry", "judge", *(["criterion"] if len(cells) > 3 else [])]
        sides = [*(sides_of(key) or usual), "score"]
    found = dict(zip(sides, cells, strict=True))
    return (
        found["entry"],
        found.get("judge", "the judge"),
        found.get("criterion", "all"),
        found["score"],
    )


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
    return frame.drop(columns="points").assign(steps=np.array(steps, dtype=None if steps else np.int64)), rules


def table_scoring(table: pd.DataFrame, **settings: Any) -> tuple[pd.DataFrame, ScoringRules]:
    """Write a table of sheet scores as scores on a single criterion."""
    sheets = sheets_of(table)
    rows = [(row.entry, row.juror, "all", row.points) for row in sheets.itertuples()]
    return scoring(rows, **settings)


def _is_finite(value: Any) -> bool:
    return isinstance(value, int | float) and value - value == 0
