"""Figures as JSON can hold them: unknown is null, never NaN."""

import math
from typing import Any

import numpy as np
import pandas as pd

PLAIN = {str, int, bool, type(None)}
WHOLE = ("place", "sheets", "component", "band_low", "band_high", "by_", "adjusted_place")


def plain_rows(table: pd.DataFrame, key: str) -> list[dict[str, Any]]:
    """Return the rows of a frame as dictionaries, the index first, under the given key."""
    names = [key, *table.columns]
    columns = [plain_value(table.index.tolist()), *(plain_column(table[n]) for n in table.columns)]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def plain_value(value: Any) -> Any:
    """Return a value of plain Python types; NaN, NA and infinities are None.

    Examples
    --------
    >>> plain_value({"a": np.float64("nan"), "b": (np.int64(1), pd.NA)})
    {'a': None, 'b': [1, None]}
    """
    if value is None or value is pd.NA or isinstance(value, str | bool):
        return value if value is not pd.NA else None
    if isinstance(value, dict):
        return {str(name): plain_value(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [each if type(each) in PLAIN else plain_value(each) for each in value]
    if isinstance(value, np.generic):
        return plain_value(value.item())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if isinstance(value, int) else str(value)


def plain_column(column: "pd.Series[Any]") -> list[Any]:
    """Return the values of a column; those of counts and places are whole numbers."""
    whole = str(column.name).startswith(WHOLE)
    if column.dtype.kind in "iub" and isinstance(column.dtype, np.dtype):
        return column.tolist()
    if isinstance(column.dtype, pd.Int64Dtype):
        return [None if value is pd.NA else value for value in column.tolist()]
    if column.dtype.kind != "f":
        return [_whole(v) if whole else v for v in plain_value(column.tolist())]
    unknown = ~np.isfinite(column.to_numpy())
    values: list[Any] = column.fillna(0).astype("int64").tolist() if whole else column.tolist()
    for row in np.flatnonzero(unknown).tolist():
        values[row] = None
    return values


def _whole(value: Any) -> Any:
    """Return a whole number that was stored as a float as a whole one."""
    return int(value) if isinstance(value, float) else value
