"""Scores changed where they stand, in the grid of all own sheets: saved as on the sheet, row by row."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.jury.models import ScoreSheet, SheetRevision
from tests.factories import JUDGING_CLOSES, a_sheet
from tests.plain_browser import forms_of

NOTE = {"comment-novelty": "Słaba nowość.", "office-reach": "Dla urzędu.", "note": "O całości."}


@pytest.fixture
def client(chapter, client_of):
    return client_of(chapter.juror)


@pytest.fixture
def assignment(chapter):
    return chapter.assignment(chapter.first, chapter.entries[0])


@pytest.fixture
def grid(chapter):
    return f"/jury/{chapter.edition.slug}/grid/"


def row(assignment, **fields):
    return {"score-novelty": "8", "score-reach": "6", "version": "0"} | fields


def sheet_of(session):
    session.rollback()
    return session.scalars(select(ScoreSheet)).one()


def test_a_row_is_saved_like_the_sheet_and_its_comments_stay(session, chapter, client, assignment, grid):
    client.post(chapter.sheet_url(chapter.entries[0]), data={"score-novelty": "7", "version": "0"} | NOTE)

    answer = client.post(f"{grid}{assignment.public_id}/", data=row(assignment, version="1"))

    sheet = sheet_of(session)
    assert (
        answer.location == f"{grid}?adjust=1&saved={assignment.public_id}&list=all&view=grid#row-{assignment.public_id}"
    )
    assert (sheet.scores, sheet.version) == ({"novelty": 8, "reach": 6}, 2)
    assert sheet.comments == {"novelty": "Słaba nowość.", "": "O całości."}
    assert sheet.for_office == {"reach": "Dla urzędu."}
    assert len(session.scalars(select(SheetRevision)).all()) == 2
    page = client.get(answer.location).text
    assert "Saved: “Practice 1”." in page
    assert page.count("<strong>Saved.</strong>") == 1, "the row itself says so"


def test_the_page_offers_a_form_for_each_row_that_says_what_it_was_made_with(client, assignment, grid):
    client.post(f"{grid}{assignment.public_id}/", data=row(assignment))

    page = client.get(f"{grid}?adjust=1")
    fields = dict(forms_of(page.text))[f"{grid}{assignment.public_id}/"]

    assert page.text.count(f'form="scores-{assignment.public_id}"') == 2
    assert '<option value="8" selected>8</option>' in page.text
    assert fields["version"] == "1"


def test_a_row_changed_in_another_window_is_shown_in_both_versions(session, client, assignment, grid):
    url = f"{grid}{assignment.public_id}/"
    client.post(url, data=row(assignment))

    page = client.post(url, data=row(assignment, **{"score-novelty": "3"}))

    assert page.status_code == 409
    assert "Novelty" in page.text
    assert sheet_of(session).scores == {"novelty": 8, "reach": 6}


def test_two_windows_that_changed_other_scores_of_a_row_are_put_together(session, client, assignment, grid):
    url = f"{grid}{assignment.public_id}/"
    client.post(url, data=row(assignment))
    first, second = (dict(forms_of(client.get(f"{grid}?adjust=1").text))[url] for _window in range(2))
    for one in (first, second):
        one.pop("once")
        one |= {"score-novelty": "8", "score-reach": "6"}

    client.post(url, data=first | {"score-novelty": "5"})
    client.post(url, data=second | {"score-reach": "1"})

    assert sheet_of(session).scores == {"novelty": 5, "reach": 1}


def test_a_score_that_the_scale_does_not_have_is_refused_beside_its_field(session, client, assignment, grid):
    page = client.post(f"{grid}{assignment.public_id}/", data=row(assignment, **{"score-novelty": "99"}))

    assert page.status_code == 422
    assert "Novelty: from 0 to 10" in page.text
    assert session.scalars(select(ScoreSheet)).all() == []


def test_a_sheet_that_was_handed_in_stays_locked(session, client, assignment, grid):
    session.add(a_sheet(assignment, scores={"novelty": 7, "reach": 8}, submitted=True))
    session.commit()

    page = client.get(f"{grid}?adjust=1").text
    answer = client.post(f"{grid}{assignment.public_id}/", data=row(assignment, version="1"))

    assert f"scores-{assignment.public_id}" not in page
    assert answer.status_code == 409
    assert sheet_of(session).scores == {"novelty": 7, "reach": 8}


def test_after_the_end_of_scoring_nothing_is_changed_here(chapter, client_of, assignment, grid, stop_clock):
    stop_clock(JUDGING_CLOSES + timedelta(minutes=2))
    client = client_of(chapter.juror)

    assert "grid-field" not in client.get(f"{grid}?adjust=1").text
    assert client.post(f"{grid}{assignment.public_id}/", data=row(assignment)).status_code == 409


def test_the_grid_of_another_juror_is_not_found(chapter, client_of, assignment, grid):
    other = client_of(chapter.second.user)

    assert other.post(f"{grid}{assignment.public_id}/", data=row(assignment)).status_code == 404
