"""What a file is is told by its content; whatever is no table says how to make it one."""

import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.exchange.reading.container import read_contents
from judging.exchange.reading.grid import text_of
from judging.exchange.reading.heading import telling
from judging.stats.problems import InvalidScores
from tests.exchange.files import a_file, a_workbook, ranking, refusal, said, sheets_in

HEAD = "zgłoszenie;juror;kryterium;ocena\n"
POLISH = HEAD + "Świdnica;Żaneta Źdźbło;jakość;9\nŁąka;Ćwirko;jakość;7\nGąsawa;Ćwirko;jakość;6\n"
READ = [(1, "Świdnica", "9.00", 1), (2, "Łąka", "7.00", 1), (3, "Gąsawa", "6.00", 1)]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp1250", "iso-8859-2", "utf-16", "utf-16-le", "utf-16-be"],
)
def test_polish_letters_are_read_in_every_encoding_of_an_office(tmp_path, encoding):
    assert ranking(a_file(tmp_path, POLISH, encoding=encoding)) == READ


def test_cp1250_with_quotes_and_dashes_is_not_taken_for_iso(tmp_path):
    path = a_file(tmp_path, HEAD + "„Łąka” – Śrem;J;k;5\n", encoding="cp1250")

    assert ranking(path)[0][1] == "„Łąka” – Śrem"


def test_letters_of_two_encodings_in_one_file_are_refused_with_the_word(tmp_path):
    path = tmp_path / "f.csv"
    path.write_bytes(HEAD.encode("cp1250") + "Gąsawa;J;k;5\n".encode("cp1250") + "Śrem;J;k;6\n".encode("latin2"))

    assert "nie da się odczytać liter" in refusal(path)


def test_letters_broken_before_are_warned_of(tmp_path):
    broken = "Łódź".encode().decode("cp1250", "replace")

    assert "litery wyglądają na zepsute" in said(a_file(tmp_path, HEAD + f"{broken};J;k;5\n"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "w starym formacie (.xls)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "zabezpieczony hasłem",
        ),
        (b"<html><table><tr><td>entry</td></tr></table>", "strona internetowa"),
        (b"\xef\xbb\xbf\r\n<?xml version='1.0'?><Workbook/>", "strona internetowa"),
        ("<table>".encode("utf-16"), "strona internetowa"),
        (b"%PDF-1.7", "to jest PDF"),
        (b"PK\x03\x04 broken", "skoroszyt jest uszkodzony"),
        (b"", "plik jest pusty"),
        (b" \r\n", "plik jest pusty"),
    ],
)
def test_what_is_no_table_is_named_and_told_how_to_mend(tmp_path, content, told):
    path = tmp_path / "oceny.xls"
    path.write_bytes(content)

    assert told in refusal(path)


def test_an_opendocument_is_named(tmp_path):
    path = tmp_path / "oceny.xlsx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")

    assert "OpenDocument" in refusal(path)


def test_a_workbook_called_csv_or_xls_is_read(tmp_path):
    rows = [["entry", "juror", "criterion", "score"], ["A", "j", "c", 5]]

    for name in ("f.csv", "f.xls"):
        path = a_workbook(tmp_path, rows, "f.xlsx").rename(tmp_path / name)
        assert ranking(path) == [(1, "A", "5.00", 1)]
        assert "w formacie XLSX, choć jego nazwa mówi co innego" in said(path)


def test_a_text_called_xlsx_is_read(tmp_path):
    assert ranking(a_file(tmp_path, HEAD + "A;j;c;5\n", "f.xlsx")) == [(1, "A", "5.00", 1)]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_comes_from_the_file_itself(tmp_path, separator):
    lines = [["Praktyka", "Anna", "Jan"], ["Pierwsza", "8", "7"], ["Druga", "9", "8"]]
    path = a_file(tmp_path, "\n".join(separator.join(line) for line in lines))

    assert ranking(path) == [(1, "Druga", "8.50", 2), (2, "Pierwsza", "7.50", 2)]


def test_the_line_by_which_a_spreadsheet_names_the_separator_is_no_row(tmp_path):
    assert ranking(a_file(tmp_path, "sep=;\r\n" + HEAD + "A;j;c;5,5\r\n"))[0][2] == "5.50"


def test_every_sheet_that_has_the_headings_is_read(tmp_path):
    head = ["zgłoszenie", "juror", "kryterium", "ocena"]
    path = sheets_in(
        tmp_path,
        Karty_1=[head, ["A", "Anna", "k", 5], ["B", "Anna", "k", 9]],
        Karty_2=[["Protokół"], head, ["A", "Jan", "k", 8], ["B", "Jan", "k", 2]],
        Notatki=[["Proszę o kontakt w razie pytań"]],
    )

    assert ranking(path) == [(1, "A", "6.50", 2), (2, "B", "5.50", 2)]
    assert "oceny odczytano z arkuszy: „Karty 1”, „Karty 2”" in said(path)
    assert "nie odczytano, bo nie ma w nich ocen: „Notatki”" in said(path)


def test_a_sheet_a_juror_is_read_with_the_names_of_the_sheets(tmp_path):
    head = ["zgłoszenie", "Nowość", "Zasięg"]
    path = sheets_in(
        tmp_path,
        Anna_Nowak=[head, ["A", 5, 6], ["B", 9, 8]],
        Jan_Lis=[head, ["A", 4, 6], ["B", 7, 8]],
    )

    assert ranking(path) == [(1, "B", "8.00", 2), (2, "A", "5.25", 2)]
    assert "jurorzy: nazwy arkuszy" in said(path)


def test_sheets_that_may_be_of_jurors_or_of_criteria_are_asked_about(tmp_path):
    head = ["zgłoszenie", "x", "y"]
    path = sheets_in(tmp_path, one=[head, ["A", 5, 6]], two=[head, ["A", 4, 6]])

    message = refusal(path)

    assert 'juror=@sheet,criteria=x+y"' in message
    assert 'criterion=@sheet,jurors=x+y"' in message
    assert ranking(path, "--columns", "juror=@sheet,criteria=x+y")[0][3] == 2


def test_sheets_with_other_headings_are_refused_by_name(tmp_path):
    path = sheets_in(
        tmp_path,
        Pierwsza=[["zgłoszenie", "juror", "kryterium", "ocena"], ["A", "Anna", "k", 5]],
        Druga=[["zgłoszenie", "juror", "ocena"], ["A", "Jan", 5]],
    )

    assert "„Druga”: arkusz ma inne nagłówki niż „Pierwsza” („kryterium”)" in refusal(path)
    assert ranking(path, "--sheet", "Pierwsza") == [(1, "A", "5.00", 1)]


def test_data_that_go_on_in_a_sheet_without_headings_are_refused(tmp_path):
    path = sheets_in(
        tmp_path,
        Pierwsza=[["zgłoszenie", "juror", "kryterium", "ocena"], ["A", "Anna", "k", 5]],
        Druga=[["A", "Jan", "k", 7], ["B", "Jan", "k", 9]],
    )

    assert "„Druga”: arkusz nie ma nagłówków" in refusal(path)


def test_what_is_hidden_is_read_and_said(tmp_path):
    from openpyxl import load_workbook

    rows = [["zgłoszenie", "juror", "kryterium", "ocena"], ["A", "j", "c", 5], ["B", "j", "c", 6]]
    path = a_workbook(tmp_path, rows)
    book = load_workbook(path)
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["B"].hidden = True
    book.active.auto_filter.ref = "A1:D3"
    book.active.auto_filter.add_filter_column(0, ["A"])
    book.save(path)

    assert [entry for _place, entry, *_rest in ranking(path)] == ["B", "A"]
    assert "wiersz 3: odczytano także ukryte wiersze" in said(path)
    assert "odczytano także ukryte kolumny: „juror”" in said(path)
    assert "jest włączony filtr" in said(path)


def test_merged_cells_among_the_data_are_refused_by_name(tmp_path):
    from openpyxl import load_workbook

    rows = [
        ["Karta ocen", None, None, None],
        ["zgłoszenie", "juror", "kryterium", "ocena"],
        ["A", "j", "c", 5],
        [None, "k", "c", 6],
    ]
    path = a_workbook(tmp_path, rows)
    book = load_workbook(path)
    book.active.merge_cells("A1:D1")
    book.active.merge_cells("A3:A4")
    book.save(path)

    assert "wiersz 3: scalone komórki (A3:A4)" in refusal(path)


LABEL = st.text(st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\ufffd"), min_size=1).filter(
    lambda text: text_of(text) == text and text not in {"-", "–"}
)


@given(st.lists(st.tuples(LABEL, LABEL, LABEL), min_size=1, max_size=6), st.sampled_from(";,\t|"))
def test_any_cells_come_back_from_text(tmp_path_factory, rows, separator):
    import csv
    import io

    target = io.StringIO()
    table = [["zgłoszenie", "juror", "ocena"], *map(list, rows)]
    csv.writer(target, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(table)
    path = a_file(tmp_path_factory.mktemp("any"), target.getvalue())

    [grid] = read_contents(path, telling).grids

    assert [list(row) for row in grid.rows] == table


@given(st.binary(max_size=400))
def test_no_bytes_whatever_end_in_a_traceback(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "f.xlsx"
    path.write_bytes(content)

    with suppress(InvalidScores):
        read_contents(path, telling)
