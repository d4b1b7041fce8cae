"""A row of the secretary's list of those who act for offices, as it is printed (pure)."""

from dataclasses import dataclass
from datetime import datetime

from judging.core.clock import HOME_ZONE
from judging.core.formatting import day
from judging.offices.models import Right, UnitKind
from judging.offices.names import fold
from judging.offices.places import Place, full_name, where


@dataclass(frozen=True, slots=True)
class Acting:
    """A person who acts for an office."""

    id: str
    person: str
    email: str
    right: Right
    office: str
    unit_name: str
    kind: UnitKind
    powiat: str
    voivodeship: str
    approved_at: datetime
    own: bool  # the reader acts for the same office: another secretary decides

    @property
    def where(self) -> str:
        """What tells the unit from its namesakes."""
        return where(self._place)

    @property
    def unit(self) -> str:
        """The name of the unit."""
        return full_name(self._place)

    @property
    def may(self) -> str:
        """What the person may do there, in the reader's language."""
        return self.right.label

    @property
    def folded(self) -> str:
        """All that a word is looked for in, without diacritics and case."""
        said = (self.person, self.email, self.office, self.unit, self.powiat, self.voivodeship)
        return fold(" ".join(said))

    @property
    def _place(self) -> Place:
        return Place(self.kind, self.unit_name, self.powiat, self.voivodeship)

    @property
    def confirmed(self) -> str:
        """The day on which the person was confirmed."""
        return day(self.approved_at, HOME_ZONE)
