"""What is wrong with scores or rules: everything at once, each with its place."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One error: what it is, where it stands, what stands there, what may stand there."""

    code: str
    row: Hashable | None
    column: str | None
    value: str
    allowed: str

    def __str__(self) -> str:
        """Return one line for a person."""
        place = [f"row {self.row}"] if self.row is not None else []
        place += [f"column {self.column}"] if self.column is not None else []
        return f"{', '.join(place) or 'file'}: {self.code}: {self.value!r}; allowed: {self.allowed}"


class InvalidScores(ValueError):  # noqa: N818 -- an answer to a file, not a fault
    """Scores or rules that cannot be used; `problems` holds every reason."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
