"""What comes of comparing the sheets of a round with what was handed in. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangedSheet:
    """A sheet that is not what its juror handed in: whose it is, and of which entry."""

    sheet_id: int
    number: int | None  # of the entry
    juror: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs: sheets by name, and the round as a whole where no sheet can be named."""

    changed: tuple[ChangedSheet, ...] = ()
    root_differs: bool = False  # a receipt was replaced, added or lost since the round was closed
    lost: int = 0  # sheets that the history knows and the tables do not

    @property
    def sound(self) -> bool:
        """Whether everything is as it was handed in."""
        return not (self.changed or self.root_differs or self.lost)
