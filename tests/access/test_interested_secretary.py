"""A secretary who acts for an office that takes part opens nothing of the results until the announcement.

One entry could be left out of every page; from the others it could be worked out. So the pages are closed whole,
and the refusal names who opens them.
"""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.config import KEYS
from judging.core.db import db
from judging.editions.models import Edition, Role, Seat
from judging.jury.operations import conflicts
from judging.notifications.models import Message
from judging.offices.models import Representative
from judging.web.access import declared
from tests.access.cases import desk
from tests.access.judged import NOW

OF_RESULTS = ("results", "deliberation", "motions", "protocol", "announcement")


def routes(app):
    """Return every route of a secretary's desk that is about the result."""
    for rule in app.url_map.iter_rules():
        about = rule.endpoint.partition(".")[0]
        if rule.rule.startswith("/desk/") and about.startswith(OF_RESULTS):
            yield rule


@pytest.fixture
def altered(access_app, snapshot):
    """A session on the world; what it changes is taken back."""
    with access_app.app_context():
        engine = db.engine  # the calls of a test make contexts of their own
    with Session(engine, info={name.lower(): access_app.config[name] for name in KEYS}) as session:
        yield session
    snapshot.restore()


def give_a_hat(session, world, *, refused_at=None):
    """Let the secretary act for the office of entry A."""
    secretary, office = world.people["secretary"], world.offices["A"]
    moments = {"refused_at": refused_at} if refused_at else {"approved_at": NOW}
    session.add(Representative(office_id=office.id, user_id=secretary.id, asked_at=NOW, **moments))
    session.commit()


def calls(app, world, address):
    for rule in routes(app):
        arguments = {name: desk(world)[name] for name in rule.arguments}
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            yield method, address(rule, arguments)


def test_every_page_file_and_act_of_the_results_declares_that_it_is_for_the_impartial(access_app):
    undeclared = [rule.endpoint for rule in routes(access_app) if not declared(access_app, rule.endpoint).impartial]

    assert not undeclared
    assert len(list(routes(access_app))) > 25


def test_an_interested_secretary_is_refused_every_page_file_and_act_of_the_results(
    access_app, altered, world, ask, address
):
    give_a_hat(altered, world)

    answers = {call: ask("secretary", *call) for call in calls(access_app, world, address)}

    assert {answer.status_code for answer in answers.values()} == {403}
    assert all("Its results are not for you" in answer.text for answer in answers.values())


def test_the_refusal_names_the_other_secretary_or_how_one_is_appointed(altered, world, ask):
    give_a_hat(altered, world)
    url = f"/desk/{world.edition.slug}/results/"

    alone = ask("secretary", "GET", url).text
    other = world.people["other_secretary"]
    altered.add(Seat(edition_id=world.edition.id, user_id=other.id, role=Role.SECRETARY))
    altered.commit()
    together = ask("secretary", "GET", url).text

    assert "can appoint one on the page" in alone
    assert f"Turn to another secretary: {other.name}" in together
    assert ask("other_secretary", "GET", url).status_code == 200


def test_laying_the_office_down_during_the_edition_opens_nothing(altered, world, ask):
    give_a_hat(altered, world, refused_at=NOW)

    assert ask("secretary", "GET", f"/desk/{world.edition.slug}/results/").status_code == 403


def test_after_the_announcement_they_read_as_everybody_does_and_still_decide_nothing(altered, world, ask):
    give_a_hat(altered, world)
    altered.get(Edition, world.edition.id).announced_at = NOW
    altered.commit()

    assert ask("secretary", "GET", f"/desk/{world.edition.slug}/results/").status_code == 200
    assert ask("secretary", "POST", f"/desk/{world.edition.slug}/announcement/withdraw/").status_code == 403


def test_the_history_tells_them_nothing_of_what_is_decided_until_the_announcement(altered, world, ask):
    edition, meeting = altered.get(Edition, world.edition.id), world.entries["B"]
    said = {"by": world.people["secretary"], "at": NOW, "edition_id": edition.id}
    record(altered, Action.LEFT_OUT_EXPLAINED, meeting, reason="kanarek-pominiętych", **said)
    altered.commit()
    page = f"/desk/{edition.slug}/history/"
    before = ask("secretary", "GET", page).text
    give_a_hat(altered, world)

    after = ask("secretary", "GET", page).text

    assert "kanarek-pominiętych" in before
    assert "kanarek-pominiętych" not in after
    assert "Motion decided" not in after


def test_they_read_neither_the_words_of_the_mail_nor_to_whom_it_goes(altered, world, ask):
    page = f"/desk/{world.edition.slug}/mail/"
    message = altered.scalar(select(Message).where(Message.edition_id == world.edition.id))
    assert message.to in "".join(
        ask("secretary", "GET", f"{page}?box={box}").text for box in ("waiting", "failed", "sent")
    )
    give_a_hat(altered, world)

    read = "".join(ask("secretary", "GET", f"{page}?box={box}").text for box in ("waiting", "failed", "sent"))

    assert message.to not in read
    assert ask("secretary", "GET", f"{page}{message.public_id}/").status_code == 403
    assert ask("secretary", "GET", f"{page}?q={message.to}&to={message.to}").text.count("<tr>") > 2


def test_they_read_no_conflict_with_their_own_office(altered, world, ask):
    seat = altered.get(Seat, world.seats["juror_2"].id)
    said = {"by": world.people["other_secretary"], "at": NOW}
    office = altered.merge(world.offices["A"])
    conflicts.record_for(altered, seat, office, reason="kanarek-konfliktu", **said)
    altered.commit()
    pages = ("jury/conflicts/", f"jury/members/{seat.public_id}/")
    before = [ask("secretary", "GET", f"/desk/{world.edition.slug}/{page}").text for page in pages]
    give_a_hat(altered, world)

    after = [ask("secretary", "GET", f"/desk/{world.edition.slug}/{page}").text for page in pages]

    assert all("kanarek-konfliktu" in text for text in before)
    assert not any("kanarek-konfliktu" in text for text in after)
    assert all("None that you may see" in text for text in after)
