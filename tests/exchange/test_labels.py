"""Labels that differ only in spelling are one, or the file is refused with their rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.exchange.reading.label import bare_key, spelling_key
from judging.stats.collation import alphabetical
from tests.exchange.files import a_file, ranking, refusal, said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jan Kowal", "jan kowal"),
        ("Nowak-Lis", "Nowak – Lis"),
        ("„Zielona Gmina”", '"Zielona Gmina"'),
        ("J. Kowal", "J.Kowal"),
        ("Gmina Śrem.", "Gmina Śrem"),
        ("ＡＢＣ", "ABC"),
    ],
)
def test_two_spellings_of_one_label_are_refused_with_both_rows(tmp_path, one, other):
    def quoted(label):
        return '"' + label.replace('"', '""') + '"'

    text = f"zgłoszenie;juror;ocena\n{quoted(one)};x;5\nB;x;7\n{quoted(other)};y;10\n"
    path = a_file(tmp_path, text)

    message = refusal(path)

    assert "wiersze 2, 4, kolumna „zgłoszenie”" in message
    assert f"„{one}” (2), „{other}” (4)" in message
    assert [row[1::2] for row in ranking(path, "--merge-labels")] == [(one, 2), ("B", 1)]


@pytest.mark.parametrize("sign", ["\u00a0", "\u200b", "\u00ad", "\ufeff", "\u2009", "  "])
def test_signs_that_nobody_sees_make_no_other_label(tmp_path, sign):
    text = f"zgłoszenie;juror;ocena\nA B;x;5\nA B{sign};y;7\n"

    assert ranking(a_file(tmp_path, text)) == [(1, "A B", "6.00", 2)]


@pytest.mark.parametrize(("one", "other"), [("1.1", "11"), ("A-1", "A1"), ("Projekt 1", "Projekt 1a")])
def test_labels_that_differ_in_what_counts_stay_two(tmp_path, one, other):
    assert len(ranking(a_file(tmp_path, f"zgłoszenie;juror;ocena\n{one};x;5\n{other};x;7\n"))) == 2


def test_labels_that_differ_by_accents_are_two_with_a_warning(tmp_path):
    path = a_file(tmp_path, "zgłoszenie;juror;ocena\nA;Lis;5\nA;Liś;7\n")

    assert ranking(path) == [(1, "A", "6.00", 2)]
    assert "różnią się tylko znakami diakrytycznymi: „Lis” (2), „Liś” (3)" in said(path)


def test_a_sheet_typed_in_twice_and_differently_is_refused_also_when_joined(tmp_path):
    path = a_file(tmp_path, "zgłoszenie;juror;ocena\nA;Jan Lis;5\nA;jan lis;7\n")

    message = refusal(path, "--merge-labels")

    assert "wiersz 3, kolumna „ocena”: to samo zgłoszenie, juror i kryterium" in message
    assert "pierwszy raz w wierszu 2" in message


def test_a_sheet_that_stands_twice_in_one_spelling_is_refused(tmp_path):
    path = a_file(tmp_path, "zgłoszenie;juror;ocena\nA;Jan;5\nA;Jan;5\n")

    assert "wiersz 3" in refusal(path)


def test_criteria_are_called_as_their_table_calls_them(tmp_path):
    scores = a_file(tmp_path, "zgłoszenie;juror;kryterium;ocena\nA;x;NOWOŚĆ;5\n")
    criteria = a_file(tmp_path, "kryterium;waga\nNowość;1\n", "k.csv")

    assert ranking(scores, "--criteria", criteria) == [(1, "A", "5.00", 1)]


@given(st.text(max_size=20))
def test_a_spelling_is_its_own(label):
    assert spelling_key(spelling_key(label)) == spelling_key(label)
    assert bare_key(label) == bare_key(spelling_key(label))


@given(st.lists(st.text(max_size=8), max_size=12))
def test_names_have_one_order_whatever_the_order_they_come_in(names):
    turned = names[::-1]

    assert sorted(names, key=alphabetical) == sorted(turned, key=alphabetical)


def test_the_polish_alphabet_is_the_order_of_names():
    letters = list("aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż")
    turned = letters[::-1]

    assert sorted(turned, key=alphabetical) == letters
    assert sorted(["Zając Jan", "Zając-Lis Ewa", "Zającowa"], key=alphabetical)[2] == "Zającowa"
    assert sorted(["Müller", "Muller", "Mostek", "Żak", "Ωmega"], key=alphabetical) == [
        "Mostek",
        "Muller",
        "Müller",
        "Żak",
        "Ωmega",
    ]
