"""How hard a Polish text is to read: against a text counted by hand."""

import pytest

from judging.core.readability import LEAST, fog, hard_words, long_sentences, sentences, syllables, words

# Counted by hand: 12 sentences, two of them points of a list; 111 words, 9 of them hard (the list below).
COUNTED = """W 2023 r. w naszym urzędzie każdy list do mieszkańca pisał kto inny. Jedne pisma były krótkie i jasne. \
Inne miały po trzy strony i kończyły się prośbą o kontakt. Ludzie dzwonili i pytali, o co chodzi.

Postanowiliśmy to zmienić. Zebraliśmy dwadzieścia pism, które wysyłamy najczęściej. Każde napisała od nowa para: \
urzędnik i osoba z zewnątrz. Potem dziesięć osób z ulicy przeczytało oba teksty na głos, a my notowaliśmy, gdzie się \
zacinają.

Co się zmieniło:
- telefonów z pytaniem o treść pisma jest o 40 procent mniej,
- odpowiedzi na wezwania przychodzą średnio po pięciu dniach, a nie po dwunastu.

Nowe wzory leżą na wspólnym dysku i każdy wydział może z nich korzystać.
"""
HARD = [
    "Postanowiliśmy",
    "Zebraliśmy",
    "wysyłamy",
    "napisała",
    "przeczytało",
    "notowaliśmy",
    "zacinają",
    "telefonów",
    "odpowiedzi",
]


def test_the_counts_are_those_made_by_hand():
    assert len(sentences(COUNTED)) == 12
    assert len(words(COUNTED)) == 111
    assert hard_words(COUNTED) == HARD


def test_fog_is_what_the_formula_says_of_the_counts_made_by_hand():
    assert fog(COUNTED) == pytest.approx(0.4 * (111 / 12 + 100 * 9 / 111))


@pytest.mark.parametrize(("count", "known"), [(LEAST - 1, False), (LEAST, True)])
def test_of_a_text_too_short_no_index_is_told(count, known):
    assert (fog("raz " * count) is not None) is known


def test_short_words_in_one_sentence_count_by_their_number_alone():
    assert fog("raz " * 100) == pytest.approx(0.4 * 100)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("w", 0),
        ("się", 1),
        ("niej", 1),
        ("trzyosobowy", 5),
        ("dziesięć", 2),
        ("historia", 3),
        ("muzeum", 3),
        ("zaufanie", 4),
        ("autor", 2),
        ("EUROPEJSKI", 4),
        ("ZUS", 1),
        ("40", 0),
        ("", 0),
    ],
)
def test_syllables_are_counted_by_vowels(word, count):
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("Bez kropki", ["Bez kropki"]),
        ("Pyta: „Kiedy?” Odpowiadamy: jutro.", ["Pyta: „Kiedy?”", "Odpowiadamy: jutro."]),
        ("Od 1 r. Potem.", ["Od 1 r.", "Potem."]),
        ("J. Kowalska i dr hab. A. Nowak. Razem.", ["J. Kowalska i dr hab. A. Nowak.", "Razem."]),
        ("M.in. Tychy. Tak…", ["M.in. Tychy.", "Tak…"]),
        ("Koszt 5.000 zł. Tyle.", ["Koszt 5.000 zł.", "Tyle."]),
        ("Dnia 12. edycji było zimno.", ["Dnia 12. edycji było zimno."]),
        ("- pierwszy punkt\n- drugi punkt", ["pierwszy punkt", "drugi punkt"]),
        ("Jeden wiersz\ni drugi.", ["Jeden wiersz i drugi."]),
        ("Naprawdę?! Tak.", ["Naprawdę?!", "Tak."]),
    ],
)
def test_a_text_is_parted_where_a_reader_would_stop(text, found):
    assert sentences(text) == found


@pytest.mark.parametrize(("count", "marked"), [(25, 0), (26, 1)])
def test_a_sentence_of_more_than_twenty_five_words_is_long(count, marked):
    assert len(long_sentences(" ".join(["Raz", *["raz"] * (count - 1)]) + ". Krótkie.")) == marked
