"""In a qualifying round nobody gives points: letters and calendars speak of decisions, not of scoring."""

import re

import pytest
from sqlalchemy import select

from judging.jury.operations import giving, reminders
from judging.jury.queries import lateness
from judging.notifications.models import Message
from judging.notifications.operations.outbox import enqueue
from judging.notifications.rendering import letter
from judging.results.operations import closing
from tests.factories import BEFORE
from tests.results.qualifying import BETWEEN, FIRST, NOTHING, N, Y, two_rounds

OF_SCORING = re.compile(r"\bscor|\boceni|\bocen[ay]?\b|\boceną\b", re.IGNORECASE)


@pytest.fixture
def world(session):
    return two_rounds(session, [[Y, NOTHING, N], [Y, Y, N]], closed=False)


@pytest.fixture
def read(app, session):
    """Read the newest letter of a template as a person of either language does."""

    def read(template, language):
        query = select(Message).where(Message.template == template).order_by(Message.id.desc())
        with app.app_context():
            words = letter(session.scalars(query).first(), None, language)
        return f"{words.subject}\n{words.body}"

    return read


@pytest.mark.parametrize(("language", "decisions"), [("pl", "ecyzj"), ("en", "ecisions")])
def test_closing_a_qualifying_round_early_is_told_in_words_of_decisions(session, world, read, language, decisions):
    by = {"by": world.secretary, "reason": "Wyjazd."}
    closing.close_round(session, world.first, at=FIRST, **by)
    closed = read("round-closed-early", language)
    closing.reopen_round(session, world.edition, world.first, at=BETWEEN, **by)

    for said in (closed, read("round-reopened", language)):
        assert decisions in said
        assert not OF_SCORING.search(said), said


@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_reminder_and_an_assignment_in_a_qualifying_round_speak_of_decisions(session, world, read, language):
    [late, *_] = lateness.jurors(session, world.first, None, FIRST)
    reminders._enqueue(session, world.edition, world.first, late, FIRST)
    told = giving._told(world.edition, world.first, 2)

    edition_id, occasion = world.edition.id, f"x:{language}"
    enqueue(session, giving.GIVEN, to=world.secretary, at=BEFORE, occasion=occasion, edition_id=edition_id, **told)

    for template in (lateness.TEMPLATE, giving.GIVEN):
        assert not OF_SCORING.search(read(template, language)), read(template, language)


def test_the_calendar_of_a_juror_names_rounds_by_what_is_done_in_them(world, client_of, stop_clock):
    stop_clock(FIRST)

    dates = client_of(world.seats[0].user).get(f"/jury/{world.edition.slug}/calendar.ics").text

    assert "The round opens: Etap wstępny" in dates
    assert "Scoring opens: Finał" in dates
