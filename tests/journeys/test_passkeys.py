"""A passkey in a browser: made once, and from then on one press signs its person in."""

import re

import pytest
from playwright.sync_api import expect

from judging.accounts import passwords
from tests.chromium import leave
from tests.factories import a_user
from tests.journeys.browser import PASSWORD, Person
from tests.journeys.conftest import BEGINNING
from tests.journeys.site import Site

pytestmark = pytest.mark.browser
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ADDRESS = "anna.nowak@gmina.example"


@pytest.fixture
def house(tmp_path):
    """An installation under a name: passkeys are made for names, and not for numbers."""
    site = Site(tmp_path, environment="test", at=BEGINNING)
    site.url = site.settings["BASE_URL"] = f"http://localhost:{site.port}"
    site.make_tables()
    with site:
        yield site
    assert site.failures() == []


@pytest.fixture
def anna(chromium, house):
    """Anna, who has an account, at a browser with a device that keeps passkeys and knows her finger."""
    said = {"name": "Anna Nowak", "email": ADDRESS, "password_hash": passwords.hashed(PASSWORD), "language": "en"}
    house.act(lambda session: session.add(a_user(**said)))
    yield from at_a_device(chromium, house)


@pytest.fixture
def ewa(chromium, house):
    """Ewa, who signs in with codes, at such a browser too."""
    said = {"name": "Ewa Lis", "email": ADDRESS, "password_hash": passwords.hashed(PASSWORD), "language": "en"}
    house.act(lambda session: session.add(a_user(**said | {"totp_secret": SECRET, "totp_confirmed_at": BEGINNING})))
    for person in at_a_device(chromium, house):
        person.secret = SECRET
        yield person


def at_a_device(chromium, house):
    person = Person(chromium, house, set())
    devtools = person.context.new_cdp_session(person.page)
    devtools.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    device |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    yield person
    leave(person.context)


def test_a_passkey_is_made_in_the_profile_and_signs_its_person_in(anna):
    anna.visit("/en/sign-in/")
    anna.fill_in({"E-mail": ADDRESS, "Password": PASSWORD})
    anna.press("Sign in", within=anna.page.locator("main"))

    anna.visit("/profile/passkeys/")
    expect(anna.page.get_by_text("Passkeys need JavaScript")).to_be_hidden()
    anna.fill_in({"Name of the passkey": "my telephone", "Password": PASSWORD})
    anna.press("Continue")
    anna.press("Make the passkey")
    anna.sees("The passkey is added.")
    anna.sees("my telephone")

    anna.press("Sign out")
    anna.visit("/en/sign-in/")
    anna.press("Sign in with a passkey")
    anna.visit("/profile/")
    anna.sees(ADDRESS)

    anna.visit("/profile/passkeys/")
    anna.follow("Remove… – my telephone")
    anna.fill("Password", PASSWORD)
    anna.press("Remove the passkey")
    anna.sees("You have no passkey yet.")
    anna.press("Sign out")
    anna.visit("/en/sign-in/")
    anna.page.get_by_role("button", name="Sign in with a passkey").click()
    anna.sees("This passkey does not open an account here")


def test_a_passkey_stands_in_place_of_a_code(ewa):
    ewa.sign_in(ADDRESS)
    ewa.visit("/profile/passkeys/")
    ewa.fill_in({"Name of the passkey": "key", "Password": PASSWORD, "Code from your authenticator app": ewa.code()})
    ewa.press("Continue")
    ewa.press("Make the passkey")

    ewa.visit("/profile/recovery-codes/")
    ewa.page.get_by_role("button", name="Use a passkey instead of the code").click()
    ewa.sees("The passkey stands in place of the code")
    ewa.press("Make new recovery codes")

    assert re.search(r"\b[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}\b", ewa.page.inner_text("main"))

    ewa.press("Sign out")
    ewa.visit("/en/sign-in/")
    ewa.fill_in({"E-mail": ADDRESS, "Password": PASSWORD})
    ewa.press("Sign in", within=ewa.page.locator("main"))
    ewa.press("Use a passkey")
    ewa.visit("/profile/")
    ewa.sees(ADDRESS)
