"""Tables of every plain layout are read; what is not plain says what would make it so."""

import pytest

from tests.exchange.files import a_file, a_workbook, ranking, refusal, said

AB = [(1, "B", "8.00", 2), (2, "A", "6.00", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "zgłoszenie;juror;Nowość;Zasięg\nA;Anna;5;6\nA;Jan;7;6\nB;Anna;9;7\nB;Jan;8;8\n",
        # Google Forms
        "Sygnatura czasowa,Nazwa użytkownika,Zgłoszenie,Ocena [Nowość],Ocena [Zasięg],Uwagi\n"
        '2026/03/01 10:00:00,a@b.pl,A,5,6,dobre\n2026/03/01 10:01:00,j@b.pl,A,7,6,"tak, owszem"\n'
        "2026/03/01 10:02:00,a@b.pl,B,9,7,\n2026/03/01 10:03:00,j@b.pl,B,8,8,\n",
        # MS Forms
        "Identyfikator;Godzina rozpoczęcia;Godzina ukończenia;Adres e-mail;Nazwa;"
        "Którą praktykę oceniasz?;Praktyka;Nowość;Zasięg\n"
        "1;3/1/26 10:00;3/1/26 10:05;anonymous;Anna;x;A;5;6\n"
        "2;3/1/26 10:00;3/1/26 10:05;anonymous;Jan;x;A;7;6\n"
        "3;3/1/26 10:00;3/1/26 10:05;anonymous;Anna;x;B;9;7\n"
        "4;3/1/26 10:00;3/1/26 10:05;anonymous;Jan;x;B;8;8\n",
        # LimeSurvey
        '"id. Identyfikator odpowiedzi","submitdate. Data przesłania","lastpage. Ostatnia strona",'
        '"startlanguage. Język początkowy","G01Q01. Ekspert","G01Q02. Nazwa zgłoszenia",'
        '"G02Q01[SQ001]. Oceń [Nowość]","G02Q01[SQ002]. Oceń [Zasięg]","G03. Komentarz"\n'
        '"1","2026-03-01 10:00:00","2","pl","Anna","A","5","6",""\n'
        '"2","2026-03-01 10:00:00","2","pl","Jan","A","7","6","x"\n'
        '"3","2026-03-01 10:00:00","2","pl","Anna","B","9","7",""\n'
        '"4","2026-03-01 10:00:00","2","pl","Jan","B","8","8",""\n',
        # with a total of each sheet
        "project,reviewer,novelty,reach,depth,total\n"
        "A,Anna,5,6,7,18\nA,Jan,7,6,5,18\nB,Anna,9,7,8,24\nB,Jan,8,8,8,24\n",
    ],
    ids=["plain", "google", "microsoft", "limesurvey", "total"],
)
def test_a_row_a_sheet_with_a_column_a_criterion_is_read(tmp_path, text):
    assert ranking(a_file(tmp_path, text)) == AB


@pytest.mark.parametrize(
    "head",
    [
        "Nazwa zgłoszenia;Ekspert;Kryterium;Ocena (0–10)",
        "Tytuł pracy:;Recenzent/ka;kryterium;Liczba punktów",
        "paper_id;reviewer_id;criterion;rating",
        "Contestant;Rater;Criterion;Mark",
        "TEAM;Członek Kapituły;Kryterium oceny;Points (max 10)",
        "Nr zgłoszenia;Nr jurora;Kryterium;Pkt",
        "„Zgłoszenie”;Juror (imię i nazwisko);Nazwa kryterium;PUNKTY",
    ],
)
def test_headings_match_by_their_beginnings(tmp_path, head):
    text = head + "\nA;Anna;k;5\nA;Jan;k;7\nB;Anna;k;9\nB;Jan;k;7\n"

    assert ranking(a_file(tmp_path, text)) == AB


def test_one_overall_score_is_one_criterion(tmp_path):
    path = a_file(tmp_path, "paper;reviewer;rating\nA;x;5\nA;y;7\nB;x;9\nB;y;7\n")

    assert ranking(path) == AB
    assert "jedna ocena ogólna, w kolumnie „rating”" in said(path)


def test_a_row_a_juror_with_a_column_an_entry_is_read(tmp_path):
    path = a_file(tmp_path, "Juror;A;B\nAnna;5;9\nJan;7;7\n")

    assert ranking(path) == AB
    assert "kolumny zgłoszeń: „A”, „B”" in said(path)


def test_a_matrix_of_names_is_read_as_jurors_and_its_means_are_not(tmp_path):
    rows = [
        ["Nazwa zgłoszenia", "Anna Nowak", "Jan Lis", "Ewa Sowa", "Wynik", "x̄"],
        ["A", 5, 7, 6, 18, 6],
        ["B", 9, 7, 8, 24, 8],
        ["C", 3, 3, None, 6, 3],
    ]
    path = a_workbook(tmp_path, rows)

    assert ranking(path) == [(1, "B", "8.00", 3), (2, "A", "6.00", 3), (3, "C", "3.00", 2)]
    assert "pominięto kolumny: „Wynik”, „x̄”" in said(path)


def test_a_column_of_means_under_a_strange_heading_is_no_juror(tmp_path):
    path = a_file(tmp_path, "Praca;Anna;Jan;Ewa;Ø ogólne\nA;5;7;6;6\nB;9;7;8;8\nC;1;2;2;1,67\n")

    assert [row[3] for row in ranking(path)] == [3, 3, 3]


def test_titles_that_two_entries_share_are_told_apart_by_their_numbers(tmp_path):
    text = "Numer;Praktyka;Juror;Ocena\n1;Park;Anna;5\n2;Park;Anna;7\n3;Las;Anna;6\n"

    assert [row[1] for row in ranking(a_file(tmp_path, text))] == ["Park (2)", "Las", "Park (1)"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("zgłoszenie;ocena\nA;5\nA;7\n", 'entry=zgłoszenie,score=ocena,juror=-"'),
        ("zgłoszenie;Nowość;Zasięg\nA;5;6\nA;7;6\n", "criteria=Nowość+Zasięg,juror=-"),
        ("zgłoszenie;Ocena [x];Ocena [y]\nA;5;6\nB;7;6\n", "jurors=Ocena [x]+Ocena [y]"),
        ("zgłoszenie;juror;Nowość;Ocena\nA;j;5;6\nB;j;7;6\n", "criteria=Nowość"),
        ("zgłoszenie;juror;ocena;punkty\nA;j;5;6\nB;j;7;6\n", "„ocena”, „punkty”"),
        ("Praca;Anna;Jan;Rok założenia\nA;5;6;1999\nB;7;8;2004\n", 'ignore=Rok założenia"'),
        ("foo;bar;baz\nA;j;5\n", "„foo”, „bar”, „baz”"),
        ("Miejsce;Zgłoszenie;Wynik\n1;A;5\n2;B;4\n", "ranking z miejscami"),
    ],
)
def test_what_is_not_plain_says_what_would_make_it_so(tmp_path, text, told):
    assert told in refusal(a_file(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "columns", "read"),
    [
        ("foo;bar;baz\nA;j;5\nB;j;6\n", "entry=foo,juror=bar,score=baz", ["B", "A"]),
        ("zgłoszenie;ocena\nA;5\nA;7\nB;9\n", "juror=-", ["B", "A"]),
        ("zgłoszenie;juror;Nowość;Ocena\nA;j;5;6\nB;j;7;6\n", "criteria=Nowość", ["B", "A"]),
        ("Praca;Anna;Jan;Rok\nA;5;6;1999\nB;7;8;2004\n", "jurors=Anna+Jan", ["B", "A"]),
        ("Praca;Anna;Jan;Rok\nA;5;6;1999\nB;7;8;2004\n", "ignore=Rok", ["B", "A"]),
        ("Kto;A;B\nx;5;6\ny;7;8\n", "juror=Kto,entries=A+B", ["B", "A"]),
    ],
)
def test_columns_can_be_named(tmp_path, text, columns, read):
    path = a_file(tmp_path, text)

    assert [row[1] for row in ranking(path, "--columns", columns)] == read


def test_wide_says_what_the_columns_of_scores_are(tmp_path):
    path = a_file(tmp_path, "zgłoszenie;Ocena [x];Ocena [y]\nA;5;6\nB;7;6\n")

    assert ranking(path, "--wide", "jurors") == [(1, "B", "6.50", 2), (2, "A", "5.50", 2)]
    assert ranking(path, "--wide", "criteria") == [(1, "B", "6.50", 1), (2, "A", "5.50", 1)]


def test_a_heading_that_is_not_there_is_refused_with_those_that_are(tmp_path):
    path = a_file(tmp_path, "foo;bar;baz\nA;j;5\n")

    assert "„foo”, „bar”, „baz”" in refusal(path, "--columns", "entry=praca")


def test_criteria_of_a_table_tell_the_columns_of_scores(tmp_path):
    text = "zgłoszenie;juror;nowość;Zasięg;Liczba stron\nA;j;5;6;100\nB;j;7;6;3\n"
    criteria = a_file(tmp_path, "kryterium;waga\nNowość;2\nZasięg;1\n", "k.csv")

    assert ranking(a_file(tmp_path, text), "--criteria", criteria) == [
        (1, "B", "6.67", 1),
        (2, "A", "5.33", 1),
    ]


def test_headings_of_juror_and_criterion_at_once_are_refused(tmp_path):
    text = "Zgłoszenie;Anna – x;Anna – y;Jan – x;Jan – y\nA;5;6;7;8\nB;6;7;8;9\n"

    assert "każdy nagłówek podaje naraz jurora i kryterium" in refusal(a_file(tmp_path, text))


def test_places_behind_the_scores_of_jurors_make_no_ranking_of_a_matrix(tmp_path):
    text = "Lp.;Zgłoszenie;Anna;Jan;Ewa;Średnia;Miejsce\n1;A;5;7;6;6;2\n2;B;9;7;8;8;1\n"

    assert ranking(a_file(tmp_path, text)) == [(1, "B", "8.00", 3), (2, "A", "6.00", 3)]


def test_reviews_with_a_number_a_title_and_a_confidence_are_read_by_their_rating(tmp_path):
    text = "paper_id,title,reviewer,rating,confidence\n1,A,x,5,3\n1,A,y,7,1\n2,B,x,9,5\n2,B,y,7,5\n"

    assert ranking(a_file(tmp_path, text)) == AB


def test_equal_weights_are_said_and_weights_in_headings_warned_of(tmp_path):
    text = "zgłoszenie;juror;Nowość (waga 40%);Zasięg (waga 60%)\nA;x;5;6\n"

    assert "wszystkie kryteria liczą się tak samo" in said(a_file(tmp_path, text))
    assert "uwaga: nagłówki mówią o wagach" in said(a_file(tmp_path, text))


@pytest.mark.parametrize("heading", ["Liczba ocen", "ile"])
def test_a_column_that_counts_the_scores_is_no_juror(tmp_path, heading):
    text = f"Zgłoszenie;Anna;Jan;{heading}\nA;8;7;2\nB;9;;1\nC;5;6;2\n"

    assert [row[3] for row in ranking(a_file(tmp_path, text))] == [1, 2, 2]


def test_a_juror_with_nothing_but_dashes_is_told_of_and_not_left_out(tmp_path):
    message = refusal(a_file(tmp_path, "Zgłoszenie;Anna;Jan\nA;8;-\nB;9;-\n"))

    assert "wiersze 2, 3, kolumna „Jan”: - – jeśli oceny nie ma" in message


def test_weights_above_the_headings_are_warned_of(tmp_path):
    text = ";;0,6;0,4\nZgłoszenie;Juror;Nowość;Zasięg\nA;x;5;6\n"

    assert "uwaga: liczb nad nagłówkami, na przykład wag, nie odczytano" in said(a_file(tmp_path, text))


def test_criteria_that_begin_like_something_else_are_criteria(tmp_path):
    names = [
        "Praca zespołowa",
        "Miejsce realizacji",
        "Opis problemu",
        "Kod źródłowy",
        "Grupa docelowa",
    ]
    text = f"Zgłoszenie;Juror;{';'.join(names)}\nA;x;5;6;7;8;9\nB;x;6;7;8;9;9\n"
    path = a_file(tmp_path, text)

    assert ranking(path) == [(1, "B", "7.80", 1), (2, "A", "7.00", 1)]
    assert ", ".join(f"„{name}”" for name in names) in said(path)


@pytest.mark.parametrize("heading", ["Obszar", "Opinia", "Wynik działań"])
def test_numbers_under_a_heading_that_is_rarely_a_criterion_are_asked_about(tmp_path, heading):
    text = f"Zgłoszenie;Juror;Nowość;Zasięg;{heading}\nA;x;5;6;7\nB;x;6;7;8\nC;x;6;7;9\n"

    message = refusal(a_file(tmp_path, text))

    assert f'ignore={heading}"' in message
    assert f'criteria=Nowość+Zasięg+{heading}"' in message
