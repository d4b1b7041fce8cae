"""The panels of an edition's dashboard. Later slices register theirs here.

So the dashboard shows entries, jury and results without this slice knowing them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from judging.editions.models import Edition

SHORT = 9  # characters of a figure: 120 / 1 200


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
        Sentences: what stands in the way of the next phase.
    next_step
        The label and the address of what is best done now, if anything.
    """

    title: str
    url: str
    figures: Sequence[tuple[str, int | str]] = field(default_factory=list)
    blockers: Sequence[str] = field(default_factory=list)
    next_step: tuple[str, str] | None = None

    @property
    def counts(self) -> list[tuple[str, int | str]]:
        """The figures that are short enough for a column of figures."""
        return [(label, figure) for label, figure in self.figures if len(str(figure)) <= SHORT]

    @property
    def remarks(self) -> list[tuple[str, int | str]]:
        """The figures that are told in words, such as a date."""
        return [(label, figure) for label, figure in self.figures if len(str(figure)) > SHORT]


PanelMaker = Callable[[Session, Edition, datetime], Panel]
_registry: dict[int, PanelMaker] = {}


def panel(position: int) -> Callable[[PanelMaker], PanelMaker]:
    """Register a panel; panels stand in the order of their positions, each its own."""

    def register(make: PanelMaker) -> PanelMaker:
        taken = _registry.get(position)
        if taken and (taken.__module__, taken.__name__) != (make.__module__, make.__name__):
            raise ValueError(f"panel {position} is {taken.__module__}.{taken.__name__} already")
        _registry[position] = make
        return make

    return register


def panels(session: Session, edition: Edition, at: datetime) -> list[Panel]:
    """Return the panels of an edition, in order."""
    return [_registry[position](session, edition, at) for position in sorted(_registry)]
