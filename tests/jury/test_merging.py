"""Two windows on one sheet: what only one has changed is put together, what both have changed is asked."""

import pytest
from sqlalchemy import select

from judging.jury.models import ScoreSheet, SheetState
from tests.plain_browser import form_on

JSON = {"Accept": "application/json"}


@pytest.fixture
def url(chapter):
    return chapter.sheet_url(chapter.entries[0])


@pytest.fixture
def client(chapter, client_of):
    return client_of(chapter.juror)


def opened(client, url):
    """Open the sheet in one more window: its fields as they stand."""
    fields = form_on(client.get(url), "note")[1]
    del fields["once"]  # the script sends without it
    return fields


def sheet_of(session):
    session.rollback()
    return session.scalars(select(ScoreSheet)).one()


def test_scores_given_in_two_windows_are_put_together_without_a_question(session, client, url):
    first, second = opened(client, url), opened(client, url)

    client.post(url, data=first | {"score-novelty": "8", "note": "From the first."})
    answer = client.post(url, data=second | {"score-reach": "6"})

    sheet = sheet_of(session)
    assert answer.status_code == 302
    assert (sheet.scores, sheet.comments) == ({"novelty": 8, "reach": 6}, {"": "From the first."})


def test_only_what_both_windows_have_changed_is_asked_with_both_versions_in_sight(session, client, url):
    first, second = opened(client, url), opened(client, url)
    client.post(url, data=first | {"score-novelty": "8", "note": "From the first."})

    page = client.post(url, data=second | {"score-reach": "6", "note": "From the second."})

    assert page.status_code == 409
    assert page.text.count("<fieldset") == 1
    assert "From the first." in page.text
    assert "From the second." in page.text
    assert "in another window or by another person" in page.text
    assert sheet_of(session).comments == {"": "From the first."}


@pytest.mark.parametrize("chosen", ["From the first.", "From the second."])
def test_a_choice_is_saved_with_the_rest_and_never_handed_in(session, client, url, chosen):
    first, second = opened(client, url), opened(client, url)
    client.post(url, data=first | {"score-novelty": "8", "note": "From the first."})
    page = client.post(url, data=second | {"score-reach": "6", "note": "From the second.", "act": "submit"})

    address, fields = form_on(page, "note")
    answer = client.post(address, data=fields | {"note": chosen})

    sheet = sheet_of(session)
    assert answer.status_code == 302
    assert (sheet.scores, sheet.comments) == ({"novelty": 8, "reach": 6}, {"": chosen})
    assert sheet.state is SheetState.DRAFT


def test_a_score_taken_back_in_one_window_stays_taken_back(session, client, url):
    client.post(url, data=opened(client, url) | {"score-novelty": "8", "score-reach": "6"})
    first, second = opened(client, url), opened(client, url)
    del first["score-novelty"]

    client.post(url, data=first)
    client.post(url, data=second | {"note": "From the second."})

    assert sheet_of(session).scores == {"reach": 6}


def test_the_script_is_told_what_came_from_the_other_window(client, url):
    first, second = opened(client, url), opened(client, url)
    client.post(f"{url}autosave/", data=first | {"score-novelty": "8"}, headers=JSON)

    answer = client.post(f"{url}autosave/", data=second | {"score-reach": "6"}, headers=JSON)
    again = client.post(
        f"{url}autosave/",
        data=second | {"score-novelty": "8", "version": answer.json["version"], "base": answer.json["base"]},
        headers=JSON,
    )

    assert (answer.status_code, answer.json["taken"]) == (200, {"score-novelty": "8"})
    assert (again.status_code, again.json["taken"]) == (200, {})


def test_the_script_is_told_by_field_what_is_to_be_asked(session, client, url):
    first, second = opened(client, url), opened(client, url)
    client.post(f"{url}autosave/", data=first | {"score-novelty": "8"}, headers=JSON)

    answer = client.post(f"{url}autosave/", data=second | {"score-novelty": "3"}, headers=JSON)

    assert answer.status_code == 409
    assert answer.json["asked"] == {"score-novelty": {"label": "Novelty", "mine": "3", "stored": "8"}}
    assert sheet_of(session).scores == {"novelty": 8}


def test_a_form_that_came_back_refused_still_knows_what_it_was_filled_in_against(session, client, url):
    first, second = opened(client, url), opened(client, url)
    client.post(url, data=first | {"note": "From the first."})
    refused = client.post(url, data=second | {"score-novelty": "11", "note": "From the second."})

    answer = client.post(url, data=form_on(refused, "note")[1] | {"score-novelty": "8"})

    assert (refused.status_code, answer.status_code) == (422, 409)
    assert sheet_of(session).comments == {"": "From the first."}
