"""Files as a clerk makes them by hand: what would rank the wrong entry first is asked about or named."""

import pytest

from tests.exchange.files import a_file, ranking, refusal, said, sheets_in


@pytest.mark.parametrize(
    "head",
    ["Zgłoszenie;Miejsce wg Anny;Miejsce wg Jana", "Zgłoszenie;Lokata 1;Lokata 2", "Projekt;Place Ann;Place Jan"],
)
def test_columns_of_places_are_not_ranked_as_scores(tmp_path, head):
    places = a_file(tmp_path, head + "\nBrzeg;1;1\nOpole;2;3\nNysa;3;2\n")

    assert "[PLACES]" in refusal(places)
    asked = ["--columns", "jurors=" + "+".join(head.split(";")[1:])]
    assert ranking(places, *asked)[0][1] == "Nysa"


def test_places_under_the_names_of_jurors_are_pointed_out(tmp_path):
    places = a_file(tmp_path, "Zgłoszenie;Anna;Jan\nBrzeg;1;1\nOpole;2;3\nNysa;3;2\n")
    scores = a_file(tmp_path, "Zgłoszenie;Anna;Jan\nBrzeg;1;1\nOpole;2;2\nNysa;3;2\n", "scores.csv")

    assert "jak przy przyznawaniu miejsc" in said(places)
    assert "jak przy przyznawaniu miejsc" not in said(scores)


@pytest.mark.parametrize("head", ["Σ", "W sumie"])
def test_a_sum_with_a_slip_in_it_is_no_juror(tmp_path, head):
    text = f"Zgłoszenie;Anna;Jan;Ewa;{head}\nBrzeg;8;9;7;24\nOpole;9;9;9;28\nNysa;7;6;10;23\n"

    assert ranking(a_file(tmp_path, text)) == [
        (1, "Opole", "9.00", 3),
        (2, "Brzeg", "8.00", 3),
        (3, "Nysa", "7.67", 3),
    ]


@pytest.mark.parametrize("head", ["Liczba mieszkańców", "Nr sprawy", "Poz.", "Rok", "Cokolwiek"])
def test_numbers_of_quite_another_kind_are_asked_about_and_no_juror(tmp_path, head):
    text = f"Zgłoszenie;Anna;Jan;Ewa;{head}\nBrzeg;8;9;7;24\nOpole;9;9;9;28\nNysa;7;6;10;23\n"

    assert f"ignore={head}" in refusal(a_file(tmp_path, text))


def test_a_column_of_weights_among_the_scores_is_pointed_out(tmp_path):
    text = "Zgłoszenie;Juror;Kryterium;Waga;Ocena\nA;Anna;K;3;5\nA;Anna;L;1;1\nB;Anna;K;3;1\nB;Anna;L;1;5\n"

    assert "nagłówki mówią o wagach, ale ustala je tylko tabela podana w --criteria: „Waga”" in said(
        a_file(tmp_path, text)
    )


def test_answers_that_were_never_sent_in_are_named(tmp_path):
    text = (
        "id,submitdate,Ekspert,Zgłoszenie,Nowość,Zasięg\n"
        "1,2026-10-01,Anna,A,5,4\n2,2026-10-01,Jan,A,4,4\n3,2026-10-01,Anna,B,3,3\n4,,Jan,B,1,1\n"
    )

    assert "wiersz 5: uwaga: nie wysłano" in said(a_file(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("Lp.;Gmina;J1;J2\n1;Brzeg;8;9\n2;Opole;9;9\n", "entry=Gmina"),
        ("zgłoszenie;juror;kryterium;Nuta;Kolor\nA;Anna;k;zielony;7\nB;Anna;k;żółty;8\n", "score"),
    ],
)
def test_the_example_of_a_refusal_names_a_column_that_may_be_meant(tmp_path, text, example):
    file = a_file(tmp_path, text)
    if example == "score":
        assert ranking(file)[0][1] == "B"
    else:
        assert f'--columns "{example}"' in refusal(file)


def test_a_sheet_of_sums_is_told_to_have_other_headings_and_not_none(tmp_path):
    scored, sums = ["Zgłoszenie", "Nowość", "Zasięg"], ["Zgłoszenie", "Suma"]
    book = sheets_in(
        tmp_path,
        Anna=[scored, ["Brzeg", 5, 4], ["Opole", 3, 3]],
        Jan=[scored, ["Brzeg", 4, 4], ["Opole", 5, 5]],
        Podsumowanie=[sums, ["Brzeg", 17], ["Opole", 16]],
    )

    assert "[SHEETS_DIFFER]" in refusal(book)
    asked = ["--sheet", "Anna", "--sheet", "Jan", "--columns", "juror=@sheet"]
    assert ranking(book, *asked) == [(1, "Brzeg", "4.25", 2), (2, "Opole", "4.00", 2)]


def test_a_row_of_weights_is_told_where_weights_belong(tmp_path):
    text = "Zgłoszenie;Juror;Nowość;Zasięg\nwaga;;3;1\nA;Anna;5;1\nB;Anna;1;5\n"

    told = refusal(a_file(tmp_path, text))

    assert "[WEIGHTS_ROW]" in told
    assert '--skip-rows "2"' in told
    assert ranking(a_file(tmp_path, text), "--skip-rows", "2")[0][2] == "3.00"
