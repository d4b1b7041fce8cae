"""What a file of scores holds: its layout found, its labels made one, its rows told apart."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import pandas as pd

from judging.analysis.reasons import phrase
from judging.exchange.asked import Asked
from judging.exchange.criteria import Criteria, criteria_of
from judging.exchange.layout import Layout, find_layout
from judging.exchange.numbers import number_of
from judging.exchange.oddities import cut_numbers, rows_left_out, rows_of_no_data
from judging.exchange.quotes import quoted
from judging.exchange.reading.container import read_contents
from judging.exchange.reading.grid import Cell, Note, text_of
from judging.exchange.reading.heading import telling
from judging.exchange.reading.table import Column, Table, length_problems, merged_problems
from judging.exchange.records import Records, reading_notes, records_of
from judging.exchange.sheets import Joined, join_tables, named_row
from judging.exchange.spelling import make_one
from judging.stats.collation import alphabetical
from judging.stats.printing import plain
from judging.stats.problems import InvalidScores, Problem
from judging.stats.rules import ScoringRules

LABELS = ("entry", "juror", "criterion")


@dataclass(frozen=True, slots=True)
class Given:
    """What a file of scores holds.

    `rows` are the cells with a score: entry, juror, criterion and the score as text, with the row
    of the file and the heading; `points` their exact numbers, None for what is no number;
    `entries` all that the file names; `criteria` those of a sheet of the workbook; `problems` what is
    wrong with single rows.
    """

    rows: pd.DataFrame
    points: Sequence[Fraction | None]
    entries: Sequence[str]
    headings: Mapping[str, str]
    criteria: Criteria
    weighed: bool = False  # weights are stated in a table of criteria
    problems: Sequence[Problem] = ()
    notes: Sequence[Note] = ()


def read_scores(path: Path, asked: Asked, declared: Sequence[str]) -> Given:
    """Read a file of scores, `declared` being the criteria that are known already.

    Raises
    ------
    InvalidScores
        With what keeps the file from being read at all.
    """
    contents = read_contents(path, telling)
    table, listed, notes = join_tables(contents, asked)
    criteria = _criteria_beside(declared, listed, notes)
    layout = _layout(table, asked, declared or criteria.names)
    out, said, problems = rows_left_out(table, layout)
    odd = [*rows_of_no_data(table, layout)]
    problems = [*odd, *cut_numbers(table, layout), *_merged(table, layout), *problems]
    no_data = {problem.row for problem in odd}
    out |= {at for at, row in enumerate(table.rows) if row in no_data}
    records = records_of(table, layout, out)
    records, spelled, wrong = make_one(records, _headings(layout), declared or criteria.names, merge=asked.merge_labels)
    problems += wrong
    given = _given(records, layout, criteria, declared)
    doubles, twice = _doubles(given.rows, spelled.original)
    notes = [*notes, *reading_notes(table, layout), *said, *spelled.notes]
    notes += _counted_once(given, twice)
    return replace(_once(given, twice), problems=[*problems, *doubles], notes=notes)


def _criteria_beside(declared: Sequence[str], listed: Table | None, notes: list[Note]) -> Criteria:
    """Read the criteria that stand in the workbook of the scores, unless a file declares them."""
    if listed is None or declared:
        return Criteria()
    found = criteria_of(listed)
    name = {"name": listed.sheet}
    said = phrase("criteria, weights and scale were read from the sheet “%(name)s”")
    notes += [Note(said, name), *found.notes]
    return found


def _layout(table: Joined, asked: Asked, declared: Sequence[str]) -> Layout:
    """Find the layout of a table whose rows are whole."""
    problems = [
        replace(problem, row=named_row(table.tables, each, int(str(problem.row))))
        for each in table.tables
        for problem in length_problems(each)
    ]
    try:
        layout = find_layout(table, asked, declared)
    except InvalidScores as error:
        raise InvalidScores([*problems, *error.problems]) from error
    if problems:
        signed = {problem.row: problem for problem in rows_of_no_data(table, layout)}
        raise InvalidScores([signed.get(problem.row, problem) for problem in problems])
    return layout


def _merged(table: Joined, layout: Layout) -> Iterator[Problem]:
    """Yield the merged cells among the data."""
    for each in table.tables:
        used = [column.at for column in layout.used]
        for problem in merged_problems(each, used):
            yield replace(problem, row=named_row(table.tables, each, int(str(problem.row))))


def _headings(layout: Layout) -> dict[str, str]:
    """Return how the file calls the columns of entry, juror and criterion."""
    columns = {"entry": layout.entry, "juror": layout.juror, "criterion": layout.criterion}
    return {name: column.heading if isinstance(column, Column) else "" for name, column in columns.items()}


def _given(records: Records, layout: Layout, criteria: Criteria, declared: Sequence[str]) -> Given:
    """Keep the cells that hold a score."""
    known: dict[tuple[type, Cell], tuple[str, Fraction | None]] = {}

    def parsed(cell: Cell) -> tuple[str, Fraction | None]:
        key = (type(cell), cell)
        if key not in known:
            known[key] = text_of(cell), number_of(cell)
        return known[key]

    values = [parsed(cell) for cell in records.cells]
    lists = dict(zip(LABELS, (records.entries, records.jurors, records.criteria), strict=True))
    labels = {name: [label or None for label in found] for name, found in lists.items()}
    rows = pd.DataFrame(labels, dtype=object)
    rows["text"] = [text for text, _ in values]
    rows["row"] = pd.Series(records.rows, dtype=object, index=rows.index)
    rows["column"] = records.columns
    scored = (rows["text"] != "").to_numpy()
    points = [number for text, number in values if text]
    entries = sorted({entry for entry in records.entries if entry}, key=alphabetical)
    return Given(
        rows[scored],
        points,
        entries,
        _headings(layout),
        criteria,
        weighed=bool(declared or criteria.rules),
    )


def _doubles(rows: pd.DataFrame, original: Sequence[tuple[str, str, str]] | None) -> tuple[list[Problem], list[int]]:
    """Find scores given twice: as problems, or, spelled differently and alike, to be counted once."""
    whole = rows[rows[list(LABELS)].notna().all(axis=1)]
    if not whole.duplicated(list(LABELS)).any():
        return [], []
    first: dict[tuple[str, str, str], tuple[int, str, Hashable]] = {}
    problems, twice = [], []
    for at, *key, text, row, column in whole.itertuples(name=None):
        label = (key[0], key[1], key[2])
        there = first.setdefault(label, (at, text, row))
        if there[0] == at:
            continue
        spelled = original is not None and original[at] != original[there[0]]
        if spelled and number_of(text) == number_of(there[1]):
            twice.append(at)
        else:
            problems.append(Problem("DUPLICATE_SCORE", row, column, ", ".join(label), str(there[2])))
    return problems, twice


def _once(given: Given, twice: Sequence[int]) -> Given:
    """Count scores once that were typed in twice under two spellings."""
    if not twice:
        return given
    left_out = set(twice)
    kept = [at not in left_out for at in given.rows.index]
    points = [point for point, keep in zip(given.points, kept, strict=True) if keep]
    return replace(given, rows=given.rows[kept], points=points)


def _counted_once(given: Given, twice: Sequence[int]) -> Iterator[Note]:
    """Say which scores were counted once."""
    if twice:
        rows = list(dict.fromkeys(given.rows["row"].loc[list(twice)]))
        yield Note(phrase("typed in twice under two spellings, counted once"), {}, rows)


def in_file(problems: Sequence[Problem], given: Given, rules: ScoringRules) -> Iterator[Problem]:
    """Say of problems of a frame where they stand in the file, as the file has them."""
    scale = f"{plain(rules.low)}–{plain(rules.high)}"
    steps = {criterion.name: plain(criterion.step) for criterion in rules.criteria}
    names = ", ".join(quoted(criterion.name) for criterion in rules.criteria)
    for problem in problems:
        cell = given.rows.loc[int(str(problem.row))].to_dict()
        score = problem.column == "steps"
        if score and problem.code == "DUPLICATE_SCORE":
            continue  # found and named before
        column = cell["column"] if score else given.headings.get(str(problem.column), "")
        value = cell["text"] if score else problem.value
        allowed = {
            "SCORE_OUT_OF_RANGE": scale,
            "SCORE_OFF_STEP": steps.get(cell["criterion"], ""),
            "UNKNOWN_CRITERION": names,
        }.get(problem.code, "")
        yield Problem(problem.code, cell["row"], column or None, value, allowed)
