"""Labels as small whole numbers: the reason why millions of scores take parts of a second."""

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Codes = NDArray[np.integer[Any]]
BLOCK = 100_000


def encode(column: "pd.Series[Any]") -> tuple[Codes, "pd.Index[Any]"]:
    """Turn the labels of a column into numbers, in canonical order: that of their text.

    Parameters
    ----------
    column : Series of shape (n,)
        Entries, jurors or criteria: whole numbers, text or a categorical.

    Returns
    -------
    codes : array of int, shape (n,)
        The number of each row's label from 0; -1 where there is no label.
    labels : Index of shape (n_labels,)
        The labels that occur, in canonical order: it depends neither on the order of the
        rows nor on that of a categorical.
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        return _of_categories(column.cat.codes.to_numpy(), column.cat.categories)
    if column.dtype.kind in "iu" and (narrow := _narrow(column.to_numpy())) is not None:
        codes, labels = narrow
    else:
        codes, labels = pd.factorize(column)
        labels = pd.Index(labels)
    return _canonical(codes, labels)


def _narrow(values: Codes) -> tuple[Codes, "pd.Index[Any]"] | None:
    """Renumber whole numbers by a table when they lie close together."""
    if not len(values):
        return None
    low, high = int(values.min()), int(values.max())
    if high - low > 4 * len(values) + 1024:
        return None
    offsets = values - low
    present = np.zeros(high - low + 1, dtype=bool)
    present[offsets] = True
    numbers = np.cumsum(present, dtype=np.int32) - np.int32(1)
    return numbers[offsets], pd.Index(np.flatnonzero(present) + low)


def _of_categories(codes: Codes, labels: "pd.Index[Any]") -> tuple[Codes, "pd.Index[Any]"]:
    """Renumber a categorical, without the categories that do not occur."""
    used = np.zeros(len(labels) + 1, dtype=bool)
    used[codes] = True
    return _canonical(codes, labels, np.flatnonzero(used[:-1]))


def _canonical(codes: Codes, labels: "pd.Index[Any]", kept: Codes | None = None) -> tuple[Codes, "pd.Index[Any]"]:
    """Order labels by their text, then type; only those in `kept`, where it is given."""
    names = labels.tolist()
    texts = list(map(str, names))
    every = range(len(labels))
    order = sorted(every if kept is None else kept.tolist(), key=texts.__getitem__)
    if any(texts[one] == texts[next_] for one, next_ in pairwise(order)):  # 1 and "1"
        order.sort(key=lambda label: (texts[label], type(names[label]).__name__))
    if order == list(every):
        return codes, labels
    table = np.full(len(labels) + 1, -1, dtype=np.int32)  # the last cell is that of the code -1
    table[order] = np.arange(len(order), dtype=np.int32)
    return table[codes], labels.take(order)


def pack(*fields: tuple[Codes, int]) -> NDArray[np.int64]:
    """Put several columns of codes into one whole number each, the first one most significant.

    Parameters
    ----------
    *fields : (array of shape (n,), int)
        Codes from 0 and the number of bits that hold them.

    Returns
    -------
    array of int64, shape (n,)
        Sorting it sorts by the first column, then by the second and so on.

    Raises
    ------
    OverflowError
        When the columns need more than 63 bits.
    """
    if (bits := sum(size for _, size in fields)) > 63:
        raise OverflowError(f"too many labels: their numbers take {bits} bits of 63")
    key: NDArray[np.int64] = fields[0][0].astype(np.int64)
    for codes, size in fields[1:]:
        key <<= size
        key |= codes
    return key


def width(count: int) -> int:
    """Return how many bits hold some codes.

    Parameters
    ----------
    count : int
        The codes are ``0 … count - 1``.

    Returns
    -------
    int
        At least 1.
    """
    return max(count - 1, 1).bit_length()


def counted_from_lowest(numbers: Codes) -> tuple[Codes, int, int]:
    """Count whole numbers from the lowest of them.

    Parameters
    ----------
    numbers : array of int of any width, shape (n,)

    Returns
    -------
    above : array of int, shape (n,)
        The numbers less the lowest.
    lowest, span : int
        The lowest number, and how many there are from it to the highest; 0 and 1 of none.
    """
    lowest, span = extent(numbers)
    narrow = numbers.dtype.itemsize < 4  # a difference of two int8 may not fit into one
    return (numbers.astype(np.int32) if narrow else numbers) - lowest, lowest, span


def extent(numbers: Codes) -> tuple[int, int]:
    """Measure the range of whole numbers.

    Parameters
    ----------
    numbers : array of int of any width, shape (n,)

    Returns
    -------
    lowest, span : int
        The lowest number, and how many there are from it to the highest; 0 and 1 of none.
    """
    if not len(numbers):
        return 0, 1
    lowest = int(numbers.min())
    return lowest, int(numbers.max()) - lowest + 1


def sort_together(*fields: tuple[Codes, int]) -> list[Codes]:
    """Sort rows of several columns of codes by the first, then the second and so on.

    Parameters
    ----------
    *fields : (array of shape (n,), int)
        Codes from 0 and how many different ones there may be.

    Returns
    -------
    list of array of int32 (int64 where codes are wider), shape (n,)
        The same columns with their rows in order.

    Raises
    ------
    OverflowError
        When the columns need more than 63 bits together.
    """
    widths = [width(count) for _, count in fields]
    key = pack(*((codes, bits) for (codes, _), bits in zip(fields, widths, strict=True)))
    key.sort(kind="stable")  # scores mostly come in order, and then it takes no time
    columns: list[Codes] = []
    for bits in reversed(widths):
        columns.append(_lowest_bits(key, bits))
        key >>= bits
    return columns[::-1]


def _lowest_bits(key: NDArray[np.int64], bits: int) -> Codes:
    """Take the last column out of packed keys, block by block: memory is what costs time."""
    codes: Codes = np.empty(len(key), dtype=np.int32 if bits < 32 else np.int64)
    for start in range(0, len(key), BLOCK):
        codes[start : start + BLOCK] = key[start : start + BLOCK] & ((1 << bits) - 1)
    return codes
