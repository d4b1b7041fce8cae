"""All sheets of one juror side by side, entries by criteria, and how the scores are spread. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import fmean
from typing import Any

from judging.core.formatting import number
from judging.editions.models import Criterion, Round
from judging.editions.parts.qualifying import Question, answer
from judging.entries.models import EntryVersion
from judging.jury import scales
from judging.jury.models import Assignment
from judging.jury.own_list import is_submitted
from judging.jury.scales import Scale
from judging.jury.worklist import state

Asked = Sequence[Criterion | Question]
MOST_BARS = 21  # a longer scale is counted in tenths
HEIGHT = 1.7  # em of a bar


@dataclass(frozen=True, slots=True)
class Cell:
    """What a sheet says of one criterion."""

    key: str
    name: str
    points: str  # as people read them; empty while there are none
    missing: bool  # a score that the sheet cannot go without


@dataclass(frozen=True, slots=True)
class Line:
    """One sheet."""

    public_id: str
    version: EntryVersion
    cells: Sequence[Cell]
    total: str
    state: str
    locked: bool
    marks: Sequence[Any] = ()  # what can be changed here; nothing of a sheet that is locked
    version_seen: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """How often the juror gave these points."""

    points: str
    count: int
    share: float  # of the longest bar, in percent
    middle: float  # em from above


@dataclass(frozen=True, slots=True)
class Spread:
    """The juror's own scores, all criteria together."""

    bars: Sequence[Bar]
    count: int
    mean: str
    height: float


@dataclass(frozen=True, slots=True)
class Grid:
    """The sheets of one round."""

    round: Round
    criteria: Asked
    lines: Sequence[Line]
    spread: Spread | None


def grid(round_: Round, criteria: Asked, those: Sequence[Assignment], complete: Collection[int]) -> Grid:
    """Return the grid of the sheets that are listed, in the juror's own order."""
    scale = scales.of_round(round_, criteria)
    weights = {one.key: one.weight for one in criteria}
    lines = [_line(one, criteria, scale, weights, complete) for one in those]
    given = [steps * scale.unit for one in those if one.sheet for steps in one.sheet.scores.values()]
    return Grid(round_, criteria, lines, spread(given, scale) if given and not round_.qualifies else None)


def _line(one: Assignment, criteria: Asked, scale: Scale, weights: dict[str, int], complete: Collection[int]) -> Line:
    scores = one.sheet.scores if one.sheet else {}
    decisions = {c.key for c in criteria if isinstance(c, Question)}  # words, never points
    said = {key: answer(n) if key in decisions else number(scale.text(n)) for key, n in scores.items()}
    mean = "" if decisions else number(scales.mean_text(scale, *scales.weighted(scores, weights)))
    return Line(
        one.public_id,
        one.entry_version,
        [Cell(c.key, c.name, said.get(c.key, ""), bool(c.weight) and c.key not in said) for c in criteria],
        mean,
        state(one, complete),
        is_submitted(one),
    )


def spread(given: Iterable[Fraction], scale: Scale) -> Spread:
    """Count scores by their points: each that the scale has, or tenths of a long scale."""
    given = sorted(given)
    width = scale.unit
    if (scale.high - scale.low) / width >= MOST_BARS:
        width = (scale.high - scale.low) / 10
    places = int((scale.high - scale.low) / width) + (width == scale.unit)
    counts = [0] * places
    for points in given:
        counts[min(int((points - scale.low) / width), places - 1)] += 1
    most = max(counts)
    bars = [
        Bar(_said(scale, width, place), count, round(100 * count / most, 2), (place + 1) * HEIGHT)
        for place, count in enumerate(counts)
    ]
    mean = number(f"{fmean(map(float, given)):.2f}")
    return Spread(bars, len(given), mean, (places + 1) * HEIGHT)


def _said(scale: Scale, width: Fraction, place: int) -> str:
    low = scale.low + place * width
    if width == scale.unit:
        return number(_plain(low))
    return f"{number(_plain(low))}–{number(_plain(low + width))}"


def _plain(points: Fraction) -> str:
    return f"{float(points):g}"
