"""The juror's desk: lists, what is next, how long the rest may take. Pure, over loaded rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from judging.editions.models import Round
from judging.entries.models import EntryVersion
from judging.jury.models import Assignment, SheetState
from judging.jury.pace import minutes_left

ALL, TO_DO, SUBMITTED = "all", "todo", "submitted"
LISTS = (ALL, TO_DO, SUBMITTED)


COMPLETE = "complete"  # lacks nothing and is not handed in; other states are those of SheetState
UNTOUCHED = "untouched"


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list, and how far its sheet is; of one that takes part no more, what became of it."""

    public_id: str
    version: EntryVersion
    state: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """What a juror finds on coming in; counts are over all lists of the newest round."""

    name: str
    rounds: Sequence[tuple[Round, Sequence[tuple[bool, Sequence[Row]]]]]  # runs of rows: gone, or to be opened
    submitted: int
    total: int
    complete: int
    minutes: int | None
    next: Assignment | None
    next_state: str
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


def state(assignment: Assignment, complete: Collection[int]) -> str:
    """Return how far a sheet is; ``complete`` are the assignments whose sheets lack nothing."""
    found = assignment.sheet_state
    if found is None:
        return UNTOUCHED
    return COMPLETE if found is SheetState.DRAFT and assignment.id in complete else found.value


def desk(
    mine: Sequence[Assignment], asked: str | None, complete: Collection[int], gone: Sequence[Assignment] = ()
) -> Desk:
    """Compose the desk from the juror's assignments, the newest round first; what is to be done opens first.

    ``gone`` are those whose entries take part no more: each leaves a line where it stood, and is not counted.
    """
    newest = [one for one in mine if one.round_id == mine[0].round_id]
    waiting = [one for one in newest if not is_submitted(one)]
    name = list_name(asked) if asked else TO_DO if waiting else ALL
    times = [one.sheet.submitted_at for one in newest if one.sheet and one.sheet.submitted_at]
    following = next(iter(sorted(waiting, key=lambda one: _urgency(one, complete))), None)
    left = {one.id for one in gone}
    listed = sorted([*mine, *gone], key=lambda one: (-one.round.position, *_key(one)))
    rows = groupby(_of_list(listed, name), lambda one: one.round)
    return Desk(
        name=name,
        rounds=[(round_, _runs([_row(one, complete, left) for one in those])) for round_, those in rows],
        submitted=len(newest) - len(waiting),
        total=len(newest),
        complete=len([one for one in waiting if one.id in complete]),
        minutes=minutes_left(times, len(waiting)),
        next=following,
        next_state=state(following, complete) if following else "",
        newest=newest[0].round if newest else None,
    )


def _row(assignment: Assignment, complete: Collection[int], gone: Collection[int]) -> Row:
    if assignment.id in gone:
        return Row(assignment.public_id, assignment.entry_version, assignment.entry.status.value, gone=True)
    return Row(assignment.public_id, assignment.entry_version, state(assignment, complete))


def _runs(rows: Sequence[Row]) -> list[tuple[bool, list[Row]]]:
    return [(gone, list(those)) for gone, those in groupby(rows, lambda row: row.gone)]


def _urgency(assignment: Assignment, complete: Collection[int]) -> int:
    """Put what was begun first, then what was not, then what only waits to be handed in."""
    return 2 if assignment.id in complete else 0 if assignment.sheet else 1


def following(mine: Sequence[Assignment], current: Assignment) -> Assignment | None:
    """Return what is to be scored after an entry: the next in the juror's order, else the first left over."""
    waiting = [one for one in mine if one.round_id == current.round_id and one.id != current.id]
    waiting = [one for one in waiting if not is_submitted(one)]
    return next((one for one in waiting if _key(one) > _key(current)), waiting[0] if waiting else None)


def handed_in(mine: Sequence[Assignment], round_id: int) -> tuple[int, int]:
    """Return how many sheets of a round are handed in, and how many there are."""
    those = [one for one in mine if one.round_id == round_id]
    return len([one for one in those if is_submitted(one)]), len(those)


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
