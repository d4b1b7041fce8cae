"""The short code on a paper sheet: which sheet it is, with a digit that tells a slip of the hand. Pure.

A code is no secret and gives no right: it opens the page of the sheet to whoever may type it in.
"""

import re

DAMM = (  # the quasigroup of H. Michael Damm (2004): every wrong digit and every swap of neighbours shows
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
TYPED = re.compile(r"[\d\s.\-\N{EN DASH}]{1,20}", re.ASCII)
OF_A_SHEET = re.compile(r"/paper/sheets/([0-9a-z]{16})/?$")


def code_of(number: int) -> str:
    """Return the code of the sheet with a number.

    Examples
    --------
    >>> code_of(572), code_of(12345)
    ('0572-4', '12345-9')
    """
    digits = f"{number:04}"
    return f"{digits}-{_check(digits)}"


def number_in(text: str) -> int | None:
    """Return the number in a code as people type it; None where it is none, or a digit is wrong.

    Examples
    --------
    >>> number_in("0572-4"), number_in(" 572 4"), number_in("0527-4"), number_in("zażółć")
    (572, 572, None, None)
    """
    if not TYPED.fullmatch(text.strip()):
        return None
    digits = "".join(filter(str.isdecimal, text))
    if len(digits) < 2 or len(digits) > 12 or _check(digits) != 0:
        return None
    return int(digits[:-1])


def sheet_in(text: str) -> str:
    """Return the sheet of an address, as a reader of QR codes types it; "" where it is none."""
    found = OF_A_SHEET.search(text.strip())
    return found[1] if found else ""


def _check(digits: str) -> int:
    interim = 0
    for digit in digits:
        interim = int(DAMM[interim][int(digit)])
    return interim
