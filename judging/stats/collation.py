"""The order of the Polish alphabet: one rule for every list of names."""

import re
import unicodedata
from functools import lru_cache

LETTERS = {letter: number for number, letter in enumerate("aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż")}
TOKENS = re.compile(r"[0-9]+|\w|[^\w]+")
Key = tuple[tuple[tuple[int, int, str], ...], str, str]


@lru_cache(maxsize=200_000)
def alphabetical(name: str) -> Key:
    """Return the key by which names stand in the order of the Polish alphabet.

    Parameters
    ----------
    name : str

    Returns
    -------
    tuple
        Gaps between words before digits before letters; numbers by their value; Polish letters each
        in its place, foreign ones beside the letter that they come from, other scripts last; marks
        and case decide only where all else is equal.

    Examples
    --------
    >>> sorted(["Żory", "Łódź", "Zamość", "Lublin", "Ćmielów", "cieszyn"], key=alphabetical)
    ['cieszyn', 'Ćmielów', 'Lublin', 'Łódź', 'Zamość', 'Żory']
    >>> sorted(["Zespół 10", "Zespół 9", "zespół 9"], key=alphabetical)
    ['Zespół 9', 'zespół 9', 'Zespół 10']
    """
    text = unicodedata.normalize("NFC", name).casefold()
    return tuple(map(_weight, TOKENS.findall(text))), text, name


def _weight(token: str) -> tuple[int, int, str]:
    """Return where a sign, or a number, stands among others."""
    if token[0] in "0123456789":
        digits = token.lstrip("0")
        return 1, len(digits), digits
    if (letter := LETTERS.get(token)) is not None:
        return 2, letter, ""
    if not token[0].isalnum():
        return 0, 0, ""
    base = unicodedata.normalize("NFD", token)[0]
    return (2, LETTERS[base], "") if base in LETTERS else (3, 0, token)
