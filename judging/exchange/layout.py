"""What the columns of a table of scores are: read where it is plain, asked for where it is not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from judging.exchange.asked import BY_SHEET, UNNAMED, Asked, Wide, as_option
from judging.exchange.columns import Columns, headings_in
from judging.exchange.quotes import quoted
from judging.exchange.reading.heading import Role, are_composite, is_bare, meaning_of, short_names
from judging.exchange.reading.label import spelling_key
from judging.exchange.reading.table import Column
from judging.exchange.sheets import Joined, texts

NOBODY_NAMED = "–"


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of entry, juror and criterion, where there are such, and those of scores.

    `across` says what the columns of scores stand for, by `names`; without it there is one. `juror`
    and `criterion` may be ``@sheet``, and `juror` ``-`` where each row is somebody's, unnamed.
    """

    entry: Column | None
    juror: Column | str
    criterion: Column | str
    scores: Sequence[Column]
    across: Wide | None
    names: Sequence[str]
    number: Column | None
    status: Sequence[Column]
    totals: Sequence[Column]

    @property
    def used(self) -> list[Column]:
        """The columns that are read."""
        named = [self.entry, self.juror, self.criterion, self.number, *self.scores, *self.status]
        return [column for column in named if isinstance(column, Column)]


def find_layout(table: Joined, asked: Asked, declared: Sequence[str] = ()) -> Layout:
    """Find what the columns of a table are.

    Parameters
    ----------
    table : Joined
    asked : Asked
        What is said of the columns; it goes before what their headings say.
    declared : sequence of str
        The criteria of a table of criteria.

    Raises
    ------
    InvalidScores
        ``MISSING_COLUMN``, ``DUPLICATE_COLUMN``, ``UNKNOWN_HEADING`` or one of the ambiguities, with
        the option that would settle it.
    """
    return _Finder(table, asked, declared).find()


class _Finder:
    """Finds the layout of one table."""

    def __init__(self, table: Joined, asked: Asked, declared: Sequence[str]) -> None:
        self.table, self.asked = table, asked
        self.columns = Columns(table, asked, declared)

    def find(self) -> Layout:
        """Find the layout: what was asked for first, then what the headings say."""
        asked, columns = self.asked, self.columns
        criterion = self._asked(asked.criterion) or columns.one(Role.CRITERION) or ""
        entry = columns.named(asked.entry) if asked.entry else None
        if not asked.entries:
            entry = entry or columns.entry()
        juror = self._asked(asked.juror) or columns.juror(entry) or ""
        settled = {c.at for c in (entry, juror, criterion) if isinstance(c, Column)}
        if asked.across:
            wide, headings = asked.across
            scores = [columns.named(heading) for heading in headings]
            return self._as_asked(wide, entry, juror, scores)
        if asked.score:
            return self._layout(entry, juror, [columns.named(asked.score)], None, criterion)
        if isinstance(criterion, Column):
            return self._tidy(entry, juror, criterion, settled)
        return self._wide(entry, juror, columns.scores(settled))

    def _asked(self, heading: str) -> Column | str:
        """Return the column that was asked for, or the sign that stands for one."""
        if heading in {"", BY_SHEET, UNNAMED}:
            return heading
        return self.columns.named(heading)

    def _as_asked(self, wide: Wide, entry: Column | None, juror: Column | str, scores: Sequence[Column]) -> Layout:
        """Return the layout of columns that were said to be criteria, jurors or entries."""
        criterion = BY_SHEET if self.asked.criterion == BY_SHEET else ""
        if wide is Wide.JURORS:
            juror = ""
        return self._layout(entry if wide is not Wide.ENTRIES else None, juror, scores, wide, criterion)

    def _tidy(self, entry: Column | None, juror: Column | str, criterion: Column, settled: set[int]) -> Layout:
        """Return the layout of a table with a row a score."""
        score = self.columns.one(Role.SCORE)
        if entry is None:
            raise self.columns.missing("entry")
        if score is None:
            numeric = self.columns.numeric(settled)
            plain = [column for column in numeric if column.meaning.role is not Role.TOTAL]
            if len(plain or numeric) != 1:
                raise self.columns.missing("score")
            score = (plain or numeric)[0]
        return self._layout(entry, juror, [score], None, criterion)

    def _wide(self, entry: Column | None, juror: Column | str, scores: Sequence[Column]) -> Layout:
        """Return the layout of a table without a column of criteria."""
        if not scores:
            lone = self.columns.one(Role.SCORE)  # of words: each cell is then told why it is no score
            if lone is None:
                raise self.columns.missing("score")
            scores = [lone]
        if self.asked.wide:
            return self._as_asked(self.asked.wide, entry, juror, scores)
        if entry is None:
            return self._by_juror(juror, scores)
        if juror:
            return self._by_criterion(entry, juror, scores)
        if len(self.table.tables) > 1:
            return self._by_sheet(entry, scores)
        return self._without_juror(entry, scores)

    def _by_juror(self, juror: Column | str, scores: Sequence[Column]) -> Layout:
        """Return the layout of a table with a row a juror and a column an entry."""
        once = isinstance(juror, Column) and len(set(texts(juror))) == len(juror.cells)
        if len(scores) < 2 or not once:
            raise self.columns.missing("entry")
        if any(column.meaning.role is Role.SCORE for column in scores):
            raise self.columns.missing("entry")
        return self._layout(None, juror, scores, Wide.ENTRIES)

    def _by_criterion(self, entry: Column, juror: Column | str, scores: Sequence[Column]) -> Layout:
        """Return the layout of a table with a row a sheet and a column a criterion."""
        if len(scores) == 1 and not self.columns.are_declared(scores):
            return self._layout(entry, juror, scores, None)
        if self.columns.are_declared(scores):
            return self._layout(entry, juror, scores, Wide.CRITERIA)
        bare = [c for c in scores if c.meaning.role is Role.SCORE and is_bare(c.meaning)]
        if len(bare) > 1:
            raise self.columns.duplicate(bare)
        if bare:
            rest = [column.heading for column in scores if column not in bare]
            keys = {"entry": entry.heading, "juror": _heading(juror)}
            ways = [as_option(**keys, score=bare[0].heading), as_option(**keys, criteria=rest)]
            raise self.columns.ambiguous("WHICH_SCORES", headings_in(scores), ways)
        self.columns.check_no_places(scores, Wide.CRITERIA)
        self.columns.check_one_scale(scores)
        return self._layout(entry, juror, scores, Wide.CRITERIA)

    def _by_sheet(self, entry: Column, scores: Sequence[Column]) -> Layout:
        """Return the layout where each sheet of a workbook is a juror's, or a criterion's."""
        names = list(dict.fromkeys(table.sheet for table in self.table.tables))
        if {spelling_key(name) for name in names} <= self.columns.declared:
            return self._layout(entry, "", scores, Wide.JURORS, BY_SHEET)
        if len(scores) == 1 or all(map(_is_person, names)) or self.columns.are_declared(scores):
            return self._by_criterion(entry, BY_SHEET, scores)
        if all(column.meaning.role is Role.JUROR for column in scores):
            return self._layout(entry, "", scores, Wide.JURORS, BY_SHEET)
        headings = [column.heading for column in scores]
        ways = [
            as_option(juror=BY_SHEET, criteria=headings),
            as_option(criterion=BY_SHEET, jurors=headings),
        ]
        listed = ", ".join(quoted(name) for name in names)
        raise self.columns.ambiguous("WHOSE_SHEETS", listed, ways)

    def _without_juror(self, entry: Column, scores: Sequence[Column]) -> Layout:
        """Return the layout of a table that names no juror beside the entry."""
        once = max(Counter(filter(None, texts(entry))).values(), default=1) == 1
        headings = [column.heading for column in scores]
        named = {"entry": entry.heading}
        if not once:
            several = {"criteria": headings} if len(scores) > 1 else {"score": headings[0]}
            ways = [as_option(**named, **several, juror=UNNAMED)]
            raise self.columns.ambiguous("NO_JUROR", self.table.found, ways)
        if len(scores) == 1:
            return self._layout(entry, NOBODY_NAMED, scores, None)
        if are_composite(headings):
            raise self.columns.ambiguous("COMPOSITE_HEADINGS", headings_in(scores))
        scored = any(column.meaning.role is Role.SCORE for column in scores)
        if scored or self.columns.are_declared(scores):
            ways = [
                as_option(**named, jurors=headings),
                as_option(**named, criteria=headings, juror=UNNAMED),
            ]
            raise self.columns.ambiguous("JURORS_OR_CRITERIA", headings_in(scores), ways)
        self.columns.check_no_places(scores, Wide.JURORS)
        self.columns.check_one_scale(scores)
        return self._layout(entry, "", scores, Wide.JURORS)

    def _layout(
        self,
        entry: Column | None,
        juror: Column | str,
        scores: Sequence[Column],
        wide: Wide | None,
        criterion: Column | str = "",
    ) -> Layout:
        """Put a layout together; what columns stand for differs."""
        columns = self.columns
        if entry is None and wide is not Wide.ENTRIES:
            raise columns.missing("entry")
        if not juror and wide is not Wide.JURORS:
            juror = self._some_juror(entry, criterion)
        names = short_names([column.heading for column in scores]) if wide else []
        times = Counter(map(spelling_key, names))
        if again := [c for c, n in zip(scores, names, strict=False) if times[spelling_key(n)] > 1]:
            raise columns.duplicate(again)
        if not criterion and wide is None:
            criterion = scores[0].heading
        status = [columns.named(self.asked.status)] if self.asked.status else columns.status()
        number = columns.number(entry)
        return Layout(entry, juror, criterion, scores, wide, names, number, status, columns.totals)

    def _some_juror(self, entry: Column | None, criterion: Column | str) -> str:
        """Return whose the sheets are where no column says it."""
        if len(self.table.tables) > 1 and criterion != BY_SHEET:
            return BY_SHEET
        keys = [texts(column) for column in (entry, criterion) if isinstance(column, Column)]
        if max(Counter(zip(*keys, strict=True)).values(), default=1) > 1:
            raise self.columns.missing("juror")
        return NOBODY_NAMED


def _heading(column: Column | str) -> str:
    """Return how a column is called, or the sign that stands for one."""
    return column.heading if isinstance(column, Column) else column


def _is_person(name: str) -> bool:
    """Tell whether a sheet is called as a person is: a juror, or two capitalised words."""
    if meaning_of(name).role is Role.JUROR:
        return True
    words = name.replace("-", " ").replace(".", " ").split()
    return len(words) in {2, 3} and all(word[:1].isupper() and word.isalpha() for word in words)
