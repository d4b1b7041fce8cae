"""A clerk finds a paper sheet by its code and types it in; nobody else reads what it says."""

from datetime import timedelta
from io import BytesIO

import pytest

from judging.core import files
from judging.editions.models import Role
from judging.jury.models import PaperScan, PaperSheet, ScoreSheet, SheetState
from judging.paper.codes import code_of
from tests import samples
from tests.factories import JUDGING, JUDGING_CLOSES, a_seat, a_sheet, a_user

SCORES = {"score-novelty": "7", "score-reach": "5", "note": "Tajna uwaga z kartki.", "version": "0"}


@pytest.fixture
def given(session, chapter):
    found = chapter.assignment(chapter.first, chapter.entries[0])
    assert found.public_id
    return found


@pytest.fixture
def url(session, base, given):
    url = f"{base}sheets/{given.public_id}/"
    session.commit()
    return url


def test_the_code_opens_the_page_of_its_sheet(at_desk, base, given, url):
    assert at_desk.get(base, query_string={"code": code_of(given.id)}).location == url
    assert at_desk.get(base, query_string={"code": f"https://example.org{url}"}).location == url


@pytest.mark.parametrize("code", ["0000-1", "zażółć", "https://example.org/"])
def test_a_wrong_code_says_so(at_desk, base, code):
    assert "has the code" in at_desk.get(base, query_string={"code": code}).text


def test_the_list_says_how_far_each_sheet_is_and_never_what_it_says(session, at_desk, base, chapter, given):
    session.add(a_sheet(given, scores={"novelty": 9, "reach": 3}, submitted=True))
    session.commit()

    assert "handed in online" not in at_desk.get(base).text
    page = at_desk.get(base, query_string={"every": 1, "juror": chapter.first.public_id}).text
    assert "handed in online" in page
    assert page.count("not begun") == 2


def test_typing_in_leads_to_the_next_sheet_of_the_same_juror(rows_of, session, at_desk, base, url, chapter, given):
    answer = at_desk.post(url, data=SCORES | {"checked_by": "Ola"})

    following = chapter.assignment(chapter.first, chapter.entries[1])
    assert answer.location == f"{base}sheets/{following.public_id}/"
    [paper] = rows_of(PaperSheet)
    assert (paper.sheet.assignment_id, paper.sheet.state, paper.checked_by) == (given.id, SheetState.SUBMITTED, "Ola")


def test_the_same_form_sent_twice_is_typed_in_once(rows_of, session, at_desk, url):
    for _time in range(2):
        at_desk.post(url, data=SCORES | {"once": "a" * 32})

    assert len(rows_of(PaperSheet)) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"score-novelty": "11"}, "from 0 to 10"),
        ({"score-reach": ""}, "the score is missing"),
    ],
)
def test_what_is_wrong_stands_beside_its_criterion_with_all_that_was_typed(rows_of, session, at_desk, url, typed, said):
    answer = at_desk.post(url, data=SCORES | typed)

    assert answer.status_code == 422
    assert said in answer.text
    assert "Tajna uwaga z kartki." in answer.text
    assert rows_of(ScoreSheet) == []


def test_a_draft_of_the_juror_is_named_and_not_shown(session, at_desk, url, given):
    session.add(a_sheet(given, scores={"novelty": 2}, comments={"": "Szkic jurora."}))
    session.commit()
    page = at_desk.get(url).text

    assert "has begun this sheet online" in page
    assert "Szkic jurora." not in page
    assert " checked>" not in page

    refused = at_desk.post(url, data=SCORES | {"version": "1"})
    assert refused.status_code == 422
    assert at_desk.post(url, data=SCORES | {"version": "1", "replaces": "y"}).status_code == 302


def test_a_stale_form_is_refused_and_keeps_what_was_typed(session, at_desk, url, given):
    session.add(a_sheet(given, scores={"novelty": 2}))
    session.commit()

    refused = at_desk.post(url, data=SCORES | {"replaces": "y"})
    assert refused.status_code == 409
    assert "while you typed" in refused.text
    assert "Tajna uwaga z kartki." in refused.text


def test_what_the_juror_handed_in_online_is_told_and_never_overwritten(rows_of, session, at_desk, url, given):
    session.add(a_sheet(given, scores={"novelty": 2, "reach": 2}, submitted=True))
    session.commit()

    assert "handed this sheet in online" in at_desk.get(url).text
    assert at_desk.post(url, data=SCORES | {"version": "1", "replaces": "y"}).status_code == 409
    assert rows_of(PaperSheet) == []


def test_once_typed_in_a_sheet_is_not_shown_again(at_desk, url):
    at_desk.post(url, data=SCORES)

    page = at_desk.get(url).text
    assert "typed in from paper already" in page
    assert "Tajna uwaga" not in page


def test_a_secretary_is_told_before_and_the_record_says_it_after(rows_of, session, client_of, chapter, url, base):
    client = client_of(chapter.secretary)

    assert "You would see scores before the round is closed" in client.get(url).text
    client.post(url, data=SCORES)
    [paper] = rows_of(PaperSheet)
    assert paper.seen_by_secretary
    assert "seen by the secretary" in client.get(base, query_string={"every": 1}).text


def test_no_page_tells_a_secretary_what_a_clerk_typed_in(at_desk, client_of, chapter, url, base):
    at_desk.post(url, data=SCORES)
    client, slug = client_of(chapter.secretary), chapter.edition.slug
    letters = [f"/desk/{slug}/outbox/", f"/desk/{slug}/history/", f"/desk/{slug}/jury/progress/"]

    for path in (url, base, f"{base}?every=1", *letters):
        assert "Tajna uwaga" not in client.get(path).text


@pytest.mark.parametrize(
    "path", ["", "results/", "jury/", "jury/progress/", "entries/", "history/", "outbox/", "jury/paper/clerks/"]
)
def test_a_clerk_reaches_no_other_page_of_the_desk(at_desk, chapter, path):
    assert at_desk.get(f"/desk/{chapter.edition.slug}/{path}").status_code == 404


def test_a_clerk_is_led_to_the_paper_sheets(at_desk, base):
    assert at_desk.get("/work/").location == base


@pytest.mark.parametrize("who", ["juror", "stranger", "clerk of another edition", "former clerk"])
def test_nobody_else_has_a_page_of_paper_sheets(session, client_of, chapter, clerk, base, url, who):
    from tests.factories import an_edition

    other = a_user()
    session.add(other)
    if who == "clerk of another edition":
        session.add(a_seat(an_edition(slug="inna"), Role.CLERK, user=other))
    if who == "former clerk":
        session.add(a_seat(chapter.edition, Role.CLERK, user=other, removed_at=JUDGING))
    session.commit()
    client = client_of(chapter.juror if who == "juror" else other)

    assert [client.get(path).status_code for path in (base, url, f"{base}print/", f"{base}import/")] == [404] * 4


def test_whoever_acts_for_an_office_of_the_edition_is_no_clerk_of_it(session, client_of, chapter, clerk, base, url):
    office = chapter.entries[2].office
    office.representatives[0].user = clerk
    session.commit()

    assert {client_of(clerk).get(path).status_code for path in (base, url)} == {403}


def status(client, path):
    """The status of an answer that is read to its end."""
    with client.get(path) as answer:
        return answer.status_code


def scan(content=None, name="karta.pdf"):
    return {"scan": (BytesIO(content or samples.a_pdf()), name)}


def test_a_scan_is_read_by_its_clerk_and_its_juror_and_by_the_secretary_only_afterwards(
    rows_of, session, at_desk, client_of, chapter, url, base, given
):
    at_desk.post(url, data=SCORES | scan(), content_type="multipart/form-data")
    [found] = rows_of(PaperScan)
    path = f"{base}scans/{found.public_id}/"
    own = f"/jury/{chapter.edition.slug}/sheets/{given.public_id}/paper/scans/{found.public_id}/"
    another = a_seat(chapter.edition, Role.CLERK)
    session.add(another)
    session.commit()

    assert status(at_desk, path) == 200
    assert status(client_of(another.user), path) == 404
    assert status(client_of(chapter.secretary), path) == 404
    assert status(client_of(chapter.juror), own) == 200
    assert status(client_of(chapter.second.user), own) == 404

    chapter.edition.rounds[0].closed_at = JUDGING_CLOSES + timedelta(days=1)
    session.commit()
    assert status(client_of(chapter.secretary), path) == 200


def test_a_scan_can_come_later(rows_of, app, at_desk, url):
    at_desk.post(url, data=SCORES)

    at_desk.post(f"{url}scan/", data=scan(samples.an_image("PNG"), "karta.png"), content_type="multipart/form-data")
    [found] = rows_of(PaperScan)
    assert found.media_type == "image/png"
    with app.app_context():
        assert files.path_of(found.sha256).is_file()


def test_what_is_no_scan_is_refused_and_nothing_is_typed_in(rows_of, session, at_desk, url):
    sent = SCORES | scan(b"<html>", "karta.pdf")

    answer = at_desk.post(url, data=sent, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert rows_of(ScoreSheet) == []


def test_the_juror_reads_what_was_typed_in_and_confirms_it(rows_of, session, at_desk, client_of, chapter, url, given):
    at_desk.post(url, data=SCORES)
    client, own = client_of(chapter.juror), f"/jury/{chapter.edition.slug}/sheets/{given.public_id}/paper/"

    assert "typed in from paper" in client.get(f"/jury/{chapter.edition.slug}/").text
    page = client.get(own).text
    assert "Tajna uwaga z kartki." in page
    assert "Klara" in page
    assert client.post(f"{own}confirm/").status_code == 302
    assert rows_of(PaperSheet)[0].confirmed_at == JUDGING
    assert "typed in from paper" not in client.get(f"/jury/{chapter.edition.slug}/").text


def test_the_juror_objects_and_the_secretary_reopens(session, at_desk, client_of, chapter, url, given):
    at_desk.post(url, data=SCORES)
    client, own = client_of(chapter.juror), f"/jury/{chapter.edition.slug}/sheets/{given.public_id}/paper/"

    assert client.post(f"{own}object/", data={"reason": ""}).status_code == 422
    assert client.post(f"{own}object/", data={"reason": "Zasięg."}).status_code == 302
    page = client_of(chapter.secretary).get(f"/desk/{chapter.edition.slug}/jury/progress/").text
    assert "asks to reopen the sheet of entry 1" in page


def test_another_jurors_paper_is_nobodys(at_desk, client_of, chapter, url, given):
    at_desk.post(url, data=SCORES)
    own = f"/jury/{chapter.edition.slug}/sheets/{given.public_id}/paper/"

    assert client_of(chapter.second.user).get(own).status_code == 404
    assert client_of(chapter.second.user).post(f"{own}confirm/").status_code == 404


def test_the_list_asks_no_more_for_more_sheets(session, app, at_desk, base, chapter, statements):
    ask = lambda: at_desk.get(base, query_string={"every": 1})  # noqa: E731
    few = statements(ask)
    for one in chapter.assignments.values():
        session.add(a_sheet(one, scores={"novelty": 9, "reach": 3}, submitted=True))
    session.commit()

    assert statements(ask) <= few
