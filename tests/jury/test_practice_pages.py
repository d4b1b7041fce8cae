"""The pages of the practice round: the juror's own, and what the first sheet does while it waits."""

import pytest
from sqlalchemy import select

from judging.editions.models import PracticeRound
from judging.jury.models import PracticeSheet, ScoreSheet
from tests.factories import JUDGING, a_sheet
from tests.jury.practising import GOOD, REASONS, WEAK, with_practice

HIGHER = "higher\N{NO-BREAK SPACE}by\N{NO-BREAK SPACE}1"
WHOLE = {"score-novelty": "9", "score-reach": "6", "note": "Mine alone.", "version": "0"}


@pytest.fixture
def anchors(session, chapter):
    return with_practice(session, chapter.edition)


@pytest.fixture
def client(chapter, client_of, anchors):
    return client_of(chapter.juror)


@pytest.fixture
def home(chapter):
    return f"/jury/{chapter.edition.slug}/practice/"


def hand_in(client, url, **fields):
    return client.post(url, data=WHOLE | {"act": "submit"} | fields)


def test_an_anchor_is_scored_on_the_sheet_of_the_round_and_compared_after_handing_in(client, home, anchors, session):
    url = f"{home}{anchors[0].public_id}/"
    before = client.get(url).text
    answer = hand_in(client, url)
    after = client.get(url).text

    assert (answer.status_code, answer.headers["Location"]) == (302, url)
    assert "Problem of A good anchor." in before
    assert "Never counted" in before
    assert not any(secret in before for secret in REASONS.values())
    assert HIGHER in after
    assert all(reason in after for reason in REASONS.values())
    assert "Very close to the reference (average difference in points: 0.5)." in after
    session.rollback()
    assert session.scalars(select(ScoreSheet)).all() == []


def test_what_lacks_is_marked_and_the_rest_is_kept(client, home, anchors, session):
    url = f"{home}{anchors[0].public_id}/"
    answer = hand_in(client, url, **{"score-reach": ""})
    page = client.get(answer.headers["Location"]).text

    assert answer.headers["Location"].endswith("check=1")
    assert "Reach: the score is missing" in page
    session.rollback()
    [kept] = session.scalars(select(PracticeSheet))
    assert (kept.scores, kept.done_at) == ({"novelty": 9}, None)


def test_points_off_the_scale_are_refused_with_all_that_was_typed(client, home, anchors, session):
    answer = client.post(f"{home}{anchors[0].public_id}/", data=WHOLE | {"score-reach": "11"})

    assert answer.status_code == 422
    assert "Mine alone." in answer.text
    session.rollback()
    assert session.scalars(select(PracticeSheet)).all() == []


def test_a_practice_sheet_is_saved_as_it_is_filled_in(client, home, anchors):
    url = f"{home}{anchors[0].public_id}/autosave/"

    assert client.post(url, data={"score-novelty": "9", "version": "0"}).json["version"] == 1
    assert client.post(url, data={"score-novelty": "9,5", "version": "1"}).status_code == 422
    clash = client.post(
        url, data={"score-novelty": "3", "version": "0", "base": "{}"}, headers={"Accept": "application/json"}
    )
    assert clash.status_code == 409


def test_practice_can_be_done_once_more_and_stays_done(client, home, anchors):
    url = f"{home}{anchors[0].public_id}/"
    hand_in(client, url)

    assert client.post(f"{url}again/").status_code == 302
    assert "Mine alone." not in client.get(url).text
    assert "done; begun once more" in client.get(home).text


def test_a_juror_is_told_when_an_anchor_was_changed_since(client, home, anchors, session):
    url = f"{home}{anchors[0].public_id}/"
    hand_in(client, url)
    session.rollback()
    anchors[0].changes += 1
    session.commit()

    assert "has changed this anchor since" in client.get(url).text


def test_nobody_reads_the_practice_of_another(client, client_of, chapter, home, anchors):
    url = f"{home}{anchors[0].public_id}/"
    second, secretary = client_of(chapter.second.user), client_of(chapter.secretary)
    hand_in(client, url)

    other = second.get(url).text

    assert "Mine alone." not in other
    assert HIGHER not in other
    assert not any(secret in other for secret in REASONS.values())
    assert secretary.get(url).status_code == 404


def test_the_first_sheet_leads_to_practice_and_opens_once_that_is_done(client, chapter, home, anchors):
    sheet = chapter.sheet_url(chapter.entries[0])
    led = client.get(sheet)
    page = client.get(led.headers["Location"]).text
    for anchor in anchors:
        hand_in(client, f"{home}{anchor.public_id}/")

    assert (led.status_code, led.headers["Location"]) == (302, home)
    assert "Before your first sheet the edition asks you to practise" in page
    assert client.get(sheet).status_code == 200


def test_the_sheet_of_another_is_not_found_whatever_waits(client, chapter, anchors):
    assert client.get(chapter.sheet_url(chapter.entries[0], chapter.second)).status_code == 404


def test_who_has_begun_is_led_nowhere_and_what_is_saved_is_never_held_up(client, chapter, anchors):
    sheet = chapter.sheet_url(chapter.entries[0])

    assert client.post(f"{sheet}autosave/", data={"score-novelty": "7", "version": "0"}).status_code == 200
    assert client.get(sheet).status_code == 200


def test_where_practice_is_offered_nobody_is_led_to_it_and_the_desk_offers_it(client, chapter, session, home, anchors):
    chapter.edition.practice_round = PracticeRound.OFFERED
    session.commit()

    assert client.get(chapter.sheet_url(chapter.entries[0])).status_code == 200
    desk = client.get(f"/jury/{chapter.edition.slug}/").text
    assert "If you like, practise before you score" in desk
    assert f'href="{home}"' in desk


def test_the_desk_shows_the_card_until_practice_is_done(client, chapter, home, anchors):
    desk = f"/jury/{chapter.edition.slug}/"
    first = client.get(desk).text
    hand_in(client, f"{home}{anchors[0].public_id}/")
    second = client.get(desk).text
    hand_in(client, f"{home}{anchors[1].public_id}/")
    third = client.get(desk).text

    assert "Practice round: never counted" in first
    assert "Done: 1 of 2." in second
    assert "Practice round: never counted" not in third
    assert f'href="{home}"' in third


def test_an_edition_without_a_practice_round_has_no_page_of_it(client, chapter, session, home, anchors):
    chapter.edition.practice_round = PracticeRound.NONE
    session.commit()

    assert client.get(home).status_code == 404
    assert client.get(f"{home}{anchors[0].public_id}/").status_code == 404
    assert "Practice round" not in client.get(f"/jury/{chapter.edition.slug}/").text


def test_an_anchor_that_is_not_whole_is_not_found_and_the_page_says_that_nobody_waits(
    client, chapter, session, home, anchors
):
    for anchor in anchors:
        anchor.reasons = {}
    session.commit()

    assert "Nobody waits for it" in client.get(home).text
    assert client.get(f"{home}{anchors[0].public_id}/").status_code == 404


def test_after_the_round_feedback_is_read_and_nothing_is_saved(client, chapter, home, anchors, session):
    url = f"{home}{anchors[0].public_id}/"
    hand_in(client, url)
    session.rollback()
    chapter.edition.rounds[0].closed_at = JUDGING
    session.commit()

    assert HIGHER in client.get(url).text
    assert hand_in(client, f"{home}{anchors[1].public_id}/").status_code == 409
    assert client.post(f"{url}again/").status_code == 409


def test_while_practice_waits_no_entry_is_taken_along(client, chapter, anchors, session):
    listed = f"/jury/{chapter.edition.slug}/offline/list.json"
    before = [one["url"] for one in client.get(listed).json["pages"]]
    session.add(a_sheet(chapter.assignment(chapter.first, chapter.entries[0])))
    session.commit()
    after = [one["url"] for one in client.get(listed).json["pages"]]

    assert not any("/sheets/" in url for url in before)
    assert len([url for url in after if "/sheets/" in url]) == 3
    assert "Before your first sheet" not in client.get(f"/jury/{chapter.edition.slug}/offline/").text


def test_the_pages_ask_the_database_no_more_for_more_anchors(client, chapter, session, home, anchors, statements):
    from tests.jury.practising import an_anchor

    def asked():
        with statements() as seen:
            client.get(home)
        return len(seen)

    asked()
    two = asked()
    an_anchor(chapter.edition, "A third anchor")
    an_anchor(chapter.edition, "A fourth anchor")
    session.commit()

    assert asked() == two


def test_both_titles_stand_in_the_list(client, home):
    page = client.get(home).text

    assert page.index(GOOD) < page.index(WEAK)
