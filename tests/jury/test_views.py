"""The juror's pages, as a browser meets them."""

import hashlib
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.core import files
from judging.entries.models import Attachment
from judging.jury.models import ScoreSheet, SheetRevision, SheetState
from judging.notifications.models import Message
from tests.factories import BEFORE, JUDGING, JUDGING_CLOSES, JUDGING_OPENS, a_seat, a_sheet, a_user
from tests.jury.conftest import a_chapter

JSON = {"Accept": "application/json"}
WHOLE = {"score-novelty": "8", "score-reach": "6", "version": "0"}
HAND_IN = WHOLE | {"act": "submit", "shown": "score-novelty=8&score-reach=6"}


@pytest.fixture
def client(chapter, client_of):
    return client_of(chapter.juror)


def without_tokens(text):
    return re.sub(r'value="[^"]*"', "", text)


def sheets(session):
    session.rollback()  # see what the pages have committed
    return session.scalars(select(ScoreSheet)).all()


def test_the_desk_lists_the_entries_in_the_jurors_own_order(session, chapter, client):
    for place, entry in enumerate(reversed(chapter.entries)):
        chapter.assignment(chapter.first, entry).position = place
    session.commit()

    page = client.get(f"/jury/{chapter.edition.slug}/").text

    places = [page.index(f">Practice {number}</a>") for number in (3, 2, 1)]
    assert places == sorted(places)
    assert "0 of 3" in page


def test_a_juror_declares_conflicts_before_anything_else(session, chapter, client):
    chapter.first.conflicts_declared_at = None
    session.commit()

    answer = client.get(f"/jury/{chapter.edition.slug}/")
    page = client.get(answer.location).text

    assert answer.location == f"/jury/{chapter.edition.slug}/conflicts/"
    assert "Office 1" in page
    assert "Practice 1" not in page
    assert "secret answer 1" not in page
    assert client.get(chapter.sheet_url(chapter.entries[0])).status_code == 404


def test_the_declaration_hides_what_was_ticked_and_opens_the_rest(session, chapter, client):
    chapter.first.conflicts_declared_at = None
    session.commit()
    near = chapter.entries[0]
    ticks = {"conflict": near.public_id, f"reason-{near.public_id}": "I worked there."}

    page = client.post(
        f"/jury/{chapter.edition.slug}/conflicts/",
        data=ticks | {"none-of-the-others": "yes", "agreed": "yes"},
        follow_redirects=True,
    ).text

    assert "Practice 1" not in page
    assert "Practice 2" in page
    assert "I worked there." in page
    assert "0 of 2" in page


def test_a_sheet_is_read_and_scored_on_one_screen(chapter, client):
    page = client.get(chapter.sheet_url(chapter.entries[0])).text

    assert "<h1>Practice 1</h1>" in page
    assert "secret answer 1" in page
    assert 'name="score-novelty" value="10"' in page


def test_a_sheet_is_saved_then_handed_in_and_shows_its_receipt(session, chapter, client):
    url = chapter.sheet_url(chapter.entries[0])

    client.post(url, data=WHOLE | {"act": "save"})
    page = client.post(url, data=HAND_IN | {"version": "1"}, follow_redirects=True).text

    [sheet] = sheets(session)
    assert sheet.state is SheetState.SUBMITTED
    assert sheet.scores == {"novelty": 8, "reach": 6}
    assert sheet.receipt in page
    assert "disabled" in page


def test_an_incomplete_sheet_is_saved_and_what_is_missing_is_named(session, chapter, client):
    url = chapter.sheet_url(chapter.entries[0])

    page = client.post(url, data={"score-novelty": "8", "version": "0", "act": "submit"}, follow_redirects=True).text

    [sheet] = sheets(session)
    assert (sheet.state, sheet.scores) == (SheetState.DRAFT, {"novelty": 8})
    assert "Reach: the score is missing" in page


def test_each_change_is_saved_by_the_script_as_a_revision(session, chapter, client):
    url = chapter.sheet_url(chapter.entries[0], tail="autosave/")

    first = client.post(url, data={"score-novelty": "8", "version": "0"}, headers=JSON)
    second = client.post(url, data=WHOLE | {"note": "Good.", "version": "1"}, headers=JSON)

    assert (first.json["version"], second.json["version"]) == (1, 2)
    session.rollback()
    revisions = session.scalars(select(SheetRevision).order_by(SheetRevision.version)).all()
    assert [revision.scores for revision in revisions] == [
        {"novelty": 8},
        {"novelty": 8, "reach": 6},
    ]
    assert revisions[1].comments == {"": "Good."}


def test_a_score_off_the_scale_is_refused_by_name_and_nothing_is_kept(session, chapter, client):
    url = chapter.sheet_url(chapter.entries[0])
    wrong = {"score-novelty": "11", "score-reach": "6", "note": "kept text", "version": "0"}

    page = client.post(url, data=wrong)
    answer = client.post(f"{url}autosave/", data=wrong, headers=JSON)

    assert (page.status_code, answer.status_code) == (422, 422)
    assert "Novelty: from 0 to 10, by 1." in page.text
    assert "kept text" in page.text
    assert answer.json == {"error": "Novelty: from 0 to 10, by 1."}
    assert sheets(session) == []


def test_of_two_tabs_the_second_sees_both_versions(session, chapter, client):
    url = chapter.sheet_url(chapter.entries[0])
    client.post(f"{url}autosave/", data={"score-novelty": "8", "version": "0"}, headers=JSON)

    answer = client.post(f"{url}autosave/", data={"score-novelty": "3", "version": "0"}, headers=JSON)
    page = client.post(url, data={"score-novelty": "3", "version": "0"})

    assert (answer.status_code, page.status_code) == (409, 409)
    assert answer.json["version"] == 1
    assert sheets(session)[0].scores == {"novelty": 8}


def test_a_save_whose_answer_was_lost_may_come_again(session, chapter, client):
    url = chapter.sheet_url(chapter.entries[0], tail="autosave/")
    form = {"score-novelty": "8", "version": "0"}

    answers = [client.post(url, data=form, headers=JSON) for _ in range(2)]

    assert [answer.json["version"] for answer in answers] == [1, 1]
    session.rollback()
    assert len(session.scalars(select(SheetRevision)).all()) == 1


def test_handing_in_twice_hands_in_once(session, chapter, client):
    url = chapter.sheet_url(chapter.entries[0])
    form = HAND_IN | {"once": "one form"}

    answers = [client.post(url, data=form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].location == answers[1].location
    assert sheets(session)[0].version == 2


@pytest.mark.parametrize("tail", ["", "autosave/", "conflict/", "ask/", "receipt.json", "files/0/"])
@pytest.mark.parametrize("whose", ["another juror's", "in conflict", "removed", "unknown"])
def test_what_a_juror_may_not_see_does_not_exist(session, chapter, client, tail, whose):
    entry = chapter.entries[0]
    mine = chapter.assignment(chapter.first, entry)
    theirs = chapter.assignment(chapter.second, entry)
    session.add(a_sheet(mine, scores={"novelty": 1}, comments={"": "canary"}))
    session.add(a_sheet(theirs, scores={"novelty": 1}, comments={"": "canary"}))
    mine.in_conflict = whose == "in conflict"
    mine.removed_at = JUDGING_OPENS if whose == "removed" else None
    public_id = {"another juror's": theirs.public_id, "unknown": "0" * 16}.get(whose, mine.public_id)
    session.commit()

    call = client.post if tail in {"autosave/", "conflict/", "ask/"} else client.get
    hidden = call(f"/jury/{chapter.edition.slug}/sheets/{public_id}/{tail}")
    absent = call(f"/jury/{chapter.edition.slug}/sheets/{'f' * 16}/{tail}")

    assert hidden.status_code == 404
    assert without_tokens(hidden.text) == without_tokens(absent.text)
    assert "canary" not in hidden.text
    assert len(sheets(session)) == 2


def test_a_conflict_is_declared_in_one_click_and_the_entry_is_gone(session, chapter, client):
    entry = chapter.entries[0]
    url = chapter.sheet_url(entry)
    client.post(url, data=HAND_IN, follow_redirects=True)

    page = client.post(f"{url}conflict/", data={"kind": "other", "reason": "A cousin."}, follow_redirects=True)

    assert "Practice 1" not in page.text
    assert "Office 1" in page.text
    assert client.get(url).status_code == 404
    assert client.post(f"{url}autosave/", data=WHOLE).status_code == 404
    session.rollback()  # see what the pages have committed
    assert chapter.assignment(chapter.first, entry).in_conflict


@pytest.mark.parametrize("at", [JUDGING_OPENS, JUDGING_CLOSES])
def test_scoring_is_open_to_the_last_minute(chapter, client_of, stop_clock, at):
    stop_clock(at)

    url = chapter.sheet_url(chapter.entries[0])
    answer = client_of(chapter.juror).post(url, data=WHOLE)

    assert (answer.status_code, answer.location.startswith(url)) == (302, True)


def test_a_stranger_to_the_jury_gets_nothing(chapter, client_of, visitor):
    url = chapter.sheet_url(chapter.entries[0])

    assert client_of(a_user()).get(url).status_code == 404
    assert client_of(chapter.secretary).get(url).status_code == 404
    assert visitor.get(url).status_code == 302


def test_the_desk_asks_as_often_for_twenty_entries_as_for_two(session, chapter, client_of, statements):
    few, many = statements_of_desks(session, client_of, statements)

    assert few == many


def statements_of_desks(session, client_of, statements):
    counts = []
    for entries in (2, 20):
        chapter = a_chapter(session, entries=entries)
        client = client_of(chapter.juror)
        with statements() as seen:
            page = client.get(f"/jury/{chapter.edition.slug}/")
        assert page.status_code == 200
        counts.append(len(seen))
    return counts


def test_the_secretary_is_asked_to_reopen_by_mail(session, chapter, client):
    url = chapter.sheet_url(chapter.entries[0])
    client.post(url, data=HAND_IN)

    client.post(f"{url}ask/", data={"reason": "I missed the annex."})

    session.rollback()
    [message] = session.scalars(select(Message).where(Message.template == "reopen-asked"))
    assert message.to == chapter.secretary.email
    assert "8" not in str(message.context["reason"])


def test_a_removed_juror_is_out_at_the_very_next_request(session, chapter, client):
    url = chapter.sheet_url(chapter.entries[0])
    assert client.get(url).status_code == 200
    chapter.first.removed_at = JUDGING_OPENS
    session.commit()

    assert client.get(url).status_code == 404
    assert client.post(f"{url}autosave/", data=WHOLE).status_code == 404
    assert sheets(session) == []


def test_the_receipt_can_be_computed_again_from_what_the_juror_gets(chapter, client):
    url = chapter.sheet_url(chapter.entries[0])
    client.post(url, data=HAND_IN)

    data = client.get(f"{url}receipt.json").json

    text = f"{data['salt']}\n{data['content']}"
    assert hashlib.sha256(text.encode()).hexdigest() == data["receipt"]


def test_a_new_member_without_a_place_is_shown_an_empty_desk(session, chapter, client_of):
    seat = a_seat(chapter.edition)
    session.add(seat)

    page = client_of(seat.user).get(f"/jury/{chapter.edition.slug}/").text

    assert "No entries have been assigned to you yet." in page


@pytest.mark.parametrize(
    ("at", "closed", "words", "to_score"),
    [
        (JUDGING_OPENS - timedelta(days=1), None, "Nothing waits for you. Scoring opens on", False),
        (JUDGING, None, "3 sheets are still to be handed in, until", True),
        (JUDGING_CLOSES, None, "3 sheets are still to be handed in, until", True),
        (JUDGING_CLOSES + timedelta(minutes=1), None, "The time for scoring is over and 3 of your sheets are", False),
        (JUDGING, JUDGING, "Scoring is closed. The chapter decides at its meeting.", False),
    ],
)
def test_the_desk_offers_to_score_only_while_scoring_is_open_and_says_why_not(
    session, chapter, stop_clock, client_of, at, closed, words, to_score
):
    chapter.edition.rounds[0].closed_at = closed
    session.commit()
    stop_clock(at)

    page = client_of(chapter.juror).get(f"/jury/{chapter.edition.slug}/").text

    assert words in page
    assert ("Read and score" in page) is to_score


@pytest.fixture
def attached(session, chapter, app):
    """An attachment of the first entry, with the secret really stored."""
    content = b"canary in a file"
    digest = hashlib.sha256(content).hexdigest()
    with app.app_context():
        path = files.path_of(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    entry = chapter.entries[0]
    row = Attachment(
        entry=entry,
        name="plan.txt",
        media_type="text/plain",
        size=len(content),
        sha256=digest,
        sent_sha256=digest,
        added_at=BEFORE,
        added_by_id=entry.author_id,
    )
    session.add(row)
    session.flush()
    entry.versions[-1].files = [{"id": row.public_id, "name": "plan.txt", "sha256": digest}]
    session.commit()
    return row


def test_an_attachment_is_read_by_its_juror_and_not_after_a_conflict(session, chapter, client, attached):
    entry = chapter.entries[0]
    url = chapter.sheet_url(entry, tail=f"files/{attached.public_id}/")
    elsewhere = chapter.sheet_url(chapter.entries[1], tail=f"files/{attached.public_id}/")

    with client.get(url) as sent:
        assert sent.text == "canary in a file"
    assert client.get(elsewhere).status_code == 404
    client.post(chapter.sheet_url(entry, tail="conflict/"), data={"kind": "other", "reason": "A cousin."})
    hidden = client.get(url)
    assert (hidden.status_code, "canary" in hidden.text) == (404, False)


def test_an_attachment_sent_after_the_version_that_is_scored_is_not_shown(session, chapter, client, attached):
    chapter.entries[0].versions[-1].files = []
    session.commit()

    page = client.get(chapter.sheet_url(chapter.entries[0]))

    assert "plan.txt" not in page.text
