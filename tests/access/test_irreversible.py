"""What cannot be taken back never happens by accident: not by Enter, not by one tap in passing.

Every page that any test meets is looked at for it (:mod:`tests.browser`); here stands the rest.
"""

import pytest
from werkzeug.routing import Map, Rule

from tests.access.routes import WRITING
from tests.irreversible import ACTS, FINAL, accidents

URLS = Map([Rule("/seal/", endpoint="protocol_desk.seal"), Rule("/save/", endpoint="profile.show")]).bind("localhost")
HARMLESS = '<button type="submit" formmethod="dialog" hidden data-harmless></button>'
SEAL = '<button type="submit" data-irreversible="…">Seal</button>'


def test_of_every_act_it_is_said_whether_it_can_be_taken_back():
    assert {rule.endpoint for rule in WRITING} == set(ACTS)


def test_acts_that_can_be_taken_back_say_how():
    assert all(how for how in ACTS.values() if how is not FINAL)


@pytest.mark.parametrize(
    ("form", "sound"),
    [
        (f'<form method="post"><input name="code">{HARMLESS}{SEAL}</form>', True),
        (f'<form method="post"><input name="code">{SEAL}</form>', False),
        (f'<form method="post"><input name="code">{SEAL}{HARMLESS}</form>', False),
        ('<form method="post"><input name="code"><button>Seal</button></form>', False),
        (f'<form method="post" action="/seal/">{HARMLESS}{SEAL}</form>', True),
        (f'<button form="s" {SEAL[8:]}<form id="s" method="post">{HARMLESS}{SEAL}</form>', False),
    ],
    ids=["guarded", "Enter seals", "guarded too late", "not marked", "a page of its own", "a button before the form"],
)
def test_a_form_that_seals_is_told_from_one_that_seals_by_accident(form, sound):
    assert (not accidents(form, "/seal/", URLS)) is sound


def test_one_tap_on_a_page_about_something_else_is_an_accident():
    tap = f'<form method="post" action="/seal/">{HARMLESS}{SEAL}</form>'

    assert accidents(tap, "/desk/", URLS)
    assert not accidents(f"<details><summary>Seal</summary>{tap}</details>", "/desk/", URLS)


def test_what_can_be_taken_back_is_not_marked_as_if_it_could_not():
    assert accidents(f'<form method="post" action="/save/">{SEAL}</form>', "/save/", URLS)
