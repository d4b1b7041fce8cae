"""What the demonstration must not leak: a marker in every secret field, listed with its audience.

Without a list to write to, the markers are empty and the texts stay as they are.

Audiences: ``office:3`` (who acts for the third office), ``juror:2`` (the second member),
``assigned-jurors`` (of the entry in the record), ``chapter`` (all members), ``secretary``,
``public``, and ``public-if-honoured`` (everybody, if the entry in the record got an award).
"""

import hashlib
from dataclasses import asdict, dataclass, field

from judging.editions.timetable import Phase

SINCE = {  # from which phase on an audience may see the marker
    "always": Phase.PREPARATION,
    "judging": Phase.JUDGING,
    "closed": Phase.DELIBERATION,
    "announced": Phase.ANNOUNCED,
}


@dataclass(frozen=True, slots=True)
class Marker:
    """One secret string, the field it stands in, and who may meet it from which phase on."""

    text: str
    field: str
    record: str
    audiences: dict[str, list[str]]  # from when: who may see it; see SINCE


@dataclass(slots=True)
class Markers:
    """The markers planted so far."""

    seed: int
    wanted: bool = False
    planted: list[Marker] = field(default_factory=list)

    def plant(self, field_name: str, record: str, text: str, **audiences: list[str]) -> str:
        """Return the text with a marker of its own behind it."""
        if not self.wanted:
            return text
        spelled = f"{self.seed}/{field_name}/{record}"
        marker = f"kanarek-{hashlib.sha256(spelled.encode()).hexdigest()[:16]}"
        self.planted.append(Marker(marker, field_name, record, audiences))
        return f"{text} {marker}".strip()

    def as_json(self) -> list[dict[str, object]]:
        """Return the list for a test to read."""
        return [asdict(marker) for marker in self.planted]
