"""The anchors of a practice round: what is set of one, what it lacks before a juror can practise on it. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from judging.core.i18n import _, _l
from judging.editions.models import Anchor, Criterion, Edition, FormField, PracticeRound, Round
from judging.editions.parts.criteria import scored

MOST = 4  # anchors of an edition: practice is an hour, not a round
WANTED = {
    PracticeRound.NONE: _l("No practice round"),
    PracticeRound.OFFERED: _l("Offered: whoever wants to, practises"),
    PracticeRound.FIRST: _l("Asked for: a juror practises before the first sheet that counts"),
}


@dataclass(frozen=True, slots=True)
class AnchorSetup:
    """What is set of one anchor; what is empty is left out of its answers, points and reasons."""

    title: str
    answers: Mapping[str, str] = field(default_factory=dict)
    points: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)


def anchor_setup(anchor: Anchor) -> AnchorSetup:
    """Return what is set of an anchor."""
    return AnchorSetup(anchor.title, dict(anchor.answers), dict(anchor.points), dict(anchor.reasons))


def set_anchor(anchor: Anchor, setup: AnchorSetup) -> None:
    """Give an anchor what is set of it."""
    anchor.title = setup.title
    anchor.answers, anchor.points, anchor.reasons = dict(setup.answers), dict(setup.points), dict(setup.reasons)


def practised_round(edition: Edition) -> Round | None:
    """Return the round on whose sheet jurors practise: the first with points."""
    return next(iter(scored(edition)), None)


def read_by_jurors(edition: Edition) -> list[FormField]:
    """Return the questions whose answers an anchor may have: those that jurors read, but for files."""
    return [field for field in edition.fields if field.written and field.for_jury]


def on_scale(round_: Round, criterion: Criterion, points: str) -> bool:
    """Tell whether a juror could give just these points."""
    low, high, step, exact = (Fraction(text) for text in (round_.low, round_.high, criterion.step, points))
    return low <= exact <= high and (exact - low) % step == 0


def lacks(edition: Edition, anchor: Anchor) -> Iterator[str]:
    """Yield what is missing before a juror can practise on an anchor: one sentence each."""
    round_ = practised_round(edition)
    if round_ is None or not round_.criteria:
        yield _("There is no round with criteria.")
        return
    if not any(anchor.answers.get(field.key) for field in read_by_jurors(edition)):
        yield _("There is no text to read.")
    for criterion in round_.criteria:
        yield from _of_criterion(round_, criterion, anchor)


def _of_criterion(round_: Round, criterion: Criterion, anchor: Anchor) -> Iterator[str]:
    points, named = anchor.points.get(criterion.key), {"criterion": criterion.name}
    if points is None:
        if criterion.weight:
            yield _("“%(criterion)s”: the points of reference are missing.", **named)
        return
    if not on_scale(round_, criterion, points):
        yield _("“%(criterion)s”: nobody can give the points of reference.", **named)
    if not anchor.reasons.get(criterion.key):
        yield _("“%(criterion)s”: the sentence why is missing.", **named)


def whole(edition: Edition) -> list[Anchor]:
    """Return the anchors that lack nothing: jurors practise on these alone."""
    return [anchor for anchor in edition.anchors if not any(lacks(edition, anchor))]
