"""Three people decide which entries go on, then give points to those that did; the secretary sees both to the end."""

import pytest
from playwright.sync_api import expect

from judging.accounts.passwords import hashed
from tests.factories import JUDGING, JUDGING_CLOSES
from tests.journeys.browser import PASSWORD
from tests.results.qualifying import BETWEEN, FIRST, two_rounds

pytestmark = pytest.mark.browser
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # of the factory
WHY = "To dopiero zamiar, nie praktyka."
GOES_ON, STAYS = "Practice 1", "Practice 2"


@pytest.fixture
def edition(site):
    """An edition of two rounds with two entries, given to three members; its slug and who signs in with what."""

    def make(session):
        world = two_rounds(session, entries=2)
        users = [world.secretary, *(seat.user for seat in world.seats)]
        kept = hashed(PASSWORD)
        for user in users:
            user.password_hash, user.language = kept, "en"
        session.flush()
        return world.edition.slug, [(user.email, user.totp_secret or "") for user in users]

    site.now = FIRST
    return site.act(make)


def test_a_qualifying_round_leads_to_a_scored_one_and_to_its_results(site, person, edition):
    slug, accounts = edition
    secretary, *jurors = [person() for _account in accounts]
    for one, (email, secret) in zip((secretary, *jurors), accounts, strict=True):
        one.secret = secret
        one.sign_in(email)

    for juror in jurors:
        decides(juror, slug, GOES_ON, "Yes")
        decides(juror, slug, STAYS, "No")
    secretary.visit(f"/desk/{slug}/results/")
    secretary.sees("nobody sees the decisions")
    secretary.sees_not(WHY)

    site.now = BETWEEN
    comes_back(secretary, accounts[0])
    secretary.visit(f"/desk/{slug}/results/")
    unfold(secretary, "Everything is in: close the round…")
    secretary.press("Close the round")
    secretary.sees("1 of 2 entries goes on.")
    unfold(secretary, "Decisions and reasons – Practice 2")
    secretary.sees(WHY)
    unfold(secretary, "Begin the next round with them…")
    secretary.press("Begin the next round with them")
    secretary.sees("1 entry goes on to the next round.")
    secretary.visit(f"/desk/{slug}/jury/assignment/")
    secretary.press("Assign")

    site.now = JUDGING
    for juror, account in zip(jurors, accounts[1:], strict=True):
        comes_back(juror, account)
        scores(juror, slug, GOES_ON)
    site.now = JUDGING_CLOSES.replace(hour=23)
    comes_back(secretary, accounts[0])
    secretary.visit(f"/desk/{slug}/results/")
    unfold(secretary, "Everything is in: close the round…")
    secretary.press("Close the round")
    secretary.sees(GOES_ON)
    secretary.sees_not(STAYS)
    secretary.follow("Etap wstępny")
    secretary.sees(STAYS)


def comes_back(person, account):
    """Sign in afresh: days have passed."""
    person.context.clear_cookies()
    person.sign_in(account[0])


def decides(juror, slug, title, word):
    """Say yes or no to an entry, the no with its reason, and hand it in."""
    juror.visit(f"/jury/{slug}/")
    juror.follow(title)
    question = juror.page.locator("fieldset.criterion")
    if word == "No":
        question.locator(".scale label").filter(has_text="No").click()
        expect(juror.page.get_by_role("button", name="Hand the sheet in", exact=True)).to_be_hidden()
        with juror.saving("zamiar"):
            question.get_by_role("textbox").fill(WHY)
    else:
        with juror.saving("score-passes"):
            question.locator(".scale label").filter(has_text="Yes").click()
    juror.press("Hand the sheet in")
    juror.sees("Handed in")


def scores(juror, slug, title):
    """Give eight points on every criterion and hand the sheet in."""
    juror.visit(f"/jury/{slug}/")
    juror.follow(title)
    for criterion in juror.page.locator("fieldset.criterion").all():
        criterion.locator(".scale label").filter(has_text="8").click()
    with juror.saving("Dobre"):
        juror.fill("For the chapter: the whole entry", "Dobre")
    juror.press("Hand the sheet in")


def unfold(person, summary):
    """Open what is folded away under these words."""
    person.page.get_by_text(summary, exact=True).first.click()
