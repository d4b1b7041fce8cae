"""Score files as organisers send them: read as they were meant, or refused by what is unclear; never in silence."""

from datetime import date

import pytest

from tests.exchange.files import a_file, a_workbook, ranking, refusal, said, sheets_in

FORM = (
    '"Sygnatura czasowa","Adres e-mail","Imię i nazwisko eksperta","Które zgłoszenie oceniasz?",'
    '"Ocena [Innowacyjność]","Ocena [Zasięg]","Uwagi"\n'
    '"2027/05/10 9:12 AM EEST","a@x.pl","Anna Nowak","Biblioteka","8","7","ok"\n'
    '"2027/05/10 9:15 AM EEST","a@x.pl","Anna Nowak","Park","5","4",""\n'
    '"2027/05/11 9:15 AM EEST","b@x.pl","Jan Kos","Biblioteka","9","6","tak, 5 razy"\n'
    '"2027/05/11 9:18 AM EEST","b@x.pl","Jan Kos","Park","6","3",""\n'
)
HEAD = "zgłoszenie;juror;ocena\n"
PLAIN = HEAD + "A;J1;8\nA;J2;7\nB;J1;5\nB;J2;4\n"
BOOK = [["Zgłoszenie", "Juror", "Ocena"], ["A", "J1", 8], ["A", "J2", 7], ["B", "J1", 5], ["B", "J2", 4]]
READ = {
    "forty lines above the headings": ("f.csv", "".join(f"Uwaga {n};;\n" for n in range(40)) + PLAIN, "utf-8"),
    "ISO-8859-2 with decimal commas": ("f.csv", HEAD + "Ąka;J1;8,5\nĄka;J2;6,5\nŻur;J1;5\nŻur;J2;4\n", "iso-8859-2"),
    "text of Excel in UTF-16 with tabs": ("f.txt", PLAIN.replace(";", "\t"), "utf-16"),
    "an answer a row from Google Forms": ("f.csv", FORM, "utf-8"),
    "a matrix with means and places": (
        "f.csv",
        "Lp.;Zgłoszenie;Kowalska;Nowak;Średnia;Miejsce\n1;Park;8;7;7,5;1\n2;Las;5;4;4,5;2\n",
        "utf-8",
    ),
    "titles broken by a line": ("f.csv", HEAD + '"Park\nnowy";J1;8\n"Park nowy";J2;7\nB;J1;5\nB;J2;4\n', "utf-8"),
    "decimal points and commas": ("f.csv", HEAD + "A;J1;8,5\nA;J2;6.5\nB;J1;5\nB;J2;4,0\n", "cp1250"),
}


@pytest.mark.parametrize(("name", "text", "encoding"), READ.values(), ids=READ)
def test_what_is_meant_plainly_is_read(tmp_path, name, text, encoding):
    ranked = ranking(a_file(tmp_path, text, name, encoding=encoding))

    assert [(row[0], row[3]) for row in ranked] == [(1, 2), (2, 2)]
    assert ranked[0][2] in {"7.50", "7.5"}
    assert ranked[1][2] in {"4.50", "4.5"}


REFUSED = {
    "totals and a signature below": (PLAIN + ";;\nRazem;;24\nOlsztyn, 3 czerwca 2027 r.;;\n", "SUMMARY_ROW"),
    "a correction sent once more": (
        '"Sygnatura czasowa","Ekspert","Zgłoszenie","Ocena"\n"9:12","Anna","Park","8"\n"9:20","Anna","Park","6"\n',
        "DUPLICATE_SCORE",
    ),
    "thousands": (HEAD + "A;J1;1 000\nA;J2;900\n", "SCORE_NOT_FINITE"),
    "a date for a score": (HEAD + "A;J1;08.maj\nA;J2;7\n", "SCORE_NOT_FINITE"),
    "a status that nobody knows": ("zgłoszenie;juror;ocena;status\nA;J1;8;oddana\nA;J2;7;robocza\n", "robocza"),
    "a title with a number and without": (HEAD + "1. Park;J1;8\nPark;J2;7\nLas;J1;5\nLas;J2;4\n", "SPELLINGS"),
    "numbers with noughts and without": ("nr zgłoszenia;juror;ocena\n001;J1;8\n1;J2;7\n2;J1;5\n", "SPELLINGS"),
    "halves and signs": (HEAD + "A;J1;8½\nA;J2;7\nB;J1;5+\nB;J2;4-\n", "SCORE_NOT_FINITE"),
    "words": (HEAD + "A;J1;bardzo dobra\nA;J2;dobra\n", "SCORE_NOT_FINITE"),
    "points with their unit": (HEAD + "A;J1;8 pkt\nA;J2;7 pkt.\n", "SCORE_NOT_FINITE"),
    "a matrix of fractions": ("Zgłoszenie;Kowalska;Nowak\nPark;8/10;7/10\nLas;5/10;6/10\n", "SCORE_NOT_FINITE"),
    "a final score beside the score": (
        "zgłoszenie;juror;Ocena;Ocena końcowa\nA;J1;8;7\nA;J2;7;9\nB;J1;5;9\nB;J2;4;9\n",
        "WHICH_SCORES",
    ),
    "a second table below": (PLAIN + "\nETAP II;;\n" + HEAD + "A;J3;1\nB;J3;10\n", "NO_DATA_ROW"),
    "a criterion called N": ("zgłoszenie;juror;N;Z\nA;J1;9;3\nA;J2;8;2\nB;J1;5;4\n", "WHICH_SCORES"),
    "a web page called XLS": ("<html><table><tr><td>zgłoszenie</td></tr></table></html>", "HTML_FILE"),
    "a row cut short": (PLAIN + "C;J1\n", "ROW_TOO_SHORT"),
}


@pytest.mark.parametrize(("text", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_unclear_is_refused_and_nothing_is_ranked(tmp_path, text, code):
    assert code in refusal(a_file(tmp_path, text))


def test_sheets_in_another_order_of_columns_are_one_table(tmp_path):
    book = sheets_in(
        tmp_path,
        I=[["zgłoszenie", "juror", "Nowość", "Zasięg"], ["A", "J1", 9, 6], ["B", "J1", 5, 4]],
        II=[["juror", "Zasięg", "zgłoszenie", "Nowość"], ["J2", 7, "A", 8], ["J2", 4, "B", 5]],
    )

    assert [(row[1], row[2]) for row in ranking(book)] == [("A", "7.50"), ("B", "4.50")]


def test_a_sheet_copied_in_the_workbook_is_refused(tmp_path):
    assert "DUPLICATE_SCORE" in refusal(sheets_in(tmp_path, Oceny=BOOK, Kopia=BOOK))


@pytest.mark.parametrize("value", [date(2027, 5, 8), True, "#DIV/0!", "=3+4"])
def test_a_cell_that_is_no_score_is_refused(tmp_path, value):
    assert "SCORE_NOT_FINITE" in refusal(a_workbook(tmp_path, [*BOOK, ["C", "J1", value]]))


def test_names_written_only_once_for_several_rows_are_asked_for(tmp_path):
    rows = [[None if at == 2 else row[0], *row[1:]] for at, row in enumerate(BOOK)]

    assert "UNKNOWN_ENTRY" in refusal(a_workbook(tmp_path, rows))


def test_headings_in_two_rows_are_asked_about(tmp_path):
    rows = [["Zgłoszenie", "Kowalska", None, "Nowak", None], [None, "N", "Z", "N", "Z"], ["A", 8, 7, 6, 5]]
    rows += [["B", 3, 4, 5, 6], ["C", 1, 2, 3, 4]]

    assert "NO_HEADING" in refusal(a_workbook(tmp_path, rows))


@pytest.mark.parametrize(
    ("last", "told"),
    [("C;J1;-1\nC;J2;6\nD;J1;6\nD;J2;5\n", "-1"), ("C;J1;99\nC;J2;6\n", "99")],
)
def test_a_number_that_stands_for_no_score_is_warned_of(tmp_path, last, told):
    warned = said(a_file(tmp_path, PLAIN + last))

    assert "uwaga" in warned
    assert f"ocena {told} leży" in warned or f"ocena {told} jest ujemna" in warned
