"""Handing in is never the default and never in passing: a check says what goes, and then one is led on."""

import re

import pytest
from sqlalchemy import select

from judging.jury.models import ScoreSheet, SheetState
from tests.factories import JUDGING_CLOSES, a_sheet
from tests.irreversible import Forms

WHOLE = {"score-novelty": "8", "score-reach": "6", "version": "0"}
SEEN = {"shown": "score-novelty=8&score-reach=6"}


@pytest.fixture
def client(chapter, client_of):
    return client_of(chapter.juror)


def states(session):
    session.rollback()  # see what the pages have committed
    return [sheet.state for sheet in session.scalars(select(ScoreSheet).order_by(ScoreSheet.assignment_id))]


def desk(chapter, tail=""):
    return f"/jury/{chapter.edition.slug}/{tail}"


def test_the_first_button_of_a_sheet_saves(chapter, client):
    page = client.get(chapter.sheet_url(chapter.entries[0])).text

    [sheet] = [form for form in Forms(page).found if form.id == "sheet"]
    assert sheet.buttons[0]["value"] == "save"


def test_a_sheet_sent_without_a_button_is_saved(session, chapter, client):
    client.post(chapter.sheet_url(chapter.entries[0]), data=WHOLE)

    assert states(session) == [SheetState.DRAFT]


@pytest.mark.parametrize(
    "shown",
    [{}, {"shown": "score-novelty=8"}, {"shown": "score-novelty=8&score-reach=7"}, {"shown": "?"}],
    ids=["no check", "a part of it", "another score", "nonsense"],
)
def test_scores_that_no_check_has_shown_are_saved_and_checked_first(session, chapter, client, shown):
    url = chapter.sheet_url(chapter.entries[0])

    answer = client.post(url, data=WHOLE | shown | {"act": "submit"})

    assert answer.location.startswith(f"{url}check/")
    assert states(session) == [SheetState.DRAFT]


def test_a_check_that_names_no_version_hands_nothing_in(session, chapter, client):
    url = chapter.sheet_url(chapter.entries[0])
    client.post(url, data=WHOLE)

    assert client.post(f"{url}check/", data={"act": "submit"}).status_code == 409
    assert states(session) == [SheetState.DRAFT]


@pytest.mark.parametrize("act", ["submit", "submit-next"])
def test_scores_that_the_check_has_shown_are_handed_in(session, chapter, client, act):
    client.post(chapter.sheet_url(chapter.entries[0]), data=WHOLE | SEEN | {"act": act})

    assert states(session) == [SheetState.SUBMITTED]


def test_the_check_says_what_goes_and_hands_in_just_that(session, chapter, client):
    url = chapter.sheet_url(chapter.entries[0])
    answer = client.post(url, data=WHOLE | {"act": "check"})

    page = client.get(answer.location).text
    assert "Scores: 2 of 2." in page
    assert re.search(r'Novelty\s+<span class="check-points">8<', page)
    assert states(session) == [SheetState.DRAFT]
    client.post(f"{url}check/", data={"version": "1", "act": "submit"})

    assert states(session) == [SheetState.SUBMITTED]


def test_the_check_says_whether_a_required_comment_is_there(session, chapter, client):
    chapter.edition.criteria[0].comment_required = True
    session.commit()
    url = chapter.sheet_url(chapter.entries[0])
    client.post(url, data=WHOLE)

    lacking = client.get(f"{url}check/").text
    client.post(url, data=WHOLE | {"comment-novelty": "Nowe w całym powiecie.", "version": "1"})
    whole = client.get(f"{url}check/").text

    assert "required comment: missing" in lacking
    assert "data-irreversible" not in lacking
    assert "required comment: there" in whole
    assert "data-irreversible" in whole


def test_what_has_changed_since_the_check_is_checked_again(session, chapter, client):
    url = chapter.sheet_url(chapter.entries[0])
    client.post(url, data=WHOLE)
    client.post(url, data=WHOLE | {"score-reach": "1", "version": "1"})

    answer = client.post(f"{url}check/", data={"version": "1", "act": "submit"})

    assert answer.status_code == 409
    assert "The sheet has changed since you checked it." in answer.text
    assert states(session) == [SheetState.DRAFT]


def test_afterwards_the_page_leads_on_and_folds_the_receipt_away(session, chapter, client):
    url = chapter.sheet_url(chapter.entries[0])

    page = client.post(url, data=WHOLE | SEEN | {"act": "submit"}, follow_redirects=True).text

    assert "Handed in: “Practice 1”. That makes 1 of 3." in page
    assert "Next to be scored" in page
    session.rollback()  # see what the page has committed
    folded = page[page.index("<summary>Receipt of this sheet") :]
    assert session.scalar(select(ScoreSheet.receipt)) in folded[: folded.index("</details>")]


def test_one_goes_on_to_the_next_entry_and_from_the_last_to_the_desk(session, chapter, client):
    for entry, following in zip(chapter.entries, [*chapter.entries[1:], None], strict=True):
        answer = client.post(chapter.sheet_url(entry), data=WHOLE | SEEN | {"act": "submit-next"})
        wanted = chapter.sheet_url(following) if following else desk(chapter)
        assert answer.location.startswith(wanted)

    assert "You have handed in all your sheets. Thank you." in client.get(desk(chapter)).text


def test_the_desk_opens_with_what_is_to_be_done_and_knows_what_is_complete(session, chapter, client):
    first, second, third = chapter.entries
    client.post(chapter.sheet_url(first), data=WHOLE | SEEN | {"act": "submit"})
    client.post(chapter.sheet_url(second), data=WHOLE)
    client.post(chapter.sheet_url(third), data={"score-novelty": "1", "version": "0"})

    page = client.get(desk(chapter)).text

    assert "Practice 1</a>" not in page
    assert re.search(r"Practice 2</a>.*complete, not handed in.*Practice 3</a>.*begun", page, re.DOTALL)
    assert "Next: Practice 3" in page
    assert "Hand in 1 complete sheet…" in page
    assert "Practice 1</a>" in client.get(desk(chapter, "?list=all")).text


def test_all_complete_sheets_are_named_before_they_are_handed_in(session, chapter, client):
    first, second, third = chapter.entries
    for entry in (first, second):
        client.post(chapter.sheet_url(entry), data=WHOLE)
    client.post(chapter.sheet_url(third), data={"score-novelty": "1", "version": "0"})

    page = client.get(desk(chapter, "submit/")).text
    named = re.findall(r'name="sheets" value="([^"]+)"', page)
    client.post(desk(chapter, "submit/"), data={"sheets": named[:1]})

    assert len(named) == 2
    assert "Practice 3" not in page
    assert "Novelty: 8, Reach: 6" in page
    assert states(session) == [SheetState.SUBMITTED, SheetState.DRAFT, SheetState.DRAFT]


def test_without_a_tick_nothing_is_handed_in(session, chapter, client):
    client.post(chapter.sheet_url(chapter.entries[0]), data=WHOLE)

    answer = client.post(desk(chapter, "submit/"))

    assert (answer.status_code, states(session)) == (422, [SheetState.DRAFT])
    assert "Tick what you hand in." in answer.text


def test_of_sheets_named_together_all_go_or_none(session, chapter, client):
    for entry in chapter.entries[:2]:
        client.post(chapter.sheet_url(entry), data=WHOLE)
    named = re.findall(r'name="sheets" value="([^"]+)"', client.get(desk(chapter, "submit/")).text)
    client.post(chapter.sheet_url(chapter.entries[1]), data=WHOLE | {"score-reach": "1", "version": "1"})

    answer = client.post(desk(chapter, "submit/"), data={"sheets": named})

    assert answer.status_code == 409
    assert states(session) == [SheetState.DRAFT, SheetState.DRAFT]


def test_another_jurors_sheet_cannot_be_named(session, chapter, client):
    theirs = chapter.assignment(chapter.second, chapter.entries[0])
    session.add(a_sheet(theirs, scores={"novelty": 8, "reach": 6}))
    session.commit()

    answer = client.post(desk(chapter, "submit/"), data={"sheets": [f"{theirs.public_id}:1"]})

    assert (answer.status_code, states(session)) == (409, [SheetState.DRAFT])


def test_once_scoring_is_over_nothing_is_offered(chapter, client, stop_clock):
    client.post(chapter.sheet_url(chapter.entries[0]), data=WHOLE)
    stop_clock(JUDGING_CLOSES.replace(year=JUDGING_CLOSES.year + 1))

    assert "data-irreversible" not in client.get(desk(chapter, "submit/")).text
    assert "data-irreversible" not in client.get(f"{chapter.sheet_url(chapter.entries[0])}check/").text


@pytest.mark.parametrize(("act", "index"), [("next", 2), ("previous", 0)])
def test_going_to_a_neighbour_saves_first(session, chapter, client, act, index):
    answer = client.post(chapter.sheet_url(chapter.entries[1]), data=WHOLE | {"act": act, "list": "all"})

    assert answer.location.startswith(chapter.sheet_url(chapter.entries[index]))
    assert states(session) == [SheetState.DRAFT]


def test_going_to_the_list_saves_first(session, chapter, client):
    answer = client.post(chapter.sheet_url(chapter.entries[1]), data=WHOLE | {"act": "list", "list": "todo"})

    assert answer.location == desk(chapter, "?list=todo")
    assert states(session) == [SheetState.DRAFT]


def test_a_comment_that_is_too_long_is_kept_and_refused_not_cut(session, chapter, client):
    long = "ż" * 4001

    answer = client.post(chapter.sheet_url(chapter.entries[0]), data=WHOLE | {"comment-novelty": long})

    assert answer.status_code == 422
    assert "the comment has 4001 characters, at most 4000 fit" in answer.text
    assert long in answer.text
    assert states(session) == []


def test_every_box_for_words_says_who_reads_it_counts_and_cuts_nothing(chapter, client):
    page = client.get(chapter.sheet_url(chapter.entries[0])).text

    boxes = re.findall(r"<textarea[^>]*>", page)
    assert len(boxes) == 7  # two comments on each criterion and on the whole, and the note beside a sentence
    assert not [box for box in boxes if "maxlength" in box]
    assert not [box for box in boxes if "data-counter" not in box]
    assert page.count("the chapter reads it without your name once the round is closed") == 3
    assert page.count("Nothing is sent to it now") == 3
    assert page.count("Only you read it") == 1


def test_without_scripts_nothing_is_said_that_only_a_script_does(chapter, client):
    page = client.get(chapter.sheet_url(chapter.entries[0])).text

    assert re.search(r'data-with="kept-form" hidden>Your changes are saved', page)
    assert re.search(r'data-with="score-keys" hidden>Keys', page)


def test_the_mean_of_a_part_of_the_criteria_is_folded_away(chapter, client):
    url = chapter.sheet_url(chapter.entries[0])

    client.post(url, data={"score-novelty": "8", "version": "0"})
    part = client.get(url).text
    client.post(url, data=WHOLE | {"version": "1"})
    whole = client.get(url).text

    assert "<details data-total-asked>" in part
    assert "<details data-total-asked open>" in whole


def test_a_level_is_told_with_its_number(session, chapter, client):
    chapter.edition.criteria[0].levels = {"0": "Nothing new.", "10": "Never seen before."}
    session.commit()

    page = client.get(chapter.sheet_url(chapter.entries[0])).text

    assert 'name="score-novelty" value="10" aria-describedby="c-novelty-level-1"' in page
    assert 'id="c-novelty-level-1">Never seen before.' in page
    assert 'name="score-novelty" value="5">' in page
