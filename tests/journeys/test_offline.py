"""A juror for a whole evening without a connection: ten entries read and scored, nothing lost on either device."""

import re
import shutil
from functools import partial

import pytest
from playwright.sync_api import expect
from sqlalchemy import select, update

from judging.accounts.models import User, UserSession
from judging.core import clock
from judging.editions.models import Seat
from judging.jury.models import Assignment, SheetState
from judging.jury.operations.conflicts import declare_one
from tests.chromium import leave
from tests.journeys import page_checks
from tests.journeys.conftest import at_desk
from tests.journeys.site import Site

pytestmark = pytest.mark.browser
JUROR = "juror5@kapitula.example"
ENTRIES = 10
SAVED = "Zapisano"
AWAY = "Brak połączenia"
COPY = "To jest strona z"
WAITS = "Nie wysłano jeszcze"


@pytest.fixture
def site(tmp_path, filled_demonstration):
    """The demonstration while it is being judged; this test stops and starts the server itself."""
    site = Site(tmp_path, environment="demonstration")
    shutil.copytree(filled_demonstration("judging") / "data", site.folder / "data")
    site.act(reopen_all)
    with site:
        yield site
    assert site.failures() == []


@pytest.fixture
def desk(chromium, site):
    """A function that opens the juror's desk on a device of its own; no question may stop the juror."""
    opened = []

    def desk():
        opened.append(at_desk(chromium, site, JUROR, viewport=page_checks.NARROW))
        return opened[-1]

    yield desk
    for page in opened:
        leave(page.context)


def sheets_of(session):
    mine = select(Seat.id).join(User, User.id == Seat.user_id).where(User.email == JUROR)
    return session.scalars(select(Assignment).where(Assignment.seat_id.in_(mine)).order_by(Assignment.position)).all()


def reopen_all(session):
    """Let every sheet of the juror be open and empty, as on the first evening."""
    for one in sheets_of(session):
        if one.sheet:
            one.sheet.state, one.sheet.total, one.sheet.receipt = SheetState.DRAFT, None, None
            one.sheet.submitted_at, one.sheet.salt, one.sheet.scores, one.sheet.comments = None, None, {}, {}


def given(site):
    """Return the scores of the juror's sheets by the address of the sheet."""
    return site.act(
        lambda session: {one.public_id: dict(one.sheet.scores) if one.sheet else {} for one in sheets_of(session)}
    )


def declare_conflict(session, sheet):
    one = session.scalars(select(Assignment).where(Assignment.public_id == sheet)).one()
    declare_one(session, one.seat, one.entry, reason="Pracuje tam moja siostra.", by=one.seat.user, at=clock.utcnow())


def end_sessions(session):
    session.execute(update(UserSession).values(ended_at=clock.utcnow()))


def score(page, points):
    for criterion in page.locator("[data-criterion]").all():
        criterion.locator(f"input[type=radio][value='{points}']").check(force=True)


def id_of(page):
    return re.search(r"/sheets/(\w+)/", page.url).group(1)


def test_ten_entries_are_scored_on_an_evening_without_a_connection_and_nothing_is_lost_on_either_device(site, desk):
    page = desk()
    page.locator("[data-taking-take]").click()
    expect(page.locator("[data-taking-forget]")).to_be_visible(timeout=60_000)
    expect(page.locator("[data-taking-line]")).to_contain_text("Twoja lista")
    other = desk()
    other.locator("main table a").first.click()
    other.wait_for_load_state("networkidle")

    site.__exit__()
    page.reload()
    expect(page.locator("main")).to_contain_text(COPY)
    page.locator("main table a").first.click()
    scored = []
    for number in range(ENTRIES):
        expect(page.locator("main")).to_contain_text(COPY)
        scored.append(id_of(page))
        score(page, 3 + number % 5)
        expect(page.locator("[data-save-state]")).to_contain_text(AWAY)
        page.locator("button[value=next]").first.click()
        page.wait_for_url(lambda address, seen=scored[-1]: seen not in address)
    page.goto(page.url.split("/sheets/")[0] + "/")
    expect(page.locator("main")).to_contain_text(f"{WAITS}: {ENTRIES}")
    expect(page.locator("[data-waits-here]")).to_have_count(ENTRIES)
    assert not any(given(site).values()), "nothing has reached the server"

    page.goto(page.url + "conflicts/")
    expect(page.locator("main")).to_contain_text("nie ma na tym urządzeniu")

    site.__enter__()
    score(other, 9)
    expect(other.locator("[data-save-state]")).to_contain_text(SAVED)
    page.goto(page.url.split("/conflicts/")[0] + "/")
    expect(page.locator("main")).to_contain_text(f"czekało w tej przeglądarce: {ENTRIES - 1}")
    expect(page.locator("main")).to_contain_text("Obie wersje są zachowane")
    found = given(site)
    assert set(found[scored[0]].values()) == {9}, "what the other device gave stands until the juror chooses"
    for number, one in enumerate(scored[1:], start=1):
        assert set(found[one].values()) == {3 + number % 5}

    page.locator(f"main table th a[href*='{scored[0]}']").click()
    page.get_by_role("button", name="Porównaj i wybierz").click()
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("9")


def test_signing_out_sends_what_waits_and_leaves_nothing_on_the_device(site, desk):
    page = desk()
    page.locator("[data-taking-take]").click()
    expect(page.locator("[data-taking-forget]")).to_be_visible(timeout=60_000)
    site.__exit__()
    page.locator("main table a").first.click()
    scored = id_of(page)
    score(page, 4)
    expect(page.locator("[data-save-state]")).to_contain_text(AWAY)
    page.locator("[value=list]").first.click()
    expect(page.locator("[data-waits-here]")).to_have_count(1)

    site.__enter__()
    page.get_by_role("button", name="Wyloguj się").click()
    page.wait_for_url(lambda address: "/jury/" not in address)

    assert set(given(site)[scored].values()) == {4}
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert not page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('kapitula:text:'))")


def test_what_is_taken_from_a_juror_leaves_the_device_and_another_person_finds_nothing_there(site, desk):
    page = desk()
    page.locator("[data-taking-take]").click()
    expect(page.locator("[data-taking-forget]")).to_be_visible(timeout=60_000)
    own_desk = page.url
    page.locator("main table a").first.click()
    gone = id_of(page)
    address = f"'/jury/' + location.pathname.split('/')[2] + '/sheets/{gone}/'"
    kept = f"caches.match({address}, {{ ignoreSearch: true }}).then((one) => !!one)"
    assert page.evaluate(kept)
    site.act(partial(declare_conflict, sheet=gone))
    page.goto(own_desk)
    page.wait_for_function(kept.replace("!!one", "!one"))

    site.act(end_sessions)
    page.locator("[data-taking-take]").click()
    expect(page.locator("[data-taking-line]")).to_contain_text("Sesja się skończyła")

    page.goto("/demo/")
    page.get_by_role("row").filter(has_text="juror1@kapitula.example").get_by_role("button").click()
    page.wait_for_url(lambda address: "/demo/" not in address)
    page.wait_for_function("caches.keys().then((names) => names.length === 0)")
