"""A row of the secretary's list of offices, as it is searched and printed (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from judging.core.formatting import day
from judging.core.i18n import _, ngettext
from judging.core.written import joined
from judging.entries.models import Status
from judging.offices.models import UnitKind
from judging.offices.names import fold
from judging.offices.places import Place, full_name, where


@dataclass(frozen=True, slots=True)
class Line:
    """An office and what it has in the edition: of a draft nobody but the office learns more than that it is there."""

    public_id: str
    office: str
    email: str
    kind: UnitKind
    unit_name: str
    powiat: str
    voivodeship: str
    teryt: str
    entries: Mapping[Status, int]
    received_at: datetime | None  # the newest submission
    confirmed: int  # people who act for it
    waiting: int  # people who wait for an answer whether they do
    until: datetime | None  # a longer deadline
    registered_at: datetime
    zone: str  # of the edition

    @property
    def place(self) -> Place:
        """What tells the unit from its namesakes."""
        return Place(self.kind, self.unit_name, self.powiat, self.voivodeship)

    @property
    def where(self) -> str:
        """Where the unit lies, in words."""
        return where(self.place)

    @property
    def unit(self) -> str:
        """The name of the unit."""
        return full_name(self.place)

    @property
    def sent(self) -> int:
        """How many entries it has sent in that it has not withdrawn."""
        return sum(count for status, count in self.entries.items() if status not in {Status.DRAFT, Status.WITHDRAWN})

    @property
    def has(self) -> str:
        """What it has in the edition, in words."""
        counted = ((status, self.entries.get(status, 0)) for status in Status)
        told = [f"{status.label.lower()}: {count}" for status, count in counted if count]
        return joined("; ", told) if told else _("nothing yet")

    @property
    def received(self) -> str:
        """The day on which its newest entry came."""
        return day(self.received_at, self.zone) if self.received_at else ""

    @property
    def people(self) -> str:
        """Who acts for it, counted."""
        told = [ngettext("%(num)d person confirmed", "%(num)d people confirmed", self.confirmed)]
        if self.waiting:
            told.append(ngettext("%(num)d waiting", "%(num)d waiting", self.waiting))
        return joined(", ", told)

    @property
    def folded(self) -> str:
        """All that a word is looked for in, without diacritics and case."""
        return fold(" ".join((self.office, self.unit, self.powiat, self.voivodeship, self.teryt, self.email)))
