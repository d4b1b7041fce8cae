"""The story of the demonstration, told by the very operations that people's clicks call."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.demonstration import archive, chapter, decision, offices, people
from judging.demonstration.cast import ADMINISTRATOR, SECRETARY
from judging.demonstration.schedule import ZONE, Schedule
from judging.demonstration.secrets import Markers
from judging.demonstration.size import Size
from judging.editions import operations, template
from judging.editions.models import Edition
from judging.editions.timetable import Phase

EVENT = "Krajowy Kongres Sekretarzy (dane przykładowe)"


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


def tell(story: Story) -> None:
    """Tell the story as far as its phase, in the caller's transaction."""
    archive.load(story.session)
    _prepare(story)
    chapters: list[tuple[Phase, Callable[[Story], None]]] = [
        (Phase.PREPARATION, chapter.invite),
        (Phase.CALL, _open_the_call),
        (Phase.CALL, offices.write_entries),
        (Phase.SCREENING, offices.check_entries),
        (Phase.JUDGING, chapter.assign),
        (Phase.JUDGING, chapter.score),
        (Phase.DELIBERATION, decision.close_the_round),
        (Phase.SEALED, decision.deliberate),
        (Phase.ANNOUNCED, decision.announce),
        (Phase.ARCHIVED, decision.put_into_the_archive),
    ]
    for phase, happen in chapters:
        if story.reached(phase):
            happen(story)
            story.session.flush()


def _prepare(story: Story) -> None:
    """Make the secretary, the administrator and the edition."""
    session, at = story.session, story.dates.on(-14)
    story.secretary = people.person(
        session, SECRETARY[0], SECRETARY[1], at=at, code=True, seed=story.seed
    )
    administrator = people.person(
        session, ADMINISTRATOR[0], ADMINISTRATOR[1], at=at, code=True, seed=story.seed
    )
    story.secretary.administrator = administrator.administrator = (
        True  # who creates the first edition
    )
    year = story.dates.on(110).year
    story.edition = operations.create_edition(
        session,
        story.size.outline(template.BUILT_IN),
        name=f"Sekrety Zarządzania {year} – pokaz",
        year=year,
        event_name=EVENT,
        event_place="Warszawa",
        calendar=story.dates.calendar,
        by=story.secretary,
        at=at,
    )
    story.edition.demonstration, story.edition.time_zone = True, ZONE
    story.edition.quorum = max(1, (story.size.jurors + 1) // 2)
    session.flush()
    story.secretary.administrator = False


def _open_the_call(story: Story) -> None:
    edition = story.edition
    operations.freeze_rules(
        story.session, edition, version=edition.version, by=story.secretary, at=story.dates.on(-7)
    )
