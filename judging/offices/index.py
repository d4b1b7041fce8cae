"""The units of the register as they are searched: by any word that the list shows of them. Pure.

Every word typed must be found in the name of a unit, of its powiat or of its voivodeship, and one of
them in its own name. A word counts most as it stands in the register, then in another case, then as
a beginning; what is only alike is looked at when nothing else is found.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from judging.offices.asked import POWIATS, SILENT, Asked, read
from judging.offices.models import UnitKind
from judging.offices.names import IRREGULAR, fold, locatives, seats, stems, stems_of_case
from judging.stats.collation import alphabetical

# how a word typed stands to one of a name; between the numbers, how near it is
ALIKE, BEGINNING, CASE, LOCATIVE, SAME = 1, 2, 3, 4, 5
BEHIND = {SAME: SAME, LOCATIVE: CASE, CASE: BEGINNING, BEGINNING: BEGINNING, ALIKE: ALIKE}  # what is still shown
LEAST_ALIKE = 75  # of 100: one slip in a short name still passes
WARSAW = "1465011"
DISTRICTS = (
    *("Bemowo", "Białołęka", "Bielany", "Mokotów", "Ochota", "Praga-Południe", "Praga-Północ", "Rembertów"),
    *("Śródmieście", "Targówek", "Ursus", "Ursynów", "Wawer", "Wesoła", "Wilanów", "Włochy", "Wola", "Żoliborz"),
)
LEAST_LETTERS = 4  # of a word that may have a slip
APART = 8  # of 100: so much less alike than the best is another name
LIES = {"powiat", "region"}
KIND_ORDER = list(UnitKind)[2:] + list(UnitKind)[1::-1]  # towns, gminas, powiats, voivodeships


class Known(NamedTuple):
    """What the register says of a unit."""

    teryt: str
    name: str
    kind: UnitKind
    powiat: str
    voivodeship: str


class Place(NamedTuple):
    """A unit, or a district that stands for its city, in folded words."""

    unit: Known
    district: str
    own: frozenset[str]
    seat: frozenset[str]
    powiat: frozenset[str]
    region: frozenset[str]


class Hit(NamedTuple):
    """A unit found; the district of it that was named, if one was."""

    teryt: str
    district: str


class Index:
    """Words of the register, each with the places that have it."""

    def __init__(self, units: Iterable[Known]) -> None:
        self._units = {unit.teryt: unit for unit in units}
        self._places = [*map(_place, self._units.values()), *_districts(self._units.get(WARSAW))]
        self._at: dict[str, set[int]] = defaultdict(set)
        for number, place in enumerate(self._places):
            for word in place.own | place.seat | place.powiat | place.region:
                self._at[word].add(number)
        self._words = sorted(self._at)
        self._stems = _inverted((word, stems(word)) for word in self._words)
        self._cases = _inverted([*IRREGULAR.items(), *_locatives()])

    def find(self, text: str, most: int) -> list[Hit]:
        """Return what is meant by a text, the best first; behind exact hits nothing that is only like them."""
        asked = read(text)
        if asked.code and (found := self._by_code(asked.code)):
            return found[:most]
        if not asked.words:  # nothing but a kind was typed: a name may be meant
            asked = Asked(tuple(asked.said))
        anything = replace(asked, hints=(), in_powiat=False, in_region=False, district=False)
        for alike in (False, True):
            if places := self._found(asked, alike) or self._found(anything, alike):
                return _each_once(self._ordered(places))[:most]
        return []

    def known(self, teryt: str) -> Known:
        """Return what the register says of a unit that was found."""
        return self._units[teryt]

    def _by_code(self, code: str) -> list[Hit]:
        """Return the unit of a code; of a part of one, those whose codes begin so; inside a gmina, the gmina."""
        if code in self._units:
            return [Hit(code, "")]
        if code.startswith(WARSAW[:4]) and len(code) > 4 and WARSAW in self._units:
            return [Hit(WARSAW, "")]
        begin = code[:6] if len(code) == 7 else code
        return [Hit(teryt, "") for teryt in sorted(self._units) if len(code) > 1 and teryt.startswith(begin)]

    def _found(self, asked: Asked, alike: bool) -> dict[int, "Worth"]:
        """Return the places that have every word, each with what its matches are worth."""
        matches = [self._matches(word, alike) for word in asked.words]
        if alike:
            matches = [one for one in matches if one]  # what is like nothing is no name
        if not matches:
            return {}
        every = set.intersection(*(set().union(*(self._at[word] for word in one)) for one in matches))
        worth = {number: _worth(self._places[number], matches, asked) for number in every}
        return {number: told for number, told in worth.items() if told}

    def _matches(self, typed: str, alike: bool) -> dict[str, float]:
        """Return the words of the register that a word typed may be, and how well."""
        found: dict[str, float] = {}
        if alike and len(typed) >= LEAST_LETTERS:
            from rapidfuzz import fuzz, process  # while somebody types a name, and not at the start

            similar = process.extract(typed, self._words, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE, limit=None)
            found = {word: ALIKE + score / 101 for word, score, _at in similar if score > similar[0][1] - APART}
        at = bisect_left(self._words, typed)
        while len(typed) > 1 and at < len(self._words) and self._words[at].startswith(typed):
            found[self._words[at]] = BEGINNING + 0.9 * len(typed) / len(self._words[at])
            at += 1
        for stem in stems_of_case(typed):
            found |= dict.fromkeys(self._stems.get(stem, ()), CASE)
        found |= dict.fromkeys(self._cases.get(typed, set()) & self._at.keys(), LOCATIVE)
        if typed in self._at:
            found[typed] = SAME
        return found

    def _ordered(self, found: Mapping[int, "Worth"]) -> list[Place]:
        """Return the places in order, without those that are only like what others are exactly."""
        least = BEHIND[int(max(worth.weakest for worth in found.values()))]
        kept = {number: worth for number, worth in found.items() if worth.weakest >= least}
        exactly = any(worth.whole and not worth.elsewhere for worth in kept.values())

        def order(number: int) -> tuple[object, ...]:
            place = self._places[number]
            kind = KIND_ORDER.index(place.unit.kind)
            return -found[number].sum, bool(place.district), kind, alphabetical(place.unit.name), place.unit.teryt

        numbers = [number for number, worth in kept.items() if not (exactly and worth.elsewhere)]
        return [self._places[number] for number in sorted(numbers, key=order)]


class Worth(NamedTuple):
    """What the words typed tell of a place."""

    weakest: float
    sum: float
    whole: bool  # its name is all there
    elsewhere: bool  # a word is of its powiat or its voivodeship


def _worth(place: Place, matches: Iterable[Mapping[str, float]], asked: Asked) -> Worth | None:
    """Return what the words are worth; None where the place is not what was asked for."""
    weakest, worth, named, lies = float(SAME), 0.0, set(), set()
    for match in matches:
        fields = _fields(place, asked)
        values = [
            (match[word] * share, match[word], name, word) for name, it, share in fields for word in it & match.keys()
        ]
        if not values:
            return None
        value, level, field, word = max(values)
        weakest, worth = min(weakest, level), worth + value
        lies.add(field) if field in LIES else named.add(word)
    if not named or not _is_of_the_kind(place, asked, lies):
        return None
    said = place.own & asked.said
    whole = named | said >= place.own or named >= place.seat > frozenset()
    meant = place.unit.kind is UnitKind.POWIAT and asked.seat
    return Worth(weakest, worth + SAME * len(said) + (2 if whole else 0) + (3 if meant else 0), whole, bool(lies))


def _fields(place: Place, asked: Asked) -> Iterator[tuple[str, frozenset[str], float]]:
    """Yield the words of a place by what they name, with how much they count."""
    yield "own", place.own, 1.0
    if asked.seat:
        yield "seat", place.seat, 0.95
    yield "powiat", place.powiat, 0.8
    yield "region", place.region, 0.6


def _is_of_the_kind(place: Place, asked: Asked, lies: set[str]) -> bool:
    """Tell whether a place is what the words for kinds allow; "powiat kaliski" may tell where a gmina lies."""
    kind = place.unit.kind
    if asked.district and not place.district:
        return False
    if asked.in_powiat and kind not in POWIATS and "powiat" not in lies:
        return False
    if asked.in_region and kind is not UnitKind.VOIVODESHIP and "region" not in lies:
        return False
    return all(kind in hint.kinds or (place.own | place.seat) & asked.said for hint in asked.hints)


def _place(unit: Known) -> Place:
    own, powiat = _words(unit.name), _words(unit.powiat)
    powiat = powiat if unit.kind is not UnitKind.POWIAT else frozenset()
    region = _words(unit.voivodeship) if unit.kind is not UnitKind.VOIVODESHIP else frozenset()
    return Place(unit, "", own, _words(seats().get(unit.teryt, "")), powiat, region)


def _districts(city: Known | None) -> Iterator[Place]:
    """Yield the districts of Warsaw, which are no units and stand for the city."""
    if city is not None:
        for name in DISTRICTS:
            yield _place(city)._replace(district=name, own=_words(name), powiat=_words(city.name))


def _each_once(places: Iterable[Place]) -> list[Hit]:
    """Return the units of the places; of one that stands for several of its districts, the first."""
    found: dict[str, Hit] = {}
    for place in places:
        found.setdefault(place.unit.teryt, Hit(place.unit.teryt, place.district))
    return list(found.values())


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).split()) - SILENT


def _locatives() -> Iterator[tuple[str, list[str]]]:
    for name, locative in locatives().items():
        for word, case in zip(fold(name).split(), fold(locative).split(), strict=True):
            yield word, [case]


def _inverted(pairs: Iterable[tuple[str, Iterable[str]]]) -> dict[str, set[str]]:
    """Return for each form the words that have it."""
    found: dict[str, set[str]] = defaultdict(set)
    for word, forms in pairs:
        for form in forms:
            found[form].add(word)
    return found
