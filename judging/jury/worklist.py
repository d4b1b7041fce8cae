"""The juror's desk: lists, what is next, how long the rest may take. Pure, over loaded rows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from judging.editions.models import Round
from judging.entries.models import EntryVersion
from judging.jury.models import Assignment, SheetState
from judging.jury.own_list import ALL, TO_DO, OwnList, is_submitted
from judging.jury.pace import Left, left

COMPLETE = "complete"  # lacks nothing and is not handed in; other states are those of SheetState
UNTOUCHED = "untouched"


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list, and how far its sheet is; of one that takes part no more, what became of it."""

    public_id: str
    version: EntryVersion
    state: str
    gone: bool = False
    words: int = 0  # of its answers


@dataclass(frozen=True, slots=True)
class Desk:
    """What a juror finds on coming in; counts are over all lists of the newest round."""

    list: OwnList
    rounds: Sequence[tuple[Round, Sequence[tuple[bool, Sequence[Row]]]]]  # runs of rows: gone, or to be opened
    submitted: int
    total: int
    complete: int
    left: Left | None
    next: Assignment | None
    next_state: str
    newest: Round | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands in the list the juror came from."""

    list: OwnList
    number: int | None
    count: int
    previous: Assignment | None
    next: Assignment | None


def state(assignment: Assignment, complete: Collection[int]) -> str:
    """Return how far a sheet is; ``complete`` are the assignments whose sheets lack nothing."""
    found = assignment.sheet_state
    if found is None:
        return UNTOUCHED
    return COMPLETE if found is SheetState.DRAFT and assignment.id in complete else found.value


def desk(
    mine: Sequence[Assignment],
    asked: OwnList | None,
    complete: Collection[int],
    gone: Sequence[Assignment] = (),
    words: Mapping[int, int] | None = None,
) -> Desk:
    """Compose the desk from the juror's assignments, the newest round first; what is to be done opens first.

    ``gone`` are those whose entries take part no more: each leaves a line where it stood, and is not counted.
    ``words`` are those of each version.
    """
    words = words or {}
    newest = [one for one in mine if one.round_id == mine[0].round_id]
    waiting = [one for one in newest if not is_submitted(one)]
    chosen = asked or OwnList(TO_DO if waiting else ALL)
    times = [one.sheet.submitted_at for one in newest if one.sheet and one.sheet.submitted_at]
    following = next(iter(sorted(waiting, key=lambda one: _urgency(one, complete))), None)
    away = {one.id for one in gone}
    listed = sorted([*mine, *gone], key=lambda one: (-one.round.position, *_key(one)))
    rows = groupby(chosen.shown(listed), lambda one: one.round)
    return Desk(
        list=chosen,
        rounds=[(round_, _runs([_row(one, complete, away, words) for one in those])) for round_, those in rows],
        submitted=len(newest) - len(waiting),
        total=len(newest),
        complete=len([one for one in waiting if one.id in complete]),
        left=left(times, [words.get(one.version_id, 0) for one in waiting]),
        next=following,
        next_state=state(following, complete) if following else "",
        newest=newest[0].round if newest else None,
    )


def _row(assignment: Assignment, complete: Collection[int], gone: Collection[int], words: Mapping[int, int]) -> Row:
    count = words.get(assignment.version_id, 0)
    if assignment.id in gone:
        return Row(assignment.public_id, assignment.entry_version, assignment.entry.status.value, True, count)
    return Row(assignment.public_id, assignment.entry_version, state(assignment, complete), words=count)


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


def place(mine: Sequence[Assignment], current: Assignment, asked: OwnList) -> Place:
    """Return the neighbours of an entry in the list, whether or not it is still on it itself."""
    others = [one for one in asked.shown(mine) if one.round_id == current.round_id]
    before = [one for one in others if _key(one) < _key(current)]
    after = [one for one in others if _key(one) > _key(current)]
    on_it = len(before) + len(after) < len(others)
    return Place(
        list=asked,
        number=len(before) + 1 if on_it else None,
        count=len(others),
        previous=before[-1] if before else None,
        next=after[0] if after else None,
    )


def _key(assignment: Assignment) -> tuple[int, int]:
    return assignment.position, assignment.id
