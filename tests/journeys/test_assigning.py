"""Who scores what, in a secretary's browser: compared, assigned, undone, assigned; then a late juror is reminded."""

import re
import shutil

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from judging.editions.models import Edition
from judging.jury.models import Assignment
from tests.journeys import page_checks
from tests.journeys.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def site(tmp_path, filled_demonstration):
    """The demonstration while it is being judged, being served."""
    site = Site(tmp_path, environment="demonstration")
    shutil.copytree(filled_demonstration("judging") / "data", site.folder / "data")
    with site:
        yield site
    assert site.failures() == []


def standing(session):
    """Return the assignments that ask for a sheet, and the slug of the edition."""
    query = select(Assignment.entry_id, Assignment.seat_id).where(Assignment.removed_at.is_(None))
    pairs = sorted((entry, seat) for entry, seat in session.execute(query))
    return session.scalar(select(Edition.slug).where(Edition.demonstration)), pairs


def press(page, name):
    """Press a button, and see that the page it leads to can be used by everybody."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()
    page_checks.check_accessible(page, name)
    page_checks.check_narrow(page, name)


def test_a_plan_is_compared_assigned_undone_and_assigned_and_a_late_juror_reminded(site, page):
    slug, before = site.act(standing)
    page.goto(f"/desk/{slug}/jury/assignment/")
    page.get_by_label("Sposób").select_option(label="Tyle samo osób na każde zgłoszenie")
    page.get_by_label("Osób na zgłoszenie").fill("5")
    page.get_by_label("Rozdaj na nowo to, czego nikt nie zaczął").check()
    press(page, "Pokaż plan")
    expect(page).to_have_url(re.compile(r"way=each&each=5.*anew=1"))
    ways = page.get_by_role("table", name="Inne sposoby")
    expect(ways).to_contain_text("Wszyscy oceniają wszystko")
    expect(ways).to_contain_text("Najpierw ci, którzy znają się na obszarze")
    assert site.act(standing)[1] == before

    press(page, "Przydziel")
    fewer = site.act(standing)[1]
    assert set(fewer) < set(before)
    page.get_by_text("Cofnij", exact=True).click()
    page.locator("#undo-reason").fill("Każde zgłoszenie ma ocenić cała Kapituła.")
    press(page, "Cofnij ostatni przydział")
    assert site.act(standing)[1] == before

    press(page, "Przydziel")
    assert site.act(standing)[1] == fewer

    page.goto(f"/desk/{slug}/jury/progress/")
    first = page.locator("tbody tr").first
    name = first.get_by_role("link").first.inner_text()
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    first.get_by_role("checkbox").check()
    press(page, "Przypomnij zaznaczonym: zobacz komu i jak")
    expect(page.get_by_role("heading", name="Przypomnienie dostanie 1 osoba")).to_be_visible()
    expect(page.get_by_role("heading", name=f"Tak przeczyta je {name}")).to_be_visible()
    press(page, "Wyślij przypomnienie")
    expect(page.get_by_text("Przypomnienie dostanie 1 osoba.")).to_be_visible()
