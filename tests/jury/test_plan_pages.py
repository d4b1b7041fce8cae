"""The secretary's pages of plans, progress and coverage, as a browser meets them."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from judging.editions.models import Area, Role
from judging.entries.models import Status
from judging.jury.coverage import Cover, Search, cover, found, summed
from judging.jury.models import ActOfAssigning, Assignment, KnownArea
from judging.jury.queries import plans
from judging.jury.queries.progress import EntryRow
from judging.notifications.models import Message
from tests.factories import BEFORE, JUDGING, a_seat, a_sheet, a_user, an_assignment, an_entry
from tests.jury.conftest import a_chapter, assigned_as_shown, seen_on


@pytest.fixture
def chapter(session, stop_clock):
    stop_clock(JUDGING)
    return a_chapter(session, entries=4, assigned=False)


@pytest.fixture
def client(chapter, client_of):
    return client_of(chapter.secretary)


def desk(chapter, tail=""):
    return f"/desk/{chapter.edition.slug}/jury/{tail}"


def live(session):
    session.rollback()
    return session.scalars(select(Assignment).where(Assignment.removed_at.is_(None))).all()


def test_a_plan_is_read_from_its_address_and_nothing_is_written(session, chapter, client):
    page = client.get(desk(chapter, "assignment/?way=each&each=1"))

    assert "4</dd>" in page.text
    assert "Equally many members for each entry – 1 member" in page.text
    assert live(session) == []
    assert session.scalars(select(ActOfAssigning)).all() == []


def test_what_is_shown_is_assigned_and_undone_with_a_reason(session, chapter, client):
    url = desk(chapter, "assignment/?way=each&each=1")
    assigned_as_shown(client, url)
    assert len(live(session)) == 4
    [act] = session.scalars(select(ActOfAssigning))
    undo = desk(chapter, f"assignment/{act.public_id}/undo/")

    assert client.post(undo, data={"reason": ""}).status_code == 422
    client.post(undo, data={"reason": "A slip."})

    assert live(session) == []


def test_a_plan_that_changed_is_refused_and_shown_anew(session, chapter, client):
    url = desk(chapter, "assignment/?way=each&each=1")
    before = seen_on(client.get(url))
    session.add(an_entry(edition=chapter.edition, status=Status.ACCEPTED, number=9))
    session.commit()

    answer = client.post(url, data={"seen": before})

    assert answer.status_code == 409
    assert "have changed since" in answer.text
    assert live(session) == []
    assert seen_on(answer) != before


def test_where_there_is_no_plan_the_entries_are_named_with_links_to_what_helps(chapter, client):
    page = client.get(desk(chapter, "assignment/?way=each&each=3")).text

    assert "There is no such plan" in page
    assert f"entries/{chapter.entries[0].public_id}/" in page
    assert "way=each&amp;each=2" in page
    sent = assigned_as_shown(client, desk(chapter, "assignment/?way=each&each=3"))
    assert sent.status_code == 409
    assert "entries no. 1, 2, 3, 4 lack members" in sent.text
    assert desk(chapter, "invite/") in page


def test_the_secretary_marks_the_areas_that_a_member_knows(session, chapter, client):
    [area] = chapter.edition.areas

    client.post(desk(chapter, f"members/{chapter.first.public_id}/areas/"), data={"areas": [area.public_id, "x"]})

    session.rollback()
    assert [(one.seat_id, one.area_id) for one in session.scalars(select(KnownArea))] == [(chapter.first.id, area.id)]
    assert "Clients" in client.get(desk(chapter, "areas/")).text


def test_a_member_marks_their_own_areas_where_they_declare_conflicts(session, chapter, client_of, client):
    [area], url = chapter.edition.areas, f"/jury/{chapter.edition.slug}/conflicts/"
    member = client_of(chapter.first.user)
    declared = {"none-of-the-others": "yes", "agreed": "yes", "areas": [area.public_id, "x"]}

    assert "Areas that you know" in member.get(url).text
    member.post(url, data=declared)

    session.rollback()
    [mark] = session.scalars(select(KnownArea))
    assert (mark.seat_id, mark.area_id, mark.by_id) == (chapter.first.id, area.id, chapter.first.user_id)
    assert "the member" in client.get(desk(chapter, "areas/")).text
    assert re.search(rf'<input checked[^>]* value="{area.public_id}"', member.get(url).text)


def test_somebody_takes_over_what_is_open(session, chapter, client):
    assigned_as_shown(client, desk(chapter, "assignment/?way=each&each=1"))
    url = desk(chapter, f"members/{chapter.first.public_id}/take-over/")
    assert chapter.second.user.name in client.get(url).text

    assert client.post(url, data={"other": chapter.first.public_id, "reason": "Ill."}).status_code == 422
    client.post(url, data={"other": chapter.second.public_id, "reason": "Ill."})

    assert {one.seat_id for one in live(session)} == {chapter.second.id}


def test_whoever_was_named_to_stand_in_is_offered_first_once_they_have_a_seat_of_their_own(session, chapter):
    chapter_facts, _waiting = plans.facts(session, chapter.edition, chapter.edition.rounds[0])
    open_ = [(entry.id, chapter.first.id) for entry in chapter.entries]
    two = [
        replace(chapter_facts.jurors[0], seat_id=one, seat=str(one), name=str(one)) for one in (900, chapter.second.id)
    ]
    among = replace(chapter_facts, jurors=two, live={}, barred=set())
    session.add(
        a_seat(
            chapter.edition,
            Role.SUBSTITUTE,
            user=chapter.second.user,
            stands_for=chapter.first,
            removed_at=BEFORE,
        )
    )
    session.flush()

    stood_in = plans.stood_in_for(session, chapter.first)

    assert stood_in == {chapter.second.id}
    assert [one.juror.seat_id for one in plans.offers(among, chapter.first, open_)] == sorted(
        one.seat_id for one in two
    )
    assert plans.offers(among, chapter.first, open_, {900})[0].juror.seat_id == 900


def test_the_page_of_a_takeover_says_what_a_substitute_needs_to_score(session, chapter, client):
    named = a_seat(chapter.edition, Role.SUBSTITUTE, user=a_user(name="Zofia Zastępcza"), stands_for=chapter.first)
    session.add(named)
    session.commit()

    page = client.get(desk(chapter, f"members/{chapter.first.public_id}/take-over/")).text

    assert "For Zofia Zastępcza to score what is open" in page
    assert desk(chapter, "invite/") in page


def test_a_reminder_is_shown_before_it_goes(session, chapter, client):
    assigned_as_shown(client, desk(chapter, "assignment/"))
    url = desk(chapter, f"progress/remind/?seat={chapter.first.public_id}")

    preview = client.get(url).text
    assert "1 member gets a reminder" in preview
    assert "4 karty" in preview  # in the language of whoever reads it
    client.post(desk(chapter, "progress/remind/"), data={"seats": [chapter.first.public_id]})

    session.rollback()
    told = session.scalars(select(Message.to).where(Message.template == "juror-reminded")).all()
    assert told == [chapter.first.user.email]
    assert "has had a reminder today" in client.get(url).text


def test_the_reminders_of_the_calendar_are_set(session, chapter, client):
    client.post(desk(chapter, "progress/automatic/"), data={"days": ["14", "1", "5", "x"]})

    session.rollback()
    assert chapter.edition.reminder_days == [14, 1]
    assert "14, 1" in client.get(desk(chapter, "progress/")).text or not live(session)


def test_the_dates_of_scoring_are_a_calendar_file(chapter, client_of):
    answer = client_of(chapter.juror).get(f"/jury/{chapter.edition.slug}/calendar.ics")

    assert answer.mimetype == "text/calendar"
    assert answer.text.count("BEGIN:VEVENT") == 2
    assert "Scoring closes: Scoring" in answer.text.replace("\r\n ", "")


@pytest.mark.parametrize(
    "tail", ["assignment/?way=each&each=2", "progress/", "progress/remind/", "coverage/", "areas/"]
)
def test_more_entries_and_members_ask_for_no_more_statements(session, chapter, client, statements, tail):
    assigned_as_shown(client, desk(chapter, "assignment/"))
    client.get(desk(chapter, tail))
    with statements() as few:
        client.get(desk(chapter, tail))
    session.rollback()
    with session.no_autoflush:
        seats = [a_seat(chapter.edition, user=a_user(name=f"Juror {n}")) for n in range(5)]
    session.add_all(seats)
    entries = [an_entry(edition=chapter.edition, status=Status.ACCEPTED, number=10 + n) for n in range(6)]
    session.add_all([*seats, *entries, Area(edition_id=chapter.edition.id, name="Staff", position=2)])
    session.flush()
    with session.no_autoflush:
        given = [an_assignment(seat, entry) for seat in seats for entry in entries]
        session.add_all([*given, *(a_sheet(one, scores={"novelty": 3}) for one in given[::2])])
    session.commit()

    with statements() as many:
        client.get(desk(chapter, tail))

    assert len(many) == len(few)


def row(number, given, submitted, gone=None, title="Garden"):
    return EntryRow(number, f"e{number}", number, title, given, submitted, gone)


@pytest.mark.parametrize(
    ("one", "state"),
    [
        (row(1, 0, 0), Cover.NOBODY),
        (row(1, 1, 1), Cover.THIN),
        (row(1, 3, 1), Cover.BELOW),
        (row(1, 3, 2), Cover.RUNNING),
        (row(1, 3, 3), Cover.WHOLE),
        (row(1, 3, 3, Status.WITHDRAWN), Cover.GONE),
    ],
)
def test_an_entry_is_covered_by_what_was_handed_in_and_what_may_still_come(one, state):
    assert cover(one, 2) is state


def test_coverage_is_searched_by_words_by_number_and_by_state():
    rows = [row(1, 3, 3), row(2, 3, 1, title="Ogród"), row(13, 0, 0)]

    def numbers(**asked):
        return [one.number for one, _state in found(rows, Search.read(asked), 2)]

    assert numbers() == [1, 2, 13]
    assert numbers(q="ogrod") == [2]
    assert numbers(q="13") == [13]
    assert numbers(state="short") == [2, 13]
    assert numbers(state="whole", q="garden") == [1]
    assert numbers(state="nonsense") == [1, 2, 13]
    assert summed(rows, 2) == [(Cover.NOBODY, 1), (Cover.BELOW, 1), (Cover.WHOLE, 1)]
    assert Search.read({"q": "a", "state": "short"}).asked == {"q": "a", "state": "short"}


def test_closing_below_the_minimum_names_the_entries_with_links_and_asks_for_a_reason(session, chapter, client):
    assigned_as_shown(client, desk(chapter, "assignment/"))
    one = next(row for row in live(session) if row.entry_id == chapter.entries[0].id)
    session.add(a_sheet(one, scores={"novelty": 5, "reach": 5}, submitted=True))
    session.commit()
    results = f"/desk/{chapter.edition.slug}/results/"

    page = client.get(results).text
    refused = client.post(f"{results}close/", data={"reason": ""})

    assert "4 entries have fewer sheets than the rules ask" in page
    assert f"entries/{chapter.entries[0].public_id}/" in page
    assert "jury/coverage/?state=short" in page
    assert refused.status_code == 422
    assert "Write why the round is closed without them." in refused.text
