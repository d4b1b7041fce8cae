"""The story of the demonstration, told by the very operations that people's clicks call."""

from collections.abc import Callable

from judging.demonstration import archive, asked, colleagues, decision, jury, letters, offices, people, practising
from judging.demonstration.anchors_data import with_anchors
from judging.demonstration.people_data import ADMINISTRATOR, SECRETARY
from judging.demonstration.questions import with_questions
from judging.demonstration.schedule import ZONE
from judging.demonstration.story import Story
from judging.editions import template
from judging.editions.english import Part
from judging.editions.operations import editions
from judging.editions.operations.english import change_english
from judging.editions.timetable import Phase

PHONE = "+48 22 555 01 00"  # nobody's
EVENT = "Krajowy Kongres Sekretarzy (dane przykładowe)"


def tell(story: Story) -> None:
    """Tell the story as far as its phase, in the caller's transaction."""
    archive.load(story.session)
    _prepare(story)
    chapters: list[tuple[Phase, Callable[[Story], None]]] = [
        (Phase.PREPARATION, jury.invite),
        (Phase.CALL, _open_the_call),
        (Phase.CALL, offices.write_entries),
        (Phase.CALL, colleagues.invite),
        (Phase.CALL, asked.ask),
        (Phase.CALL, letters.write),
        (Phase.SCREENING, offices.check_entries),
        (Phase.JUDGING, jury.assign),
        (Phase.JUDGING, practising.practise),
        (Phase.JUDGING, jury.seat_a_clerk),
        (Phase.JUDGING, jury.score),
        (Phase.DELIBERATION, decision.close_the_round),
        (Phase.DELIBERATION, jury.name_a_substitute),
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
    story.secretary = people.person(session, SECRETARY[0], SECRETARY[1], at=at, code=True, seed=story.seed)
    administrator = people.person(session, ADMINISTRATOR[0], ADMINISTRATOR[1], at=at, code=True, seed=story.seed)
    administrator.administrator = True
    year = story.dates.on(110).year
    story.edition = editions.create_edition(
        session,
        story.size.outline(with_anchors(with_questions(template.BUILT_IN))),
        name=f"Sekrety Zarządzania {year} – pokaz",
        year=year,
        event_name=EVENT,
        event_place="Warszawa",
        calendar=story.dates.calendar,
        secretary=story.secretary,
        by=administrator,
        at=at,
    )
    story.edition.demonstration, story.edition.time_zone = True, ZONE
    for anchor in story.edition.anchors:
        anchor.public_id = people.known_id(story.seed, f"anchor:{anchor.position}")
    story.edition.contact_name = f"{SECRETARY[0]}, sekretarz Kapituły"
    story.edition.contact_email, story.edition.contact_phone = SECRETARY[1], PHONE
    story.edition.quorum = max(1, (story.size.jurors + 1) // 2)
    session.flush()
    _write_in_english(story)


def _write_in_english(story: Story) -> None:
    """Write what the template does not know: the names of this year, and whom to ask."""
    edition = story.edition
    parts = {
        Part.GENERAL: {
            "edition.name": f"Secrets of Management {edition.year} – demonstration",
            "event.name": "National Congress of Secretaries (example data)",
            "event.place": "Warsaw",
        },
        Part.PRESENTATION: {"contact.name": f"{SECRETARY[0]}, secretary of the Chapter"},
    }
    for part, wanted in parts.items():
        typed = {place: (english, False) for place, english in wanted.items()}
        at = story.dates.on(-13)
        change_english(story.session, edition, part, typed, version=edition.version, by=story.secretary, at=at)
        story.session.flush()


def _open_the_call(story: Story) -> None:
    edition = story.edition
    editions.freeze_rules(story.session, edition, version=edition.version, by=story.secretary, at=story.dates.on(-7))
