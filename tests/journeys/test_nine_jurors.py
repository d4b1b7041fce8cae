"""The last evening of a round with nine jurors: by keys, by taps, without a connection, on two devices."""

import re
import shutil
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from judging.accounts.models import User
from judging.core import clock
from judging.editions.models import Edition, Seat
from judging.jury.models import Assignment, ScoreSheet, SheetState
from judging.jury.operations.reopening import reopen
from judging.jury.queries import assignments
from tests.chromium import leave
from tests.journeys import page_checks
from tests.journeys.conftest import at_desk, of_the_demonstration
from tests.journeys.scoring import Counted, click_score, criteria, saved
from tests.journeys.site import Site

pytestmark = pytest.mark.browser
BY_KEYS, BY_PHONE, BY_TWO, IN_CONFLICT, AWAY, LEAVING, CORRECTING, *DONE = (
    f"juror{n}@kapitula.example" for n in range(1, 10)
)
SECRETARY = "sekretarz@kapitula.example"
TEN, STEPS = 10, 10  # entries without a connection; what scoring one entry may take after reading it


@pytest.fixture
def site(tmp_path, filled_demonstration):
    """The demonstration while it is being judged; this evening stops and starts the server itself."""
    site = Site(tmp_path, environment="demonstration")
    shutil.copytree(filled_demonstration("judging") / "data", site.folder / "data")
    site.act(begin_the_evening)
    with site:
        yield site
    assert site.failures() == []


@pytest.fixture
def at(chromium, site):
    """A context in which somebody sits at their own desk."""

    @contextmanager
    def at(email, **wishes):
        opened = at_desk if "juror" in email else of_the_demonstration
        page = opened(chromium, site, email, **wishes)
        try:
            yield page
        finally:
            leave(page.context)

    return at


def open_sheets(session, email):
    """Return a juror's assignments that ask for a sheet, in the juror's order."""
    mine = select(Seat.id).join(User, User.id == Seat.user_id).where(User.email == email)
    standing = select(Assignment).where(Assignment.seat_id.in_(mine), Assignment.removed_at.is_(None))
    found = session.scalars(standing.order_by(Assignment.position))
    return [one for one in found if not one.in_conflict and not (one.sheet and one.sheet.state is SheetState.SUBMITTED)]


def begin_the_evening(session):
    """Let ten sheets wait for whoever is without a connection, and one for whoever is about to leave."""
    secretary = session.scalar(select(User).where(User.email == SECRETARY))
    for email, count in ((AWAY, TEN), (LEAVING, 1)):
        mine = select(Seat.id).join(User, User.id == Seat.user_id).where(User.email == email)
        done = select(Assignment).join(ScoreSheet).where(Assignment.seat_id.in_(mine))
        done = done.where(ScoreSheet.state == SheetState.SUBMITTED).order_by(Assignment.position)
        for one in session.scalars(done.limit(count - len(open_sheets(session, email)))).all():
            at, seat = clock.utcnow(), one.seat
            asked = assignments.task(session, seat.user_id, seat.edition_id, one.public_id, at)
            reopen(session, asked, reason="Do namysłu.", by=secretary, at=at)


def left_to(site, email):
    return site.act(lambda session: len(open_sheets(session, email)))


def handed_in(session):
    """Return how many sheets count, and the slug of the edition."""
    standing = select(func.count(ScoreSheet.id)).join(Assignment).where(ScoreSheet.state == SheetState.SUBMITTED)
    standing = standing.where(Assignment.removed_at.is_(None), ~Assignment.in_conflict)
    return session.scalar(standing), session.scalar(select(Edition.slug).where(Edition.demonstration))


def press(page, what):
    """Press what leads to another page, and wait for it."""
    with page.expect_navigation():
        what.click()
    page.wait_for_load_state("networkidle")


def open_next(page):
    press(page, page.locator("main a.button-primary").first)


def by_keys(page):
    """Score a sheet and hand it in by keys alone; return how many."""
    page.evaluate("() => { document.activeElement.blur(); window.scrollTo(0, 0); }")
    hand = Counted(page)
    hand.press("Control+Enter")
    for _criterion in page.locator("fieldset.criterion:not(:has(input:checked))").all():
        hand.press("7")
    saved(page)
    hand.press("Control+Enter")
    expect(page.locator("[data-when=complete]")).to_be_visible()
    hand.press("Enter")
    expect(page.locator(".notice-done").first).to_contain_text("Karta złożona")
    return hand.steps


def by_taps(page):
    """Do the same by taps; return how many."""
    hand = Counted(page)
    for criterion in criteria(page):
        hand.click(criterion.locator(".scale label").nth(8))
    hand.click(page.locator("[data-hand-in] button[data-irreversible], #hand-in button[data-irreversible]").first)
    expect(page.locator(".notice-done").first).to_contain_text("Karta złożona")
    return hand.steps


def take_along_and_score_ten(site, page):
    """Take everything along, lose the connection, score ten entries, come back; then hand them in together."""
    page.locator("[data-taking-take]").click()
    expect(page.locator("[data-taking-forget]")).to_be_visible(timeout=60_000)
    site.__exit__()
    page.goto(f"{page.url}?list=todo")
    press(page, page.locator("main table tbody th a").first)
    for _entry in range(TEN):
        here = page.url
        for criterion in criteria(page):
            click_score(criterion, 6)
        expect(page.locator("[data-save-state]")).to_contain_text("Brak połączenia")
        following = page.locator("button[value=next]")
        (following if following.count() else page.locator("button[value=list]")).first.click()
        page.wait_for_url(lambda address, here=here: address != here)
    expect(page.locator("[data-waits-here]")).to_have_count(TEN)
    site.__enter__()
    page.reload()
    expect(page.locator("main")).to_contain_text(f"czekało w tej przeglądarce: {TEN}")
    page.reload()
    while page.locator("body[data-copy]").count():  # a slow answer: for half a minute copies are given at once
        page.wait_for_timeout(5_000)
        page.reload()
    page.get_by_role("link", name=re.compile(rf"Złóż\s{TEN}\skompletnych")).click()
    for box in page.locator("input[name=sheets]").all():  # a reopened one is ticked by its juror
        box.check()
    press(page, page.locator("main [data-irreversible]"))


def score_one_sheet_on_two_devices(page, other):
    """Change the same criterion on both; the later device is shown both versions and chooses its own."""
    for each in (page, other):
        open_next(each)
    assert page.url.partition("?")[0] == other.url.partition("?")[0]
    click_score(criteria(page)[0], 3)
    saved(page)
    click_score(criteria(other)[0], 9)
    press(other, other.get_by_role("button", name="Porównaj i wybierz").first)
    expect(other.locator(".clash-text")).to_have_text(["9", "3"])
    press(other, other.locator("main .controls button").first)


@pytest.mark.drill  # a minute and a half
def test_nine_jurors_end_their_round_each_in_their_own_way(site, at):
    before, slug = site.act(handed_in)
    waiting = {email: left_to(site, email) for email in (BY_KEYS, BY_PHONE, BY_TWO, AWAY, LEAVING)}
    assert waiting[AWAY] == TEN

    with at(BY_KEYS) as page:
        for _sheet in range(waiting[BY_KEYS]):
            open_next(page)
            assert by_keys(page) <= STEPS
            page.goto(f"/jury/{slug}/")
        expect(page.locator("main")).to_contain_text("Wszystkie karty są złożone")
    with at(BY_PHONE, viewport=page_checks.NARROW, has_touch=True) as page:
        for _sheet in range(waiting[BY_PHONE]):
            open_next(page)
            assert by_taps(page) <= STEPS
            page.goto(f"/jury/{slug}/")
    with at(BY_TWO) as page, at(BY_TWO, viewport=page_checks.NARROW) as other:
        score_one_sheet_on_two_devices(page, other)
        for _sheet in range(waiting[BY_TWO]):
            other.goto(f"/jury/{slug}/")
            open_next(other)
            by_taps(other)
    with at(AWAY, viewport=page_checks.NARROW) as page:
        take_along_and_score_ten(site, page)
    assert [left_to(site, email) for email in (BY_KEYS, BY_PHONE, BY_TWO, AWAY)] == [0, 0, 0, 0]

    with at(IN_CONFLICT) as page:
        page.goto(f"/jury/{slug}/?list=submitted")
        row = page.locator("main table tbody tr").first
        title = row.locator("th").inner_text()
        press(page, row.get_by_role("link", name="zgłoś"))
        page.get_by_role("radio").first.check()
        page.get_by_role("textbox").fill("Od miesiąca pracuje tam mój brat.")
        press(page, page.get_by_role("button", name="Zgłoś konflikt"))
        page.goto(f"/jury/{slug}/?list=all")
        expect(page.locator("main")).not_to_contain_text(title)
    with at(SECRETARY) as page:
        page.goto(f"/desk/{slug}/jury/progress/")
        first = page.locator("tbody tr").first
        expect(first).to_contain_text("1")
        press(page, first.get_by_role("link").first)
        page.locator("summary", has_text="Usuń z Kapituły").click()
        page.locator("details[open]").get_by_role("textbox").fill("Rezygnacja z powodu choroby.")
        press(page, page.get_by_role("button", name="Usuń z Kapituły"))
        page.goto(f"/desk/{slug}/results/")
        page.locator("summary", has_text="zamknij etap oceny").click()
        press(page, page.get_by_role("button", name="Zamknij etap oceny"))
        expect(page.locator("main")).to_contain_text("Etap oceny jest zamknięty. Oto ranking.")

    after, _slug = site.act(handed_in)
    assert after == before + sum(count for email, count in waiting.items() if email != LEAVING) - 1
