"""What a secretary sets of one criterion. Pure."""

from dataclasses import dataclass
from fractions import Fraction

from judging.core.exact import plain_number
from judging.core.i18n import _l
from judging.editions.models import Criterion, Edition, FormField, Round
from judging.editions.parts.levels import Levels, ordered

LABELS = {
    "name": _l("Name of the criterion"),
    "description": _l("What it asks"),
    "weight": _l("Weight"),
    "step": _l("Step between scores"),
    "levels": _l("What the points mean"),
    "comment_required": _l("A juror must write a comment"),
    "answered_in": _l("Questions that answer it"),
    "rounds": _l("Scored in"),
}
MOST = 60  # criteria of an edition
ENOUGH = 101  # scores of a scale that are listed one by one


@dataclass(frozen=True, slots=True)
class CriterionSetup:
    """What is set of one criterion; ``answered_in``: keys of questions, ``rounds``: ids of those that score it."""

    name: str
    description: str = ""
    weight: int = 1
    step: str = "1"
    levels: Levels = ()
    comment_required: bool = False
    answered_in: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()


def criterion_setup(edition: Edition, criterion: Criterion) -> CriterionSetup:
    """Return what is set of a criterion, questions and rounds in their order."""
    return CriterionSetup(
        name=criterion.name,
        description=criterion.description,
        weight=criterion.weight,
        step=criterion.step,
        levels=ordered(criterion.levels.items()),
        comment_required=criterion.comment_required,
        answered_in=tuple(field.key for field in answerable(edition) if field.key in criterion.answered_in),
        rounds=tuple(round_.public_id for round_ in edition.rounds if criterion in round_.criteria),
    )


def set_criterion(edition: Edition, criterion: Criterion, setup: CriterionSetup) -> None:
    """Give a criterion what is set of it; what no longer stands in the edition is left out."""
    for name in ("name", "description", "weight", "step", "comment_required"):
        setattr(criterion, name, getattr(setup, name))
    criterion.levels = dict(setup.levels)
    criterion.answered_in = [field.key for field in answerable(edition) if field.key in setup.answered_in]
    for round_ in scored(edition):
        _score(round_, criterion, scored=round_.public_id in setup.rounds)


def _score(round_: Round, criterion: Criterion, *, scored: bool) -> None:
    if scored and criterion not in round_.criteria:
        round_.criteria.append(criterion)
    if not scored and criterion in round_.criteria:
        round_.criteria.remove(criterion)


def scored(edition: Edition) -> list[Round]:
    """Return the rounds that have criteria: in a qualifying one nobody gives points."""
    return [round_ for round_ in edition.rounds if not round_.qualifies]


def answerable(edition: Edition) -> list[FormField]:
    """Return the questions whose answers a criterion may judge."""
    return [field for field in edition.fields if not field.orders]


def fits(round_: Round, criterion: Criterion) -> bool:
    """Tell whether the step of a criterion divides the scale of a round into equal parts."""
    return (Fraction(round_.high) - Fraction(round_.low)) % Fraction(criterion.step) == 0


def scores(round_: Round, criterion: Criterion) -> list[str]:
    """Return the scores that a criterion has in a round, or none where its step does not fit or they are many."""
    low, step = Fraction(round_.low), Fraction(criterion.step)
    count = (Fraction(round_.high) - low) / step + 1
    if not fits(round_, criterion) or count > ENOUGH:
        return []
    return [plain_number(low + place * step) for place in range(int(count))]


def off_scale(round_: Round, criterion: Criterion) -> str | None:
    """Return the first points whose meaning is told and that nobody can give in a round, or None."""
    low, high, step = Fraction(round_.low), Fraction(round_.high), Fraction(criterion.step)
    for points, _words in ordered(criterion.levels.items()):
        exact = Fraction(points)
        if not low <= exact <= high or (exact - low) % step:
            return points
    return None
