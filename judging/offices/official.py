"""The official name of an office as it follows from its unit: a suggestion, for the office to correct. Pure."""

import re
from typing import Protocol

from judging.offices.models import UnitKind
from judging.offices.names import locatives, seats

HARD_TO_SAY = re.compile(r"[WF][^aąeęioóuyAĄEĘIOÓUY]|Lw")  # "we Wrocławiu", but "w Warcie"
OWN = {  # by TERYT code: cities whose office is called otherwise
    "0461011": "Urząd Miasta Bydgoszczy",
    "0463011": "Urząd Miasta Torunia",
    "0663011": "Urząd Miasta Lublin",
    "0861011": "Urząd Miasta Gorzowa Wielkopolskiego",
    "0862011": "Urząd Miasta Zielona Góra",
    "1061011": "Urząd Miasta Łodzi",
    "1261011": "Urząd Miasta Krakowa",
    "1465011": "Urząd m.st. Warszawy",
    "1661011": "Urząd Miasta Opola",
    "1863011": "Urząd Miasta Rzeszowa",
    "2469011": "Urząd Miasta Katowice",
    "2477011": "Urząd Miasta Tychy",
    "2661011": "Urząd Miasta Kielce",
    "2862011": "Urząd Miasta Olsztyna",
    "3064011": "Urząd Miasta Poznania",
    "3262011": "Urząd Miasta Szczecin",
}


class Named(Protocol):
    """A unit, or a row of the register."""

    @property
    def teryt(self) -> str:
        """The code in the register."""

    @property
    def name(self) -> str:
        """The name in the nominative."""

    @property
    def kind(self) -> UnitKind:
        """The kind of unit."""


def official_name(unit: Named) -> str:
    """Return how the office of a unit is probably called: "Urząd Miejski w Dąbrowie Górniczej"."""
    if unit.teryt in OWN:
        return OWN[unit.teryt]
    if unit.kind is UnitKind.VOIVODESHIP:
        return f"Urząd Marszałkowski Województwa {_genitive(unit.name)}"
    if unit.kind is UnitKind.POWIAT:
        seat = seats().get(unit.teryt, "")
        return f"Starostwo Powiatowe {_in(seat)}" if seat else "Starostwo Powiatowe"
    if unit.kind is not UnitKind.RURAL and unit.name in locatives():
        return f"Urząd Miejski {_in(unit.name)}"
    return f"Urząd {'Gminy' if unit.kind is UnitKind.RURAL else 'Miasta'} {unit.name}"


def _in(town: str) -> str:
    place = locatives()[town]
    return f"{'we' if HARD_TO_SAY.match(place) else 'w'} {place}"


def _genitive(name: str) -> str:
    """Return the genitive of the name of a voivodeship, as a proper name: "Kujawsko-Pomorskiego"."""
    return "-".join(part.capitalize() for part in f"{name.removesuffix('e')}ego".split("-"))
