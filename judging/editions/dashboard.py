"""A panel of an edition's dashboard; ``judging.app`` says which there are, in which order.

So the dashboard shows entries, jury and results without this slice knowing them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

SHORT = 9  # characters of a figure: 120 / 1 200


class Blocker(NamedTuple):
    """What stands in the way, and the link that mends it."""

    sentence: str
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Panel:
    """What one part of the work tells the secretary.

    Parameters
    ----------
    title, url
        The name of the part and its page.
    figures
        Pairs of a label and what is counted.
    blockers
        What stands in the way of the next phase; a sentence alone is mended on the page of the panel.
    next_step
        The label and the address of what is best done now, if anything.
    """

    title: str
    url: str
    figures: Sequence[tuple[str, int | str]] = field(default_factory=list)
    blockers: Sequence[str | Blocker] = field(default_factory=list)
    next_step: tuple[str, str] | None = None

    @property
    def obstacles(self) -> list[Blocker]:
        """What stands in the way, each with its link."""
        return [one if isinstance(one, Blocker) else Blocker(one, self.url, self.title) for one in self.blockers]

    @property
    def counts(self) -> list[tuple[str, int | str]]:
        """The figures that are short enough for a column of figures."""
        return [(label, figure) for label, figure in self.figures if len(str(figure)) <= SHORT]

    @property
    def in_words(self) -> list[tuple[str, int | str]]:
        """The figures that are told in words, such as a date."""
        return [(label, figure) for label, figure in self.figures if len(str(figure)) > SHORT]
