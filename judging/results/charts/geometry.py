"""Geometry of the charts: numbers in, coordinates out.

Horizontal coordinates are percent of the width and vertical ones are em, so that a chart fits a
phone and a wall and its letters stay as large as the page's. Nothing here knows words or colours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from judging.results.charts.axes import Tick, padded, scale, ticks

ROW = 1.9  # height of a row, em
HEAD = 2.6  # above the first row
TWO_HEADS = 3.9  # the same where each axis has a name above it
LABELS = 30.0  # percent of the width that labels take
EDGE = 95.0
GAP = 5.0
LEVELS = 5  # shades of the heat map
APART = 4.0  # percent of the width between two short numbers on a phone
NORMAL_95 = 1.96


@dataclass(frozen=True)
class DotRow:
    """An entry of the dot plot: its score on the left, its places on the right."""

    key: str
    y: float
    score: float | None
    place: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class DotPlot:
    """Scores as dots, possible places as bars, prize lines between rows."""

    height: float
    heads: tuple[float, float]  # where the names of the two axes stand
    rows: list[DotRow]
    score_ticks: list[Tick]
    place_ticks: list[Tick]
    lines: list[tuple[str, float]]  # class of the line, y


@dataclass(frozen=True)
class Bar:
    """A bar from low to high with a mark on it, and perhaps another mark."""

    key: str
    y: float
    low: float | None
    high: float | None
    mark: float | None
    other: float | None = None


@dataclass(frozen=True)
class Bars:
    """Rows of bars over one axis."""

    height: float
    rows: list[Bar]
    ticks: list[Tick]
    zero: float | None = None


@dataclass(frozen=True)
class Cell:
    """A sheet in the heat map; level 1 is the lowest, 5 the highest."""

    x: float
    y: float
    level: int
    value: float
    marked: bool


@dataclass(frozen=True)
class HeatMap:
    """Entries in rows, jurors in columns."""

    height: float
    width: float  # of a cell, percent
    rows: list[tuple[str, float]]
    columns: list[tuple[str, float]]
    cells: list[Cell]


@dataclass(frozen=True)
class Station:
    """An entry under one method: where it is drawn and its place there."""

    x: float
    y: float
    place: int


@dataclass(frozen=True)
class Bump:
    """Each entry's way through the methods."""

    height: float
    columns: list[tuple[str, float]]
    paths: list[tuple[str, list[Station]]]


def dot_plot(
    rows: Sequence[tuple[str, float | None, int | None, int | None, int | None]],
    *,
    entries: int,
    lines: Iterable[tuple[str, str]] = (),
) -> DotPlot:
    """Draw entries given as key, score, place, lowest and highest place.

    `lines` names a class and the key of the row it is drawn after.
    """
    middle = (LABELS + EDGE) / 2
    left, right = (LABELS, middle - GAP / 2), (middle + GAP / 2, EDGE)
    scores = [score for _key, score, *_rest in rows if score is not None]
    low, high = padded(scores)
    last = max([entries, 1])
    shown = max([high or 1 for *_rest, high in rows] + [p or 1 for _k, _s, p, *_r in rows])
    last = min(last, shown)
    drawn = [
        DotRow(
            key,
            TWO_HEADS + ROW * n,
            None if score is None else scale(score, low, high, *left),
            *(None if p is None else scale(p, 1, last, *right) for p in places),
        )
        for n, (key, score, *places) in enumerate(rows)
    ]
    after = {row.key: row.y + ROW / 2 for row in drawn}
    return DotPlot(
        height=TWO_HEADS + ROW * len(rows),
        heads=(left[0], right[0]),
        rows=drawn,
        score_ticks=ticks(low, high, *left, most=4),
        place_ticks=_place_ticks(last, *right),
        lines=[(name, after[key]) for name, key in lines if key in after],
    )


def _place_ticks(last: int, start: float, end: float) -> list[Tick]:
    """Return ticks at place 1 and at round places."""
    whole = [tick for tick in ticks(1, last, start, end, most=4) if tick.value % 1 == 0]
    first = Tick(scale(1, 1, last, start, end), 1)
    return [first, *(tick for tick in whole if tick.value > 1 and tick.x - first.x > APART)]


def ladder(rows: Sequence[tuple[str, float, float | None]]) -> Bars:
    """Draw jurors given as key, severity and its standard error, with 95% intervals."""
    ends = [(value - NORMAL_95 * (error or 0), value + NORMAL_95 * (error or 0)) for _key, value, error in rows]
    low, high = padded([0.0, *(end for pair in ends for end in pair)])
    axis = (low, high, LABELS, EDGE)
    drawn = [
        Bar(key, HEAD + ROW * n, scale(a, *axis), scale(b, *axis), scale(value, *axis))
        for n, ((key, value, _error), (a, b)) in enumerate(zip(rows, ends, strict=True))
    ]
    return Bars(HEAD + ROW * len(rows), drawn, ticks(*axis), scale(0.0, *axis))


def shares(
    rows: Sequence[tuple[str, float | None, float | None, float | None, float | None]],
) -> Bars:
    """Draw criteria given as key, low, high, share and real weight, all parts of 1.

    A real weight below 0 or above 1 makes the axis longer; then it shows where 0 is.
    """
    known = [value for _key, *values in rows for value in values if value is not None]
    axis = (min([0.0, *known]), max([1.0, *known]), LABELS, EDGE)

    def at(value: float | None) -> float | None:
        return None if value is None else scale(value, *axis)

    drawn = [
        Bar(key, HEAD + ROW * n, at(low), at(high), at(share), at(real))
        for n, (key, low, high, share, real) in enumerate(rows)
    ]
    zero = scale(0.0, *axis) if axis[0] < 0 else None
    return Bars(HEAD + ROW * len(rows), drawn, ticks(*axis, most=5), zero)


def profile(rows: Sequence[tuple[str, float | None, float | None]], low: float, high: float) -> Bars:
    """Draw criteria given as key, the entry's points and the field's, joined by a line."""
    axis = (low, high, LABELS, EDGE)
    drawn = []
    for n, (key, *points) in enumerate(rows):
        own, field = (None if value is None else scale(value, *axis) for value in points)
        ends = sorted(x for x in (own, field) if x is not None)
        low_end, high_end = ends if len(ends) == 2 else (None, None)
        drawn.append(Bar(key, HEAD + ROW * n, low_end, high_end, own, field))
    return Bars(HEAD + ROW * len(rows), drawn, ticks(*axis))


def heat_map(
    entries: Sequence[str],
    jurors: Sequence[str],
    sheets: Iterable[tuple[str, str, float, bool]],
    low: float,
    high: float,
) -> HeatMap:
    """Draw sheets given as entry, juror, points and whether they stand out."""
    width = (EDGE - LABELS) / max(len(jurors), 1)
    x = {juror: round(LABELS + width * n, 3) for n, juror in enumerate(jurors)}
    y = {entry: HEAD + ROW * n for n, entry in enumerate(entries)}
    cells = [
        Cell(x[juror], y[entry], level(points, low, high), points, marked)
        for entry, juror, points, marked in sheets
        if entry in y and juror in x
    ]
    columns = [(juror, round(at + width / 2, 3)) for juror, at in x.items()]
    return HeatMap(HEAD + ROW * len(y), round(width, 3), list(y.items()), columns, cells)


def level(value: float, low: float, high: float) -> int:
    """Return the shade of a value, 1 to 5."""
    if high <= low:
        return (LEVELS + 1) // 2
    return min(LEVELS, max(1, 1 + int(LEVELS * (value - low) / (high - low))))


def bump(methods: Sequence[str], places: Sequence[tuple[str, Sequence[int]]]) -> Bump:
    """Draw entries given as key and places by method; equals stand below one another."""
    end = EDGE - 2.0
    x = [scale(n, 0, len(methods) - 1, LABELS + 4, end) for n in range(len(methods))]
    slots: dict[tuple[int, str], int] = {}
    for n in range(len(methods)):
        order = sorted(range(len(places)), key=lambda row: (places[row][1][n], row))
        slots |= {(n, places[row][0]): slot for slot, row in enumerate(order)}
    paths = [
        (key, [Station(x[n], HEAD + ROW * slots[n, key], place) for n, place in enumerate(own)]) for key, own in places
    ]
    return Bump(HEAD + ROW * len(places), list(zip(methods, x, strict=True)), paths)
