"""The invented people, offices and practices of the demonstration. Nothing here is real.

Units have TERYT codes that begin with 99, which the register does not use; addresses end in
``.example``, which nobody can own.
"""

from dataclasses import dataclass

from judging.offices.models import UnitKind


@dataclass(frozen=True, slots=True)
class Practice:
    """An invented office and the practice it enters."""

    office: str
    unit: str
    kind: UnitKind
    area: int  # index in the template's areas
    title: str
    text: str  # name of the file in practices/ that holds its answers
    quality: float  # what the seeded scores are drawn around, 0 to 1


@dataclass(frozen=True, slots=True)
class Member:
    """An invented member of the chapter, and how strict the seeded scores make them."""

    name: str
    title: str
    leniency: float  # points added to every score


SECRETARY = ("Halina Sekretna", "sekretarz@kapitula.example")
ADMINISTRATOR = ("Adam Techniczny", "administrator@kapitula.example")
CLERK = ("Klara Wpisowa", "wpisywanie@kapitula.example")
SUBSTITUTE = ("Marek Zastępczy", "zastepca@kapitula.example", "zastępca dyrektora, Izba Prób i Testów")
JURY = (
    Member("Barbara Wzorcowa", "przewodnicząca, Instytut Przykładów", 0.0),
    Member("Cezary Rzetelny", "Forum Sekretarzy (dane przykładowe)", -0.8),
    Member("Danuta Uważna", "Akademia Samorządności (dane przykładowe)", 0.4),
    Member("Edward Surowy", "Izba Prób i Testów", -1.4),
    Member("Felicja Życzliwa", "Fundacja Dobrych Praktyk (dane przykładowe)", 1.1),
    Member("Grzegorz Miarowy", "Uniwersytet Przykładowy", 0.1),
    Member("Irena Dociekliwa", "Stowarzyszenie Miast Zmyślonych", -0.3),
    Member("Jacek Spokojny", "Związek Gmin Próbnych", 0.5),
    Member("Krystyna Celna", "Centrum Prostego Języka (dane przykładowe)", 0.2),
)
REPRESENTATIVES = (
    "Maria Zmyślona",
    "Piotr Próbny",
    "Ewa Testowa",
    "Tomasz Przykładny",
    "Agata Modelowa",
    "Paweł Szablonowy",
    "Joanna Wzorowa",
    "Marek Fikcyjny",
    "Olga Umowna",
    "Rafał Domyślny",
    "Sylwia Ćwiczebna",
    "Wojciech Pozorny",
    "Zofia Nibylandzka",
    "Bartosz Hipotetyczny",
    "Lidia Roboczowska",
    "Michał Zastępczy",
    "Natalia Papierowa",
    "Hubert Makietowy",
    "Teresa Udawana",
    "Krzysztof Pokazowy",
)
_M, _MW, _W = UnitKind.URBAN, UnitKind.URBAN_RURAL, UnitKind.RURAL
_MNP, _P, _WOJ = UnitKind.CITY, UnitKind.POWIAT, UnitKind.VOIVODESHIP

PRACTICES = (
    Practice(
        "Urząd Miejski w Przykładowie",
        "Przykładowo",
        _MW,
        0,
        "Jedno okienko, jedna rozmowa",
        "01-jedno-okienko",
        0.90,
    ),
    Practice(
        "Urząd Miasta Wzorowice",
        "Wzorowice",
        _MNP,
        3,
        "Pierwsze sto dni w urzędzie",
        "02-pierwsze-sto-dni",
        0.86,
    ),
    Practice(
        "Urząd Gminy Próbna Góra",
        "Próbna Góra",
        _W,
        0,
        "Pisma, które da się zrozumieć",
        "03-zrozumiale-pisma",
        0.84,
    ),
    Practice(
        "Starostwo Powiatowe w Modelinie",
        "modeliński",
        _P,
        1,
        "Kolejka, której nie widać",
        "04-kolejka-ktorej-nie-widac",
        0.78,
    ),
    Practice(
        "Urząd Miasta Nowy Szablon",
        "Nowy Szablon",
        _M,
        2,
        "Godziny, które pasują do życia",
        "05-godziny-do-zycia",
        0.75,
    ),
    Practice(
        "Urząd Gminy Zmyślone Małe",
        "Zmyślone Małe",
        _W,
        1,
        "Urząd w bibliotece",
        "06-urzad-w-bibliotece",
        0.80,
    ),
    Practice(
        "Urząd Miejski w Testowie",
        "Testowo",
        _MW,
        2,
        "Poniedziałek bez spotkań",
        "07-poniedzialek-bez-spotkan",
        0.62,
    ),
    Practice(
        "Urząd Marszałkowski Województwa Przykładowego",
        "przykładowe",
        _WOJ,
        3,
        "Kompetencje zamiast stanowisk",
        "08-kompetencje-zamiast-stanowisk",
        0.73,
    ),
    Practice(
        "Urząd Gminy Umowne",
        "Umowne",
        _W,
        0,
        "Oddzwonimy w dwie godziny",
        "09-oddzwonimy",
        0.68,
    ),
    Practice(
        "Urząd Miasta i Gminy Pozorów",
        "Pozorów",
        _MW,
        1,
        "Wniosek, który sam się wypełnia",
        "10-wniosek-ktory-sam-sie-wypelnia",
        0.82,
    ),
    Practice(
        "Starostwo Powiatowe w Makietach",
        "makiecki",
        _P,
        2,
        "Mapa procesów na jednej ścianie",
        "11-mapa-procesow",
        0.71,
    ),
    Practice(
        "Urząd Miasta Hipotezy",
        "Hipotezy",
        _MNP,
        0,
        "Budżet zadań, który czyta każdy",
        "12-budzet-zadan",
        0.66,
    ),
    Practice(
        "Urząd Gminy Robocza Wola",
        "Robocza Wola",
        _W,
        2,
        "Dzień zamiany",
        "13-dzien-zamiany",
        0.64,
    ),
    Practice(
        "Urząd Miejski w Papierowie",
        "Papierowo",
        _MW,
        1,
        "Ostatni segregator",
        "14-ostatni-segregator",
        0.58,
    ),
    Practice(
        "Urząd Gminy Udawka",
        "Udawka",
        _W,
        0,
        "Tłumacz języka migowego na telefon",
        "15-tlumacz-migowego",
        0.77,
    ),
    Practice(
        "Urząd Miasta Ćwiczebna",
        "Ćwiczebna",
        _M,
        3,
        "Ogłoszenie o pracę bez żargonu",
        "16-ogloszenie-bez-zargonu",
        0.70,
    ),
    Practice(
        "Urząd Gminy Domysły",
        "Domysły",
        _W,
        1,
        "Sołtys z dostępem",
        "17-soltys-z-dostepem",
        0.60,
    ),
    Practice(
        "Starostwo Powiatowe w Pokazowie",
        "pokazowski",
        _P,
        2,
        "Ryzyko na czerwonej kartce",
        "18-czerwona-kartka",
        0.67,
    ),
    Practice(
        "Urząd Miejski w Nibylandii",
        "Nibylandia",
        _M,
        2,
        "Rada młodych urzędników",
        "19-rada-mlodych",
        0.55,
    ),
    Practice(
        "Urząd Gminy Zastępcze",
        "Zastępcze",
        _W,
        2,
        "Zastępstwo bez stresu",
        "20-zastepstwo-bez-stresu",
        0.52,
    ),
)
RETURNED = 18  # index of the practice whose formal check ends in a correction
REJECTED = 19  # and of the one that is rejected
