"""What a password may be."""

import unicodedata

import pytest

from judging.accounts import passwords
from judging.accounts.password_rules import why_not_password
from tests.conftest import STRONG

ABOUT = ("Anna Nowak", "anna.nowak@gmina.pl")


@pytest.mark.parametrize(
    "password",
    [
        "niebieski rower pod lipą",
        "aB3$kz9!pQw2",
        "zażółć gęślą jaźń",
        "pies kot zamek wóz",
        "🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧",
        "nk7qpwzmx7hd4",
        "długie zdanie o niczym, " * 6 + "koniec",
    ],
)
def test_a_long_password_is_taken_whatever_it_is_made_of(app, password):
    with app.test_request_context():
        assert why_not_password(password, ABOUT) is None


@pytest.mark.parametrize(
    "password",
    [
        "short words",
        "password1234",
        "Password2027!!",
        "qwertyuiop12",
        "hasłohasło12",
        "Kapituła2027!",
        "1q2w3e4r5t6y",
        "SekretyZarządzania1",
        "annanowak2027",
        "Nowak.Anna.2027",
        "abcabcabcabc",
        "123456789012",
        "x" * 128,
        "P@ssw0rd2026!",
        "correct horse battery staple",
        "iloveyou1234",
        "administrator",
        "y" * 1001,
    ],
)
def test_a_password_that_is_tried_first_is_refused(app, password):
    with app.test_request_context():
        assert why_not_password(password, ABOUT)


def test_a_password_is_the_same_from_any_keyboard():
    kept = passwords.hashed(unicodedata.normalize("NFD", "zażółć gęślą jaźń"))

    assert passwords.matches(kept, "zażółć gęślą jaźń")


def test_every_sign_of_a_long_password_counts():
    kept = passwords.hashed("a" * 127 + "b")

    assert passwords.matches(kept, "a" * 127 + "b")
    assert not passwords.matches(kept, "a" * 127 + "c")


def test_nobody_has_no_password():
    assert not passwords.matches(None, "nobody has this password")


def test_the_hash_is_argon2id_of_the_strength_decided(monkeypatch):
    monkeypatch.setattr(passwords, "_argon2", STRONG)

    assert passwords.hashed("anything").startswith("$argon2id$v=19$m=19456,t=2,p=1$")
