"""The columns of a table by what their headings say and their cells hold, and what is unclear."""

import re
from collections.abc import Sequence
from dataclasses import replace

from judging.exchange.asked import Asked, Wide, as_option, asked_column
from judging.exchange.kinds import counts, counts_up, kind_of, of_another_size, sums_up
from judging.exchange.quotes import quoted
from judging.exchange.reading.grid import text_of
from judging.exchange.reading.heading import Meaning, Role, is_bare, plain_heading, short_names
from judging.exchange.reading.label import spelling_key
from judging.exchange.reading.table import Column
from judging.exchange.sheets import Joined, texts
from judging.stats.problems import InvalidScores, Problem

NOBODY = {"", "anonymous", "anonim", "anonimowy"}
OF_STATUS = {Role.STATUS, Role.CONFLICT, Role.COUNTS, Role.LEFT_OUT}
NO_SCORES = {Role.TECHNICAL, Role.PLACE, Role.NUMBER, Role.REMARK, Role.PERSON, *OF_STATUS}
LOOSE = {Role.TECHNICAL, Role.REMARK, Role.PERSON, Role.ENTRY, Role.STATUS}
STRICT = re.compile(
    r"(id|lp|l\.p|token|seed|ziarno|data|date|godzina|czas|timestamp|sygnatura|znacznik|start|"
    r"completion|last|lastpage|ostatnia|ip|uwagi|uwaga|komentarz|komentarze|comments?|remarks?|notes?|"
    r"notatki|feedback|interviewtime|identyfikator|confidence|pewność|submitdate|\w+\. ostatnia)\b"
)
PLACES = re.compile(r"(miejsc[ea]|lokat[ay]|pozycj[ae]|ranga|rangi|ranking|rank|place)\b")
KEYS = {Role.ENTRY, Role.JUROR, Role.CRITERION, Role.SCORE}


class Columns:
    """The columns of a table, without those that are to be ignored."""

    def __init__(self, table: Joined, asked: Asked, declared: Sequence[str]) -> None:
        self.table, self.asked = table, asked
        ignored = {asked_column(table.columns, heading).at for heading in asked.ignore}
        kept = [column for column in table.columns if column.at not in ignored]
        self.kinds = {column.at: kind_of(column) for column in kept}
        self.all = [_by_content(column, self.kinds[column.at]) for column in kept]
        self.declared = {spelling_key(name) for name in declared}
        self.totals: list[Column] = []

    def named(self, heading: str) -> Column:
        """Return the column that was asked for by its heading."""
        return asked_column(self.all, heading)

    def of(self, role: Role) -> list[Column]:
        """Return the columns of a role; those that hold anything, if some do."""
        found = [column for column in self.all if column.meaning.role is role]
        return [column for column in found if self.kinds[column.at] != "empty"] or found

    def one(self, role: Role) -> Column | None:
        """Return the column of a role: the one called just so, else the only one of its kind.

        Raises
        ------
        InvalidScores
            ``DUPLICATE_COLUMN``.
        """
        found = self.of(role)
        if role is Role.SCORE:
            found = [column for column in found if self.kinds[column.at] != "text"] or found
        if len(found) <= 1:
            return found[0] if found and not self._heads_scores(found[0], role) else None
        bare = [column for column in found if is_bare(column.meaning)]
        if len(bare) == 1:
            return bare[0]
        written = [column for column in found if self.kinds[column.at] == "text"]
        if role is not Role.SCORE and len(written) == 1:
            return written[0]
        if role is not Role.SCORE and not written:
            return None
        raise self.duplicate(bare if len(bare) > 1 else found)

    def _heads_scores(self, column: Column, role: Role) -> bool:
        """Tell whether a column is called after one juror or criterion and holds scores."""
        named = role in {Role.CRITERION, Role.JUROR} and not is_bare(column.meaning)
        return named and self.kinds[column.at] == "number"

    def entry(self) -> Column | None:
        """Return the column of entries, or of what can stand for them."""
        found = self.one(Role.ENTRY) or self.one(Role.NUMBER)
        named = [column for column in self.of(Role.PERSON) if not _is_address(column)]  # an address is nobody's title
        if found is None and self.of(Role.JUROR) and len(named) == 1:
            found = named[0]
        if found is None and self.of(Role.JUROR) and self.of(Role.SCORE):
            ids = [c for c in self.of(Role.TECHNICAL) if plain_heading(c.heading) == "id"]
            found = ids[0] if ids else None
        return found or self._first_of_texts()

    def _first_of_texts(self) -> Column | None:
        """Return a first column of texts without a heading, beside columns of jurors."""
        first = self.all[0] if self.all else None
        if first is None or first.heading or self.kinds[first.at] != "text":
            return None
        return first if len(self.of(Role.JUROR)) > 1 else None

    def juror(self, entry: Column | None) -> Column | None:
        """Return the column of jurors, or of those who filled a form in."""
        if found := self.one(Role.JUROR):
            return found
        for column in sorted(self.of(Role.PERSON), key=_is_address):
            people = {text.casefold() for text in texts(column)}
            if entry is not None and column is not entry and people - NOBODY:
                return column
        return None

    def number(self, entry: Column | None) -> Column | None:
        """Return the column that numbers the entries, beside that of their names."""
        named = [c for c in self.of(Role.ENTRY) if c is not entry and self.kinds[c.at] == "number"]
        numbers = self.of(Role.NUMBER) or [column for column in named if is_bare(column.meaning)]
        return numbers[0] if len(numbers) == 1 and numbers[0] is not entry else None

    def status(self) -> list[Column]:
        """Return the columns that say which rows count."""
        return [column for column in self.all if column.meaning.role in OF_STATUS]

    def numeric(self, settled: set[int]) -> list[Column]:
        """Return the columns of numbers that may be scores."""
        return [
            column
            for column in self.all
            if column.at not in settled
            and self.kinds[column.at] == "number"
            and column.meaning.role not in NO_SCORES
            and not (column.meaning.role is Role.ENTRY and is_bare(column.meaning))
        ]

    def scores(self, settled: set[int]) -> list[Column]:
        """Return the columns of scores, without those that add up or average the others.

        Raises
        ------
        InvalidScores
            ``NO_HEADING``.
        """
        numeric = self.numeric(settled)
        nameless = [column for column in numeric if not column.heading]
        if nameless and not counts_up(nameless[0]):
            raise self.ambiguous("NO_HEADING", str(nameless[0].at + 1))
        numeric = [column for column in numeric if column.heading]
        found = [column for column in numeric if column.meaning.role is not Role.TOTAL]
        if declared := [column for column in numeric if self.is_declared(column, numeric)]:
            return declared
        totals = [column for column in numeric if column not in found]
        if not found:
            return totals if len(totals) == 1 else []
        for column in [c for c in found if is_bare(c.meaning) or c is found[-1]]:
            rest = [other for other in found if other is not column]
            if len(rest) > 1 and sums_up(column, rest):
                totals, found = [*totals, column], rest
        if (len(found) > 1 or found[0].meaning.role is not Role.SCORE) and not self.asked.wide:
            self._check_doubtful(found, totals)
        self.totals = totals
        return found

    def _check_doubtful(self, found: Sequence[Column], totals: Sequence[Column]) -> None:
        """Ask about numbers under headings that are rarely those of criteria."""
        doubtful = [c for c in self.all if self._is_doubtful(c)]
        doubtful += [c for c in totals if not is_bare(c.meaning) and not (len(found) > 1 and sums_up(c, found))]
        doubtful += [c for c in totals if plain_heading(c.heading) == "n" and not counts(c, found)]
        if doubtful:
            both = sorted([*found, *doubtful], key=lambda column: column.at)
            ways = [
                as_option(ignore=[column.heading for column in doubtful]),
                as_option(criteria=[column.heading for column in both]),
            ]
            raise self.ambiguous("WHICH_SCORES", headings_in(both), ways)

    def _is_doubtful(self, column: Column) -> bool:
        """Tell whether a column of numbers is called like an area, a language, an opinion."""
        loose = column.meaning.role in {Role.TECHNICAL, Role.REMARK}
        number = self.kinds[column.at] == "number"
        return loose and number and not STRICT.match(plain_heading(column.heading))

    def is_declared(self, column: Column, among: Sequence[Column]) -> bool:
        """Tell whether a column is called as a criterion of the table of criteria."""
        short = short_names([other.heading for other in among])
        name = next(n for n, c in zip(short, among, strict=True) if c is column)
        keys = {spelling_key(name), spelling_key(text_of(column.heading))}
        return bool(keys & self.declared)

    def are_declared(self, scores: Sequence[Column]) -> bool:
        """Tell whether columns of scores are called as the criteria are."""
        return any(self.is_declared(column, scores) for column in scores)

    def check_one_scale(self, scores: Sequence[Column]) -> None:
        """Refuse a column of numbers of quite another size.

        Raises
        ------
        InvalidScores
            ``ANOTHER_SCALE``.
        """
        if odd := of_another_size(scores):
            listed = headings_in([odd, *(column for column in scores if column is not odd)])
            raise self.ambiguous("ANOTHER_SCALE", listed, [as_option(ignore=[odd.heading])])

    def check_no_places(self, scores: Sequence[Column], wide: Wide) -> None:
        """Refuse columns that are called places: the best place is the lowest, the best score is not.

        A criterion may begin so, "Miejsce realizacji"; no juror does.

        Raises
        ------
        InvalidScores
            ``PLACES``.
        """
        places = [column for column in scores if PLACES.match(plain_heading(column.heading))]
        if places and (wide is Wide.JURORS or len(places) == len(scores)):
            ways = [as_option(**{wide.value: [column.heading for column in scores]})]
            raise self.ambiguous("PLACES", headings_in(places), ways)

    def missing(self, name: str) -> InvalidScores:
        """Return the refusal of a table without a column that is needed; it names one that may be meant."""
        words = {"entry": "paper", "juror": "reviewer", "score": "rating"}
        kind, roles = ("number", {Role.OTHER}) if name == "score" else ("text", {Role.OTHER, Role.TECHNICAL})
        fitting = [c for c in self.all if c.heading and c.meaning.role in roles and self.kinds[c.at] == kind]
        fitting.sort(key=lambda column: column.meaning.role is Role.TECHNICAL)
        free = [column.heading for column in fitting if not STRICT.match(plain_heading(column.heading))]
        way = as_option(**{name: free[0] if free else words[name]})
        return InvalidScores([Problem("MISSING_COLUMN", self.table.top, name, self.table.found, way)])

    def duplicate(self, columns: Sequence[Column]) -> InvalidScores:
        """Return the refusal of two columns of one meaning."""
        role = columns[0].meaning.role
        way = as_option(**{str(role) if role in KEYS else "ignore": columns[0].heading})
        found = Problem("DUPLICATE_COLUMN", self.table.top, None, headings_in(columns), way)
        return InvalidScores([found])

    def ambiguous(self, code: str, value: str, ways: Sequence[str] = ()) -> InvalidScores:
        """Return the refusal of a table that can be read in several ways, with those ways."""
        return InvalidScores([Problem(code, self.table.top, None, value, "  |  ".join(ways))])


def _by_content(column: Column, kind: str) -> Column:
    """Take a column of numbers for one of scores where its heading goes on: "Opis problemu"."""
    goes_on = kind == "number" and not is_bare(column.meaning)
    if goes_on and column.meaning.role in LOOSE and not STRICT.match(plain_heading(column.heading)):
        return replace(column, meaning=Meaning(Role.OTHER, plain_heading(column.heading)))
    return column


def _is_address(column: Column) -> bool:
    """Tell whether a column of people holds addresses: their names are better labels."""
    return "mail" in plain_heading(column.heading)


def headings_in(columns: Sequence[Column]) -> str:
    """List headings for a message."""
    return ", ".join(quoted(column.heading) for column in columns)
