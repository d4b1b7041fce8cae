"""Refusals: the answers "no" that the rules of the competition give.

A rule returns a refusal or None, an operation raises it, :mod:`judging.web.forms` puts it beside
the field it is about. ``str(refusal)`` is a sentence for the person who asked.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Refused(Exception):  # noqa: N818 -- an answer, not an error
    """The rules of the competition do not allow this; ``field`` names what of the form is wrong."""

    def __init__(self, *reasons: object, field: str = "") -> None:
        super().__init__(*reasons)
        self.reasons: Sequence[object] = reasons
        self.field = field

    def __str__(self) -> str:
        return " ".join(str(reason) for reason in self.reasons)


class NotYours(Refused):
    """The object belongs to somebody else."""


class NotNow(Refused):
    """The moment is wrong: too early, too late, or the object has moved on."""


class Incomplete(Refused):
    """Something that the rules require is missing."""


class TooLarge(Refused):
    """More was sent than is read."""


class TooOften(Refused):
    """Too many attempts; ``seconds`` says how long to wait."""

    def __init__(self, reason: object, seconds: int, *, field: str = "") -> None:
        super().__init__(reason, field=field)
        self.seconds = seconds


class Difference(NamedTuple):
    """One field of a form that two versions fill in differently: as the form sends them, and as people read."""

    name: str
    label: object
    mine: str
    stored: str
    words: tuple[object, object]
    several: bool = False  # whether the form sends each line of the text by itself


class Clash(NotNow):
    """Somebody saved the same record meanwhile: both versions are shown, none is lost.

    Parameters
    ----------
    fields
        Rows of label, the text just sent, the text that stands in the record.
    version
        The version that stands in the record now.
    names
        What the fields of these rows are called in the form, where the form itself cannot tell.
    """

    def __init__(
        self, fields: Sequence[tuple[object, object, object]], version: int, names: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self.fields = fields
        self.version = version
        rows = zip(names, fields, strict=False)
        self.differences = [Difference(name, row[0], str(row[1]), str(row[2]), row[1:]) for name, row in rows]
        self.merges = True  # whether what only one side has changed may be taken without asking
