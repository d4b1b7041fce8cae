"""What the scenario of the demonstration has brought about so far."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.demonstration.schedule import Schedule
from judging.demonstration.secrets import Markers
from judging.demonstration.size import Size
from judging.editions.models import Edition
from judging.editions.timetable import Phase


@dataclass(slots=True)
class Story:
    """Who and what there is so far; each chapter of the story adds to it."""

    session: Session
    phase: Phase
    dates: Schedule
    now: datetime
    seed: int
    size: Size
    markers: Markers
    secretary: User = field(init=False)
    edition: Edition = field(init=False)

    def reached(self, phase: Phase) -> bool:
        """Tell whether the story goes at least as far as a phase."""
        order = list(Phase)
        return order.index(self.phase) >= order.index(phase)
