"""What a juror is told after practising: own points beside those of reference, and how close they are. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from judging.core.exact import plain_number
from judging.core.formatting import number
from judging.core.i18n import _
from judging.editions.models import Anchor, Criterion
from judging.jury.scales import Scale, mean_text, weighted


class Distance(StrEnum):
    """How far two sheets of one anchor lie apart."""

    VERY_CLOSE = "very-close"
    CLOSE = "close"
    APART = "apart"
    FAR = "far"


UP_TO = {  # of the length of the scale, on average over the criteria by weight
    Distance.VERY_CLOSE: Fraction(1, 20),
    Distance.CLOSE: Fraction(1, 8),
    Distance.APART: Fraction(1, 4),
}
EVEN = Fraction(1, 40)  # of the length of the scale: less is neither higher nor lower


@dataclass(frozen=True, slots=True)
class Compared:
    """One criterion: points are texts, as people read them; an own one is empty where none was given."""

    criterion: Criterion
    own: str
    reference: str
    difference: Fraction | None  # own less reference, in points
    reason: str
    comment: str
    for_office: str

    @property
    def words(self) -> str:
        """The difference as a sentence has it."""
        if self.difference is None:
            return _("not scored")
        return told_difference(self.difference)


@dataclass(frozen=True, slots=True)
class Feedback:
    """How one practice sheet compares with the reference."""

    lines: Sequence[Compared]
    mean: str  # weighted, of the juror
    reference: str  # the same, of reference
    apart: Fraction  # points between the two, on average by weight, whichever is higher
    tends: Fraction  # the same with its sign: above 0 the juror gives more
    distance: Distance

    @property
    def between(self) -> str:
        """How the two means differ, in words."""
        return told_difference(Fraction(self.mean or 0) - Fraction(self.reference or 0))

    @property
    def sentence(self) -> str:
        """How close it is on the whole, in words."""
        points = number(_rounded(self.apart))
        if not self.apart:
            return _("You gave just the points of reference.")
        return {
            Distance.VERY_CLOSE: _(
                "Very close to the reference (average difference in points: %(points)s).", points=points
            ),
            Distance.CLOSE: _("Close to the reference (average difference in points: %(points)s).", points=points),
            Distance.APART: _("Some way from the reference (average difference in points: %(points)s).", points=points),
            Distance.FAR: _("Far from the reference (average difference in points: %(points)s).", points=points),
        }[self.distance]


@dataclass(frozen=True, slots=True)
class Overall:
    """What all anchors that were handed in say together."""

    tends: Fraction
    is_even: bool  # whether that is next to nothing on this scale
    same_order: bool | None  # of the anchors by their means; None where there is nothing to be put in order

    @property
    def sentences(self) -> list[str]:
        """What a juror may take from it into the round."""
        size = number(_rounded(abs(self.tends)))
        if self.is_even:
            said = [_("On the whole you score neither higher nor lower than the reference.")]
        elif self.tends > 0:
            said = [
                _("On the whole you score higher than the reference (difference in points: %(points)s).", points=size)
            ]
        else:
            said = [
                _("On the whole you score lower than the reference (difference in points: %(points)s).", points=size)
            ]
        if self.same_order is not None:
            said.append(
                _("You put the anchors in the same order as the reference does.")
                if self.same_order
                else _("You put the anchors in another order than the reference does.")
            )
        return said


@dataclass(frozen=True, slots=True)
class Said:
    """What stands on a practice sheet, as far as its scale still has it."""

    scores: Mapping[str, int]
    comments: Mapping[str, str]
    for_office: Mapping[str, str]


def feedback(anchor: Anchor, criteria: Sequence[Criterion], scale: Scale, sheet: Said) -> Feedback:
    """Compare a practice sheet with the points of reference of its anchor."""
    references = {one.key: _steps(scale, one.key, anchor.points.get(one.key)) for one in criteria}
    known = {key: steps for key, steps in references.items() if steps is not None}
    both = [one for one in criteria if one.key in known and one.key in sheet.scores and one.weight]
    weights = {one.key: one.weight for one in both}
    off = {key: (sheet.scores[key] - known[key]) * scale.unit for key in weights}
    total = sum(weights.values()) or 1
    apart = sum((weights[key] * abs(one) for key, one in off.items()), Fraction(0)) / total
    return Feedback(
        lines=[_compared(one, anchor, scale, sheet, known.get(one.key)) for one in criteria],
        mean=mean_text(scale, *weighted(sheet.scores, weights)),
        reference=mean_text(scale, *weighted(known, weights)),
        apart=apart,
        tends=sum((weights[key] * one for key, one in off.items()), Fraction(0)) / total,
        distance=_distance(apart, scale),
    )


def overall(those: Sequence[Feedback], scale: Scale) -> Overall | None:
    """Return what several anchors say together; None without any."""
    if not those:
        return None
    own, reference = ([Fraction(getattr(one, name) or 0) for one in those] for name in ("mean", "reference"))
    differ = len(set(reference)) > 1
    tends = sum((one.tends for one in those), Fraction(0)) / len(those)
    is_even = abs(tends) < EVEN * (scale.high - scale.low)
    return Overall(tends, is_even, _in_the_same_order(own, reference) if differ else None)


def told_difference(points: Fraction) -> str:
    """Say a difference in points in words."""
    size = number(plain_number(abs(points)))
    if not points:
        return _("the same")
    return _("higher by %(points)s", points=size) if points > 0 else _("lower by %(points)s", points=size)


def _compared(criterion: Criterion, anchor: Anchor, scale: Scale, sheet: Said, reference: int | None) -> Compared:
    key, own = criterion.key, sheet.scores.get(criterion.key)
    return Compared(
        criterion=criterion,
        own="" if own is None else number(scale.text(own)),
        reference="" if reference is None else number(scale.text(reference)),
        difference=None if own is None or reference is None else (own - reference) * scale.unit,
        reason=anchor.reasons.get(key, ""),
        comment=sheet.comments.get(key, ""),
        for_office=sheet.for_office.get(key, ""),
    )


def _steps(scale: Scale, key: str, points: str | None) -> int | None:
    return None if points is None else scale.read(key, points)


def _distance(apart: Fraction, scale: Scale) -> Distance:
    length = scale.high - scale.low
    return next((one for one, most in UP_TO.items() if apart <= most * length), Distance.FAR)


def _in_the_same_order(own: Iterable[Fraction], reference: Iterable[Fraction]) -> bool:
    pairs = list(zip(own, reference, strict=True))
    return all((a[0] - b[0]) * (a[1] - b[1]) > 0 for a in pairs for b in pairs if a[1] != b[1])


def _rounded(points: Fraction) -> str:
    """Return points with one decimal, halves upwards."""
    tenths = int(points * 10 + Fraction(1, 2))
    return plain_number(Fraction(tenths, 10))
