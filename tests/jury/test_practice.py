"""Who practises, when, and what they are told: rule by rule, on both databases."""

from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import func, select

from judging.audit.models import AuditEvent
from judging.core.refusals import Clash, Incomplete, NotNow, NotYours
from judging.editions.models import Edition, PracticeRound, Role, Round
from judging.jury import practice, practice_rules, scales
from judging.jury.models import PracticeSheet, ScoreSheet
from judging.jury.operations import practice as practising
from judging.jury.operations.saving import SheetContent
from judging.jury.practice import Distance, Said
from judging.jury.queries import practice as queries
from tests.factories import JUDGING, JUDGING_CLOSES, a_seat, a_sheet
from tests.jury.conftest import a_chapter
from tests.jury.practising import an_anchor, with_practice

A_MINUTE = timedelta(minutes=1)
WHOLE = SheetContent({"novelty": 9, "reach": 6}, {"": "Mine alone."})


@pytest.fixture
def chapter(session):
    return a_chapter(session)


@pytest.fixture
def anchors(session, chapter):
    return with_practice(session, chapter.edition)


def scale_of(edition):
    return scales.of_round(edition.rounds[0], edition.criteria)


def save(session, chapter, anchor, content=WHOLE, *, version=0, by=None, seat=None, at=JUDGING):
    edition, seat = chapter.edition, seat or chapter.first
    more = {"version": version, "criteria": edition.criteria, "scale": scale_of(edition)}
    return practising.save(session, edition, seat, anchor, content, **more, by=by or seat.user, at=at)


def hand_in(session, chapter, anchor, *, seat=None, at=JUDGING):
    edition, seat = chapter.edition, seat or chapter.first
    practising.hand_in(session, edition, seat, anchor, criteria=edition.criteria, by=seat.user, at=at)


def once_more(session, chapter, anchor, at=JUDGING):
    practising.once_more(session, chapter.edition, chapter.first, anchor, by=chapter.juror, at=at)


def done(session, chapter, anchor, seat=None):
    save(session, chapter, anchor, seat=seat)
    hand_in(session, chapter, anchor, seat=seat)
    session.commit()


def waits(session, chapter, at=JUDGING):
    edition, seat = chapter.edition, chapter.first
    waiting = practice_rules.to_do(edition, queries.own_sheets(session, seat), at)
    begun = queries.has_begun(session, seat, edition.rounds[0].id)
    return practice_rules.why_not_score_yet(edition, waiting, begun=begun)


def test_a_practice_sheet_is_kept_apart_from_the_sheets_and_leaves_no_trace_in_round_or_history(
    session, chapter, anchors
):
    before = session.scalar(select(Round.data_version))

    done(session, chapter, anchors[0])

    [kept] = session.scalars(select(PracticeSheet))
    assert (kept.scores, kept.comments, kept.done_at) == ({"novelty": 9, "reach": 6}, {"": "Mine alone."}, JUDGING)
    assert session.scalar(select(func.count(ScoreSheet.id))) == 0
    assert session.scalar(select(Round.data_version)) == before
    assert session.scalar(select(func.count(AuditEvent.id))) == 0


def test_two_windows_on_one_practice_sheet_never_overwrite_one_another(session, chapter, anchors):
    first = save(session, chapter, anchors[0], SheetContent({"novelty": 4}))
    save(session, chapter, anchors[0], SheetContent({"novelty": 5}), version=first.version)

    with pytest.raises(Clash) as clash:
        save(session, chapter, anchors[0], SheetContent({"novelty": 6}), version=first.version)

    assert [one.name for one in clash.value.differences] == ["score-novelty"]
    assert session.scalars(select(PracticeSheet)).one().scores == {"novelty": 5}


def test_a_save_whose_answer_was_lost_comes_again_without_harm(session, chapter, anchors):
    first = save(session, chapter, anchors[0])

    assert save(session, chapter, anchors[0]) == first


def test_a_practice_sheet_is_handed_in_whole_or_not_at_all(session, chapter, anchors):
    save(session, chapter, anchors[0], SheetContent({"novelty": 4}))

    with pytest.raises(Incomplete):
        hand_in(session, chapter, anchors[0])

    assert session.scalars(select(PracticeSheet)).one().done_at is None


def test_nothing_is_handed_in_that_was_not_begun(session, chapter, anchors):
    with pytest.raises(NotNow):
        hand_in(session, chapter, anchors[0])


def test_what_was_handed_in_is_changed_only_once_it_is_begun_anew(session, chapter, anchors):
    done(session, chapter, anchors[0])

    with pytest.raises(NotNow):
        save(session, chapter, anchors[0], SheetContent({"novelty": 1}), version=2)
    once_more(session, chapter, anchors[0], JUDGING + A_MINUTE)

    [sheet] = session.scalars(select(PracticeSheet))
    assert (sheet.scores, sheet.comments, sheet.submitted_at, sheet.done_at) == ({}, {}, None, JUDGING)


def test_what_was_not_handed_in_is_not_begun_anew(session, chapter, anchors):
    save(session, chapter, anchors[0])

    with pytest.raises(NotNow):
        once_more(session, chapter, anchors[0])

    assert session.scalars(select(PracticeSheet)).one().scores == {"novelty": 9, "reach": 6}


def test_nobody_practises_on_the_sheet_of_another(session, chapter, anchors):
    with pytest.raises(NotYours):
        save(session, chapter, anchors[0], by=chapter.secretary, seat=chapter.first)

    assert session.scalars(select(PracticeSheet)).all() == []


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.SUBSTITUTE])
def test_only_members_of_the_chapter_practise(session, chapter, anchors, role):
    stands_for = chapter.first if role is Role.SUBSTITUTE else None
    seat = a_seat(chapter.edition, role, stands_for=stands_for)
    session.add(seat)
    session.flush()

    with pytest.raises(NotYours):
        save(session, chapter, anchors[0], seat=seat)


@pytest.mark.parametrize(
    ("at", "over"),
    [(JUDGING_CLOSES + A_MINUTE - timedelta(seconds=1), False), (JUDGING_CLOSES + A_MINUTE, True)],
)
def test_practice_ends_with_the_last_minute_of_the_round(session, chapter, anchors, at, over):
    assert practice_rules.is_over(chapter.edition, at) is over
    if over:
        with pytest.raises(NotNow):
            save(session, chapter, anchors[0], at=at)


def test_practice_ends_when_somebody_closes_the_round(session, chapter, anchors):
    chapter.edition.rounds[0].closed_at = JUDGING

    assert practice_rules.to_do(chapter.edition, {}, JUDGING) == []


def test_jurors_read_no_anchor_before_the_rules_are_approved(session, chapter, anchors):
    chapter.edition.rules_frozen_at = chapter.edition.rules_digest = None

    assert list(practice_rules.offered(chapter.edition)) == []


def test_the_first_sheet_waits_where_practice_is_asked_for_until_every_anchor_was_done_once(session, chapter, anchors):
    assert isinstance(waits(session, chapter), NotNow)

    done(session, chapter, anchors[0])
    assert isinstance(waits(session, chapter), NotNow)

    done(session, chapter, anchors[1])
    assert waits(session, chapter) is None

    once_more(session, chapter, anchors[1])
    assert waits(session, chapter) is None


@pytest.mark.parametrize("wanted", [PracticeRound.NONE, PracticeRound.OFFERED])
def test_nobody_waits_where_practice_is_not_asked_for(session, chapter, anchors, wanted):
    chapter.edition.practice_round = wanted

    assert waits(session, chapter) is None


def test_nobody_waits_who_has_begun_a_sheet(session, chapter, anchors):
    session.add(a_sheet(chapter.assignment(chapter.first, chapter.entries[0]), scores={"novelty": 3}))
    session.commit()

    assert waits(session, chapter) is None


def test_nobody_waits_for_a_practice_that_cannot_be_done(session, chapter, anchors):
    anchors[0].points = {"novelty": "8"}
    anchors[1].answers = {}

    assert waits(session, chapter) is None


def test_nobody_waits_for_a_practice_that_is_over(session, chapter, anchors):
    assert waits(session, chapter, JUDGING_CLOSES + A_MINUTE) is None


def test_an_anchor_taken_away_keeps_nobody_waiting(session, chapter, anchors):
    done(session, chapter, anchors[0])
    anchors[1].removed_at = JUDGING
    session.commit()

    assert waits(session, chapter) is None


def test_the_secretary_learns_who_has_done_how_much_and_nothing_else(session, chapter, anchors):
    done(session, chapter, anchors[0])
    save(session, chapter, anchors[1])
    done(session, chapter, anchors[0], chapter.second)
    session.flush()

    assert queries.practised(session, chapter.edition, anchors) == [("Juror Anna", 1), ("Juror Jan", 1)]


def test_practice_sheets_go_with_the_archive_and_no_other(session, chapter, anchors):
    done(session, chapter, anchors[0])
    assert practising.forget(session) == 0

    session.get(Edition, chapter.edition.id).archived_at = JUDGING
    session.flush()

    assert practising.forget(session) == 1
    assert session.scalars(select(PracticeSheet)).all() == []


def said(**scores):
    return Said(scores, {}, {})


def compared(session, chapter, anchor, **scores):
    edition = chapter.edition
    return practice.feedback(anchor, edition.criteria, scale_of(edition), said(**scores))


@pytest.mark.parametrize(
    ("scores", "words", "apart", "distance"),
    [
        ({"novelty": 8, "reach": 6}, ["the same", "the same"], 0, Distance.VERY_CLOSE),
        ({"novelty": 9, "reach": 6}, ["higher by 1", "the same"], Fraction(1, 2), Distance.VERY_CLOSE),
        ({"novelty": 9, "reach": 4}, ["higher by 1", "lower by 2"], Fraction(3, 2), Distance.APART),
        ({"novelty": 8, "reach": 4}, ["the same", "lower by 2"], 1, Distance.CLOSE),
        ({"novelty": 0, "reach": 0}, ["lower by 8", "lower by 6"], 7, Distance.FAR),
    ],
)
def test_feedback_tells_each_difference_and_how_close_the_whole_is(
    session, chapter, anchors, scores, words, apart, distance
):
    found = compared(session, chapter, anchors[0], **scores)

    assert [line.words for line in found.lines] == words
    assert [line.reference for line in found.lines] == ["8", "6"]
    assert (found.apart, found.distance) == (apart, distance)


def test_feedback_weighs_as_the_rules_do_and_leaves_out_what_they_do_not_count(session, chapter, anchors):
    novelty, reach = chapter.edition.criteria
    novelty.weight, reach.weight = 3, 0

    found = compared(session, chapter, anchors[0], novelty=6, reach=0)

    assert (found.apart, found.tends, found.mean, found.reference) == (2, -2, "6.00", "8.00")


def test_all_anchors_together_tell_the_tendency_and_the_order(session, chapter, anchors):
    scale = scale_of(chapter.edition)
    good, weak = (compared(session, chapter, one, novelty=n, reach=n) for one, n in zip(anchors, (10, 4), strict=True))
    turned = compared(session, chapter, anchors[0], novelty=1, reach=1)

    assert practice.overall([good, weak], scale).sentences == [
        "On the whole you score higher than the reference (difference in points: 2.3).",
        "You put the anchors in the same order as the reference does.",
    ]
    assert practice.overall([turned, weak], scale).same_order is False
    assert practice.overall([good], scale).same_order is None
    assert practice.overall([], scale) is None


def test_an_anchor_may_lack_points_for_what_is_not_counted(session, chapter):
    chapter.edition.criteria[1].weight = 0
    anchor = an_anchor(chapter.edition, points={"novelty": "8"})

    found = compared(session, chapter, anchor, novelty=8, reach=3)

    assert [(line.reference, line.difference) for line in found.lines] == [("8", 0), ("", None)]
