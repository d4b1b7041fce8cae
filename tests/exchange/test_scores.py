"""Files as a secretary makes them are read; a bad one is refused with every reason."""

from fractions import Fraction

import pytest

from tests.exchange.files import a_file, a_workbook, problems_of, read_files

ROWS = [
    ("A", "Anna", "new", 8.5),
    ("A", "Jan", "new", 7),
    ("B", "Anna", "new", None),
    ("B", "Jan", "new", 9),
]
READ = [("A", "Anna", "new", 17), ("A", "Jan", "new", 14), ("B", "Jan", "new", 18)]


def rows_of(frame):
    return list(frame.itertuples(index=False, name=None))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16"])
@pytest.mark.parametrize(
    ("heading", "separator", "decimal"),
    [
        ("entry,juror,criterion,score", ",", "."),
        ("Zgłoszenie;Juror;Kryterium;Ocena", ";", ","),
        ("zgłoszenie;juror;kryterium;ocena", ";", "."),
        ("entry\tjuror\tcriterion\tscore", "\t", ","),
    ],
)
def test_any_dialect_of_csv_is_read(tmp_path, encoding, heading, separator, decimal):
    lines = [heading]
    for entry, juror, criterion, score in ROWS:
        shown = "" if score is None else str(score).replace(".", decimal)
        lines.append(separator.join([entry, juror, criterion, shown]))
    path = a_file(tmp_path, "\r\n".join(lines), encoding=encoding)

    scores, rules, entries = read_files(path, None, a_file(tmp_path, "min = 0\nmax = 10", "r.toml"))

    step = rules.criteria[0].step
    assert step == Fraction(1, 10)
    assert rows_of(scores) == [(e, j, c, 5 * s) for e, j, c, s in READ]
    assert entries == ["A", "B"]


def test_polish_letters_of_an_old_spreadsheet_survive(tmp_path):
    text = "Zgłoszenie;Juror;Kryterium;Ocena\nŁódź;Święcicka;Zasięg;8\n"

    scores, _, _ = read_files(a_file(tmp_path, text, encoding="cp1250"))

    assert rows_of(scores) == [("Łódź", "Święcicka", "Zasięg", 8)]


def test_columns_may_stand_in_any_order_among_others(tmp_path):
    text = 'Lp.,ocena,Uwagi,JUROR, zgłoszenie ,kryterium\n1,8,"dobre, nowe",Anna,A,new\n'

    scores, _, _ = read_files(a_file(tmp_path, text))

    assert rows_of(scores) == [("A", "Anna", "new", 8)]


def test_a_workbook_with_a_title_above_the_headings_is_read(tmp_path):
    rows = [
        ["Karty ocen – edycja próbna"],
        [],
        ["Zgłoszenie", "Juror", "Kryterium", "Ocena"],
        *ROWS,
    ]

    scores, _, entries = read_files(a_workbook(tmp_path, rows))

    assert rows_of(scores) == [(e, j, c, 5 * s) for e, j, c, s in READ]
    assert entries == ["A", "B"]


def test_numbers_of_a_workbook_are_read_as_they_were_typed(tmp_path):
    rows = [
        ["entry", "juror", "criterion", "score"],
        [7, 1, 1, 8.1],
        [7.0, 2, 1, "8,3"],
        [8, 1, 1, 0.1 + 0.2],
    ]

    scores, rules, _ = read_files(a_workbook(tmp_path, rows))

    assert rules.unit == Fraction(1, 10)
    assert rows_of(scores) == [("7", "1", "1", 81), ("7", "2", "1", 83), ("8", "1", "1", 3)]


def test_a_formula_that_was_never_calculated_is_no_missing_score(tmp_path):
    rows = [["entry", "juror", "criterion", "score"], ["A", "j", "c", "=4+4"], ["B", "j", "c", 5]]

    [problem] = problems_of(a_workbook(tmp_path, rows))

    assert problem[1:5] == ("SCORE_NOT_FINITE", 2, "score", "=4+4")


def test_a_decimal_comma_between_commas_is_not_read_as_a_whole_number(tmp_path):
    [problem] = problems_of(a_file(tmp_path, "entry,juror,criterion,score\nA,j,c,8,5\nB,j,c,7\n"))

    assert problem[1:5] == ("ROW_TOO_LONG", 2, None, "5")


def test_semicolons_in_remarks_do_not_hide_the_commas(tmp_path):
    text = "entry,juror,criterion,score,remarks\nA,j,c,8,good; new; bold\n"

    assert rows_of(read_files(a_file(tmp_path, text))[0]) == [("A", "j", "c", 8)]


@pytest.mark.parametrize("rows", ["", "A,j,c,\n", ",,,5\n"])
def test_a_file_without_a_usable_score_is_refused(tmp_path, rows):
    problems = problems_of(a_file(tmp_path, f"entry,juror,criterion,score\n{rows}"))

    assert problems[0][1] in {"NO_SCORES", "UNKNOWN_ENTRY"}


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("entry,juror,criterion\nA,j,c\n", [("MISSING_COLUMN", 1, "score")]),
        ("a,b\nx,y\n", [("MISSING_COLUMN", 1, "score")]),
        ("", [("EMPTY_FILE", None, None)]),
        ("entry,juror,criterion,score,ocena\nA,j,c,1,2\n", [("DUPLICATE_COLUMN", 1, None)]),
        ('entry,juror,criterion,score\nA,j,c,"1\n', [("BROKEN_QUOTES", 2, None)]),
    ],
)
def test_a_file_without_usable_headings_is_refused(tmp_path, content, found):
    problems = problems_of(a_file(tmp_path, content))

    assert [problem[1:4] for problem in problems] == found


def test_without_criteria_and_rules_the_data_decide(tmp_path):
    text = "entry,juror,criterion,score\nA,j,b,2.25\nA,j,a,7\nB,j,a,9.5\nB,j,b,4\n"

    _, rules, _ = read_files(a_file(tmp_path, text))

    assert rules.weights.to_dict() == {"a": 1, "b": 1}
    assert (rules.low, rules.high, rules.unit) == (
        Fraction(9, 4),
        Fraction(19, 2),
        Fraction(1, 100),
    )
    assert (rules.method, rules.prizes, rules.min_sheets) == ("mean", 0, 1)


def test_rules_and_criteria_decide_where_they_are_given(tmp_path):
    scores = a_file(tmp_path, "entry,juror,criterion,score\nA,j,b,2\nA,j,a,7\n")
    criteria = a_file(tmp_path, "criterion,weight,step\nb,30,1\na,70,\n", "criteria.csv")
    settings = 'min=0\nmax=7.5\nmethod="trimmed"\ndrop=[0,1]\nmin_sheets=2\nprizes=1\ndistinctions=2\n'
    rules_file = a_file(tmp_path, settings + 'ties=["median"]\nrank_on=2\n', "rules.toml")

    _, rules, _ = read_files(scores, criteria, rules_file)

    assert rules.weights.to_dict() == {"b": 30, "a": 70}
    assert (rules.low, rules.high) == (Fraction(0), Fraction(15, 2))
    assert (rules.method, rules.drop, rules.min_sheets) == ("trimmed", (0, 1), 2)
    assert (rules.lines, rules.ties, rules.rank_on) == ((1, 3), ("median",), 2)
