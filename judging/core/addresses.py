"""What an e-mail address may be, and the one spelling under which it is kept and compared.

Every address that comes in – invitation, registration, office, public page, command, sign-in –
goes through here, so that two spellings of one mailbox are one person and a look-alike is none.
"""

import unicodedata

MOST = 254
# What Latin letters of Europe may stand in a domain; others can pass for them, or are not seen.
FOREIGN = frozenset(chr(code) for code in range(0xDF, 0x180)) - frozenset("÷ıĸŉſ")


def folded(text: str | None) -> str:
    """Return an address in lower case, with one form of each letter, not yet looked at further."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text or "").strip().lower())


def canonical(text: str | None) -> str:
    """Return the one spelling of an address; what is none comes back folded, and is nobody's.

    Examples
    --------
    >>> canonical(" Anna@Żółw.PL "), canonical("anna@xn--w-uga1v8h.pl"), canonical("anna")
    ('anna@xn--w-uga1v8h.pl', 'anna@xn--w-uga1v8h.pl', 'anna')
    """
    return _valid(text) or folded(text)


def is_address(text: str | None) -> bool:
    """Tell whether this is an address that mail can be sent to.

    Examples
    --------
    >>> is_address("anna.nowak@gmina.pl"), is_address("a@b"), is_address("bez-malpy")
    (True, False, False)
    """
    return _valid(text) is not None


def looks_alike(text: str | None) -> bool:
    """Tell whether an address has signs that pass for others, or that nobody sees.

    Examples
    --------
    >>> looks_alike("anna@gmin\u0430.pl"), looks_alike("anna@żółw.pl")
    (True, False)
    """
    local, _at, domain = folded(text).rpartition("@")
    shown = ".".join(map(_shown, domain.split(".")))
    return not (local.isascii() and all(sign.isascii() or sign in FOREIGN for sign in shown))


def _valid(text: str | None) -> str | None:
    """Return the canonical spelling, or None where there is none."""
    spelled = folded(text)
    if len(spelled) > MOST or looks_alike(spelled):
        return None
    import email_validator  # where an address is read, and not at the start

    try:
        found = email_validator.validate_email(spelled, allow_smtputf8=False, check_deliverability=False)
    except email_validator.EmailNotValidError:
        return None
    spelled = (found.ascii_email or "").lower()
    one_letter = spelled[-2:-1] == "."  # no country is so short
    return spelled if 0 < len(spelled) <= MOST and not one_letter else None


def _shown(label: str) -> str:
    """Return a label of a domain as a reader sees it: ``xn--`` hides letters too."""
    if not label.startswith("xn--"):
        return label
    try:
        return unicodedata.normalize("NFKC", label[4:].encode("ascii").decode("punycode"))
    except UnicodeError:
        return label
