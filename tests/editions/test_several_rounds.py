"""An edition may have several rounds, and a qualifying one: set, dated, kept, copied, and told in the rules."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from judging.core.i18n import speaking
from judging.core.refusals import Incomplete, NotNow
from judging.editions import rulebook
from judging.editions.calendar import calendar_of, faults, moved
from judging.editions.models import Part, RoundKind, YesRule
from judging.editions.operations import criteria, rounds, taken_away
from judging.editions.operations.editions import freeze_rules, set_calendar
from judging.editions.outline import outline_of
from judging.editions.parts.criteria import criterion_setup
from judging.editions.parts.qualifying import KEY
from judging.editions.parts.rounds import round_setup
from judging.editions.queries import taken_away as kept
from judging.editions.rules.gaps import Place, missing_of_scoring
from judging.editions.rules_document import rounds_in_words
from judging.editions.setup_file import read, written
from tests.editions.making import create
from tests.factories import BEFORE
from tests.plain_browser import forms_of

NAME = "Etap wstępny"


@pytest.fixture
def act(secretary):
    return {"by": secretary, "at": BEFORE}


@pytest.fixture
def first(session, edition, act):
    """A qualifying round before the scored one: two of at least three must say yes."""
    round_ = rounds.add_round(session, edition, RoundKind.QUALIFYING, NAME, 0, **act)
    setup = replace(round_setup(round_), yes_rule=YesRule.AT_LEAST, yes_needed=2, min_sheets=3)
    rounds.change_round(session, edition, round_, setup, version=edition.version, **act)
    session.flush()
    return round_


def test_a_round_is_added_first_or_after_another_with_dates_between_those_there_are(session, edition, first, act):
    last = rounds.add_round(session, edition, RoundKind.SCORED, "Finał", 2, **act)

    assert [one.name for one in edition.rounds][::2] == [NAME, "Finał"]
    assert [one.position for one in edition.rounds] == [1, 2, 3]
    assert first.criteria == []
    assert last.criteria == edition.criteria
    assert all(before.closes_at < after.opens_at for before, after in pairwise(edition.rounds))
    assert list(faults(calendar_of(edition))) == []


def test_a_round_taken_away_comes_back_as_it_was_and_the_only_one_stays(session, edition, first, act):
    was, criteria_of_second = round_setup(first), list(edition.rounds[1].criteria)
    dates = (first.opens_at, first.closes_at)

    rounds.take_away_round(session, edition, first, **act)
    with pytest.raises(NotNow):
        rounds.take_away_round(session, edition, edition.rounds[0], **act)
    [taken] = kept(session, edition, Part.ROUND)
    taken_away.bring_back(session, edition, taken, **act)

    back = edition.rounds[0]
    assert (round_setup(back), (back.opens_at, back.closes_at)) == (was, dates)
    assert edition.rounds[1].criteria == criteria_of_second
    assert kept(session, edition, Part.ROUND) == []


def test_two_rounds_are_not_called_the_same(session, edition, first, act):
    with pytest.raises(Incomplete):
        rounds.add_round(session, edition, RoundKind.SCORED, NAME.upper(), 1, **act)


def test_no_more_people_are_asked_to_say_yes_than_must_decide(session, edition, first, act):
    setup = replace(round_setup(first), yes_needed=4)

    with pytest.raises(Incomplete):
        rounds.change_round(session, edition, first, setup, version=edition.version, **act)


def test_the_last_round_must_be_scored_and_rounds_that_overlap_lead_to_the_calendar(session, edition, first, act, app):
    with app.test_request_context():
        assert list(missing_of_scoring(edition)) == []
        first.closes_at = edition.rounds[1].opens_at + timedelta(days=1)
        assert [gap.place for gap in missing_of_scoring(edition)] == [Place.CALENDAR]
        first.closes_at = edition.rounds[1].opens_at - timedelta(days=1)
        rounds.add_round(session, edition, RoundKind.QUALIFYING, "Na końcu", 2, **act)
        assert Place.ROUNDS in [gap.place for gap in missing_of_scoring(edition)]


def test_a_criterion_is_never_scored_in_a_qualifying_round(session, edition, first, act):
    setup = criterion_setup(edition, edition.criteria[0])
    wanted = replace(setup, rounds=(first.public_id, edition.rounds[1].public_id), weight=7)

    criteria.change_criterion(session, edition, edition.criteria[0], wanted, version=edition.version, **act)

    assert first.criteria == []
    assert rulebook.weights_in(first) == {KEY: 1}


def test_a_later_round_opens_after_the_one_before_is_over_and_moves_with_a_reason(session, edition, first, act):
    now = calendar_of(edition)
    [later] = now.later
    early = replace(now, later=(later._replace(opens_at=now.scoring_closes_at),))
    late = replace(now, later=(later._replace(closes_at=now.announcement_at),))

    with pytest.raises(Incomplete):
        set_calendar(session, edition, early, version=edition.version, **act)
    with pytest.raises(Incomplete):
        set_calendar(session, edition, late, version=edition.version, **act)
    moved_by_a_day = later._replace(closes_at=later.closes_at + timedelta(days=1))
    set_calendar(session, edition, replace(now, later=(moved_by_a_day,)), version=edition.version, **act)

    assert edition.rounds[1].closes_at == moved_by_a_day.closes_at


def test_file_and_copy_carry_the_rounds_and_their_rule(session, edition, first, secretary):
    outline = outline_of(edition)

    assert read(written(outline), {}).rounds == [dict(row) for row in outline.rounds]
    copy = create(session, outline, by=secretary, year=2031, calendar=moved(calendar_of(edition), 4, edition.time_zone))
    assert [round_setup(one) for one in copy.rounds] == [round_setup(one) for one in edition.rounds]
    assert list(faults(calendar_of(copy))) == []


def test_an_edition_made_without_dates_for_a_later_round_gets_usual_ones(session, edition, first, secretary):
    copy = create(session, outline_of(edition), by=secretary, year=2032)

    assert copy.rounds[0].closes_at < copy.rounds[1].opens_at < copy.rounds[1].closes_at


@pytest.mark.parametrize(
    "change",
    [{"yes_rule": YesRule.ALL}, {"yes_needed": 1}, {"min_sheets": 4}, {"no_needs_reason": False}, {"name": "Inny"}],
)
def test_the_fingerprint_covers_the_rule_of_a_qualifying_round(edition, first, change):
    before = rulebook.fingerprint(rulebook.build(edition))
    for name, value in change.items():
        setattr(first, name, value)

    assert rulebook.fingerprint(rulebook.build(edition)) != before


def test_an_edition_with_one_round_keeps_the_fingerprint_it_had(edition):
    [row] = rulebook.build(edition)["rounds"]

    assert not {"kind", "yes_rule", "yes_needed", "no_needs_reason"} & row.keys()


def test_the_rules_say_in_words_who_decides_and_when_an_entry_goes_on(edition, first, app):
    with app.test_request_context():
        with speaking("pl"):
            polish = rounds_in_words(edition)[0]
        with speaking("en"):
            english = rounds_in_words(edition)[0]

    assert "Zgłoszenie przechodzi dalej, jeśli co najmniej 2 osoby powiedzą „tak”." in polish["said"]
    assert "An entry goes on if at least 2 people say yes." in english["said"]
    assert "points" not in " ".join(english["said"][1:])
    assert english["ladder"] == []


def test_the_secretary_adds_sets_and_takes_away_a_round_on_pages(session, client_of, secretary, edition):
    desk, url = client_of(secretary), f"/desk/{edition.slug}/setup/rounds/"

    desk.post(f"{url}new/", data={"name": NAME, "kind": "qualifying", "place": "0"})
    session.rollback()
    session.refresh(edition)
    added = edition.rounds[0]
    page = desk.get(f"{url}{added.public_id}/").text
    assert "At least so many" in page or "at least so many" in page
    answer = desk.post(
        f"{url}{added.public_id}/",
        data={"name": NAME, "yes_rule": "all", "yes_needed": "1", "min_sheets": "2", "version": str(edition.version)},
    )
    assert answer.status_code == 302
    calendar = desk.get(f"/desk/{edition.slug}/calendar/").text
    assert 'name="opens_at_2"' in calendar
    assert "everybody who decides" in desk.get(url).text
    [away] = [where for where, _fields in forms_of(desk.get(url).text) if added.public_id in where]
    desk.post(away, data={})
    session.rollback()
    session.refresh(edition)

    assert len(edition.rounds) == 1
    assert NAME in desk.get(url).text  # below, to be brought back


def test_the_public_rules_tell_of_the_qualifying_round(session, client_of, secretary, edition, first, act):
    freeze_rules(session, edition, version=edition.version, **act)
    session.commit()

    page = client_of(secretary).get(f"/editions/{edition.slug}/rules/")

    assert NAME in page.text
    assert "osoby powiedzą „tak”" in page.text or "people say yes" in page.text
