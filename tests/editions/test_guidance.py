"""Every state of an edition has a sentence, a button and the things in the way: a table over all of them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from judging.editions.dashboard import Blocker, Way
from judging.editions.guidance import facts as known
from judging.editions.guidance.facts import Behind, Facts, Longer, Named
from judging.editions.guidance.now import STEPS, step_of
from judging.editions.guidance.steps import State
from judging.editions.models import Role
from judging.editions.timetable import Phase
from tests.deliberation.conftest import words  # noqa: F401 -- a fixture
from tests.factories import (
    BEFORE,
    CLOSES,
    CORRECTIONS,
    DELIBERATION,
    DURING,
    GALA,
    JUDGING,
    JUDGING_CLOSES,
    JUDGING_OPENS,
    an_edition,
)

pytestmark = pytest.mark.usefixtures("words")

A_MINUTE, A_DAY = timedelta(minutes=1), timedelta(days=1)
AFTER_CALL = CLOSES + A_DAY
LAST_MINUTE = JUDGING_CLOSES  # the minute itself still counts
SCORING_OVER = JUDGING_CLOSES + A_MINUTE
UNFROZEN = {"frozen": False}
TO_CHOOSE = known.Results(to_choose=("Etap wstępny", 1))
CLOSED, FROZEN = {"closed_at": DELIBERATION}, known.Results(frozen=True)
DECIDING = {"rounds": CLOSED}


def gap(name):
    return Blocker(f"{name} missing", Way(f"Set {name}", "setup_desk.overview", {"slug": "e", "_anchor": name}))


CALENDAR = Blocker("Dates out of order", Way("Change the calendar", "editions_desk.calendar", {"slug": "e"}))
CHAIR, UNDECLARED = gap("chair"), gap("declaration")
PERSON = known.People([Named("p1", "Anna – Urząd Gminy A")])
JURY = known.Jury(members=3)
DEALT = replace(JURY, given=6)
SOME = replace(DEALT, submitted=4, behind=[Behind("s1", "Jan", 2)])
ALL = replace(DEALT, submitted=6)
ACCEPTED = known.Entries(accepted=2, sent=2)
DECIDED = known.Decision(held_at=DELIBERATION, motions=3, given=3, most=3)
PROTOCOL = replace(DECIDED, protocol=True)
SEALED = {"sealed_at": DELIBERATION, "rounds": CLOSED}
PUBLIC = {**SEALED, "announced_at": GALA}


# state, when, the edition, what is known, the endpoint of the button, how many things are in the way
TABLE: list[tuple[Any, ...]] = [
    (
        State.SETUP_EMPTY,
        BEFORE,
        UNFROZEN,
        [known.Setup([gap("areas"), gap("criteria")], empty=True)],
        "setup_desk.overview",
        2,
    ),
    (State.SETUP_LACKING, BEFORE, UNFROZEN, [known.Setup([gap("criteria")])], "setup_desk.overview#criteria", 0),
    (State.SETUP_LACKING, BEFORE, UNFROZEN, [known.Setup([gap("areas"), CALENDAR])], "setup_desk.overview#areas", 2),
    (State.SETUP_LACKING, BEFORE, UNFROZEN, [known.Setup([gap("awards")])], "setup_desk.overview#awards", 0),
    (State.SETUP_LACKING, BEFORE, UNFROZEN, [known.Setup([CALENDAR])], "editions_desk.calendar", 0),
    (State.SETUP_LACKING, DURING, UNFROZEN, [known.Setup([CALENDAR])], "editions_desk.calendar", 0),
    (State.SETUP_LACKING, BEFORE, UNFROZEN, [known.Setup([gap("contact")])], "setup_desk.overview#contact", 0),
    (State.READY_TO_FREEZE, BEFORE, UNFROZEN, [known.Setup()], "editions_desk.freeze", 0),
    (State.BEFORE_CALL_WITHOUT_JURY, BEFORE, {}, [], "jury_members.invite", 0),
    (State.BEFORE_CALL, BEFORE, {}, [JURY], "public.show", 0),
    (State.BEFORE_CALL, BEFORE, {}, [JURY, PERSON], "public.show", 1),
    (State.PEOPLE_WAIT, DURING, {}, [PERSON], "offices_desk.index#person-p1", 1),
    (State.PEOPLE_WAIT, DURING, {}, [JURY, PERSON, known.Entries(to_check=1)], "offices_desk.index#person-p1", 1),
    (State.PEOPLE_WAIT, AFTER_CALL, {}, [JURY, PERSON], "offices_desk.index#person-p1", 1),
    (State.CALL_TO_CHECK, DURING, {}, [JURY, known.Entries(to_check=2, first="x", sent=2)], "check_desk.queue", 0),
    (State.CALL_TO_CHECK, DURING, {}, [JURY, known.Entries(to_check=1, first="x", sent=1)], "check_desk.check", 0),
    (State.CALL_WITHOUT_JURY, DURING, {}, [], "jury_members.invite", 0),
    (State.CALL_OPEN, DURING, {}, [JURY], "entries_desk.index", 0),
    (State.CALL_OPEN, DURING, {}, [JURY, known.Setup([gap("contact")])], "entries_desk.index", 1),
    (State.CALL_OPEN, CLOSES, {}, [JURY], "entries_desk.index", 0),
    (State.GRACE, CLOSES + A_MINUTE, {"grace_minutes": 15}, [JURY, ACCEPTED], "entries_desk.index", 0),
    (State.NO_ENTRIES, AFTER_CALL, {}, [JURY], "editions_desk.calendar#closes_at", 0),
    (State.NO_ENTRIES, CLOSES + A_MINUTE, {}, [JURY], "editions_desk.calendar#closes_at", 0),
    (State.MORE_TIME, AFTER_CALL, {}, [known.Entries(longer=[Longer("A", CORRECTIONS)])], "entries_desk.extensions", 1),
    (State.NONE_ACCEPTED, AFTER_CALL, {}, [JURY, known.Entries(sent=1)], "entries_desk.index", 0),
    (
        State.TO_CHECK,
        AFTER_CALL,
        {},
        [JURY, known.Entries(to_check=1, first="x", sent=3, accepted=2)],
        "check_desk.check",
        0,
    ),
    (State.TO_CHECK, JUDGING, {}, [SOME, known.Entries(to_check=3, first="x", sent=3)], "check_desk.queue", 0),
    (State.WITHOUT_JURY, AFTER_CALL, {}, [ACCEPTED], "jury_members.invite", 0),
    (State.WITHOUT_JURY, JUDGING, {}, [ACCEPTED], "jury_members.invite", 0),
    (
        State.UNANSWERED,
        AFTER_CALL,
        {},
        [ACCEPTED, replace(JURY, unanswered=[Named("s1", "Jan")])],
        "jury_members.member",
        1,
    ),
    (
        State.UNANSWERED,
        AFTER_CALL,
        {},
        [ACCEPTED, replace(JURY, unanswered=[Named("s", "J")] * 7)],
        "jury_members.index",
        5,
    ),
    (State.CHAPTER_SHORT, AFTER_CALL, {}, [ACCEPTED, replace(JURY, to_vote=[CHAIR])], "setup_desk.overview#chair", 1),
    (
        State.UNDECLARED,
        AFTER_CALL,
        {},
        [ACCEPTED, replace(JURY, to_close=[UNDECLARED])],
        "setup_desk.overview#declaration",
        1,
    ),
    (State.RETURNED, AFTER_CALL, {}, [JURY, replace(ACCEPTED, returned=1)], "entries_desk.index", 0),
    (State.RETURNED, CORRECTIONS, {}, [JURY, replace(ACCEPTED, returned=2)], "entries_desk.index", 0),
    (State.RETURNED_LATE, CORRECTIONS + A_MINUTE, {}, [JURY, replace(ACCEPTED, returned=1)], "entries_desk.index", 0),
    (State.NOT_ASSIGNED, AFTER_CALL, {}, [JURY, ACCEPTED], "jury_scoring.assignment", 0),
    (State.NOT_ASSIGNED, JUDGING, {}, [JURY, ACCEPTED], "jury_scoring.assignment", 0),
    (State.NOT_ASSIGNED, JUDGING, {}, [replace(SOME, unassigned=1), ACCEPTED], "jury_scoring.assignment", 0),
    (State.TO_CHOOSE, JUDGING, {}, [TO_CHOOSE, DEALT, ACCEPTED], "results_desk.show", 0),
    (State.SCORING, JUDGING, {}, [replace(JURY, withheld=True), ACCEPTED], "jury_members.index", 0),
    (State.BEFORE_SCORING, JUDGING_OPENS - A_MINUTE, {}, [DEALT, ACCEPTED], "jury_scoring.progress_page", 0),
    (State.SCORING, JUDGING_OPENS, {}, [DEALT, ACCEPTED], "jury_scoring.progress_page", 0),
    (State.SCORING, JUDGING, {}, [SOME, ACCEPTED], "jury_scoring.progress_page", 0),
    (State.SCORING, JUDGING, {}, [replace(SOME, to_vote=[CHAIR]), ACCEPTED], "jury_scoring.progress_page", 1),
    (State.SCORING, LAST_MINUTE, {}, [SOME, ACCEPTED], "jury_scoring.progress_page", 1),
    (State.SCORING_LATE, SCORING_OVER, {}, [SOME, ACCEPTED], "jury_scoring.progress_page", 1),
    (State.SCORING_WITHOUT_SHEETS, SCORING_OVER, {}, [DEALT, ACCEPTED], "editions_desk.calendar#scoring_closes_at", 0),
    (State.ALL_IN_NOT_READY, JUDGING, {}, [replace(ALL, to_vote=[CHAIR]), ACCEPTED], "setup_desk.overview#chair", 1),
    (State.ALL_IN, JUDGING, {}, [ALL, ACCEPTED], "results_desk.show", 0),
    (State.ALL_IN, SCORING_OVER, {}, [ALL, ACCEPTED], "results_desk.show", 0),
    (State.CLOSED, DELIBERATION, DECIDING, [ALL], "results_desk.show", 0),
    (
        State.CHAPTER_NOT_READY,
        DELIBERATION,
        DECIDING,
        [FROZEN, replace(ALL, to_vote=[CHAIR])],
        "setup_desk.overview#chair",
        1,
    ),
    (State.NO_MEETING, DELIBERATION, DECIDING, [FROZEN, ALL], "deliberation_desk.meeting", 0),
    (State.MEETING_AHEAD, DELIBERATION, DECIDING, [FROZEN, known.Decision(held_at=GALA)], "deliberation_desk.show", 0),
    (
        State.NO_QUORUM,
        DELIBERATION,
        DECIDING,
        [FROZEN, replace(DECIDED, no_quorum="Too few.")],
        "deliberation_desk.meeting",
        0,
    ),
    (State.NO_MOTIONS, DELIBERATION, DECIDING, [FROZEN, replace(DECIDED, motions=0)], "motions_desk.motion", 0),
    (
        State.DECISION_LACKING,
        DELIBERATION,
        DECIDING,
        [FROZEN, replace(DECIDED, gap="Why?")],
        "deliberation_desk.show",
        1,
    ),
    (State.PROTOCOL_TO_MAKE, DELIBERATION, DECIDING, [FROZEN, DECIDED], "deliberation_desk.show#protocol", 0),
    (State.SEALS_BOTH, DELIBERATION, DECIDING, [FROZEN, PROTOCOL], "deliberation_desk.show#protocol", 0),
    (
        State.SEAL_OF_SECRETARY,
        DELIBERATION,
        DECIDING,
        [FROZEN, replace(PROTOCOL, seals=[Role.CHAIR])],
        "deliberation_desk.show#protocol",
        0,
    ),
    (
        State.SEAL_OF_CHAIR,
        DELIBERATION,
        DECIDING,
        [FROZEN, replace(PROTOCOL, seals=[Role.SECRETARY])],
        "deliberation_desk.show#protocol",
        0,
    ),
    (State.SEALED, GALA - A_DAY, SEALED, [PROTOCOL], "announcement_desk.show", 0),
    (State.SEALED, GALA - A_DAY, SEALED, [known.Announcing(uncited=1)], "announcement_desk.show", 1),
    (State.TIME_TO_ANNOUNCE, GALA, SEALED, [PROTOCOL], "announcement_desk.show", 0),
    (State.LETTERS_FAILED, GALA, PUBLIC, [known.Letters(waiting=1, failed=1)], "outbox_desk.index", 0),
    (State.LETTERS_WAITING, GALA, PUBLIC, [known.Letters(waiting=3)], "outbox_desk.index", 0),
    (State.ANNOUNCED, GALA, PUBLIC, [known.Letters()], "laureates.laureates", 0),
    (State.ARCHIVED, GALA, {**PUBLIC, "archived_at": GALA}, [], "laureates.laureates", 0),
    (State.ARCHIVED, DURING, {"archived_at": DURING}, [], "audit_desk.index", 0),
]


def standing(at, fields, parts):
    """What the dashboard says of an edition, which needs no database for it."""
    fields = dict(fields)
    of_round = fields.pop("rounds", {})
    edition = an_edition(**{"grace_minutes": 0, "time_zone": "Europe/Warsaw", **fields})
    for name, value in of_round.items():
        setattr(edition.rounds[0], name, value)
    return step_of(Facts(edition, at, parts))


def place(way):
    anchor = way.values.get("_anchor")
    return f"{way.endpoint}#{anchor}" if anchor else way.endpoint


@pytest.mark.parametrize(("state", "at", "fields", "parts", "button", "obstacles"), TABLE)
def test_every_state_has_one_sentence_one_button_and_the_things_in_the_way(state, at, fields, parts, button, obstacles):
    step = standing(at, fields, parts)

    assert (step.state, place(step.button), len(step.obstacles)) == (state, button, obstacles)
    assert step.sentence
    assert step.button.label
    assert all(one.sentence and one.way.label for one in step.obstacles)


def test_the_table_names_every_state_and_every_phase_has_its_step():
    assert {row[0] for row in TABLE} == set(State)
    assert set(STEPS) == set(Phase)


@pytest.mark.parametrize(("at", "fields", "parts"), [(row[1], row[2], row[3]) for row in TABLE])
def test_a_sentence_says_a_moment_once_and_with_its_zone(at, fields, parts):
    sentence = standing(at, fields, parts).sentence

    assert sentence.count("2027") == sentence.count("(Warsaw time)") <= 1


@pytest.mark.parametrize("at", [DURING, AFTER_CALL, JUDGING_OPENS - A_MINUTE])
def test_no_sheet_is_missed_and_nothing_is_to_be_assigned_before_its_time(at):
    step = standing(at, {}, [SOME, known.Entries(accepted=2, sent=2)])

    assert "sheet" not in step.sentence
    assert [one for one in step.obstacles if "sheet" in one.sentence] == []


def test_a_letter_that_failed_is_in_the_way_in_every_state():
    for _state, at, fields, parts, _button, _obstacles in TABLE:
        others = [part for part in parts if not isinstance(part, known.Letters)]
        step = standing(at, fields, [*others, known.Letters(failed=1)])

        assert step.state is State.LETTERS_FAILED or step.obstacles[-1].way.endpoint == "outbox_desk.index"


def test_entries_that_the_seals_would_shut_out_are_in_the_way_until_there_are_both():
    deciding = [row for row in TABLE if row[2] == DECIDING]
    assert len(deciding) > 5
    for _state, at, fields, parts, _button, obstacles in deciding:
        found = standing(at, fields, [*parts, known.Entries(held=2)]).obstacles

        assert (len(found), found[-1].way.endpoint) == (obstacles + 1, "offices_desk.index")


def test_what_was_entered_and_not_confirmed_stands_in_the_way_of_every_step_to_the_seals():
    deciding = [row for row in TABLE if row[2] == DECIDING]
    for _state, at, fields, parts, _button, obstacles in deciding:
        found = standing(at, fields, [*parts, known.Entries(unconfirmed=[4, 9])]).obstacles

        assert (len(found), found[-1].way.endpoint) == (obstacles + 1, "entries_desk.index")
        assert found[-1].way.values["missing"] == "confirmation"
        assert "4, 9" in found[-1].sentence


def test_many_who_wait_are_named_as_far_as_five_and_the_rest_are_counted():
    people = [Named(f"p{number}", f"Osoba {number}") for number in range(8)]

    step = standing(DURING, {}, [known.People(people)])

    assert [place(one.way) for one in step.obstacles[:5]] == [f"offices_desk.index#person-p{n}" for n in range(5)]
    assert step.obstacles[5].sentence == "3 more people wait."


def test_each_member_who_is_late_is_named_with_the_sheets_missing():
    behind = [Behind("s1", "Jan", 1), Behind("s2", "Ewa", 2)]

    step = standing(SCORING_OVER, {}, [replace(SOME, submitted=3, behind=behind), ACCEPTED])

    assert "3 sheets are missing" in step.sentence
    assert [one.sentence for one in step.obstacles] == ["Jan: 1 sheet is missing.", "Ewa: 2 sheets are missing."]
    assert [place(one.way) for one in step.obstacles] == [f"jury_scoring.progress_page#sheets-s{n}" for n in (1, 2)]
