"""Meetings, quorum, votes, ties, recusals."""

import pytest
from sqlalchemy import select

from judging.core.refusals import Clash, Incomplete, NotNow
from judging.deliberation import queries, rules
from judging.deliberation.operations import decisions
from judging.deliberation.votes import Choice, VoteCount
from judging.entries.models import Status
from judging.jury.models import Conflict, Source
from tests.deliberation.chamber import ALL, a_chamber, decide, meet, rows
from tests.factories import DELIBERATION, an_entry
from tests.results.rounds import a_scored_edition

pytestmark = pytest.mark.usefixtures("words")


def a_conflict(session, seat, entry):
    session.add(
        Conflict(
            seat=seat, entry=entry, source=Source.DECLARED, reason="A cousin.", at=DELIBERATION, by_id=seat.user.id
        )
    )
    session.flush()


def test_the_chapter_meets_only_on_closed_results(session):
    scored = a_scored_edition(session)

    with pytest.raises(NotNow, match="Close the results first"):
        decisions.hold_meeting(
            session,
            scored.edition,
            held_at=DELIBERATION,
            place="",
            secret_ballot=False,
            attendance={},
            version=None,
            by=scored.secretary,
            at=DELIBERATION,
        )


def test_a_carried_motion_gives_the_award(session):
    chamber = a_chamber(session)
    meet(session, chamber)

    motion = decide(session, chamber, 1)

    assert (motion.number, motion.carried, motion.recused) == (1, True, [])
    [award] = queries.awards_of(session, chamber.edition)
    assert (award.entry, award.award_kind, award.motion) == (
        chamber.entries[0],
        chamber.main,
        motion,
    )


def test_a_motion_without_a_majority_is_on_record_and_gives_nothing(session):
    chamber = a_chamber(session)
    meet(session, chamber)

    motion = decide(session, chamber, 1, count=VoteCount(1, 2, 0))

    assert motion.carried is False
    assert queries.awards_of(session, chamber.edition) == []
    assert [one.number for one in queries.meeting_of(session, chamber.edition).motions] == [1]


@pytest.mark.parametrize(
    ("count", "carried", "chair_decided"),
    [
        (VoteCount(2, 1, 0), True, False),
        (VoteCount(1, 0, 2), True, False),
        (VoteCount(0, 0, 3), False, False),
        (VoteCount(0, 3, 0), False, False),
        (VoteCount(1, 1, 1, Choice.FOR), True, True),
        (VoteCount(1, 1, 1, Choice.AGAINST), False, True),
        (VoteCount(1, 1, 1, Choice.ABSTAIN), False, False),
    ],
)
def test_a_simple_majority_decides_and_the_chair_breaks_equal_votes(session, count, carried, chair_decided):
    chamber = a_chamber(session)
    meet(session, chamber)

    motion = decide(session, chamber, 1, count=count)

    assert (motion.carried, motion.chair_decided) == (carried, chair_decided)


@pytest.mark.parametrize(
    ("count", "why"),
    [
        (VoteCount(0, 0, 0), "Enter the votes for and against."),
        (VoteCount(3, 1, 0), "4 votes were counted, but only 3 members could vote on this entry."),
        (VoteCount(2, 1, 1), "4 votes were counted, but only 3 members could vote on this entry."),
        (VoteCount(1, 1, 0), "The votes are equal. Note how the chair's vote decided."),
        (VoteCount(2, 1, 0, Choice.FOR), "The votes were not equal"),
    ],
)
def test_votes_that_cannot_be_are_refused_without_a_trace(session, count, why):
    chamber = a_chamber(session)
    meet(session, chamber)
    before = rows(session)

    with pytest.raises(Incomplete, match=why):
        decide(session, chamber, 1, count=count)

    assert rows(session) == before


@pytest.mark.parametrize("here", [0, 1])
def test_without_a_quorum_nothing_is_decided(session, here):
    chamber = a_chamber(session, quorum=2)
    meet(session, chamber, chamber.seats[:here])
    before = rows(session)

    with pytest.raises(Incomplete, match=f"There is no quorum: {here} present"):
        decide(session, chamber, 1, count=VoteCount(1, 0, 0))

    assert rows(session) == before


def test_with_exactly_the_quorum_the_chapter_decides(session):
    chamber = a_chamber(session, quorum=2)
    meet(session, chamber, chamber.seats[:2])

    assert decide(session, chamber, 1, count=VoteCount(2, 0, 0)).carried


@pytest.mark.parametrize("by_office", [False, True])
def test_members_in_conflict_do_not_vote_and_are_noted_as_recused(session, by_office):
    chamber = a_chamber(session)
    meet(session, chamber)
    entry = chamber.entries[0]
    a_conflict(session, chamber.seats[2], entry)
    if by_office:
        conflict = session.scalar(select(Conflict))
        conflict.entry_id, conflict.office_id = None, entry.office_id
        session.flush()

    with pytest.raises(Incomplete, match="only 2 members could vote"):
        decide(session, chamber, 1, count=ALL)
    motion = decide(session, chamber, 1, count=VoteCount(2, 0, 0))

    assert motion.recused == [chamber.seats[2].id]


def test_a_chair_in_conflict_breaks_no_tie_and_the_deputy_does(session):
    chamber = a_chamber(session, [[9, 9, 9, 9], [8, 8, 8, 8], [7, 7, 7, 7]])
    chair, deputy, *others = chamber.seats
    version = meet(session, chamber, [chair, *others]).version
    a_conflict(session, chair, chamber.entries[0])

    with pytest.raises(Incomplete, match="neither the chair nor the deputy"):
        decide(session, chamber, 1, count=VoteCount(1, 1, 0, Choice.FOR))
    assert decide(session, chamber, 1, count=VoteCount(1, 1, 0)).carried is False
    meet(session, chamber, [chair, deputy, *others], version=version)
    assert decide(session, chamber, 1, count=VoteCount(1, 1, 1, Choice.FOR)).carried


def test_only_entries_that_were_judged_and_still_take_part_are_put_to_the_vote(session):
    chamber = a_chamber(session)
    meet(session, chamber)
    late = an_entry(edition=chamber.edition, status=Status.SUBMITTED, number=99)
    session.add(late)
    session.flush()
    chamber.entries.append(late)
    chamber.entries[1].status = Status.WITHDRAWN
    before = rows(session)

    with pytest.raises(NotNow, match="was not judged"):
        decide(session, chamber, 6)
    with pytest.raises(NotNow, match="does not take part any more"):
        decide(session, chamber, 2)

    assert rows(session) == before


def test_attendance_is_corrected_only_as_far_as_the_votes_on_record_allow(session):
    chamber = a_chamber(session)
    meeting = meet(session, chamber)
    decide(session, chamber, 1, count=VoteCount(2, 0, 0))

    with pytest.raises(Incomplete, match="Motion 1 has 2 votes"):
        meet(session, chamber, chamber.seats[:1], version=meeting.version)
    meet(session, chamber, chamber.seats[:2], version=meeting.version)

    assert rules.present(meeting) == {seat.id for seat in chamber.seats[:2]}


def test_two_people_recording_the_attendance_do_not_overwrite_one_another(session):
    chamber = a_chamber(session)
    version = meet(session, chamber).version
    meet(session, chamber, chamber.seats[:2], version=version)
    session.flush()

    with pytest.raises(Clash):
        meet(session, chamber, version=version)
