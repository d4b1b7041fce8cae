"""The secretary sets the practice round: the switch, anchors, who has practised; it is no part of the rules."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from judging.announcement.models import PublicEdition, PublicPractice
from judging.audit.models import AuditEvent
from judging.core.i18n import speaking
from judging.core.refusals import Clash, Incomplete, NotNow
from judging.editions import rulebook, setup_file
from judging.editions.english import Part, counts, is_complete, lines, places
from judging.editions.models import Anchor, EnglishWording, PracticeRound
from judging.editions.operations import anchors as operations
from judging.editions.outline import outline_of
from judging.editions.parts.practice import MOST, AnchorSetup, lacks, whole
from tests.factories import JUDGING, an_edition
from tests.jury.practising import GOOD, REASONS, WEAK, with_practice
from tests.plain_browser import form_on

TYPED = {
    "title": "Typed by hand",
    "answers-problem": "People waited.",
    "answers-solution": "They wait no more.",
    "points-novelty": "7",
    "reason-novelty": "New here.",
    "points-reach": "5",
    "reason-reach": "One department.",
}


@pytest.fixture
def edition(chapter):
    return chapter.edition


@pytest.fixture
def client(chapter, client_of):
    return client_of(chapter.secretary)


@pytest.fixture
def url(edition):
    return f"/desk/{edition.slug}/setup/practice/"


def post(client, url, version, **fields):
    return client.post(url, data={"version": str(version)} | fields)


def anchors_of(session):
    session.rollback()
    return session.scalars(select(Anchor).order_by(Anchor.id)).all()


def test_a_secretary_asks_for_practice_and_writes_an_anchor(client, session, edition, url):
    asked = post(client, url, edition.version, practice_round="first")
    session.rollback()
    written = post(client, f"{url}new/", edition.version, **TYPED)

    [anchor] = anchors_of(session)
    assert (asked.status_code, written.status_code) == (302, 302)
    assert edition.practice_round is PracticeRound.FIRST
    assert anchor.title == "Typed by hand"
    assert anchor.answers == {"problem": "People waited.", "solution": "They wait no more."}
    assert anchor.points == {"novelty": "7", "reach": "5"}
    assert [one.action for one in session.scalars(select(AuditEvent))] == ["settings.changed"] * 2
    page = client.get(url).text
    assert "nothing is missing" in page
    assert "not yet" in page


def test_an_anchor_may_be_written_bit_by_bit_and_the_list_says_what_it_lacks(client, session, edition, url):
    post(client, url, edition.version, practice_round="offered")
    session.rollback()
    post(client, f"{url}new/", edition.version, title="Half", **{"points-novelty": "7"})

    page = client.get(url).text
    assert "There is no text to read." in page
    assert "“Novelty”: the sentence why is missing." in page
    assert "“Reach”: the points of reference are missing." in page
    assert "nobody waits" in page


def test_points_that_nobody_can_give_are_refused_beside_their_field(client, session, edition, url):
    answer = post(client, f"{url}new/", edition.version, **TYPED | {"points-novelty": "7.5"})

    assert answer.status_code == 422
    assert "Give points from 0 to 10, by 1." in answer.text
    assert "People waited." in answer.text
    assert anchors_of(session) == []


def test_an_anchor_that_was_changed_says_so_and_one_saved_as_it_was_does_not(session, chapter, edition):
    [anchor, _weak] = with_practice(session, edition)
    setup = AnchorSetup(GOOD, dict(anchor.answers), dict(anchor.points), dict(anchor.reasons))
    more = {"by": chapter.secretary, "at": JUDGING}

    operations.change_anchor(session, edition, anchor, setup, version=edition.version, **more)
    assert anchor.changes == 0

    other = AnchorSetup(GOOD, setup.answers, {"novelty": "9", "reach": "6"}, setup.reasons)
    operations.change_anchor(session, edition, anchor, other, version=edition.version, **more)
    assert anchor.changes == 1


def test_two_secretaries_on_one_anchor_never_overwrite_one_another(session, chapter, edition):
    [anchor, _weak] = with_practice(session, edition)

    with pytest.raises(Clash):
        operations.change_anchor(
            session, edition, anchor, AnchorSetup("Other"), version=0, by=chapter.secretary, at=JUDGING
        )
    with pytest.raises(Clash):
        operations.want_practice(session, edition, PracticeRound.NONE, version=0, by=chapter.secretary, at=JUDGING)

    assert (anchor.title, edition.practice_round) == (GOOD, PracticeRound.FIRST)


def test_what_two_secretaries_changed_in_different_fields_is_merged(client, session, edition, url):
    [anchor, _weak] = with_practice(session, edition)
    place = f"{url}{anchor.public_id}/"
    _action, one = form_on(client.get(place), "title")
    _action, other = form_on(client.get(place), "title")
    client.post(place, data=one | {"reason-novelty": "Better said."})

    merged = client.post(place, data=other | {"reason-reach": "Clearer, too."})

    assert merged.status_code == 302, merged.text
    assert anchors_of(session)[0].reasons == {"novelty": "Better said.", "reach": "Clearer, too."}


def test_an_anchor_taken_away_is_brought_back_as_it_was_and_once(client, session, edition, url):
    [anchor, _weak] = with_practice(session, edition)
    client.post(f"{url}{anchor.public_id}/take-away/")
    session.rollback()
    without = [one.title for one in edition.anchors]

    back = f"{url}{anchor.public_id}/bring-back/"
    first, second = client.post(back), client.post(back)
    session.rollback()

    assert without == [WEAK]
    assert (first.status_code, second.status_code) == (302, 404)
    assert [one.title for one in edition.anchors] == [GOOD, WEAK]


def test_no_two_anchors_are_called_the_same_and_there_are_few(session, chapter, edition):
    with_practice(session, edition)
    more = {"by": chapter.secretary, "at": JUDGING}

    with pytest.raises(Incomplete):
        operations.add_anchor(session, edition, AnchorSetup(GOOD.upper()), **more)
    for number in range(len(edition.anchors), MOST):
        operations.add_anchor(session, edition, AnchorSetup(f"Another {number}"), **more)
    with pytest.raises(NotNow):
        operations.add_anchor(session, edition, AnchorSetup("One too many"), **more)


def test_in_the_archive_nothing_of_it_changes(session, chapter, edition):
    [anchor, _weak] = with_practice(session, edition)
    edition.archived_at = JUDGING
    more = {"by": chapter.secretary, "at": JUDGING}

    for refused in (
        lambda: operations.want_practice(session, edition, PracticeRound.NONE, version=edition.version, **more),
        lambda: operations.add_anchor(session, edition, AnchorSetup("Late"), **more),
        lambda: operations.take_away_anchor(session, edition, anchor, **more),
    ):
        with pytest.raises(NotNow):
            refused()


def test_practice_is_no_part_of_the_rules(session, edition):
    before = rulebook.build(edition)

    with_practice(session, edition)

    assert rulebook.build(edition) == before


def test_an_anchor_whose_criterion_has_another_scale_is_not_shown_until_it_is_mended(session, edition):
    [anchor, _weak] = with_practice(session, edition)
    edition.rounds[0].high = "5"

    assert list(lacks(edition, anchor)) == [
        "“Novelty”: nobody can give the points of reference.",
        "“Reach”: nobody can give the points of reference.",
    ]
    assert [one.title for one in whole(edition)] == [WEAK]


def test_each_text_of_an_anchor_may_have_its_english(session, edition):
    with_practice(session, edition)

    found = {line.place.name for line in lines(edition)[Part.PRACTICE]}

    assert {"anchor.1.title", "anchor.1.answer.problem", "anchor.1.reason.reach", "anchor.2.title"} <= found


def test_what_only_jurors_read_keeps_no_document_of_the_call_from_being_english(session, edition):
    texts = {place.name: place.text for found in places(edition).values() for place in found}
    edition.english = [EnglishWording(place=name, text=text, english=f"{text}!") for name, text in texts.items()]
    with_practice(session, edition)

    assert is_complete(edition)
    assert counts(edition)[Part.PRACTICE].waiting


def test_a_copy_and_the_file_of_the_set_up_take_anchors_along_without_what_is_no_longer_asked(session, edition):
    [anchor, _weak] = with_practice(session, edition)
    anchor.answers = {**anchor.answers, "gone": "To a question taken away."}

    copied = outline_of(edition)
    read = setup_file.read(setup_file.written(replace(copied, edition={**copied.edition, "contact_email": ""})), {})

    assert copied.edition["practice_round"] is read.edition["practice_round"] is PracticeRound.FIRST
    assert [row["title"] for row in read.anchors] == [GOOD, WEAK]
    assert "gone" not in read.anchors[0]["answers"]
    assert read.anchors == copied.anchors


@pytest.mark.parametrize(
    ("name", "value", "place"),
    [
        ("answers", {"nowhere": "?"}, "anchors[1].answers: there is no “nowhere”."),
        ("points", {"novelty": "7,0"}, "anchors[1].points.novelty: it must be a number such as 7 or 7.5."),
        ("reasons", ["a list"], "anchors[1].reasons: it must be texts by the keys of what they belong to."),
    ],
)
def test_what_is_wrong_with_an_anchor_of_a_file_is_named_with_its_place(session, edition, name, value, place):
    with_practice(session, edition)
    rows = json.loads(setup_file.written(outline_of(edition)))
    rows["anchors"][0][name] = value

    with pytest.raises(Incomplete) as refused, speaking("en"):
        setup_file.read(json.dumps(rows).encode(), {})

    assert place in refused.value.reasons


def told(session, edition, slug, **fields):
    public = PublicEdition(slug=slug, name=f"Edition {slug}", year=2026)
    sections = [{"label": "Solution", "text": "What they did."}, {"label": "Costs", "text": "Ten zlotys."}]
    session.add(public)
    session.flush()
    practice = PublicPractice(edition_id=public.id, title="Told before", office="Urząd", sections=sections, **fields)
    session.add(practice)
    session.commit()
    return practice


def test_an_anchor_begins_from_what_the_public_reads_of_an_earlier_edition_of_the_competition(
    client, session, edition, url
):
    session.add(an_edition(slug="earlier", competition=edition.competition, year=2026))
    practice = told(session, edition, "earlier")

    page = client.get(f"{url}new/?from={practice.public_id}").text

    assert practice.title in client.get(url).text
    assert 'value="Told before"' in page
    assert "What they did." in page
    assert "Costs\nTen zlotys." in page
    assert "Urząd" not in page


def test_nothing_is_taken_from_this_edition_or_from_another_competition(client, session, edition, url):
    session.add(an_edition(slug="of-others"))
    own, foreign = told(session, edition, edition.slug), told(session, edition, "of-others")

    assert "Told before" not in client.get(url).text
    for practice in (own, foreign):
        assert client.get(f"{url}new/?from={practice.public_id}").status_code == 404


def test_the_secretary_reads_who_has_practised_and_no_score(client, client_of, chapter, session, edition, url):
    [good, _weak] = with_practice(session, edition)
    juror = client_of(chapter.juror)
    place = f"/jury/{edition.slug}/practice/{good.public_id}/"
    typed = {"score-novelty": "3", "score-reach": "3", "note": "Mine alone.", "version": "0", "act": "submit"}
    juror.post(place, data=typed)

    page = client.get(url).text

    assert "Juror Anna" in page
    assert "Mine alone." not in page


def test_jurors_read_neither_the_desk_nor_the_reasons_there(client_of, chapter, session, edition, url):
    [good, _weak] = with_practice(session, edition)
    juror = client_of(chapter.juror)

    assert juror.get(url).status_code == juror.get(f"{url}{good.public_id}/").status_code == 404
    assert not any(reason in juror.get(f"/call/{edition.slug}/").text for reason in REASONS.values())
