"""Setting an edition up in small sections: each is saved by itself, and the overview says what is missing."""

from dataclasses import replace

import pytest

from judging.core.refusals import Clash, NotNow
from judging.editions.declarations import Wording, standing
from judging.editions.models import DeclarationKind
from judging.editions.operations.declarations import change_declarations
from judging.editions.operations.editions import change_setup
from judging.editions.rules.gaps import Gap, Place
from judging.editions.sections import SECTIONS, way_to
from judging.editions.setup import setup_of
from tests.editions.making import actions
from tests.factories import BEFORE, CORRECTIONS, DURING
from tests.plain_browser import form_on

TRUTH = {DeclarationKind.TRUTH: Wording("To prawda.", signed_file=False)}


def declare(session, edition, wanted, by, at=BEFORE, version=None):
    version = version or edition.version
    change_declarations(session, edition, wanted, version=version, by=by, at=at)
    session.commit()


def texts(edition):
    return {one.kind: one.text for one in standing(edition)}


@pytest.mark.parametrize("place", list(Place))
def test_every_thing_that_may_be_missing_is_mended_in_one_section(app, session, edition, place):
    assert [one.endpoint for one in SECTIONS if place in one.places] == [
        way_to(edition, Gap("Brak.", place)).endpoint,
    ]


def test_the_overview_says_of_each_section_what_stands_and_what_is_missing_with_the_link_that_mends_it(
    session, client_of, secretary, edition
):
    edition.rules_text, edition.contact_phone = "", ""
    session.commit()

    page = client_of(secretary).get(f"/desk/{edition.slug}/setup/").text

    assert "2 things are missing before the rules can be approved" in page
    assert "5 criteria" in page
    assert "4 questions" in page
    assert f'href="/desk/{edition.slug}/setup/regulations/#rules_text"' in page
    assert f'href="/desk/{edition.slug}/presentation/#contact_name"' in page


def test_the_overview_of_a_complete_edition_leads_to_the_approval(client_of, secretary, edition):
    page = client_of(secretary).get(f"/desk/{edition.slug}/setup/").text

    assert "Nothing is missing." in page
    assert f'href="/desk/{edition.slug}/freeze/"' in page


def test_sections_saved_by_two_people_at_once_do_not_get_in_each_others_way(session, client_of, secretary, edition):
    client, url = client_of(secretary), f"/desk/{edition.slug}/setup"
    (_a, areas), (_b, chapter) = (
        form_on(client.get(f"{url}/{name}/"), field) for name, field in (("areas", "areas"), ("chapter", "quorum"))
    )

    answers = [
        client.post(f"{url}/chapter/", data=chapter | {"quorum": "7"}).status_code,
        client.post(f"{url}/areas/", data=areas | {"areas": "Jeden\nDwa"}).status_code,
    ]

    session.rollback()
    assert answers == [302, 302]
    assert (edition.quorum, [area.name for area in edition.areas]) == (7, ["Jeden", "Dwa"])


def test_a_section_leaves_the_others_as_they_stand(session, edition, secretary):
    before = setup_of(edition)

    change_setup(session, edition, replace(before, quorum=7), version=edition.version, by=secretary, at=BEFORE)

    assert setup_of(edition) == replace(before, quorum=7)


def test_a_declaration_that_nobody_has_read_is_written_anew_in_its_place(session, edition, secretary):
    count = len(edition.declarations)

    declare(session, edition, TRUTH | {DeclarationKind.PRIVACY: Wording("RODO.", signed_file=False)}, secretary)

    assert texts(edition) == {DeclarationKind.TRUTH: "To prawda.", DeclarationKind.PRIVACY: "RODO."}
    assert len(edition.declarations) == count
    assert actions(session)[-1] == "settings.changed"


def test_a_declaration_of_public_rules_gets_a_new_version_and_the_old_one_stays(session, frozen, secretary):
    [old] = [one for one in frozen.declarations if one.kind is DeclarationKind.TRUTH]
    words = old.text

    declare(session, frozen, TRUTH, secretary, at=DURING)

    assert texts(frozen) == {DeclarationKind.TRUTH: "To prawda."}
    assert (old.text, old.withdrawn_at) == (words, DURING)
    [new] = standing(frozen)
    assert new.number == 2


def test_declarations_saved_unchanged_write_nothing(session, edition, secretary):
    now = {one.kind: Wording(one.text, one.signed_file) for one in standing(edition)}

    declare(session, edition, now, secretary)

    assert actions(session) == ["edition.created"]


def test_two_people_changing_declarations_see_both_versions(session, edition, secretary):
    with pytest.raises(Clash) as clash:
        declare(session, edition, TRUTH, secretary, version=edition.version + 1)

    assert str(clash.value.fields[0][1]) == "To prawda."


def test_declarations_no_longer_change_when_the_call_is_over(session, frozen, secretary):
    with pytest.raises(NotNow, match="The call is over"):
        declare(session, frozen, TRUTH, secretary, at=CORRECTIONS)

    assert actions(session)[-1] == "rules.frozen"


def test_the_public_page_shows_the_declarations_in_force_alone(session, visitor, frozen, secretary):
    old = frozen.declarations[0].text
    declare(session, frozen, TRUTH, secretary, at=DURING)

    page = visitor.get(f"/en/editions/{frozen.slug}/").text

    assert "To prawda." in page
    assert old not in page


def test_declarations_are_written_on_their_own_page(session, client_of, secretary, edition):
    client, url = client_of(secretary), f"/desk/{edition.slug}/setup/declarations/"
    _where, fields = form_on(client.get(url), "text-truth")

    answer = client.post(
        url, data=fields | {"text-truth": "To prawda.", "text-authority": "Mam prawo.", "signed-authority": "y"}
    )

    session.rollback()
    assert answer.status_code == 302
    assert texts(edition)[DeclarationKind.AUTHORITY] == "Mam prawo."
    assert [one.signed_file for one in standing(edition) if one.kind is DeclarationKind.AUTHORITY] == [True]
