"""Rows that are no data, short and long rows, conflicts, odd scores: asked about or told, never ranked."""

import pytest

from tests.exchange.files import a_file, a_workbook, ranking, refusal, said

TIDY = "zgłoszenie;juror;kryterium;ocena\nA;Anna;k;5\nB;Anna;k;7\n"
MATRIX = "Praktyka;Anna;Jan\nA;5;6\nB;7;8\n"
SIGNED = ["Sporządziła: Maria Nowak", "Warszawa, 12.03.2026", "Łódź, dnia 3 marca 2026 r."]


@pytest.mark.parametrize("last", ["Razem;;;12", "Średnia;;;6", "Suma:;;;12", ";;Razem;12"])
def test_totals_below_a_tidy_table_are_asked_about(tmp_path, last):
    message = refusal(a_file(tmp_path, TIDY + last + "\n"))

    assert "wiersz 4: to wygląda na sumę albo średnią" in message
    assert '--skip-rows "4"' in message


@pytest.mark.parametrize("last", ["Razem;12;14", "Średnia;6;7", "Średnia ocen:;6;7"])
def test_totals_below_a_matrix_are_asked_about(tmp_path, last):
    path = a_file(tmp_path, MATRIX + last + "\n")

    assert "wiersz 4: to wygląda na sumę albo średnią" in refusal(path)
    assert [row[1] for row in ranking(path, "--skip-rows", "4")] == ["B", "A"]


@pytest.mark.parametrize("last", SIGNED)
@pytest.mark.parametrize("table", [TIDY, MATRIX])
@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_signature_or_a_date_below_a_table_is_no_entry(tmp_path, table, last, gap):
    message = refusal(a_file(tmp_path, table + gap + last + "\n"))

    assert "to nie wygląda na dane" in message
    assert f"wiersz {5 if gap else 4}" in message


def test_the_same_in_a_workbook(tmp_path):
    rows = [["Praktyka", "Anna", "Jan"], ["A", 5, 6], ["B", 7, 8]]

    assert "wiersz 5" in refusal(a_workbook(tmp_path, [*rows, [], ["Komisja w składzie"]]))


def test_an_entry_without_scores_is_an_entry(tmp_path):
    assert ranking(a_file(tmp_path, MATRIX + "C;;\n"))[2][:2] == (None, "C")


def test_an_entry_called_like_a_total_is_data_where_it_has_all_its_cells(tmp_path):
    assert ranking(a_file(tmp_path, TIDY + "Razem dla Łodzi;Anna;k;9\n"))[0][1] == "Razem dla Łodzi"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("entry,juror,criterion,score\nA,j,c,8,5\nB,j,c,7\n", "wiersz 2: wiersz ma więcej komórek"),
        ("entry,juror,criterion,score,remarks\nA,j,c,8,5,good\n", "wiersz ma więcej komórek"),
        ("entry,juror,criterion,score,remarks\nA,j,c,8,5\nB,j,c,7,\n", "czy to 8,5?"),
        ("entry,juror,new,wide\nA,j,8,5,7\n", "wiersz ma więcej komórek"),
        ("entry,juror,new,wide,remarks\nA,j,8,5,7\nB,j,8,7,x\n", "czy to 5,7?"),
        ("entry;juror;criterion;score\nA;j;c\nB;j;c;7\n", "wiersz 2: wiersz ma mniej komórek"),
    ],
)
def test_a_row_of_another_length_or_a_cut_number_is_refused_with_its_row(tmp_path, text, told):
    assert told in refusal(a_file(tmp_path, text))


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("85%", "procent to nie ocena"),
        ("8,5/10", "wpisz same punkty"),
        ("8 z 10", "wpisz same punkty"),
        ("8 pkt", "bez jednostki"),
        ("08.maj", "zamienił liczbę na datę"),
        ("2026-05-08", "zamienił liczbę na datę"),
        ("brak", "zostaw pustą komórkę"),
        ("-", "zostaw pustą komórkę"),
        ("n/d", "zostaw pustą komórkę"),
        ("nie oceniam", "zostaw pustą komórkę"),
        ("=SUMA(A1:A2)", "formuła nie została przeliczona"),
        ("#ARG!", "arkusz zgłasza tu błąd"),
        ("8, 6, 6", "kilka liczb w jednej komórce"),
        ("konflikt", "konflikt interesów to nie ocena"),
        ("bardzo dobra", "to nie jest liczba"),
    ],
)
def test_the_cause_of_what_is_no_score_is_named(tmp_path, cell, told):
    message = refusal(a_file(tmp_path, TIDY + f'C;Anna;k;"{cell}"\n'))

    assert told in message
    assert "wiersz 4, kolumna „ocena”" in message


def test_a_date_and_a_percentage_of_a_workbook_are_named_as_well(tmp_path):
    from datetime import datetime

    from openpyxl import load_workbook

    made = datetime(2026, 5, 8)  # noqa: DTZ001 -- a cell knows no zone
    rows = [
        ["zgłoszenie", "juror", "kryterium", "ocena"],
        ["A", "j", "k", 5],
        ["B", "j", "k", made],
        ["C", "j", "k", 0.85],
    ]
    path = a_workbook(tmp_path, rows)
    book = load_workbook(path)
    book.active["D4"].number_format = "0%"
    book.save(path)

    message = refusal(path)

    assert "wiersz 3, kolumna „ocena”: 2026-05-08 00:00:00 – arkusz zamienił liczbę" in message
    assert "wiersz 4, kolumna „ocena”: 85% – procent" in message


def test_faults_of_one_kind_stand_in_one_line_with_all_their_rows(tmp_path):
    text = TIDY + "C;Anna;k;brak\nD;Anna;k;n/d\nE;Anna;k;8\nF;Anna;k;brak\n"

    _how_it_was_read, line = refusal(a_file(tmp_path, text)).splitlines()

    assert line == (
        "f.csv, wiersze 4, 5, 7, kolumna „ocena”: brak; n/d – jeśli oceny nie ma, zostaw pustą "
        "komórkę [SCORE_NOT_FINITE]"
    )


def test_errors_are_in_the_language_of_the_session(tmp_path):
    from tests.exchange.files import rank

    path = a_file(tmp_path, TIDY + "C;Anna;k;brak\n")

    assert "zostaw pustą" in rank(path, LC_ALL="pl_PL.UTF-8").stderr
    assert "leave the cell empty" in rank(path, LC_ALL="en_GB.UTF-8").stderr
    assert "leave the cell empty" in rank(path, "--language", "en", LC_ALL="pl_PL.UTF-8").stderr


@pytest.mark.parametrize("word", ["KONFLIKT", "konflikt interesów", "wyłączona", "recused"])
def test_a_status_of_conflict_is_honoured_and_said(tmp_path, word):
    text = f"zgłoszenie;juror;ocena;status\nA;x;5;\nA;y;9;{word}\nB;x;6;oddana\nB;y;6;ok\n"
    path = a_file(tmp_path, text)

    assert ranking(path) == [(1, "B", "6.00", 2), (2, "A", "5.00", 1)]
    assert "wiersz 3: pominięto, bo według kolumny statusu się nie liczą" in said(path)


@pytest.mark.parametrize("heading", ["Konflikt interesów", "Wyłączenie?"])
def test_a_column_of_conflicts_says_yes_or_no(tmp_path, heading):
    text = f"zgłoszenie;juror;ocena;{heading}\nA;x;5;nie\nA;y;9;tak\nB;x;6;\n"

    assert ranking(a_file(tmp_path, text)) == [(1, "B", "6.00", 1), (2, "A", "5.00", 1)]


def test_a_status_that_nobody_knows_is_refused(tmp_path):
    text = "zgłoszenie;juror;ocena;status\nA;x;5;robocza\nB;x;6;\n"

    assert "wiersz 2, kolumna „status”: nie wiadomo, czy karta się liczy" in refusal(a_file(tmp_path, text))


def test_a_conflict_among_remarks_beside_a_score_is_refused(tmp_path):
    text = "zgłoszenie;juror;ocena;uwagi\nA;x;5;KONFLIKT\nB;x;6;dobra\n"

    assert "wiersz 2, kolumna „uwagi”" in refusal(a_file(tmp_path, text))


def test_a_scale_that_is_assumed_and_a_score_far_outside_are_said(tmp_path):
    path = a_file(tmp_path, TIDY + "C;Anna;k;85\nD;Anna;k;6\n")

    assert "przyjęto od 5 do 85" in said(path)
    assert "wiersz 4: uwaga: ocena 85 leży daleko poza wszystkimi innymi" in said(path)


def test_an_entry_with_fewer_than_half_the_usual_sheets_is_warned_of(tmp_path):
    rows = [f"{entry};j{juror};{juror + 1}" for entry in "AB" for juror in range(5)]
    text = "\n".join(["zgłoszenie;juror;ocena", *rows, "C;j1;9", "C;j2;9", "D;j1;3"])

    assert "uwaga: znacznie mniej kart niż inne zgłoszenia (środkowe ma 3,5): „D” (1)" in said(a_file(tmp_path, text))


def test_headings_that_stand_again_on_a_new_page_are_left_out(tmp_path):
    head, first, second = TIDY.splitlines()
    path = a_file(tmp_path, "\n".join([head, first, head, second]))

    assert len(ranking(path)) == 2
    assert "wiersz 3: powtórzone nagłówki, pominięto" in said(path)


@pytest.mark.parametrize("label", ["Suma", "Średnia"])
def test_a_total_typed_as_a_criterion_or_a_juror_is_asked_about(tmp_path, label):
    as_criterion = a_file(tmp_path, TIDY + f"A;Anna;{label};5\n")

    assert f"(„{label}”)" in refusal(as_criterion)
    assert f"(„{label}”)" in refusal(a_file(tmp_path, TIDY + f"A;{label};k;5\n"))


def test_a_question_for_conflicts_in_a_form_is_honoured(tmp_path):
    text = "zgłoszenie;juror;ocena;Czy masz konflikt interesów?\nA;x;5;Nie\nA;y;9;Tak, znam ich\n"

    assert ranking(a_file(tmp_path, text)) == [(1, "A", "5.00", 1)]


@pytest.mark.parametrize("title", ["Źródło energii", "#LubięCzytać", "Sekretarz radzi", "Legenda Łodzi"])
def test_an_entry_called_like_a_signature_is_an_entry_where_it_has_scores(tmp_path, title):
    assert ranking(a_file(tmp_path, MATRIX + f"{title};9;9\n"))[0][1] == title
