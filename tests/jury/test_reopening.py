"""A request to reopen a sheet shows how it stands: asked when, answered how. A mistaken conflict is taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.jury.models import Conflict, ReopenRequest, ScoreSheet, SheetState
from judging.notifications.models import Message
from tests.factories import JUDGING_CLOSES, a_sheet


@pytest.fixture
def sheet(session, chapter):
    found = a_sheet(
        chapter.assignment(chapter.first, chapter.entries[0]), scores={"novelty": 8, "reach": 6}, submitted=True
    )
    session.add(found)
    session.commit()
    return chapter.sheet_url(chapter.entries[0])


@pytest.fixture
def juror(chapter, client_of):
    return client_of(chapter.juror)


@pytest.fixture
def secretary(chapter, client_of):
    return client_of(chapter.secretary)


def on_the_desk(chapter, tail):
    public_id = chapter.assignment(chapter.first, chapter.entries[0]).public_id
    return f"/desk/{chapter.edition.slug}/jury/sheets/{public_id}/{tail}/"


def test_what_was_asked_stands_on_the_sheet_until_it_is_answered(juror, sheet):
    page = juror.post(f"{sheet}ask/", data={"reason": "I missed the annex."}, follow_redirects=True).text

    assert "Your request to reopen the sheet" in page
    assert "I missed the annex." in page
    assert "The secretary has not answered yet." in page
    assert "Ask the secretary to reopen the sheet" not in page


def test_nobody_asks_twice_before_there_is_an_answer(session, juror, sheet):
    juror.post(f"{sheet}ask/", data={"reason": "I missed the annex."})

    answer = juror.post(f"{sheet}ask/", data={"reason": "Please."})

    session.rollback()  # see what the pages have committed
    assert answer.status_code == 409
    assert len(session.scalars(select(ReopenRequest)).all()) == 1


def test_the_secretary_finds_the_request_with_its_reason_and_no_score(chapter, juror, secretary, sheet):
    juror.post(f"{sheet}ask/", data={"reason": "I missed the annex."})

    progress = secretary.get(f"/desk/{chapter.edition.slug}/jury/progress/").text
    assert "Juror Anna asks to reopen the sheet of entry 1" in progress
    assert f"members/{chapter.first.public_id}/#sheets" in progress
    page = secretary.get(f"/desk/{chapter.edition.slug}/jury/members/{chapter.first.public_id}/").text
    asked = page[page.index("Asks to reopen the sheet of entry 1") : page.index("A sheet is reopened at")]
    assert "I missed the annex." in asked
    assert "novelty" not in page


def test_a_request_is_still_answered_when_the_time_for_scoring_is_over(
    session, chapter, juror, client_of, sheet, stop_clock
):
    juror.post(f"{sheet}ask/", data={"reason": "I missed the annex."})
    session.rollback()  # see what the pages have committed
    stop_clock(JUDGING_CLOSES + timedelta(hours=1))

    page = (
        client_of(chapter.secretary).get(f"/desk/{chapter.edition.slug}/jury/members/{chapter.first.public_id}/").text
    )

    assert "I missed the annex." in page
    assert on_the_desk(chapter, "decline") in page
    assert on_the_desk(chapter, "reopen") not in page


def test_a_declined_request_tells_the_juror_why_and_the_sheet_counts_on(session, chapter, juror, secretary, sheet):
    juror.post(f"{sheet}ask/", data={"reason": "I missed the annex."})

    secretary.post(on_the_desk(chapter, "decline"), data={"reason": "The annex was added later."})

    page = juror.get(sheet).text
    assert "The annex was added later." in page
    assert "The sheet counts as you handed it in." in page
    assert "Ask the secretary to reopen the sheet" in page  # there may be another reason
    session.rollback()
    assert session.scalar(select(ScoreSheet.state)) is SheetState.SUBMITTED
    assert session.scalars(select(Message.template)).all()[-1] == "reopen-declined"


def test_a_granted_request_says_so(chapter, juror, secretary, sheet):
    juror.post(f"{sheet}ask/", data={"reason": "I missed the annex."})

    secretary.post(on_the_desk(chapter, "reopen"), data={"reason": "As asked."})

    page = juror.get(sheet).text
    assert "Reopened on" in page
    assert "“As asked.”" in page


@pytest.mark.parametrize("asked", [False, True], ids=["never asked", "answered"])
def test_what_does_not_wait_is_not_declined(chapter, juror, secretary, sheet, asked):
    if asked:
        juror.post(f"{sheet}ask/", data={"reason": "I missed the annex."})
        secretary.post(on_the_desk(chapter, "decline"), data={"reason": "No."})

    assert secretary.post(on_the_desk(chapter, "decline"), data={"reason": "No."}).status_code == 409


def test_a_mistaken_conflict_is_taken_back_and_the_juror_reads_so(session, chapter, juror, secretary, sheet):
    told = juror.post(f"{sheet}conflict/", data={"kind": "other", "reason": "A cousin."}, follow_redirects=True).text
    session.rollback()  # see what the page has committed
    conflict = session.scalar(select(Conflict.public_id))

    secretary.post(
        f"/desk/{chapter.edition.slug}/jury/conflicts/{conflict}/lift/", data={"reason": "Another person of that name."}
    )

    assert "If it was a mistake, the secretary can take it back." in told
    page = juror.get(f"/jury/{chapter.edition.slug}/?list=all").text
    assert "Taken back by the secretary" in page
    assert "Another person of that name." in page
    assert "Practice 1</a>" in page
    assert juror.get(sheet).status_code == 200
