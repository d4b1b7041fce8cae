"""What a proposal promises, whatever the jury: members for each entry, nobody in conflict, limits, even work."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging.jury.plan_advice import compared, remedies
from judging.jury.plan_request import PlanRequest, Way
from judging.jury.planning import propose
from judging.jury.proposal import EntryFact, Facts, Impossible, JurorFact, Proposal

AREAS = ("Clients", "Staff", "Money")


def an_entry(number, area=AREAS[0]):
    return EntryFact(number, f"entry-{number}", number, f"Practice {number}", area, 10)


def a_juror(number, *areas):
    return JurorFact(100 + number, f"juror-{number}", f"Juror {number}", frozenset(areas))


def facts(entries, jurors, *, barred=(), live=(), minimum=2, seed=7):
    return Facts(entries, jurors, frozenset(barred), dict(live), minimum, seed)


@st.composite
def juries(draw):
    """Facts of any jury: areas known or not, conflicts, some pairs given before, some of these begun."""
    entries = [an_entry(n, draw(st.sampled_from(AREAS))) for n in range(1, draw(st.integers(1, 9)) + 1)]
    jurors = [a_juror(n, *draw(st.sets(st.sampled_from(AREAS)))) for n in range(1, draw(st.integers(1, 6)) + 1)]
    pairs = st.sampled_from([(entry.id, juror.seat_id) for entry in entries for juror in jurors])
    barred = draw(st.sets(pairs, max_size=6))
    live = {pair: draw(st.booleans()) for pair in sorted(draw(st.sets(pairs, max_size=8)) - barred)}
    return facts(
        entries, jurors, barred=barred, live=live, minimum=draw(st.integers(1, 3)), seed=draw(st.integers(0, 9))
    )


requests = st.builds(
    PlanRequest,
    way=st.sampled_from(Way),
    each=st.integers(0, 4),
    most=st.integers(0, 8),
    links=st.integers(0, 2),
    anew=st.booleans(),
)


def after(given_facts, plan):
    """Return the pairs that stand once a plan is carried out."""
    return ({*given_facts.dealt} | {*plan.added}) - {*plan.taken}


def plan_or_entries(found, request):
    try:
        return propose(found, request)
    except Impossible as why:
        return why.entries


@settings(max_examples=150, deadline=None)
@given(juries(), requests)
def test_a_plan_keeps_its_promises(found, request):
    plan = plan_or_entries(found, request)
    if not isinstance(plan, Proposal):
        assert plan, "what is impossible names entries"
        return
    pairs = after(found, plan)
    each = request.each or found.minimum
    by_entry, loads = Counter(e for e, _s in pairs), Counter(s for _e, s in pairs)
    held = Counter(s for pair, begun in found.dealt.items() if begun or not request.anew for s in [pair[1]])

    assert not pairs & found.barred, "nobody scores in conflict"
    assert all(pair in pairs for pair, begun in found.dealt.items() if begun), "what is begun stays"
    assert request.anew or not plan.taken, "nothing is taken back unasked"
    if request.most:
        assert all(loads[s] <= max(request.most, held[s]) for s in loads), "limits are kept"
    if request.way in {Way.EACH, Way.EXPERTISE}:
        kept = Counter(e for (e, _s), begun in found.dealt.items() if begun or not request.anew)
        assert all(by_entry[one.id] == max(each, kept[one.id]) for one in found.entries), "every entry gets as many"
    if request.way is Way.ALL:
        assert len(pairs) == len(found.entries) * len(found.jurors) - len(found.barred)
    assert plan.kept + len(plan.added) == len(pairs)
    assert [load.total for load in plan.loads] == [loads[one.seat_id] for one in found.jurors]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 30), st.integers(1, 8), st.integers(1, 8), st.sampled_from([Way.EACH, Way.EXPERTISE]))
def test_where_nothing_is_in_the_way_work_differs_by_one_at_most(entries, jurors, each, way):
    found = facts([an_entry(n) for n in range(1, entries + 1)], [a_juror(n) for n in range(1, jurors + 1)])
    if each > jurors:
        with pytest.raises(Impossible):
            propose(found, PlanRequest(way, each=each))
        return

    least, most = propose(found, PlanRequest(way, each=each)).work

    assert most - least <= 1


@settings(max_examples=60, deadline=None)
@given(juries(), requests)
def test_the_same_question_has_the_same_answer_and_once_carried_out_nothing_is_left_to_do(found, request):
    request = request.but(anew=False)
    try:
        plan, again = propose(found, request), propose(found, request)
    except Impossible:
        return
    done = facts(found.entries, found.jurors, barred=found.barred, live=dict.fromkeys(after(found, plan), False),
                 minimum=found.minimum, seed=found.seed)  # fmt: skip

    assert plan.seen == again.seen
    assert propose(done, request).added == []


@settings(max_examples=60, deadline=None)
@given(juries(), requests)
def test_what_is_said_to_help_helps(found, request):
    try:
        propose(found, request)
    except Impossible as why:
        for one in remedies(found, request, why):
            assert one.request or one.page
            if one.request:
                propose(found, one.request)


@settings(deadline=None)
@given(requests)
def test_a_request_is_read_from_its_address_as_it_was_written(request):
    request = request.but(caps={"abc": 3})

    read = PlanRequest.read(request.asked)

    assert read.asked == request.asked


@pytest.mark.parametrize("asked", [{"way": "x"}, {"each": "-1"}, {"most": "many"}, {"each": "9" * 30}, {"cap-x": "²"}])
def test_an_address_that_asks_for_what_there_is_not_is_read_as_if_it_had_not(asked):
    assert PlanRequest.read(asked) == PlanRequest()


def test_each_area_is_scored_by_those_who_know_it_and_a_few_by_another_panel():
    entries = [an_entry(n, AREAS[n % 2]) for n in range(1, 13)]
    jurors = [a_juror(n, AREAS[n % 2]) for n in range(1, 7)]
    area = {one.id: one.area for one in entries}
    knows = {one.seat_id: one.areas for one in jurors}
    found = facts(entries, jurors)

    apart = propose(found, PlanRequest(Way.AREAS, links=0))
    linked = propose(found, PlanRequest(Way.AREAS, links=1))

    assert all(area[entry] in knows[seat] for entry, seat in apart.added)
    assert apart.quality.parts == 2
    across = [area[entry] for entry, seat in linked.added if area[entry] not in knows[seat]]
    assert sorted(across) == ["Clients", "Staff"]
    assert linked.quality.parts == 1


def test_an_area_that_nobody_knows_is_named_with_its_entries():
    found = facts([an_entry(1), an_entry(2, "Staff")], [a_juror(1, "Clients"), a_juror(2, "Clients")])

    with pytest.raises(Impossible) as refused:
        propose(found, PlanRequest(Way.AREAS))

    assert [one.number for one in refused.value.entries] == [2]
    helps = remedies(found, PlanRequest(Way.AREAS), refused.value)
    assert helps[0].page == "areas"
    assert "Staff" in helps[0].sentence


def test_an_entry_with_too_few_members_without_a_conflict_is_named_and_so_is_what_helps():
    found = facts([an_entry(1), an_entry(2)], [a_juror(n) for n in (1, 2, 3)], barred={(2, 101), (2, 102)})

    with pytest.raises(Impossible) as refused:
        propose(found, PlanRequest(Way.EACH, each=3))

    assert [one.number for one in refused.value.entries] == [2]
    fewer, invite = remedies(found, PlanRequest(Way.EACH, each=3), refused.value)
    assert fewer.request == PlanRequest(Way.EACH, each=1)
    assert "2" in invite.sentence


def test_a_limit_that_is_too_low_is_answered_with_the_one_that_is_enough():
    found = facts([an_entry(n) for n in range(1, 11)], [a_juror(n) for n in range(1, 5)])
    asked = PlanRequest(Way.EACH, each=2, most=4)

    with pytest.raises(Impossible) as refused:
        propose(found, asked)

    raised, fewer, invite = remedies(found, asked, refused.value)
    assert raised.request.most == 5
    assert fewer.request.each == 1
    assert "1" in invite.sentence


def test_a_member_with_a_limit_of_their_own_gets_no_more():
    found = facts([an_entry(n) for n in range(1, 11)], [a_juror(n) for n in range(1, 5)])

    plan = propose(found, PlanRequest(Way.EACH, each=2, caps={"juror-1": 2}))

    assert sorted(load.total for load in plan.loads) == [2, 6, 6, 6]
    assert next(load.total for load in plan.loads if load.juror.seat == "juror-1") == 2


def test_experts_come_first_and_chance_keeps_areas_comparable():
    entries = [an_entry(n, AREAS[n % 2]) for n in range(1, 41)]
    jurors = [a_juror(n, AREAS[n % 2]) for n in range(1, 9)]

    plan = propose(facts(entries, jurors), PlanRequest(Way.EXPERTISE, each=3))

    assert sum(load.known for load in plan.loads) >= 0.75 * plan.sheets
    assert plan.quality.parts == 1


def test_the_ways_stand_beside_one_another_with_what_each_is_worth():
    found = facts([an_entry(n) for n in range(1, 11)], [a_juror(n, "Clients") for n in range(1, 5)])

    rows = compared(found, PlanRequest(Way.EACH, each=2))

    assert [one.way for one, _plan in rows] == [Way.ALL, Way.EACH, Way.EACH, Way.EACH, Way.AREAS, Way.EXPERTISE]
    assert [one.each for one, _plan in rows][1:4] == [2, 1, 3]
    precision = {one.each: plan.quality.precision for one, plan in rows if one.way is Way.EACH}
    assert precision[1] < precision[2] < precision[3]


def test_where_all_score_all_a_limit_that_does_not_hold_names_the_entries_that_would_be_new():
    entries, jurors = [an_entry(1), an_entry(2)], [a_juror(1), a_juror(2)]
    given = {(1, jurors[0].seat_id): False, (2, jurors[1].seat_id): False}
    found = facts(entries, jurors, live=given)

    with pytest.raises(Impossible) as why:
        propose(found, PlanRequest(Way.ALL, most=1))

    assert [one.number for one in why.value.entries] == [1, 2]
