"""Files of score sheets that real juries made, each by the rule that was broken with it."""

import json
from pathlib import Path

from tests.exchange.files import rank, ranking, refusal, said

HERE = Path(__file__).parent


def field(name):
    return HERE / name


def test_04_a_juror_under_three_spellings_is_refused_with_the_rows():
    message = refusal(
        field("04-one-juror-three-spellings.csv"),
        "--rules",
        field("04-one-juror-three-spellings.toml"),
    )

    assert "wiersze 2, 4, 7" in message
    assert "„Anna Nowak” (2), „ANNA NOWAK” (4), „anna nowak” (7)" in message
    assert "--merge-labels" in message


def test_04_a_sheet_typed_in_twice_under_two_spellings_counts_once():
    files = (
        field("04-one-juror-three-spellings.csv"),
        "--merge-labels",
        "--rules",
        field("04-one-juror-three-spellings.toml"),
    )

    assert ranking(*files) == [(1, "B", "8.50", 2), (2, "A", "8.00", 2), (3, "C", "5.00", 2)]
    assert "wiersz 4: wpisane dwa razy w różnym zapisie, policzone raz" in said(*files)


def test_05_a_table_of_entries_by_jurors_is_read_without_its_column_of_means():
    files = (field("05-wide.csv"),)

    assert ranking(*files) == [
        (1, "Druga", "8.50", 2),
        (2, "Pierwsza", "8.00", 3),
        (3, "Trzecia", "6.67", 3),
    ]
    assert "kolumny jurorów: „Jurorka A”, „Juror B”, „Juror C”" in said(*files)
    assert "pominięto kolumny: „Średnia”" in said(*files)


def test_06_letters_of_iso_8859_2_are_read_as_written():
    files = (field("06-latin2.csv"),)

    assert ranking(*files) == [(1, "Świdnica", "8.50", 2), (2, "Łąka", "6.50", 2)]
    assert "kodowanie ISO-8859-2" in said(*files)


def test_09_equals_stand_in_the_order_of_the_polish_alphabet():
    assert [entry for _place, entry, *_rest in ranking(field("09-order-of-equals.csv"))] == [
        "Adamowo",
        "Ądamowo",
        "Cieszyn",
        "Ćmielów",
        "Lublin",
        "Łódź",
        "Zamość",
        "Żory",
    ]


def test_10_decimal_weights_are_read_exactly():
    files = (
        field("10-decimal-weights.csv"),
        "--criteria",
        field("10-decimal-weights-criteria.csv"),
    )

    first, second = json.loads(rank(*files, "--format", "json").stdout)["ranking"]
    assert (first["entry"], first["numerator"], first["denominator"]) == ("B", 64, 9)
    assert (second["entry"], second["numerator"], second["denominator"]) == ("A", 62, 9)
    assert "wagi 0.8 : 1.0 = 4 : 5" in said(*files)
