"""People with passwords, and what their telephone shows."""

import pyotp
import pytest

from judging.accounts import passwords
from tests.factories import a_user

PASSWORD = "niebieski rower pod lipą"


@pytest.fixture(scope="session")
def password_hash():
    return passwords.hashed(PASSWORD)


@pytest.fixture
def person(session, password_hash):
    """A function that makes a person who can sign in."""
    session.expire_on_commit = False  # what a test reads off the person opens no transaction

    def person(**fields):
        user = a_user(**{"password_hash": password_hash, "language": "en"} | fields)
        session.add(user)
        session.commit()
        return user

    return person


@pytest.fixture
def sign_in():
    """A function that types an address and a password."""

    def sign_in(client, email, password=PASSWORD, url="/sign-in/"):
        return client.post(url, data={"email": email, "password": password})

    return sign_in


def code_of(secret, at):
    """Return what the application on the telephone shows."""
    return pyotp.TOTP(secret).at(at)
