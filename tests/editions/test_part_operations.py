"""What rules and operations make of criteria, awards and rounds, without the web: on both databases."""

from dataclasses import replace
from typing import Any

import pytest

from judging.core.refusals import Clash, Incomplete, NotNow
from judging.editions import queries, rulebook
from judging.editions.models import Part
from judging.editions.operations import awards, criteria, form, rounds, taken_away
from judging.editions.operations.editions import freeze_rules
from judging.editions.parts.awards import AwardSetup
from judging.editions.parts.criteria import CriterionSetup
from judging.editions.parts.rounds import round_setup
from judging.stats.vocabulary import Rung
from tests.editions.making import actions
from tests.factories import BEFORE


@pytest.fixture
def act(secretary):
    return {"by": secretary, "at": BEFORE}


def keys(edition):
    return [one.key for one in edition.criteria]


def test_what_was_taken_away_does_not_come_back_beside_another_of_its_name(session, edition, act):
    criteria.take_away_criterion(session, edition, edition.criteria[0], **act)
    session.flush()
    [taken] = queries.taken_away(session, edition, Part.CRITERION)
    new = criteria.add_criterion(session, edition, CriterionSetup(name="innowacyjność"), **act)
    session.commit()

    with pytest.raises(Incomplete, match="Another one is called the same"):
        taken_away.bring_back(session, edition, taken, **act)

    session.rollback()
    assert keys(edition)[-1] == new.key == "c1"
    assert len(queries.taken_away(session, edition, Part.CRITERION)) == 1


def test_a_new_criterion_never_takes_the_key_of_one_that_may_come_back(session, edition, act):
    first = criteria.add_criterion(session, edition, CriterionSetup(name="Koszt"), **act)
    session.flush()
    criteria.take_away_criterion(session, edition, first, **act)
    session.flush()

    assert criteria.add_criterion(session, edition, CriterionSetup(name="Czas"), **act).key == "c2"


def test_two_people_changing_one_criterion_or_award_see_both_versions(session, edition, act):
    criterion, kind = edition.criteria[0], edition.award_kinds[0]
    mine = CriterionSetup(name=criterion.name, description=criterion.description, weight=9)
    old = {"version": edition.version - 1}

    with pytest.raises(Clash) as clash:
        criteria.change_criterion(session, edition, criterion, mine, **old, **act)
    with pytest.raises(Clash) as other:
        awards.change_award(session, edition, kind, AwardSetup("Puchar", "Puchar", 2, main=True), **old, **act)

    rows = {str(label): (sent, stored) for label, sent, stored in clash.value.fields}
    assert rows["Weight"] == ("9", "1")
    assert [row[1:] for row in other.value.fields] == [("Puchar", "Nagroda Główna"), ("Puchar", "Nagrodę Główną")]


def test_approved_rules_refuse_every_change_of_criteria_and_awards_and_leave_no_trace(session, edition, act):
    criteria.take_away_criterion(session, edition, edition.criteria[4], **act)
    session.flush()
    [taken] = queries.taken_away(session, edition, Part.CRITERION)
    freeze_rules(session, edition, version=edition.version, **act)
    session.commit()
    criterion, kind, version = edition.criteria[0], edition.award_kinds[0], edition.version

    for refused in (
        lambda: criteria.add_criterion(session, edition, CriterionSetup(name="X"), **act),
        lambda: criteria.change_criterion(
            session, edition, criterion, CriterionSetup(name="X"), version=version, **act
        ),
        lambda: criteria.move_criterion(session, edition, criterion, up=False, **act),
        lambda: criteria.take_away_criterion(session, edition, criterion, **act),
        lambda: awards.add_award(session, edition, AwardSetup("X", "X"), **act),
        lambda: awards.change_award(session, edition, kind, AwardSetup("X", "X"), version=version, **act),
        lambda: awards.move_award(session, edition, kind, up=False, **act),
        lambda: awards.take_away_award(session, edition, kind, **act),
        lambda: taken_away.bring_back(session, edition, taken, **act),
    ):
        with pytest.raises(NotNow, match="no longer change"):
            refused()

    assert rulebook.build(edition) == edition.rulebook
    assert actions(session) == ["edition.created", "settings.changed", "rules.frozen"]


def test_two_people_changing_the_round_see_both_versions(session, edition, secretary):
    round_ = edition.rounds[0]
    mine = replace(round_setup(round_), min_sheets=5)

    with pytest.raises(Clash) as clash:
        rounds.change_round(session, edition, round_, mine, version=edition.version - 1, by=secretary, at=BEFORE)

    assert [row[1:] for row in clash.value.fields] == [("5", "3")]


def test_approved_rules_refuse_every_change_of_a_round_and_leave_no_trace(session, edition, secretary):
    act = {"by": secretary, "at": BEFORE}
    freeze_rules(session, edition, version=edition.version, **act)
    session.commit()
    round_, version = edition.rounds[0], edition.version

    with pytest.raises(NotNow, match="no longer change"):
        rounds.change_ladder(session, edition, round_, Rung.MEDIAN, "off", **act)
    with pytest.raises(NotNow, match="no longer change"):
        rounds.change_round(session, edition, round_, replace(round_setup(round_), high="5"), version=version, **act)

    assert rulebook.build(edition) == edition.rulebook
    assert actions(session) == ["edition.created", "rules.frozen"]


def test_a_scale_that_does_not_rise_is_refused_by_the_rule_itself(session, edition, secretary):
    setup = replace(round_setup(edition.rounds[0]), low="10")

    with pytest.raises(Incomplete) as refusal:
        rounds.change_round(
            session, edition, edition.rounds[0], setup, version=edition.version, by=secretary, at=BEFORE
        )

    assert refusal.value.field == "high"


ACTS: dict[str, tuple[Any, Any]] = {  # how a thing is moved and taken away
    "criteria": (criteria.move_criterion, criteria.take_away_criterion),
    "award_kinds": (awards.move_award, awards.take_away_award),
    "fields": (form.move_question, form.remove_question),
}


@pytest.mark.parametrize("part", ACTS)
def test_things_moved_taken_away_and_brought_back_are_numbered_from_one(session, edition, act, part):
    move, away = ACTS[part]
    before = [one.position for one in getattr(edition, part)]
    first, second, *_rest = getattr(edition, part)

    move(session, edition, first, up=False, **act)
    session.commit()
    away(session, edition, second, **act)
    session.commit()
    gone = [one.position for one in getattr(edition, part)]
    [taken] = [one for kind in Part for one in queries.taken_away(session, edition, kind)]
    taken_away.bring_back(session, edition, taken, **act)
    session.commit()
    session.expire_all()

    assert gone == before[:-1]
    assert [one.position for one in getattr(edition, part)] == before
    assert queries.one_taken_away(session, edition, taken.public_id) is None
