"""Two windows on one entry, without scripts: only what both have changed is asked."""

import pytest

from tests.factories import DURING, an_edition, an_entry
from tests.plain_browser import form_on


@pytest.fixture
def draft(session, stop_clock):
    stop_clock(DURING)
    entry = an_entry(edition=an_edition(), title="A school garden")
    session.add(entry)
    session.commit()
    return entry


def opened(client, draft):
    return form_on(client.get(f"/entries/{draft.public_id}/edit/"), "title")


def test_answers_written_in_two_windows_are_put_together(session, client_of, draft):
    client = client_of(draft.author)
    (_here, first), (_there, second) = opened(client, draft), opened(client, draft)
    address = f"/entries/{draft.public_id}/edit/"
    answer = next(name for name in first if name.startswith("answers-"))

    client.post(address, data=first | {"title": "From the first window"})
    saved = client.post(address, data=second | {answer: "From the second window"})

    session.rollback()
    assert saved.status_code == 302
    assert draft.title == "From the first window"
    assert draft.answers[answer.removeprefix("answers-")] == "From the second window"


def test_only_the_title_that_both_have_changed_is_asked_and_the_choice_is_saved(session, client_of, draft):
    client = client_of(draft.author)
    (_here, first), (_there, second) = opened(client, draft), opened(client, draft)
    address = f"/entries/{draft.public_id}/edit/"
    answer = next(name for name in first if name.startswith("answers-"))
    client.post(address, data=first | {"title": "From the first window"})

    page = client.post(address, data=second | {"title": "From the second", answer: "New", "next": "files"})
    where, fields = form_on(page, "title")
    saved = client.post(where, data=fields | {"title": "From the second"})

    session.rollback()
    assert (page.status_code, page.text.count("<fieldset")) == (409, 1)
    assert saved.status_code == 302
    assert (draft.title, draft.answers[answer.removeprefix("answers-")]) == ("From the second", "New")


def test_a_form_that_says_nothing_of_its_beginning_is_asked_about_all(client_of, draft):
    client = client_of(draft.author)
    (_here, first), (_there, second) = opened(client, draft), opened(client, draft)
    address = f"/entries/{draft.public_id}/edit/"
    client.post(address, data=first | {"title": "From the first window"})
    del second["base"]

    assert client.post(address, data=second).status_code == 409


def test_what_saves_itself_in_two_windows_is_put_together_too(session, client_of, draft):
    client = client_of(draft.author)
    (_here, first), (_there, second) = opened(client, draft), opened(client, draft)
    address = f"/entries/{draft.public_id}/autosave/"
    answer = next(name for name in first if name.startswith("answers-"))

    client.post(address, data=first | {"title": "From the first window"})
    saved = client.post(address, data=second | {answer: "From the second window"})

    session.rollback()
    assert saved.json["taken"] == {"title": "From the first window"}
    assert draft.title == "From the first window"
    assert draft.answers[answer.removeprefix("answers-")] == "From the second window"


def test_what_saves_itself_over_a_text_changed_elsewhere_asks(session, client_of, draft):
    client = client_of(draft.author)
    (_here, first), (_there, second) = opened(client, draft), opened(client, draft)
    address = f"/entries/{draft.public_id}/autosave/"

    client.post(address, data=first | {"title": "From the first window"})
    refused = client.post(address, data=second | {"title": "From the second"}, headers={"Accept": "application/json"})

    session.rollback()
    assert refused.status_code == 409
    assert draft.title == "From the first window"
