"""What a juror takes along on a device, to read and score without a connection. Pure.

Pages are all taken; attachments in the juror's order, as long as they fit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from judging.entries.papers import Paper

MB = 1024 * 1024
LARGEST = 20 * MB  # bytes of one attachment
ALL = 200 * MB  # bytes of all attachments: a telephone keeps other things, too


@dataclass(frozen=True, slots=True)
class Along:
    """One entry to be taken: ``mark`` changes when its page does, ``to_do`` tells that its sheet is still open."""

    sheet_id: str
    title: str
    mark: str
    to_do: bool
    papers: Sequence[Paper]
    left_out: Sequence[Paper]

    @property
    def size(self) -> int:
        """Bytes of the attachments that are taken."""
        return sum(paper.size for paper in self.papers)


def along(entries: Iterable[tuple[str, str, str, bool, Sequence[Paper]]]) -> list[Along]:
    """Choose what fits, of rows ``(sheet id, title, mark, to do, papers)`` in the juror's own order.

    Examples
    --------
    >>> small, large = Paper("a", "plan.pdf", "", 3 * MB, False), Paper("b", "film.pdf", "", 21 * MB, False)
    >>> [first, second] = along([("s1", "One", "m", True, [large, small]), ("s2", "Two", "m", False, [])])
    >>> [paper.name for paper in first.papers], [paper.name for paper in first.left_out], first.size // MB
    (['plan.pdf'], ['film.pdf'], 3)
    """
    room, chosen = ALL, []
    for sheet_id, title, mark, to_do, papers in entries:
        taken, left = [], []
        for paper in papers:
            if paper.size <= min(LARGEST, room):
                taken.append(paper)
                room -= paper.size
            else:
                left.append(paper)
        chosen.append(Along(sheet_id, title, mark, to_do, taken, left))
    return chosen
