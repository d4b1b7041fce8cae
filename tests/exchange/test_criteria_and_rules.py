"""Weights as regulations print them, and rules that speak of TOML."""

import pytest

from tests.exchange.files import a_file, a_workbook, rank, ranking, read_files, refusal, said

SCORES = "zgłoszenie;juror;kryterium;ocena\nA;j;a;8\nA;j;b;6\nA;j;c;5\nB;j;a;6\nB;j;b;8\nB;j;c;5\n"


def a_table(folder, *weights):
    rows = "".join(f"{name};{weight}\n" for name, weight in zip("abc", weights, strict=True))
    return a_file(folder, "kryterium;waga\n" + rows, "k.csv")


@pytest.mark.parametrize(
    ("weights", "whole"),
    [
        (("0.8", "0.8", "1.0"), [4, 4, 5]),
        (("0,6", "0,2", "0,2"), [3, 1, 1]),
        (("60%", "20 %", "20%"), [60, 20, 20]),
        (("12,5%", "62,5%", "25%"), [1, 5, 2]),
        (("30", "60", "10"), [30, 60, 10]),
        (("1", "0", "0.5"), [2, 0, 1]),
    ],
)
def test_weights_of_any_form_keep_their_proportions(tmp_path, weights, whole):
    rules = read_files(a_file(tmp_path, SCORES), a_table(tmp_path, *weights))[1]

    assert rules.weights.tolist() == whole


def test_percentages_of_a_workbook_are_read(tmp_path):
    from openpyxl import load_workbook

    path = a_workbook(tmp_path, [["kryterium", "waga"], ["a", 0.6], ["b", 0.25], ["c", 0.15]])
    book = load_workbook(path)
    for row in (2, 3, 4):
        book.active[f"B{row}"].number_format = "0%"
    book.save(path)

    rules = read_files(a_file(tmp_path, SCORES), path)[1]

    assert rules.weights.tolist() == [60, 25, 15]


@pytest.mark.parametrize(
    ("weights", "told"),
    [
        (("60%", "0.2", "0.2"), "wszystkie wagi albo żadnej: 0.2"),
        (("dużo", "1", "1"), "waga to liczba, na przykład 3, 0,6 albo 60%: dużo"),
        (("-1", "1", "1"), "waga nie może być ujemna: -1"),
        (("0.333333333", "0.666666667", "0.000000001"), "wystarczą liczby całkowite"),
    ],
)
def test_other_weights_are_refused_with_what_would_do(tmp_path, weights, told):
    assert told in refusal(a_file(tmp_path, SCORES), "--criteria", a_table(tmp_path, *weights))


def test_percentages_that_do_not_make_a_whole_are_warned_of(tmp_path):
    told = said(a_file(tmp_path, SCORES), "--criteria", a_table(tmp_path, "60%", "20%", "10%"))

    assert "wagi dają razem 90%, a nie 100%" in told


def test_a_total_below_the_criteria_is_no_criterion(tmp_path):
    path = a_file(tmp_path, "kryterium;waga\na;60%\nb;30%\nc;10%\nRazem;100%\n", "k.csv")

    assert "wiersz 5" in refusal(a_file(tmp_path, SCORES), "--criteria", path)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("min = 0,5", "w TOML ułamek pisze się z kropką"),
        ("method = mean", "w TOML tekst stoi w cudzysłowie"),
        ("prizes: 3", "w TOML po nazwie stoi znak równości"),
        ("max = 90%", "w TOML nie ma znaku procentu"),
        ("max = = 9", "to nie jest wiersz TOML"),
        ('method = "najlepsza"', "nie ma takiej metody: najlepsza"),
        ('prizes = "3"', "„prizes”: wartość niewłaściwego rodzaju: 3"),
        ("nagrody = 3", "nie ma takiego ustawienia"),
    ],
)
def test_errors_of_rules_speak_of_toml(tmp_path, line, told):
    rules = a_file(tmp_path, f"max = 10\n{line}\n".replace("max = 10\nmax", "max"), "r.toml")

    message = refusal(a_file(tmp_path, SCORES), "--rules", rules)

    assert told in message
    assert "CSV" not in message


def test_rules_of_an_old_editor_are_read(tmp_path):
    rules = a_file(tmp_path, "# skala wąska\r\nmin = 0\r\nmax = 10\r\n", "r.toml", encoding="cp1250")

    assert len(ranking(a_file(tmp_path, SCORES), "--rules", rules)) == 2


def test_the_best_of_several_runs_is_declared_in_the_rules(tmp_path):
    runs = "zespół;juror;punkty\nA;1;2\nA;2;9\nA;3;8\nB;1;7\nB;2;7\nB;3;7\nC;1;8\n"
    file = a_file(tmp_path, runs)
    rules = a_file(tmp_path, "min = 0\nmax = 10\nbest = 2\n", "r.toml")

    assert [row[:3] for row in ranking(file, "--rules", rules)] == [
        (1, "A", "8.50"),
        (2, "C", "8.00"),
        (3, "B", "7.00"),
    ]
    told = rank(file, "--rules", rules, "--language", "pl").stdout
    assert "najlepszych kart" in told


@pytest.mark.parametrize("more", ['method = "median"\nbest = 2', 'drop_per = "criterion"\nbest = 2', "best = -1"])
def test_the_best_runs_contradict_another_way_of_counting(tmp_path, more):
    rules = a_file(tmp_path, f"min = 0\nmax = 10\n{more}\n", "r.toml")

    assert "best" in refusal(a_file(tmp_path, "entry;juror;score\nA;J;1\n"), "--rules", rules)
