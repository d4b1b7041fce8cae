"""One rule for e-mail addresses, wherever they come in."""

import pytest

from judging.core.addresses import canonical, is_address, looks_alike


@pytest.mark.parametrize(
    "text", ["bez-malpy", "a@b", "a@b.c", "@gmina.pl", "a b@gmina.pl", "a@localhost", "a@[1.2.3.4]", "", None]
)
def test_what_mail_cannot_be_sent_to_is_no_address(text):
    assert not is_address(text)


@pytest.mark.parametrize(
    "text",
    ["anna@gmin\u0430.pl", "\u0430nna@gmina.pl", "anna@gm\u0131na.pl", "anna@xn--gmin-63d.pl", "an\u200bna@gmina.pl"],
)
def test_letters_that_pass_for_others_are_refused_in_either_spelling(text):
    assert looks_alike(text)
    assert not is_address(text)


@pytest.mark.parametrize(
    "text", [" Anna@Żółw.PL", "anna@xn--w-uga1v8h.pl", "ANNA@z\u0307o\u0301łw.pl", "ａnna@żółw.pl"]
)
def test_every_spelling_of_one_mailbox_is_one_address(text):
    assert canonical(text) == "anna@xn--w-uga1v8h.pl"
