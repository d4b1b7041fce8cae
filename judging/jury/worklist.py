"""The juror's desk: lists, what is next, how long the rest may take. Pure, over loaded rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from judging.editions.models import Round
from judging.jury.models import Assignment, SheetState
from judging.jury.pace import minutes_left

ALL, TO_DO, SUBMITTED = "all", "todo", "submitted"
LISTS = (ALL, TO_DO, SUBMITTED)


@dataclass(frozen=True, slots=True)
class Desk:
    """What a juror finds on coming in; counts are over all lists of the newest round."""

    name: str
    rounds: Sequence[tuple[Round, Sequence[Assignment]]]
    submitted: int
    total: int
    drafts: int
    minutes: int | None
    next: Assignment | None
    newest: Round | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands in the list the juror came from."""

    name: str
    number: int | None
    count: int
    previous: Assignment | None
    next: Assignment | None


def list_name(text: str | None) -> str:
    """Return the name of a list; anything else is the list of all."""
    return text if text in LISTS else ALL


def is_submitted(assignment: Assignment) -> bool:
    """Tell whether the sheet of an assignment has been handed in."""
    return bool(assignment.sheet and assignment.sheet.state is SheetState.SUBMITTED)


def desk(mine: Sequence[Assignment], name: str) -> Desk:
    """Compose the desk from the juror's assignments, the newest round first."""
    name = list_name(name)
    newest = [one for one in mine if one.round_id == mine[0].round_id]
    waiting = [one for one in newest if not is_submitted(one)]
    times = [one.sheet.submitted_at for one in newest if one.sheet and one.sheet.submitted_at]
    begun = [one for one in waiting if one.sheet]
    rounds = [(r, list(rows)) for r, rows in groupby(_of_list(mine, name), lambda one: one.round)]
    return Desk(
        name=name,
        rounds=rounds,
        submitted=len(newest) - len(waiting),
        total=len(newest),
        drafts=len(begun),
        minutes=minutes_left(times, len(waiting)),
        next=next(iter(begun + waiting), None),
        newest=newest[0].round if newest else None,
    )


def place(mine: Sequence[Assignment], current: Assignment, name: str) -> Place:
    """Return the neighbours of an entry in the list, whether or not it is still on it itself."""
    name = list_name(name)
    others = [one for one in _of_list(mine, name) if one.round_id == current.round_id]
    before = [one for one in others if _key(one) < _key(current)]
    after = [one for one in others if _key(one) > _key(current)]
    on_it = len(before) + len(after) < len(others)
    return Place(
        name=name,
        number=len(before) + 1 if on_it else None,
        count=len(others),
        previous=before[-1] if before else None,
        next=after[0] if after else None,
    )


def _key(assignment: Assignment) -> tuple[int, int]:
    return assignment.position, assignment.id


def _of_list(mine: Sequence[Assignment], name: str) -> list[Assignment]:
    return [one for one in mine if name == ALL or is_submitted(one) == (name == SUBMITTED)]
