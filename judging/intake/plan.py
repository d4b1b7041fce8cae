"""What an import would do, row by row, before it does anything. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from judging.editions.models import FormField
from judging.entries.models import Entry
from judging.intake.reading import Fault, Row, Sort
from judging.offices.models import Office, Unit
from judging.offices.recognised import code_of


@dataclass(frozen=True, slots=True)
class Decided:
    """What a secretary has decided in the preview."""

    units: Mapping[str, str] = field(default_factory=dict)  # what the rows say of a unit: its code
    skipped: Collection[int] = ()  # rows left out
    doubles: Collection[int] = ()  # rows entered though they look like one that is there
    as_they_came: bool = False  # what lacks something is entered, for the formal check to return
    reason: str = ""  # of entering what came too late


def decided(said: Mapping[str, Any]) -> Decided:
    """Return what was decided, as it is kept of a form."""
    return Decided(
        {words: code_of(code) or code for words, code in said.get("units", {}).items()},
        set(said.get("skipped", ())),
        set(said.get("doubles", ())),
        as_they_came=bool(said.get("as_they_came")),
        reason=said.get("reason") or "",
    )


@dataclass(slots=True)
class Planned:
    """One row: what it becomes, or why nothing."""

    row: Row
    unit: Unit | None = None
    office: Office | None = None
    candidates: Sequence[Unit] = ()
    members: dict[str, str] = field(default_factory=dict)  # of the ZIP, attached to it: the question that asks for it
    already: Entry | None = None
    differences: list[tuple[str, str, str]] = field(default_factory=list)  # label, as it is there, as the row has it
    late: bool = False
    skipped: bool = False
    faults: list[Fault] = field(default_factory=list)

    @property
    def enters(self) -> bool:
        """Whether it is to become an entry."""
        return not self.skipped and self.already is None

    def blocking(self, decided: Decided) -> list[Fault]:
        """Return the faults that stand in the way, after what has been decided."""
        if not self.enters:
            return []
        passed = set()
        if decided.as_they_came:
            passed.add(Sort.LACKS)
        if self.row.number in decided.doubles:
            passed.add(Sort.DOUBLE)
        if decided.reason.strip():
            passed.add(Sort.LATE)
        return [fault for fault in self.faults if fault.sort not in passed]


@dataclass(slots=True)
class Plan:
    """All rows of a file, with what has been decided."""

    rows: list[Planned]
    decided: Decided
    spare: list[str] = field(default_factory=list)  # files of the ZIP that no row names
    fields: Sequence[FormField] = ()

    @property
    def entering(self) -> list[Planned]:
        """The rows that become entries."""
        return [one for one in self.rows if one.enters]

    @property
    def already(self) -> list[Planned]:
        """The rows whose entries are there."""
        return [one for one in self.rows if one.already is not None and not one.skipped]

    @property
    def skipped(self) -> list[Planned]:
        """The rows left out."""
        return [one for one in self.rows if one.skipped]

    @property
    def faulty(self) -> list[Planned]:
        """The rows that something is said of."""
        return [one for one in self.rows if one.already is None and (one.faults or one.skipped)]

    @property
    def blocked(self) -> list[Planned]:
        """The rows for which nothing can be entered yet."""
        return [one for one in self.rows if one.blocking(self.decided)]

    def has(self, sort: str) -> bool:
        """Tell whether some row that is entered has a fault of a sort."""
        return any(fault.sort == sort for one in self.entering for fault in one.faults)

    @property
    def asked(self) -> dict[str, Planned]:
        """What is said of each unit that is asked for, with the first row that says it."""
        asked: dict[str, Planned] = {}
        for one in self.entering:
            unknown = any(fault.sort is Sort.UNIT for fault in one.faults)
            if unknown or one.row.unit_words in self.decided.units:
                asked.setdefault(one.row.unit_words, one)
        return asked
