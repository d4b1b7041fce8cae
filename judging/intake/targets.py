"""What a column of a file of entries is: chosen by a person, guessed by its heading and its cells. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from judging.core.i18n import _l
from judging.editions.models import LISTED, Edition, FormField
from judging.exchange.reading.grid import Cell, text_of
from judging.exchange.reading.table import Column
from judging.intake import cells
from judging.offices.names import fold

ANSWER = "answers-"  # before the key of a field of the form
MOSTLY = 0.8  # of the cells that say anything
A_NAME = 100  # signs; what is longer names neither an office nor a person
A_LIKENESS = 0.5  # of the words of a field, found in a heading
SHORT = 4  # letters; shorter words tell nothing


class Target(StrEnum):
    """What a column is, unless it is an answer of the form."""

    NOTHING = ""
    TITLE = "title"
    AREA = "area"
    UNIT = "unit"
    TERYT = "teryt"
    POWIAT = "powiat"
    REGION = "region"
    CONTACT = "contact"
    EMAIL = "email"
    CAME = "came"
    KEY = "key"
    FILES = "files"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(LABELS[self])


LABELS = {
    Target.NOTHING: _l("– not taken –"),
    Target.TITLE: _l("Title of the practice"),
    Target.AREA: _l("Area"),
    Target.UNIT: _l("Office or unit: its name"),
    Target.TERYT: _l("Office or unit: its TERYT code"),
    Target.POWIAT: _l("Office or unit: its powiat"),
    Target.REGION: _l("Office or unit: its voivodeship"),
    Target.CONTACT: _l("Contact: first name and surname"),
    Target.EMAIL: _l("Contact: e-mail"),
    Target.CAME: _l("When the entry came"),
    Target.KEY: _l("Identifier of the answer in the source"),
    Target.FILES: _l("Attachments: names of files, or links"),
}
SEVERAL = {Target.NOTHING, Target.KEY, Target.FILES, Target.CONTACT}  # several columns may be this
HEADINGS: tuple[tuple[Target, str], ...] = (  # on folded headings, the surest first
    (
        Target.NOTHING,
        r"(start time|godzina rozpoczecia|czas rozpoczecia|last modified time|(godzina|czas) ostatniej modyfikacji|"
        r"total points|quiz feedback|suma punktow|informacje zwrotne|points |feedback |ip address|lp$)",
    ),
    (
        Target.CAME,
        r"(sygnatura czasowa|znacznik czasu|timestamp|(godzina|czas) ukonczenia|completion time|submitdate|"
        r"date submitted|data (i godzina )?(przeslania|wyslania|wplywu|zlozenia|otrzymania))",
    ),
    (Target.KEY, r"(id|identyfikator|numer|nr)( odpowiedzi| zgloszenia)?$|response id$"),
    (Target.TERYT, r".*\bteryt\b"),
    (Target.EMAIL, r".*\b(e ?mail|nazwa uzytkownika|username)\b"),
    (Target.POWIAT, r"(w jakim |nazwa )?powia(t|cie|tu)\b"),
    (Target.REGION, r"(w jakim |nazwa )?wojewodztw(o|ie|a)\b"),
    (Target.FILES, r".*\b(zalacz\w*|plik(i|ow|u)?|attachments?|files?|upload)\b"),
    (Target.TITLE, r".*\b(tytul\w*|title|nazwa (zglaszanej |dobrej )*(praktyki|projektu|rozwiazania))\b"),
    (Target.AREA, r".*\b(obszar\w*|kategori\w*|area|category)\b"),
)
NAMES: tuple[tuple[Target, str], ...] = (  # of short cells only: a long answer may be about an office, too
    (Target.UNIT, r".*\b(urzad|urzedu|jednostk\w*|gmin\w*|jst|samorzad\w*|office|municipality|instytucj\w*)\b"),
    (Target.CONTACT, r".*\b(imie|nazwisko|osoba|kontakt\w*|telefon\w*|contact|phone)\b|(full )?name$|nazwa$"),
)


def target_names(edition: Edition) -> dict[str, str]:
    """Return what a column may be, with its name: the answers of the form last."""
    fixed = {target.value: target.label for target in Target}
    return fixed | {ANSWER + field.key: field.label for field in edition.fields if not field.orders}


def known_in(edition: Edition) -> Callable[[Sequence[Cell]], int]:
    """Return what counts how many headings of a row are known: by it the headings of a file are found."""
    labels = {fold(field.label) for field in edition.fields}

    def count(row: Sequence[Cell]) -> int:
        headings = {fold(text_of(cell)) for cell in row if isinstance(cell, str) and len(cell) < 500}
        return sum(one in labels or _by_heading(one, (*HEADINGS, *NAMES)) is not None for one in headings if one)

    return count


def guess(columns: Sequence[Column], edition: Edition) -> dict[int, str]:
    """Guess what the columns are: what nobody can tell is not taken."""
    found = {column.at: _surely(column, edition) or "" for column in columns}
    _spare_doubles(found, columns)
    _by_likeness(found, columns, edition.fields)
    for column in columns:
        if not found[column.at] and _is_short(column):
            found[column.at] = _by_heading(fold(column.heading), NAMES) or ""
    _spare_doubles(found, columns)
    return {at: "" if target == "-" else target for at, target in found.items()}


def _surely(column: Column, edition: Edition) -> str:
    """Tell what a column is by a heading that is known, or by what all its cells are."""
    heading, said = fold(column.heading), [cell for cell in column.cells if text_of(cell)]
    by_label = next((field for field in edition.fields if fold(field.label) == heading and not field.orders), None)
    if by_label:
        return ANSWER + by_label.key
    target = _by_heading(heading, HEADINGS)
    if target is Target.NOTHING:
        return "-"
    if target is Target.EMAIL and not _mostly(said, lambda cell: "@" in text_of(cell)):
        return ""
    if target in {Target.EMAIL, Target.KEY, Target.TITLE, Target.AREA} and not _is_short(column):
        target = None
    if target:
        return target
    if said and _mostly(said, lambda cell: bool(cells.choices(cell, [area.name for area in edition.areas]))):
        return Target.AREA
    chosen = (field for field in edition.fields if field.kind in LISTED)
    of_one = (f for f in chosen if said and _mostly(said, lambda cell, f=f: bool(cells.choices(cell, f.choices))))  # type: ignore[misc]  # a default binds the field
    return next((ANSWER + field.key for field in of_one), "")


def _by_heading(heading: str, known: Sequence[tuple[Target, str]]) -> Target | None:
    return next((target for target, words in known if re.match(words, heading)), None)


def _mostly(said: Sequence[Cell], fits: Callable[[Cell], bool]) -> bool:
    return bool(said) and sum(map(fits, said)) >= MOSTLY * len(said)


def _is_short(column: Column) -> bool:
    return all(len(text_of(cell)) <= A_NAME for cell in column.cells)


def _spare_doubles(found: dict[int, str], columns: Sequence[Column]) -> None:
    """Leave to the first of several columns what only one can be."""
    seen: set[str] = set()
    for column in columns:
        target = found[column.at]
        if target in seen and target not in SEVERAL and target != "-":
            found[column.at] = ""
        seen.add(target)


def _by_likeness(found: dict[int, str], columns: Sequence[Column], fields: Sequence[FormField]) -> None:
    """Give each field of the form that is left the column whose heading is most like it."""
    taken = set(found.values())
    left = [field for field in fields if ANSWER + field.key not in taken and not field.orders]
    pairs = [
        (likeness(field.label, column.heading), column, field)
        for column in columns
        for field in left
        if not found[column.at]
    ]
    for like, column, field in sorted(pairs, key=lambda pair: -pair[0]):
        if like >= A_LIKENESS and not found[column.at] and ANSWER + field.key not in found.values():
            found[column.at] = ANSWER + field.key


def likeness(label: str, heading: str) -> float:
    """Return how many words of a label a heading has, from 0 to 1; one in another case counts a little less.

    Examples
    --------
    >>> likeness("Efekty", "Jakie efekty przyniosła praktyka?"), likeness("Efekty", "Kto skorzystał?")
    (1.0, 0.0)
    """
    wanted = [word for word in fold(label).split() if len(word) >= SHORT]
    words = fold(heading).split()
    if not wanted:
        return 0.0
    worth = [1.0 if one in words else 0.8 * any(_same_stem(one, word) for word in words) for one in wanted]
    return sum(worth) / len(worth)


def _same_stem(one: str, other: str) -> bool:
    begin = one[: max(SHORT, len(one) - 3)]
    return len(other) >= SHORT and other.startswith(begin)


def doubled(targets: Mapping[int, str]) -> set[int]:
    """Return the columns that are said to be what another column is already, and only one can be."""
    seen: dict[str, int] = {}
    twice = set()
    for at, target in targets.items():
        if target in seen and target not in SEVERAL and not target.startswith(ANSWER):
            twice |= {at}
        seen.setdefault(target, at)
    return twice
