"""Nobody learns interim results alone: chair and jurors are told, the protocol says so, looks are logged."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.core.formatting import moment
from judging.core.i18n import speaking
from judging.deliberation.operations import protocols
from judging.deliberation.protocol import printed, protocol_pdf
from judging.editions.models import Role
from judging.jury.operations import members
from judging.notifications.models import Message
from judging.notifications.rendering import letter
from judging.results.models import Interim, InterimStep
from judging.results.operations import closing as operations
from judging.results.queries.live import all_live
from tests.deliberation import chamber as chapters
from tests.factories import DELIBERATION, JUDGING, JUDGING_CLOSES
from tests.results.rounds import LATER, a_scored_edition

GAP = [[9, 8, 9, None], [7, 6, 8, 6], [3, 4, 2, 5]]
WHOLE = [[9, 8, 9, 7], [7, 6, 8, 6], [3, 4, 2, 5]]


def close(session, scored, at=JUDGING_CLOSES, reason="The juror fell ill."):
    operations.close_round(session, scored.round, reason=reason, by=scored.secretary, at=at)


def reopen(session, scored, reason="Mistyped."):
    operations.reopen_round(session, scored.edition, scored.round, reason=reason, by=scored.secretary, at=LATER)


def written_to(session, template):
    return sorted(session.scalars(select(Message.to).where(Message.template == template)))


def steps(session):
    return session.scalars(select(InterimStep).order_by(InterimStep.id)).all()


@pytest.fixture
def open_(session):
    """A round that is open, with a chair among its four jurors; a sheet is missing."""
    scored = a_scored_edition(session, GAP, closed=False)
    scored.seats[0].role = Role.CHAIR
    session.commit()
    return scored


def test_closing_with_sheets_missing_is_told_to_chair_and_jurors_at_once(session, open_):
    close(session, open_)

    assert written_to(session, "round-closed-early") == sorted(seat.user.email for seat in open_.seats)
    assert {message.next_attempt_at for message in session.scalars(select(Message))} == {JUDGING_CLOSES}
    [step] = steps(session)
    assert (step.kind, step.submitted, step.missing, step.told) == (Interim.CLOSED_EARLY, 11, 1, 4)


def test_closing_before_its_time_is_told_even_with_all_sheets_in(session):
    scored = a_scored_edition(session, WHOLE, closed=False)

    close(session, scored, at=JUDGING, reason="")

    assert len(written_to(session, "round-closed-early")) == 4
    assert steps(session)[0].before_time


def test_closing_in_time_with_all_sheets_is_nothing_to_be_told(session):
    scored = a_scored_edition(session, WHOLE, closed=False)

    close(session, scored, reason="")

    assert session.scalars(select(Message)).all() == []
    assert steps(session) == []


def test_opening_again_what_could_be_looked_at_is_told_to_chair_and_jurors_at_once(session, open_):
    close(session, open_)
    reopen(session, open_)

    assert len(written_to(session, "round-reopened")) == 4
    assert [step.kind for step in steps(session)] == [Interim.CLOSED_EARLY, Interim.REOPENED]
    assert steps(session)[1].shown_since == JUDGING_CLOSES


def test_each_time_is_told_anew_and_waits_for_nobody(session, open_):
    for _time in range(2):
        close(session, open_)
        reopen(session, open_)

    assert len(written_to(session, "round-closed-early")) == 8
    assert len(written_to(session, "round-reopened")) == 8


def test_who_has_left_the_jury_is_told_nothing(session, open_):
    members.remove(session, open_.seats[3], reason="Rezygnacja.", by=open_.secretary, at=JUDGING)

    close(session, open_)

    assert open_.seats[3].user.email not in written_to(session, "round-closed-early")


@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_mails_say_who_when_how_many_sheets_and_why(app, session, open_, language):
    close(session, open_, at=JUDGING)
    reopen(session, open_, reason="Pomyłka w karcie.")
    session.commit()

    with app.test_request_context(), speaking(language):
        closes = moment(JUDGING_CLOSES, open_.edition.time_zone)
        for template, reason in (("round-closed-early", "The juror fell ill."), ("round-reopened", "Pomyłka w karcie")):
            message = session.scalars(select(Message).where(Message.template == template)).first()
            said = letter(message, None, language)
            for told in (reason, "Secretary", "11", "1", open_.edition.name):
                assert told in said.body
            assert open_.edition.name in said.subject
            assert (closes in said.body) == (template == "round-closed-early")


def test_the_page_says_beforehand_who_will_be_told(session, client_of, open_, stop_clock):
    stop_clock(LATER)
    desk = client_of(open_.secretary)

    assert "told of it by e-mail at once" in desk.get(open_.url).text
    close(session, open_)
    session.commit()
    assert "told of it by e-mail at once" in desk.get(open_.url).text


def test_the_protocol_says_who_knew_interim_results_when_with_how_many_sheets_and_who_was_told(session):
    chamber = a_chamber_after_an_early_closing(session)

    content = protocols.draft_protocol(session, chamber.edition, at=DELIBERATION)

    early, again, last = content["interim"]
    assert early == {
        "kind": "closed-early",
        "at": JUDGING.isoformat(),
        "by": "Secretary",
        "submitted": 15,
        "missing": 0,
        "before_time": True,
        "shown_since": None,
        "told": 3,
        "reason": "",
    }
    assert (again["kind"], again["shown_since"], again["told"]) == ("reopened", JUDGING.isoformat(), 3)
    assert last["kind"] == "closed-early"
    assert printed(json.loads(json.dumps(content)))["interim"][1]["since"]
    assert protocol_pdf(content).startswith(b"%PDF")


def test_the_page_on_which_the_chair_reads_and_seals_the_protocol_says_so_too(session, client_of):
    chamber = a_chamber_after_an_early_closing(session)
    chapters.make_protocol(session, chamber)
    session.commit()

    page = client_of(chamber.chair).get(f"/chapter/{chamber.edition.slug}/protocol/").text

    assert page.count("the round was closed before its time.") == 2
    assert page.count("the round was opened again; its sheets could be looked at since") == 1
    assert "Sheets handed in: 15, missing: 0. Chair and jurors written to: 3." in page
    assert "Reason: Slip." in page


def a_chamber_after_an_early_closing(session):
    scored = a_scored_edition(session, chapters.FIVE, closed=False)
    scored.seats[0].role = Role.CHAIR
    close(session, scored, at=JUDGING, reason="")
    operations.reopen_round(
        session, scored.edition, scored.round, reason="Slip.", by=scored.secretary, at=JUDGING + timedelta(hours=1)
    )
    close(session, scored, at=JUDGING + timedelta(hours=2), reason="")
    session.commit()
    live, seen = all_live(session, scored.round), scored.round.data_version
    ranking = operations.freeze(
        session, scored.edition, scored.round, live, by=scored.secretary, at=DELIBERATION, seen=seen
    )
    chamber = chapters.Chamber(scored.edition, scored.secretary, scored.seats, scored.entries, ranking)
    chapters.decided(session, chamber)
    return chamber


def routes_with_results(app):
    """Every page and file of the desk and of the chapter that a result can stand on."""
    of_results = ("/results/", "/deliberation/", "/announcement/", "/protocol")
    return [
        rule
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and any(part in str(rule) for part in of_results) and "slug" in rule.arguments
    ]


def test_every_page_and_file_that_shows_results_logs_a_look(app, session, client_of, caplog):
    chamber = chapters.a_chamber(session)
    chapters.sealed(session, chamber, pdf=a_document(app))
    found = {}
    for rule in routes_with_results(app):
        values = {"slug": chamber.edition.slug, "entry_id": chamber.entries[0].public_id, "award_id": "0"}
        address = str(rule)
        for name, value in values.items():
            address = address.replace(f"<string:{name}>", value)
        person = chamber.chair if address.startswith("/chapter/") else chamber.secretary
        caplog.clear()
        with caplog.at_level("INFO", logger="judging.reading"):
            answer = client_of(person).get(address)
            answer.close()
        if answer.status_code == 200:
            found[address] = [r.getMessage() for r in caplog.records if r.name == "judging.reading"]

    assert len(found) >= 19
    assert [address for address, looks in found.items() if len(looks) != 1 or address not in looks[0]] == []


def a_document(app):
    from judging.core import files

    with app.app_context():
        return files.keep_document(b"%PDF-1.7 protocol")
