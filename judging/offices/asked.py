"""What a person who looks for a unit has typed: names, a code, and words that tell a kind. Pure."""

import re
from dataclasses import dataclass

from judging.offices.models import UnitKind
from judging.offices.names import fold

TOWNS = frozenset({UnitKind.CITY, UnitKind.URBAN, UnitKind.URBAN_RURAL})
GMINAS = TOWNS | {UnitKind.RURAL}
POWIATS = frozenset({UnitKind.POWIAT, UnitKind.CITY})
REGIONS = frozenset({UnitKind.VOIVODESHIP})

GMINA, MIASTO = r"gmin(?:a|y|ie|e|o)", r"miast(?:o|a|u|em)|miescie"
POWIAT, REGION = r"powiat(?:u|owi|em)?|powiecie|pow", r"wojewodztw(?:o|a|u|em|ie)|woj"
WORDS: tuple[tuple[str, frozenset[UnitKind]], ...] = (  # the longest first
    (rf"(?:{MIASTO}) na prawach (?:{POWIAT})", frozenset({UnitKind.CITY})),
    (rf"(?:{GMINA}) miejsko wiejsk\w+", frozenset({UnitKind.URBAN_RURAL})),
    (rf"(?:{MIASTO}) i (?:{GMINA})|(?:{GMINA}) i (?:{MIASTO})", frozenset({UnitKind.URBAN_RURAL})),
    (rf"(?:{GMINA}) miejsk\w+|(?:{GMINA}) (?:{MIASTO})", frozenset({UnitKind.URBAN, UnitKind.CITY})),
    (rf"(?:{GMINA}) wiejsk\w+|wojt\w*", frozenset({UnitKind.RURAL})),
    (r"starostw\w+(?: powiatow\w+)?|starost\w|zarzad powiatu", POWIATS),
    (rf"(?:marszalkowsk\w+|marszal\w+)(?: (?:{REGION}))?", REGIONS),
    (rf"(?:{MIASTO}) stoleczn\w+|m st", frozenset({UnitKind.CITY})),
    (r"burmistrz\w*", frozenset({UnitKind.URBAN, UnitKind.URBAN_RURAL})),
    (r"prezydent\w*", frozenset({UnitKind.CITY, UnitKind.URBAN})),
    (rf"{GMINA}|gm", GMINAS),
    (rf"{MIASTO}|miejski(?:ego|m|emu)?|um", TOWNS),
)
KINDS = tuple((re.compile(rf"(?<!\S)(?:{words})(?!\S)"), kinds) for words, kinds in WORDS)
IN_POWIAT = re.compile(rf"(?<!\S)(?:{POWIAT})(?!\S)")
IN_REGION = re.compile(rf"(?<!\S)(?:{REGION})(?!\S)")
DISTRICT = re.compile(r"(?<!\S)dzielnic(?:a|y|e|o)(?!\S)")
SILENT = frozenset(
    (
        "w",
        "we",
        "z",
        "ze",
        "i",
        "na",
        "nad",
        "pod",
        "dla",
        "jst",
        "teryt",
        "kod",
        "urzad",
        "urzedu",
        "urzedzie",
        "urzedem",
    )
)
NAMED = {"miescie": "miasto", "miasta": "miasto", "miastem": "miasto", "miastu": "miasto"}  # a word of names, too


@dataclass(frozen=True, slots=True)
class Hint:
    """A word that tells a kind, unless it belongs to a name: "miasto" in "Stare Miasto"."""

    words: tuple[str, ...]
    kinds: frozenset[UnitKind]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: words of names, a code, what is said of the kind and of the place."""

    words: tuple[str, ...]
    code: str = ""
    hints: tuple[Hint, ...] = ()
    in_powiat: bool = False  # "powiat" was said: of the unit, or of where it lies
    in_region: bool = False
    district: bool = False

    @property
    def said(self) -> frozenset[str]:
        """The words that tell a kind, as names have them."""
        return frozenset(NAMED.get(word, word) for hint in self.hints for word in hint.words)

    @property
    def seat(self) -> bool:
        """Tell whether a powiat or a voivodeship may be meant by the town of its office."""
        return self.in_powiat or any(not hint.kinds & (GMINAS - {UnitKind.CITY}) for hint in self.hints)


def read(text: str) -> Asked:
    """Read what was typed.

    Examples
    --------
    >>> read("Brzeziny, powiat kaliski").words, read("starostwo powiatowe w Tychach").words
    (('brzeziny', 'kaliski'), ('tychach',))
    >>> read("TERYT 24 77 01 1").code
    '2477011'
    """
    rest, hints = fold(text), []
    code = "".join(re.findall(r"\d+", rest))
    for pattern, kinds in KINDS:
        while found := pattern.search(rest):
            hints.append(Hint(tuple(found[0].split()), kinds))
            rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    in_powiat, rest = _taken(IN_POWIAT, rest)
    in_region, rest = _taken(IN_REGION, rest)
    district, rest = _taken(DISTRICT, rest)
    words = tuple(word for word in rest.split() if word not in SILENT and not word.isdigit())
    return Asked(words, code, tuple(hints), in_powiat, in_region, district)


def _taken(pattern: re.Pattern[str], rest: str) -> tuple[bool, str]:
    left, times = pattern.subn(" ", rest)
    return times > 0, left
