"""A row of the secretary's list of entries, as it is searched and printed (pure)."""

import json
from dataclasses import dataclass
from datetime import datetime

from judging.core.formatting import day
from judging.entries.models import Status
from judging.offices.models import UnitKind
from judging.offices.names import fold
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
    teryt: str
    email: str  # of the office
    office_id: int
    correct_until: datetime | None
    version_id: str  # its public id
    version: int
    files: str  # of the version, as JSON
    acted_for: int | None  # whether somebody is confirmed to act for the office
    came_at: datetime  # when it was sent in last, or stood only later: once the right of whoever sent it was confirmed
    typed_in: int | None  # whether a secretary entered it and the office has not confirmed it
    zone: str  # of the edition

    @property
    def unconfirmed(self) -> bool:
        """Whether the office has still to confirm what was entered for it; a version of its own is as good."""
        gone = {Status.WITHDRAWN, Status.REJECTED}
        return self.typed_in is not None and self.version == 1 and self.status not in gone

    @property
    def where(self) -> str:
        """What tells the unit from its namesakes."""
        return where(Place(self.kind, self.unit, self.powiat, self.voivodeship))

    @property
    def received(self) -> str:
        """The day on which the entry came."""
        return day(self.submitted_at, self.zone)

    @property
    def attachments(self) -> int:
        """How many files came with it."""
        return len(json.loads(self.files))

    @property
    def folded(self) -> str:
        """All that a word is looked for in beside the text of the entry, without diacritics and case."""
        said = (self.number, self.title, self.office, self.unit, self.powiat, self.voivodeship, self.area, self.email)
        return fold(" ".join(map(str, said)))
