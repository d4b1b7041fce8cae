"""Names of units and offices: folded for comparing, and read for the kind they tell. Pure."""

import re
import unicodedata
from dataclasses import dataclass

from judging.offices.models import UnitKind

GMINAS = frozenset({UnitKind.URBAN, UnitKind.URBAN_RURAL, UnitKind.RURAL})
WORDS = (  # the longest first: what a name says about the kind of its unit
    (r"urzad marszalkowski( wojewodztwa)?", {UnitKind.VOIVODESHIP}),
    (r"(urzad )?miasta na prawach powiatu|miasto na prawach powiatu", {UnitKind.CITY}),
    (r"gmina miejsko[ -]wiejska", {UnitKind.URBAN_RURAL}),
    (r"urzad miasta i gminy|miasto i gmina", {UnitKind.URBAN_RURAL}),
    (r"gmina miejska", {UnitKind.URBAN, UnitKind.CITY}),
    (r"gmina wiejska", {UnitKind.RURAL}),
    (r"urzad gminy|gmina", GMINAS),
    (r"urzad (miejski|miasta)", {UnitKind.CITY, UnitKind.URBAN, UnitKind.URBAN_RURAL}),
    (r"miasto", {UnitKind.CITY, UnitKind.URBAN, UnitKind.URBAN_RURAL}),
    (r"starostwo powiatowe|powiat", {UnitKind.POWIAT}),
    (r"wojewodztwo", {UnitKind.VOIVODESHIP}),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person looks for: a folded name and the kinds of unit the words allow."""

    name: str
    kinds: frozenset[UnitKind]


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


def read(text: str) -> Wanted:
    """Read a typed name: the words that tell the kind are taken out of it.

    Examples
    --------
    >>> wanted = read("Urząd Gminy w Bolesławcu")
    >>> wanted.name, UnitKind.RURAL in wanted.kinds, UnitKind.POWIAT in wanted.kinds
    ('boleslawcu', True, False)
    """
    folded = fold(text)
    for pattern, kinds in WORDS:
        if found := re.search(rf"(?:^|\s)(?:{pattern})(?:\s|$)", folded):
            name = f"{folded[: found.start()]} {folded[found.end() :]}"
            return Wanted(_without_preposition(name) or folded, frozenset(kinds))
    return Wanted(folded, frozenset(UnitKind))


def _without_preposition(name: str) -> str:
    return re.sub(r"^(w|we)\s+", "", " ".join(name.split()))
