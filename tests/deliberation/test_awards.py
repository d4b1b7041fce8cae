"""Awards: never more than the rules allow, a reason for every departure, nothing lost when taken back."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from judging.core.refusals import Clash, Incomplete, NotNow, Refused
from judging.deliberation import queries, rules
from judging.deliberation.models import Award, Motion
from judging.deliberation.operations import decisions
from judging.deliberation.votes import VoteCount
from tests.deliberation.chamber import a_chamber, decide, decided, meet, rows
from tests.factories import DELIBERATION

pytestmark = pytest.mark.usefixtures("words")
WHY = "The chapter values its reach."


def test_an_entry_gets_one_award_at_most(session):
    chamber = a_chamber(session)
    meet(session, chamber)
    decide(session, chamber, 2, chamber.distinction)
    before = rows(session)

    with pytest.raises(NotNow, match="has an award already"):
        decide(session, chamber, 2, departure=WHY)

    assert rows(session) == before


def test_no_more_awards_are_given_than_the_rules_allow(session):
    chamber = a_chamber(session)
    decided(session, chamber)
    before = rows(session)

    for kind in (chamber.main, chamber.distinction):
        with pytest.raises(NotNow, match="All awards of this kind have been given"):
            decide(session, chamber, 4, kind, departure=WHY)

    assert rows(session) == before


def test_a_departure_from_the_ranking_needs_a_reason(session):
    chamber = a_chamber(session)
    meet(session, chamber)
    before = rows(session)

    for departure in ("", "  "):
        with pytest.raises(Incomplete, match="This departs from the ranking"):
            decide(session, chamber, 4, departure=departure)
    assert rows(session) == before

    assert decide(session, chamber, 4, departure=WHY).carried


def test_a_motion_that_falls_needs_no_reason(session):
    chamber = a_chamber(session)
    meet(session, chamber)

    assert decide(session, chamber, 5, count=VoteCount(0, 3, 0)).carried is False


def test_of_equals_across_the_line_any_may_get_the_award_without_a_reason(session):
    chamber = a_chamber(session, [[9, 9, 9], [9, 9, 9], [7, 7, 7]])
    meet(session, chamber)

    assert decide(session, chamber, 2).carried


@pytest.mark.parametrize(("counts_once", "allowed"), [(True, True), (False, False)])
def test_ex_aequo_counts_once_where_the_rules_say_so(session, counts_once, allowed):
    chamber = a_chamber(session, [[9, 9, 9], [9, 9, 9], [7, 7, 7]], kinds=[{"ex_aequo_counts_once": counts_once}])
    meet(session, chamber)
    decide(session, chamber, 1)

    if allowed:
        assert decide(session, chamber, 2).carried
    else:
        with pytest.raises(NotNow):
            decide(session, chamber, 2)
    with pytest.raises(Refused):
        decide(session, chamber, 3, departure=WHY)


def test_an_award_per_area_is_given_once_in_each_area_as_it_stood_in_the_ranking(session):
    chamber = a_chamber(session, kinds=[{"per_area": True}], areas=["Clients", "Clients", *["Staff"] * 3])
    meet(session, chamber)

    decide(session, chamber, 1)
    with pytest.raises(NotNow, match="All awards of this kind"):
        decide(session, chamber, 2, departure=WHY)
    assert decide(session, chamber, 3).carried


@pytest.mark.parametrize(("least", "allowed"), [("8", True), ("7.999", True), ("8.001", False), ("17/2", False)])
def test_an_award_with_a_minimal_score_goes_to_nobody_below_it(session, least, allowed):
    chamber = a_chamber(session, kinds=[{"minimal_score": least, "quantity": 2}])
    meet(session, chamber)
    before = rows(session)

    if allowed:
        assert decide(session, chamber, 2).carried
    else:
        with pytest.raises(NotNow, match="The rules ask for a score of at least"):
            decide(session, chamber, 2, departure=WHY)
        assert rows(session) == before


def test_a_prize_may_be_withheld_with_a_reason_for_who_is_left_out(session):
    chamber = a_chamber(session)
    meeting = meet(session, chamber)
    decide(session, chamber, 2, chamber.distinction)
    decide(session, chamber, 3, chamber.distinction)

    def refusal():
        given = queries.awards_of(session, chamber.edition)
        kinds = chamber.edition.award_kinds
        return rules.why_not_protocol(chamber.edition, meeting, given, kinds, DELIBERATION, 3)

    assert str(refusal()) == ("1 entry honoured by the ranking gets no award. Write the chapter's reason.")
    decisions.explain_left_out(
        session,
        chamber.edition,
        reason=WHY,
        version=meeting.version,
        by=chamber.secretary,
        at=DELIBERATION,
    )
    assert refusal() is None


def test_the_reason_for_the_left_out_is_not_overwritten_in_silence(session):
    chamber = a_chamber(session)
    meeting = meet(session, chamber)

    with pytest.raises(Clash):
        decisions.explain_left_out(
            session,
            chamber.edition,
            reason=WHY,
            version=meeting.version - 1,
            by=chamber.secretary,
            at=DELIBERATION,
        )

    assert meeting.left_out == ""


def test_an_award_taken_back_frees_its_place_and_leaves_the_vote_as_it_was(session):
    chamber = a_chamber(session)
    meet(session, chamber)
    motion = decide(session, chamber, 1)
    [award] = queries.awards_of(session, chamber.edition)

    with pytest.raises(Incomplete, match="Write why the award is taken back"):
        _take_back(session, chamber, award, " ")
    _take_back(session, chamber, award, "Counted twice.")

    assert motion.carried is True
    assert queries.awards_of(session, chamber.edition) == []
    with pytest.raises(NotNow, match="taken back already"):
        _take_back(session, chamber, award, "Again.")
    assert decide(session, chamber, 1).number == 2


def _take_back(session, chamber, award, reason):
    decisions.withdraw_award(session, chamber.edition, award, reason=reason, by=chamber.secretary, at=DELIBERATION)


moves = st.lists(
    st.tuples(
        st.integers(1, 5),
        st.integers(0, 1),
        st.sampled_from(["", WHY]),
        st.integers(0, 3),
        st.booleans(),
    ),
    max_size=14,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves)
def test_whatever_is_moved_awards_never_exceed_the_rules(session, moves):
    chamber = a_chamber(session)
    meet(session, chamber)
    for place, kind, departure, votes, take_back in moves:
        try:
            decide(
                session,
                chamber,
                place,
                chamber.edition.award_kinds[kind],
                VoteCount(votes, 3 - votes, 0),
                departure=departure,
            )
        except Refused:
            continue
        given_now = queries.awards_of(session, chamber.edition)
        if take_back and given_now:
            _take_back(session, chamber, given_now[0], "Reconsidered.")

    given_now = queries.awards_of(session, chamber.edition)
    for kind in chamber.edition.award_kinds:
        assert sum(award.award_kind_id == kind.id for award in given_now) <= kind.quantity
    assert len({award.entry_id for award in given_now}) == len(given_now)
    numbers = session.scalars(
        select(Motion.number).join(Motion.meeting).where(Motion.meeting.has(edition_id=chamber.edition.id))
    ).all()
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert all(award.motion.carried for award in session.scalars(select(Award)))
