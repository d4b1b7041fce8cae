"""The pages of the formal check: the queue, one entry in it, two side by side, its words."""

from sqlalchemy import select

from judging.entries.models import Outcome, Status
from judging.entries.operations import screening
from judging.screening.models import ReadyText
from tests.factories import DURING, a_user, an_edition, an_office

TEXT = " ".join(f"slowo{number}" for number in range(60))


def path_of(entry):
    return f"/desk/{entry.edition.slug}/check/{entry.public_id}/"


def opened(desk, edition, query=""):
    """Open the queue and return the page that it leads to, with its address."""
    answer = desk.get(f"/desk/{edition.slug}/check/{query}", follow_redirects=True)
    return answer.request.path, answer.text


def test_the_queue_opens_the_next_entry_that_waits_and_counts(session, client_of, edition, secretary, waiting):
    first, second, third = (waiting(number) for number in (1, 2, 3))
    desk = client_of(secretary)

    path, page = opened(desk, edition)
    assert path == path_of(first)
    assert "1 of 3" in page
    path, page = opened(desk, edition, f"?after={first.public_id}")
    assert path == path_of(second)
    assert "2 of 3" in page

    answer = desk.post(path, data={"outcome": "accepted", "rest": "y"}, follow_redirects=True)
    session.rollback()
    assert second.status is Status.ACCEPTED
    assert answer.request.path == path_of(third)
    assert "No. 2: Accepted for judging." in answer.text
    assert "3 of 3" in answer.text
    answer = desk.post(path_of(third), data={"outcome": "accepted", "rest": "y"}, follow_redirects=True)
    assert answer.request.path == path_of(first)
    assert "3 of 3" in answer.text


def test_the_queue_says_when_nothing_waits(client_of, edition, secretary, waiting):
    desk, address = client_of(secretary), f"/desk/{edition.slug}/check/"
    assert "No entry waits for the formal check." in desk.get(address).text

    entry = waiting(1)
    answer = desk.post(path_of(entry), data={"outcome": "accepted", "rest": "y"}, follow_redirects=True)

    assert answer.request.path == address
    assert "1 entry has its decision. Nothing waits for yours." in answer.text


def test_the_queue_goes_through_what_a_search_finds(client_of, edition, secretary, waiting):
    waiting(1)
    one, other = (waiting(number, title=f"Ogród {number}") for number in (2, 3))
    desk = client_of(secretary)

    path, page = opened(desk, edition, "?q=ogrod")
    answer = desk.post(f"{path}?q=ogrod", data={"outcome": "accepted", "rest": "y"}, follow_redirects=True)

    assert path == path_of(one)
    assert "1 of 2" in page
    assert answer.request.path == path_of(other)
    assert "2 of 2" in answer.text


def test_the_entry_of_an_own_office_is_left_to_another_secretary(session, client_of, edition, secretary, waiting):
    own = waiting(1, office=an_office(representative=secretary), author=a_user())
    desk = client_of(secretary)

    path, page = opened(desk, edition)
    answer = desk.post(path_of(own), data={"outcome": "accepted", "rest": "y"})

    session.rollback()
    assert path == f"/desk/{edition.slug}/check/"
    assert "1 entry of an office that you act for waits: another secretary decides on it." in page
    assert answer.status_code == 403
    assert own.status is Status.SUBMITTED
    assert 'name="outcome"' not in desk.get(path_of(own)).text


def test_a_check_that_somebody_else_has_done_meanwhile_says_so_and_keeps_what_was_typed(
    session, client_of, edition, secretary, waiting
):
    entry = waiting(1)
    screening.decide(session, entry, Outcome.ACCEPTED, remarks="", until=None, by=secretary, at=DURING)
    session.commit()

    answer = client_of(secretary).post(path_of(entry), data={"outcome": "rejected", "remarks": "Nie na temat."})

    assert answer.status_code == 409
    assert "The formal check of this entry is not open." in answer.text
    assert "Nie na temat." in answer.text


def test_an_answer_that_no_point_has_is_refused(session, client_of, edition, secretary, waiting):
    entry = waiting(1)

    answer = client_of(secretary).post(path_of(entry), data={"outcome": "accepted", "rest": "y", "met-1": "perhaps"})

    session.rollback()
    assert answer.status_code == 422
    assert entry.status is Status.SUBMITTED


def test_an_entry_that_says_nearly_the_same_is_named_and_shown_beside(client_of, edition, secretary, waiting):
    one = waiting(1, answers={"solution": TEXT})
    waiting(2)
    copy = waiting(3, title="Kopia", answers={"solution": f"{TEXT} inaczej"})
    desk = client_of(secretary)

    page = desk.get(path_of(one)).text
    beside = desk.get(f"{path_of(one)}beside/{copy.public_id}/").text

    assert "Compare with no. 3: Kopia" in page
    assert "Compare with no. 2" not in page
    assert "<mark>" in beside
    assert "inaczej" in beside
    assert desk.get(f"{path_of(one)}beside/{one.public_id}/").status_code == 404


def test_the_page_of_a_check_asks_as_many_questions_among_ten_entries_as_among_two(
    session, client_of, edition, secretary, waiting, statements
):
    entry = waiting(1)
    waiting(2)
    desk, address = client_of(secretary), path_of(entry)
    desk.get(address)
    few = statements(lambda: desk.get(address))
    for number in range(3, 11):
        waiting(number)

    assert statements(lambda: desk.get(address)) == few


def test_a_ready_text_is_kept_inserted_changed_and_removed(session, client_of, edition, secretary, waiting):
    desk, texts = client_of(secretary), f"/desk/{edition.slug}/check/texts/"
    entry = waiting(1)

    assert desk.post(texts, data={"text": "Prosimy o podpis."}).status_code == 302
    [kept] = session.scalars(select(ReadyText))
    back = {"outcome": "returned", "ready": kept.public_id, "until": "2027-04-10T12:00"}
    assert desk.post(path_of(entry), data=back).status_code == 302
    session.rollback()
    assert entry.decisions[-1].remarks == "Prosimy o podpis."

    assert desk.post(f"{texts}{kept.public_id}/", data={"text": "Prosimy o dwa podpisy."}).status_code == 302
    assert "Prosimy o dwa podpisy." in desk.get(texts).text
    assert desk.post(f"{texts}{kept.public_id}/", data={"text": ""}).status_code == 302
    assert "No text is kept yet." in desk.get(texts).text


def test_a_ready_text_of_another_edition_is_not_inserted(session, client_of, edition, secretary, waiting):
    other = an_edition()
    session.add(other)
    session.flush()
    foreign = ReadyText(edition_id=other.id, text="Tekst innej edycji.")
    session.add(foreign)
    session.commit()
    entry, desk = waiting(1), client_of(secretary)

    answer = desk.post(path_of(entry), data={"outcome": "rejected", "ready": foreign.public_id, "remarks": "Nie."})

    session.rollback()
    assert answer.status_code == 422
    assert entry.status is Status.SUBMITTED
    assert desk.get(f"/desk/{edition.slug}/check/texts/{foreign.public_id}/").status_code == 404


def test_the_points_are_worded_by_the_secretary_and_asked_in_the_next_check(client_of, edition, secretary, waiting):
    desk, points = client_of(secretary), f"/desk/{edition.slug}/check/points/"
    entry = waiting(1)
    assert "These are the usual points." in desk.get(points).text

    assert desk.post(points, data={"points": "Podpis wójta.\n\n Opis wdrożenia. "}).status_code == 302

    page = desk.get(path_of(entry)).text
    assert "Podpis wójta." in page
    assert "Opis wdrożenia." in page
    assert "These are the usual points." not in desk.get(points).text
