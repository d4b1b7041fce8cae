"""Figures as JSON can hold them: unknown is null, never NaN."""

import math
from typing import Any

import numpy as np
import pandas as pd

WHOLE = ("place", "sheets", "component", "band_low", "band_high", "by_", "adjusted_place")


def plain_rows(table: pd.DataFrame, key: str) -> list[dict[str, Any]]:
    """Return the rows of a frame as dictionaries, the index first, under the given key."""
    columns = {name: plain_value(_whole(name, table[name].tolist())) for name in table.columns}
    labels = plain_value(table.index.tolist())
    return [
        {key: label, **{name: values[row] for name, values in columns.items()}}
        for row, label in enumerate(labels)
    ]


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
        return [plain_value(each) for each in value]
    if isinstance(value, np.generic):
        return plain_value(value.item())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if isinstance(value, int) else str(value)


def _whole(name: str, values: list[Any]) -> list[Any]:
    """Return the numbers of a column of counts or places as whole ones."""
    if not name.startswith(WHOLE):
        return values
    return [int(v) if isinstance(v, float) and math.isfinite(v) else v for v in values]
