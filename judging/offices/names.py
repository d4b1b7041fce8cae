"""Names of units: folded for comparing, in the cases that people write them in. Pure."""

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
VOWELS = "aeiouy"
LEAST = 3  # letters of a stem: with fewer everything is like everything
ENDINGS = (  # of nouns and adjectives in all cases, without diacritics
    *("a", "e", "i", "o", "u", "y", "ia", "ie", "iu", "ej", "iej", "ego", "iego", "emu", "iemu", "em", "iem"),
    *("im", "ym", "ich", "ych", "imi", "ymi", "om", "iom", "ow", "iow", "owi", "iowi", "ami", "iami", "ach", "iach"),
)
SOFTENED = (("scie", "st"), ("cie", "t"), ("dzie", "d"), ("rze", "r"), ("dze", "g"), ("sze", "ch"), ("ce", "k"))
FLEETING = re.compile(r"i?e([cklnz])$")  # Bolesławiec, Bolesławca
IRREGULAR = {
    "bialystok": ("bialegostoku", "bialemustokowi", "bialymstokiem"),
    "krasnystaw": ("krasnegostawu", "krasnemustawowi", "krasnymstawem"),
}


def fold(text: str) -> str:
    """Return the text without diacritics, case, hyphens and doubled spaces.

    Examples
    --------
    >>> fold("Łódź"), fold("Bielsko-Biała"), fold("  ŻÓŁĆ  ")
    ('lodz', 'bielsko biala', 'zolc')
    """
    plain = unicodedata.normalize("NFKD", text.lower().replace("ł", "l"))
    letters = (sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^\w ]", " ", "".join(letters)).split())


def stems(name: str) -> set[str]:
    """Return what a folded word of a name keeps in all its cases.

    Examples
    --------
    >>> sorted(stems("tychy")), sorted(stems("boleslawiec")), sorted(stems("krakow"))
    (['tych'], ['boleslawc', 'boleslawiec'], ['krakow'])
    """
    whole = name.rstrip(VOWELS) if name[-1:] in VOWELS else name
    return {stem for stem in (whole, FLEETING.sub(r"\1", whole)) if len(stem) >= LEAST}


def stems_of_case(word: str) -> set[str]:
    """Return the stems that a folded word may be a case of.

    Examples
    --------
    >>> "tych" in stems_of_case("tychach"), "tych" in stems_of_case("tychow"), "gor" in stems_of_case("gorze")
    (True, True, True)
    """
    found = {word, FLEETING.sub(r"\1", word)}
    found |= {word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending)}
    found |= {word.removesuffix(soft) + hard for soft, hard in SOFTENED if word.endswith(soft)}
    return {stem for stem in found if len(stem) >= LEAST}


@cache
def locatives() -> dict[str, str]:
    """Return the names of the towns, each with its locative: "Tychy" and "Tychach"."""
    return _table("towns.csv")


@cache
def seats() -> dict[str, str]:
    """Return the town in which a powiat or a voivodeship has its office, by TERYT code."""
    return _table("seats.csv")


def _table(name: str) -> dict[str, str]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return dict(list(csv.reader(lines))[1:])
