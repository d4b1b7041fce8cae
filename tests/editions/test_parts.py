"""Criteria and awards are added, changed, put in order, taken away and brought back, until the rules are approved."""

import re

import pytest
from sqlalchemy import func, select

from judging.editions import queries, rulebook
from judging.editions.models import Part, RoundCriterion
from judging.editions.operations import awards, criteria
from judging.editions.operations.editions import freeze_rules
from judging.editions.parts.awards import AwardSetup, award_setup
from judging.editions.parts.criteria import CriterionSetup, criterion_setup
from tests.editions.making import actions, create
from tests.factories import BEFORE
from tests.plain_browser import form_on, forms_of

COST = {"name": "Koszt", "description": "Ile kosztowało.", "weight": "5", "step": "0,5"}
LEVELS = {"levels": "10: Tanio.\n0: Drogo."}
SPECIAL = {"name": "Nagroda Specjalna", "name_accusative": "", "quantity": "1", "minimal_score": "7,5"}


@pytest.fixture
def act(secretary):
    return {"by": secretary, "at": BEFORE}


def keys(edition):
    return [one.key for one in edition.criteria]


def names(edition):
    return [one.name for one in edition.award_kinds]


def now(session, edition):
    session.rollback()
    session.expire_all()
    return edition


def back_of(page):
    """Where the buttons that bring things back are sent, the newest first."""
    return [action for action, _fields in forms_of(page.text) if "/taken-away/" in (action or "")]


def test_a_criterion_is_added_with_all_that_the_model_knows_of_it(session, desk, edition):
    url = f"/desk/{edition.slug}/setup/criteria/"
    _where, fields = form_on(desk.get(f"{url}new/"), "weight")
    sent = fields | COST | LEVELS | {"comment_required": "y", "answered_in": ["problem", "effects"]}

    added = desk.post(f"{url}new/", data=sent | {"rounds": edition.rounds[0].public_id})

    assert (added.status_code, added.location) == (302, f"{url}#criterion-c1")
    criterion = now(session, edition).criteria[-1]
    assert criterion_setup(edition, criterion) == CriterionSetup(
        name="Koszt",
        description="Ile kosztowało.",
        weight=5,
        step="0.5",
        levels=(("0", "Drogo."), ("10", "Tanio.")),
        comment_required=True,
        answered_in=("problem", "effects"),
        rounds=(edition.rounds[0].public_id,),
    )
    assert rulebook.build(edition)["criteria"][-1]["levels"] == {"0": "Drogo.", "10": "Tanio."}
    page = desk.get(url).text
    assert "weight 5, 50% of the score" in page
    assert "0, 0.5 and so on to 10 points" in page


def test_a_criterion_sent_back_as_it_stood_changes_nothing(session, desk, edition):
    version = edition.version

    for key in keys(edition):
        url = f"/desk/{edition.slug}/setup/criteria/{key}/"
        assert desk.post(url, data=every_field(desk.get(url))).status_code == 302

    assert now(session, edition).version == version
    assert actions(session) == ["edition.created"]


def every_field(page):
    """The form of a thing with all its ticks: several boxes of one name are sent as a list."""
    _where, fields = form_on(page, "version")
    for name in ("answered_in", "rounds"):
        boxes = re.findall(rf'<input[^>]*name="{name}"[^>]*>', page.text)
        if boxes:
            fields[name] = [re.search(r'value="([^"]*)"', one)[1] for one in boxes if "checked" in one]
    return fields


WRONG = {
    "weight": ["-1", "1.5", "101", "", "x"],
    "step": ["0", "-1", "", "pół", "1/0"],
    "levels": ["bez punktów", "3: jedno\n3: drugie", "3-5: średnio"],
    "name": ["", "Uniwersalność", "uniwersalność"],
    "answered_in": ["nowhere"],
    "rounds": ["nowhere"],
}


@pytest.mark.parametrize(("field", "typed"), [(field, typed) for field, texts in WRONG.items() for typed in texts])
def test_what_is_wrong_with_a_criterion_is_said_beside_its_field(session, desk, edition, field, typed):
    url = f"/desk/{edition.slug}/setup/criteria/innovation/"
    fields = every_field(desk.get(url)) | {"description": "To zostaje."}

    page = desk.post(url, data=fields | {field: typed})

    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    assert "To zostaje." in page.text
    assert now(session, edition).criteria[0].description != "To zostaje."


def test_the_line_that_is_no_level_is_named(desk, edition):
    url = f"/desk/{edition.slug}/setup/criteria/innovation/"

    page = desk.post(url, data=every_field(desk.get(url)) | {"levels": "0: nic\n\nnic: 10"}).text

    assert "Line 3: begin with points" in page


def test_criteria_and_awards_change_places_by_one(session, desk, edition):
    url, first = f"/desk/{edition.slug}/setup", edition.award_kinds[0].public_id

    desk.post(f"{url}/criteria/reach/move/", data={"to": "up"})
    desk.post(f"{url}/criteria/innovation/move/", data={"to": "up"})
    desk.post(f"{url}/awards/{first}/move/", data={"to": "down"})

    assert keys(now(session, edition))[:3] == ["innovation", "reach", "universality"]
    assert names(edition) == ["wyróżnienie", "Nagroda Główna"]
    assert [one.position for one in edition.criteria] == [1, 2, 3, 4, 5]
    assert [one.position for one in edition.award_kinds] == [1, 2]


def test_a_criterion_taken_away_is_off_every_round_and_comes_back_as_it_was_where_it_stood(session, desk, edition):
    url, before = f"/desk/{edition.slug}/setup/criteria", rulebook.build(edition)
    answered = list(edition.criteria[1].answered_in)

    page = desk.post(f"{url}/universality/take-away/", follow_redirects=True)

    gone = rulebook.build(now(session, edition))
    assert "“Universality” is taken away. You can bring it back below." in page.text
    assert [row["key"] for row in gone["criteria"]] == ["innovation", "reach", "measurability", "fit"]
    assert gone["rounds"][0]["criteria"] == ["innovation", "reach", "measurability", "fit"]
    assert session.scalar(select(func.count(RoundCriterion.id))) == 4
    [where] = back_of(page)
    page = desk.post(where, follow_redirects=True)
    assert rulebook.build(now(session, edition)) == before
    assert edition.criteria[1].answered_in == answered
    assert back_of(page) == []
    assert actions(session) == ["edition.created", "settings.changed", "settings.changed"]


def test_an_award_taken_away_comes_back_as_it_was_where_it_stood(session, desk, edition):
    before, kind = rulebook.build(edition), edition.award_kinds[0].public_id

    page = desk.post(f"/desk/{edition.slug}/setup/awards/{kind}/take-away/", follow_redirects=True)
    assert names(now(session, edition)) == ["wyróżnienie"]
    [where] = back_of(page)
    desk.post(where)

    assert rulebook.build(now(session, edition)) == before


def test_an_award_is_added_with_all_that_the_model_knows_of_it(session, desk, edition):
    url = f"/desk/{edition.slug}/setup/awards/"
    _where, fields = form_on(desk.get(f"{url}new/"), "quantity")
    ticks = {"main": "main", "per_area": "y", "ex_aequo_counts_once": "y"}

    answer = desk.post(f"{url}new/", data=fields | SPECIAL | ticks)

    assert answer.status_code == 302
    assert award_setup(now(session, edition).award_kinds[-1]) == AwardSetup(
        name="Nagroda Specjalna",
        name_accusative="Nagrodę Specjalną",  # formed, as nothing was typed
        quantity=1,
        main=True,
        per_area=True,
        minimal_score="7.5",
        ex_aequo_counts_once=True,
    )
    assert "Nagrodę Specjalną" in desk.get(url).text


def test_an_award_sent_back_as_it_stood_changes_nothing(session, desk, edition):
    version = edition.version

    for kind in list(edition.award_kinds):
        url = f"/desk/{edition.slug}/setup/awards/{kind.public_id}/"
        assert desk.post(url, data=every_field(desk.get(url))).status_code == 302

    assert now(session, edition).version == version


@pytest.mark.parametrize(
    ("field", "typed"),
    [("quantity", "0"), ("quantity", "dużo"), ("minimal_score", "dużo"), ("name", "WYRÓŻNIENIE"), ("main", "grand")],
)
def test_what_is_wrong_with_an_award_is_said_beside_its_field(session, desk, edition, field, typed):
    url = f"/desk/{edition.slug}/setup/awards/{edition.award_kinds[0].public_id}/"

    page = desk.post(url, data=every_field(desk.get(url)) | {field: typed})

    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text or field == "main"
    assert names(now(session, edition)) == ["Nagroda Główna", "wyróżnienie"]


def test_a_criterion_changed_in_two_windows_is_merged_where_each_changed_another_field(session, desk, edition):
    url = f"/desk/{edition.slug}/setup/criteria/innovation/"
    mine, theirs = (every_field(desk.get(url)) for _ in range(2))
    desk.post(url, data=theirs | {"answered_in": ["problem"]})

    merged = desk.post(url, data=mine | {"weight": "3"})

    assert merged.status_code == 302, merged.text
    assert (now(session, edition).criteria[0].weight, edition.criteria[0].answered_in) == (3, ["problem"])


def test_the_same_ticks_changed_in_two_windows_are_laid_side_by_side_in_words(session, desk, edition):
    url = f"/desk/{edition.slug}/setup/criteria/innovation/"
    mine, theirs = (every_field(desk.get(url)) for _ in range(2))
    desk.post(url, data=theirs | {"answered_in": ["problem"]})

    page = desk.post(url, data=mine | {"answered_in": ["effects"]})

    assert page.status_code == 409
    assert "Problem lub potrzeba" in page.text
    assert "Efekty" in page.text


def test_what_was_typed_before_the_rules_were_approved_is_on_the_page_that_refuses_it(session, desk, edition, act):
    url = f"/desk/{edition.slug}/setup/criteria/innovation/"
    fields = every_field(desk.get(url))
    freeze_rules(session, edition, version=edition.version, **act)
    session.commit()

    page = desk.post(url, data=fields | {"description": "Za późno"})

    assert page.status_code == 409
    assert "Za późno" in page.text


def test_approved_criteria_and_awards_are_read_and_nothing_on_the_page_would_be_refused(session, desk, edition, act):
    freeze_rules(session, edition, version=edition.version, **act)
    session.commit()

    for section in ("criteria", "awards", "rounds"):
        page = desk.get(f"/desk/{edition.slug}/setup/{section}/")
        assert "The rules are approved" in page.text
        assert [action for action, _fields in forms_of(page.text)] == []


def test_a_criterion_or_an_award_of_another_edition_is_unknown_here(session, desk, edition, secretary):
    other = create(session, by=secretary, year=2028)
    session.commit()
    url, kind = f"/desk/{edition.slug}/setup", other.award_kinds[0].public_id

    assert desk.get(f"/desk/{other.slug}/setup/awards/{kind}/").status_code == 200
    assert desk.get(f"{url}/awards/{kind}/").status_code == 404
    assert desk.get(f"{url}/rounds/{other.rounds[0].public_id}/").status_code == 404
    assert desk.post(f"{url}/awards/{kind}/take-away/").status_code == 404


def test_what_was_taken_away_in_another_edition_is_not_brought_back_here(session, desk, edition, secretary, act):
    other = create(session, by=secretary, year=2028)
    criteria.take_away_criterion(session, other, other.criteria[0], **act)
    session.commit()
    [taken] = queries.taken_away(session, other, Part.CRITERION)

    assert desk.post(f"/desk/{edition.slug}/setup/taken-away/{taken.public_id}/").status_code == 404


@pytest.mark.parametrize("section", ["criteria", "awards"])
def test_a_list_costs_the_same_however_many_rows_it_has(session, desk, edition, statements, section, act):
    url = f"/desk/{edition.slug}/setup/{section}/"
    desk.get(url)
    few = statements(lambda: desk.get(url))
    for number in range(8):
        criteria.add_criterion(session, edition, CriterionSetup(name=f"K{number}"), **act)
        kind = awards.add_award(session, edition, AwardSetup(f"N{number}", f"N{number}"), **act)
        if number % 2:
            session.flush()
            awards.take_away_award(session, edition, kind, **act)
            criteria.take_away_criterion(session, edition, edition.criteria[-1], **act)
    session.commit()

    assert statements(lambda: desk.get(url)) == few


def test_what_is_missing_of_a_criterion_or_award_leads_to_its_own_page(session, desk, edition):
    edition.criteria[0].step, edition.award_kinds[1].quantity = "3", 0
    session.commit()

    page = desk.get(f"/desk/{edition.slug}/setup/").text

    assert f'href="/desk/{edition.slug}/setup/criteria/innovation/"' in page
    assert f'href="/desk/{edition.slug}/setup/awards/{edition.award_kinds[1].public_id}/"' in page
