"""A row of the secretary's list of those who act for offices, as it is printed (pure)."""

from dataclasses import dataclass
from datetime import datetime

from judging.core.clock import HOME_ZONE
from judging.core.formatting import day
from judging.offices.models import UnitKind
from judging.offices.places import Place, where


@dataclass(frozen=True, slots=True)
class Acting:
    """A person who acts for an office."""

    id: str
    person: str
    office: str
    unit: str
    kind: UnitKind
    powiat: str
    voivodeship: str
    approved_at: datetime

    @property
    def where(self) -> str:
        """What tells the unit from its namesakes."""
        return where(Place(self.kind, self.unit, self.powiat, self.voivodeship))

    @property
    def confirmed(self) -> str:
        """The day on which the person was confirmed."""
        return day(self.approved_at, HOME_ZONE)
