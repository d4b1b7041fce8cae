"""From a new edition with nothing in it to approved rules: all of it typed in the set-up, in a browser."""

import pytest
from playwright.sync_api import expect

from tests.journeys import office_side, preparation

pytestmark = pytest.mark.browser
EMPTY = "Nothing: you write all of it yourself"
LEVELS = "10 – Robi to niemal każdy.\n0 – Nikt tego nie powtórzy."


@pytest.fixture
def secretary(site, person):
    """Who has just got an edition with nothing in it."""
    administrator, secretary = person(), person()
    preparation.make_the_administrator(site)
    office_side.register_and_confirm(secretary, "Halina Sekretna", preparation.SECRETARY, site)
    administrator.sign_in(preparation.ADMINISTRATOR)
    administrator.visit("/desk/new/")
    administrator.field("Start from").select_option(label=EMPTY)
    administrator.fill_in(
        {"Name of the edition": preparation.EDITION, "Year": "2027", "Secretary of the chapter": preparation.SECRETARY}
    )
    administrator.press("Make the edition")
    administrator.sees("The edition has been made")
    return secretary


def test_an_edition_with_nothing_in_it_is_set_up_and_its_rules_are_approved(site, person, secretary):
    slug = preparation.find_the_edition(secretary)
    secretary.visit(f"/desk/{slug}/setup/")
    secretary.sees("There is no criterion to score by.")

    writes_areas_and_questions(secretary, slug)
    writes_criteria(secretary)
    says_how_the_score_is_counted(secretary)
    lists_the_awards(secretary)
    preparation.set_the_quorum(secretary, slug)
    secretary.visit(f"/desk/{slug}/setup/regulations/")
    secretary.fill("Regulations", "## Kto może wziąć udział\n\nKażdy urząd.")
    secretary.press("Save the settings")
    preparation.set_the_calendar(secretary, slug)
    preparation.name_somebody_to_ask(secretary, slug)
    secretary.visit(f"/desk/{slug}/setup/")
    secretary.sees("Nothing is missing.")
    fingerprint = preparation.freeze_the_rules(secretary, slug)

    everybody_reads_the_rules(person(language="pl"), slug, fingerprint)
    secretary.visit(f"/desk/{slug}/setup/criteria/")
    secretary.sees("The rules are approved")
    expect(secretary.page.get_by_role("link", name="Add a criterion")).to_have_count(0)
    site.judging("invariants")


def writes_areas_and_questions(secretary, slug):
    secretary.follow("Write the areas")
    secretary.fill("Areas", "Praca z klientem\nPraca w urzędzie")
    secretary.press("Save the settings")
    secretary.visit(f"/desk/{slug}/setup/form/")
    for label in ("Co zrobiliście?", "Co się zmieniło?"):
        secretary.follow("Long text")
        secretary.fill("Question", label)
        secretary.press("Save the question")


def writes_criteria(secretary):
    """Three criteria, one of them taken away by mistake and brought back, another moved up."""
    secretary.follow("Next: Space for attachments")
    secretary.follow("Next: Criteria and weights")
    for name, weight in (("Uniwersalność", "2"), ("Koszt", "1"), ("Nowość", "1")):
        secretary.follow("Add a criterion")
        secretary.fill_in({"Name of the criterion": name, "Weight": weight, "Step between scores": "0,5"})
        secretary.fill("What the points mean", LEVELS)
        secretary.tick("Co zrobiliście?")
        secretary.press("Save")
    secretary.sees("weight 2, 50% of the score")
    secretary.press("Up – Nowość")
    secretary.press("Take it away – Koszt")
    secretary.sees("“Koszt” is taken away.")
    secretary.sees("weight 2, 66.7% of the score")
    secretary.press("Bring it back – Koszt")
    expect(secretary.page.locator("main h2")).to_contain_text(["Uniwersalność", "Nowość", "Koszt"])


def says_how_the_score_is_counted(secretary):
    """A scale from 0 to 10 becomes one to 5, and the levels then say what nobody can give: the set-up tells so."""
    secretary.follow("Next: How the score is counted")
    secretary.follow("Change the scale and the method", exact=False)
    secretary.fill_in({"Most points": "5", "Complete sheets an entry should have": "2"})
    secretary.press("Save")
    secretary.sees("Each criterion is scored from 0 to 5 points.")
    secretary.follow("Choose what breaks a tie", exact=False)
    secretary.sees("The ladder as it stands puts entry A first.")
    secretary.press("Take off the ladder – the higher mean on the criterion with the greatest weight, then on the next ones (criteria of equal weight are skipped)")  # fmt: skip # noqa: E501
    secretary.sees("The ladder as it stands puts entry B first.")
    secretary.follow("Back to the list")
    secretary.follow("All settings")
    secretary.sees("The criterion “Koszt” says what 10 points mean, and nobody can give so many.")
    for _criterion in range(3):
        secretary.follow("Set the criteria")
        secretary.fill("What the points mean", LEVELS.replace("10", "5"))
        secretary.press("Save")
        secretary.follow("All settings")


def lists_the_awards(secretary):
    secretary.sees("There is no award to give.")
    secretary.follow("Set the awards")
    for name, quantity, kind in (("wyróżnienie", "3", "a distinction"), ("Nagroda Główna", "1", "a main prize")):
        secretary.follow("Add an award")
        secretary.fill_in({"Name of the award": name, "How many may be given": quantity})
        secretary.tick(kind)
        secretary.press("Save")
    secretary.press("Up – Nagroda Główna")
    expect(secretary.page.locator("main dd", has_text="Nagrodę Główną")).to_have_count(1)
    expect(secretary.page.locator("main h2")).to_contain_text(["Nagroda Główna", "wyróżnienie"])


def everybody_reads_the_rules(public, slug, fingerprint):
    public.visit(f"/editions/{slug}/rules/")
    public.sees(fingerprint)
    public.sees("Każde kryterium oceniamy w skali od 0 do 5 punktów.")
    public.sees("Nagroda Główna")
