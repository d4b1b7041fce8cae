"""A row of the secretary's list of entries, as it is printed (pure)."""

from dataclasses import dataclass
from datetime import datetime

from judging.core.formatting import day
from judging.entries.models import Status
from judging.offices.models import UnitKind
from judging.offices.places import Place, where


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as it was sent in last."""

    number: int
    public_id: str
    status: Status
    submitted_at: datetime
    title: str
    area: str
    office: str
    kind: UnitKind
    unit: str
    powiat: str
    voivodeship: str
    zone: str  # of the edition

    @property
    def where(self) -> str:
        """What tells the unit from its namesakes."""
        return where(Place(self.kind, self.unit, self.powiat, self.voivodeship))

    @property
    def received(self) -> str:
        """The day on which the entry came."""
        return day(self.submitted_at, self.zone)
