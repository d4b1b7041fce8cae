"""The secretary's desk of the jury, as a browser meets it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from judging.core.i18n import speaking
from judging.editions.models import Role, Seat
from judging.entries.models import Extension, Status
from judging.jury.desk.panel import jury_panel
from judging.jury.models import Assignment, Conflict, ScoreSheet, SheetState, Source
from judging.jury.operations import members, reminders, reopening
from judging.jury.queries import assignments
from judging.notifications.models import Message
from judging.notifications.operations.outbox import enqueue
from judging.notifications.rendering import letter
from judging.offices.models import Representative
from tests.factories import BEFORE, JUDGING, a_seat, a_sheet, a_user, an_assignment, an_entry, an_office
from tests.jury.conftest import a_chapter, assigned_as_shown

PAGES = ["", "conflicts/", "assignment/", "progress/", "invite/"]
CANARY = "canary of a juror"
A_DAY = timedelta(days=1)


@pytest.fixture
def client(chapter, client_of):
    return client_of(chapter.secretary)


def desk(chapter, tail=""):
    return f"/desk/{chapter.edition.slug}/jury/{tail}"


def mails(session, template):
    session.rollback()
    return session.scalars(select(Message).where(Message.template == template)).all()


@pytest.fixture
def scored(session, chapter):
    """A sheet handed in, with scores and words that the secretary must not see."""
    assignment = chapter.assignment(chapter.first, chapter.entries[0])
    sheet = a_sheet(
        assignment,
        scores={"novelty": 9871, "reach": 9871},
        comments={"": CANARY, "reach": CANARY},
        submitted=True,
    )
    session.add(sheet)
    session.commit()
    return sheet


@pytest.mark.parametrize("tail", PAGES)
def test_the_secretary_sees_progress_and_no_scores(chapter, client, scored, tail):
    page = client.get(desk(chapter, tail))

    assert page.status_code == 200
    assert CANARY not in page.text
    assert "9871" not in page.text
    assert scored.receipt not in page.text


@pytest.mark.parametrize("tail", PAGES)
def test_pages_do_not_change_with_what_a_juror_gave(session, chapter, client, scored, tail):
    before = client.get(desk(chapter, tail))
    scored.scores, scored.comments = {"novelty": 1, "reach": 2}, {}
    session.commit()
    after = client.get(desk(chapter, tail))

    assert without_tokens(before.text) == without_tokens(after.text)


def without_tokens(text):
    return re.sub(r'value="[^"]*"', "", text)


@pytest.mark.parametrize("tail", PAGES)
def test_a_juror_does_not_find_the_desk(chapter, client_of, tail):
    assert client_of(chapter.juror).get(desk(chapter, tail)).status_code == 404


def test_an_invited_person_gets_a_seat_and_a_one_use_link(session, chapter, client):
    form = {"name": "Ola Nowa", "email": "ola@example.org", "title": "Treasurer", "reason": "A member resigned."}

    client.post(desk(chapter, "invite/"), data=form)

    [message] = mails(session, "juror-invited")
    seat = session.scalars(select(Seat).order_by(Seat.id.desc())).first()
    assert (seat.user.email, seat.role, seat.title) == (
        "ola@example.org",
        Role.JUROR,
        "Treasurer",
    )
    assert message.to == "ola@example.org"
    assert len(message.context["token"]) > 30


def test_nobody_is_invited_twice(session, chapter, client):
    form = {"name": "Ola Nowa", "email": "ola@example.org", "title": "", "reason": "A member resigned."}

    client.post(desk(chapter, "invite/"), data=form)
    again = client.post(desk(chapter, "invite/"), data=form)

    assert again.status_code == 409
    assert len(mails(session, "juror-invited")) == 1


def test_there_is_one_chair(session, chapter, client):
    for seat in (chapter.first, chapter.second):
        client.post(desk(chapter, f"members/{seat.public_id}/appoint/"), data={"role": "chair"})

    session.rollback()
    assert (chapter.first.role, chapter.second.role) == (Role.JUROR, Role.CHAIR)


def test_a_removed_juror_leaves_what_was_handed_in(session, chapter, client, scored):
    url = desk(chapter, f"members/{chapter.first.public_id}/remove/")

    assert client.post(url, data={"reason": " "}).status_code == 422
    client.post(url, data={"reason": "Resigned."})

    session.rollback()
    kept = [chapter.assignment(chapter.first, entry).removed_at for entry in chapter.entries]
    assert kept == [None, JUDGING, JUDGING]
    assert scored.state is SheetState.SUBMITTED


def test_assigning_gives_all_to_all_but_those_in_conflict(session, client_of, stop_clock):
    stop_clock(JUDGING)
    chapter = a_chapter(session, entries=4, assigned=False)
    near = Conflict(
        seat=chapter.first,
        entry=chapter.entries[0],
        source=Source.DECLARED,
        reason="A cousin.",
        at=JUDGING,
        by_id=chapter.juror.id,
    )
    session.add(near)
    session.commit()
    client = client_of(chapter.secretary)

    page = client.get(desk(chapter, "assignment/")).text
    assigned_as_shown(client, desk(chapter, "assignment/"))

    session.rollback()
    given = session.execute(select(Assignment.seat_id, Assignment.entry_id)).all()
    assert len(given) == 7
    assert (chapter.first.id, chapter.entries[0].id) not in given
    assert "expected precision" in page
    positions = session.scalars(select(Assignment.position).where(Assignment.seat_id == chapter.second.id))
    assert sorted(positions) == [1, 2, 3, 4]


def test_assigning_again_adds_what_is_missing_and_keeps_the_rest(session, chapter, client, scored):
    before = {one.id: one.position for one in chapter.assignments.values()}
    late = an_entry(edition=chapter.edition, status=Status.ACCEPTED, number=4)
    session.add(late)
    session.commit()

    assigned_as_shown(client, desk(chapter, "assignment/"))
    assigned_as_shown(client, desk(chapter, "assignment/"))

    session.rollback()
    after = {one.id: one.position for one in session.scalars(select(Assignment))}
    assert len(after) == len(before) + 2
    assert {key: after[key] for key in before} == before
    assert scored.scores == {"novelty": 9871, "reach": 9871}


def test_a_member_who_has_not_declared_gets_nothing_yet(session, chapter, client):
    new = a_seat(chapter.edition, conflicts_declared_at=None)
    session.add(new)
    session.commit()

    page = client.get(desk(chapter, "assignment/")).text
    assigned_as_shown(client, desk(chapter, "assignment/"))

    session.rollback()
    assert "has not declared conflicts of interest" in page
    assert not session.scalars(select(Assignment).where(Assignment.seat_id == new.id)).all()


def test_those_behind_are_reminded_once_a_day(session, chapter, client):
    client.post(desk(chapter, "progress/remind/"))
    client.post(desk(chapter, "progress/remind/"))

    assert {mail.to for mail in mails(session, "juror-reminded")} == {
        chapter.first.user.email,
        chapter.second.user.email,
    }
    assert len(mails(session, "juror-reminded")) == 2


@pytest.mark.parametrize(
    "template",
    [
        "juror-invited",
        "juror-reminded",
        "reopen-asked",
        "sheet-reopened",
        "reopen-declined",
        "late-seat",
        "second-factor-needed",
        "conflicts-to-declare",
    ],
)
def test_the_mails_of_the_jury_can_be_written(app, session, chapter, client, scored, template):
    juror = chapter.first.user
    public_id = chapter.assignment(chapter.first, chapter.entries[0]).public_id
    with app.app_context():
        members.invite(
            session,
            chapter.edition,
            name="Ola",
            email="ola@example.org",
            title="",
            reason="A member resigned.",
            by=juror,
            at=JUDGING,
        )
        reminders.remind(session, chapter.edition, chapter.edition.rounds[0], by=chapter.secretary, at=JUDGING)
        chapter.second.conflicts_declared_at = None
        members.remind_to_protect(session, chapter.second, at=JUDGING)
        members.remind_to_declare(session, chapter.edition, at=JUDGING)
        task = assignments.any_task(session, chapter.edition, public_id)
        reopening.ask_to_reopen(session, task, reason="A slip.", by=juror, at=JUDGING)
        reopening.decline(session, task, reason="Too late.", by=chapter.secretary, at=JUDGING)
        reopening.reopen(session, task, reason="A slip.", by=chapter.secretary, at=JUDGING)
        message = session.scalars(select(Message).where(Message.template == template)).first()

        written = letter(message, juror, "en")

    assert written.subject
    assert CANARY not in written.body
    assert "9871" not in written.body


def test_the_dashboard_tells_how_the_jury_stands(app, session, chapter, scored):
    with app.test_request_context(), speaking("en"):
        found = jury_panel(session, chapter.edition, JUDGING)

    assert found.figures == [("Members of the chapter", 2), ("Sheets handed in", "1 / 6")]
    assert (found.part.given, found.part.submitted, found.part.unassigned) == (6, 1, 0)
    assert [(one.name, one.missing) for one in found.part.behind] == [("Juror Anna", 2), ("Juror Jan", 3)]


def test_a_sheet_is_reopened_with_a_reason_and_the_juror_is_told(session, chapter, client, client_of, scored):
    public_id = chapter.assignment(chapter.first, chapter.entries[0]).public_id
    url = desk(chapter, f"sheets/{public_id}/reopen/")

    assert client.post(url, data={"reason": ""}).status_code == 422
    client.post(url, data={"reason": "A slip."})

    assert len(mails(session, "sheet-reopened")) == 1
    [sheet] = session.scalars(select(ScoreSheet))
    assert (sheet.state, sheet.receipt, sheet.version) == (SheetState.REOPENED, None, 2)
    page = client_of(chapter.juror).get(chapter.sheet_url(chapter.entries[0]))
    assert "The secretary has reopened this sheet." in page.text


def test_a_conflict_is_recorded_and_lifted_with_a_reason(session, chapter, client):
    office = chapter.entries[0].office
    form = {
        "seat": chapter.first.public_id,
        "office": office.public_id,
        "reason": "Told us by telephone.",
    }

    client.post(desk(chapter, "conflicts/"), data=form)
    session.rollback()
    assert chapter.assignment(chapter.first, chapter.entries[0]).in_conflict
    [conflict] = session.scalars(select(Conflict))
    client.post(desk(chapter, f"conflicts/{conflict.public_id}/lift/"), data={"reason": "A mistake."})

    session.rollback()
    assert not chapter.assignment(chapter.first, chapter.entries[0]).in_conflict
    assert conflict.withdrawn_reason == "A mistake."


def test_a_suspected_conflict_is_in_the_register_with_a_way_to_decide_it_either_way(session, chapter, client):
    entry = chapter.entries[0]
    session.add(a_sheet(chapter.assignment(chapter.first, entry), scores={"novelty": 5, "reach": 5}, submitted=True))
    chapter.juror.email, entry.office.email = "anna@um.miasto.pl", "urzad@um.miasto.pl"
    session.commit()
    ids = f"{chapter.first.public_id}/{entry.office.public_id}"

    page = client.get(desk(chapter, "conflicts/")).text
    prefilled = client.get(
        desk(chapter, "conflicts/"), query_string={"seat": chapter.first.public_id, "office": entry.office.public_id}
    )
    without = client.post(desk(chapter, f"conflicts/{ids}/dismiss/"), data={"reason": ""})
    client.post(desk(chapter, f"conflicts/{ids}/dismiss/"), data={"reason": "A shared provider."})

    assert "To be decided by you" in page
    assert f'selected value="{entry.office.public_id}">' in prefilled.text
    assert without.status_code == 422
    after = client.get(desk(chapter, "conflicts/")).text
    assert "To be decided by you" not in after
    assert "A shared provider." in after


@pytest.mark.parametrize("tail", ["", "progress/", "assignment/"])
def test_pages_ask_as_often_for_twenty_entries_as_for_two(session, client_of, statements, tail):
    counts = []
    for entries in (2, 20):
        chapter = a_chapter(session, entries=entries)
        client = client_of(chapter.secretary)
        client.get(desk(chapter, tail))
        with statements() as seen:
            client.get(desk(chapter, tail))
        counts.append(len(seen))

    assert counts[0] == counts[1]


def crowded(session, chapter, number):
    """Add as many members with half of their sheets, people who wait, submitted entries, longer deadlines, letters."""
    for place in range(number):
        seat = a_seat(chapter.edition)
        session.add(seat)
        session.flush()
        sheets = [an_assignment(seat, entry, position=where) for where, entry in enumerate(chapter.entries, start=1)]
        session.add_all([*sheets, *(a_sheet(sheet, submitted=True) for sheet in sheets[::2])])
        office = an_office(name=f"Urząd {place}")
        office.representatives.append(Representative(user=a_user(), asked_at=BEFORE))
        entry = an_entry(edition=chapter.edition, office=office, status=Status.SUBMITTED, number=100 + place)
        session.add(entry)
        session.flush()
        ids = {"edition_id": chapter.edition.id, "office_id": office.id, "by_id": chapter.secretary.id}
        session.add(Extension(**ids, until=JUDGING + A_DAY, reason="Powódź."))
        told = {"to": seat.user, "at": BEFORE, "occasion": f"told:{place}", "edition_id": chapter.edition.id}
        enqueue(session, "password-changed", **told)
    session.flush()
    session.execute(update(Message).values(failed_at=BEFORE))
    session.commit()


@pytest.mark.parametrize("closed", [None, JUDGING], ids=["while scoring", "after the round"])
def test_the_dashboard_asks_as_often_for_many_of_everything_as_for_few(
    session, client_of, statements, stop_clock, closed
):
    stop_clock(JUDGING)
    counts = []
    for number in (2, 9):
        session.rollback()  # the dashboard has noted a visit
        chapter = a_chapter(session, entries=number)
        chapter.edition.rounds[0].closed_at = closed
        crowded(session, chapter, number)
        client = client_of(chapter.secretary)
        client.get(f"/desk/{chapter.edition.slug}/")
        with statements() as seen:
            page = client.get(f"/desk/{chapter.edition.slug}/")
        assert page.status_code == 200
        counts.append(len(seen))

    assert counts[0] == counts[1]
