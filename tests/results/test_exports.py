"""Tables: what they hold, and that text stays text."""

import csv
import io
import re
from itertools import product

import pytest

from judging.core.i18n import speaking
from judging.results.files.csv_tables import ranking_csv, sheets_csv
from tests.results.results import a_snapshot
from tests.results.tables import HOSTILE, PANEL, rows_of, two_criteria
from tests.stats.scoring import sheets_of, some_rules

pytestmark = pytest.mark.usefixtures("polish")


def test_the_table_of_the_ranking_is_polish():
    heading, first, *_ = rows_of(ranking_csv(a_snapshot(sheets_of(**PANEL), some_rules(prizes=1))))

    assert heading[:9] == [
        "Miejsce",
        "Ex aequo",
        "Numer",
        "Urząd",
        "Praktyka",
        "Obszar",
        "Wynik",
        "Karty",
        "Miejsce skorygowane",
    ]
    assert first[:8] == ["1", "", "1", "Urząd Gminy", "A", "Obszar", "8,25", "4"]


def test_the_table_in_english_has_commas_and_points():
    with speaking("en"):
        content = ranking_csv(a_snapshot(sheets_of(**PANEL), some_rules()))

    assert content.decode("utf-8-sig").splitlines()[1].startswith('1,,1,"Urząd Gminy","A"')
    assert ",8.25,4," in content.decode()


def test_a_drawn_chance_in_the_table_is_neither_nil_nor_certain():
    snapshot = a_snapshot(sheets_of(**PANEL), some_rules(prizes=1))
    snapshot.rows[0]["p_main"], snapshot.rows[1]["p_main"], snapshot.rows[2]["p_main"] = 1.0, 0.0, None

    heading, *rows = rows_of(ranking_csv(snapshot))

    assert [row[heading.index("Szansa na nagrodę główną")] for row in rows[:3]] == ["> 0,99", "< 0,01", ""]


def test_the_table_of_sheets_has_a_row_a_sheet_with_its_juror():
    scores, rules = two_criteria()

    heading, *rows = rows_of(sheets_csv(a_snapshot(scores, rules)))

    assert heading[4:] == [
        "Juror",
        "Kryterium new",
        "Kryterium useful",
        "Kryterium shown",
        "Karta się liczy",
    ]
    assert len(rows) == 12
    assert rows[1][4:] == ["Juror j1", "4,5", "4,5", "", "tak"]
    assert rows[6][4:] == ["Juror j2", "3", "", "4", "nie"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_in_a_table(text):
    snapshot = a_snapshot(
        sheets_of(**PANEL),
        some_rules(),
        titles={"A": text},
        office=text,
        jurors=dict.fromkeys(("j1", "j2", "j3", "j4"), text),
    )

    for content in (ranking_csv(snapshot), sheets_csv(snapshot)):
        rows = rows_of(content)
        assert len({len(row) for row in rows}) == 1
        assert len(rows) == content.count(b"\r\n")
        cells = [cell for row in rows[1:] for cell in row]
        assert not [c for c in cells if re.match(r"[=+@|＝\t\r\n]|-\D|-1$", c)]
        assert all(c.isprintable() for c in cells)


PARTED = [
    "Gmina; =1+1",
    "Gmina,=1+1",
    "a\t=1",
    'a", "=HYPERLINK(""x"")',
    "a;'=1",
    "a|@SUM(A1)",
    "a, -2+3",
    "a;＝1",
    "a; +1",
    "a,\u00a0=1",
]


def beginnings(content, separator, quoting):
    """Return how the cells of a table begin, as a program with this separator reads it."""
    lines = io.StringIO(content.decode("utf-8-sig"), newline="")
    for row in csv.reader(lines, delimiter=separator, quoting=quoting):
        yield from (cell.strip().strip('"').strip() for cell in row)


def test_no_formula_starts_in_whatever_separator_a_table_is_opened_with():
    scored, rules, wrong, read = sheets_of(**PANEL), some_rules(), [], 0
    for text in (*HOSTILE, *PARTED):
        names = {"titles": {"A": text}, "office": text, "jurors": dict.fromkeys(("j1", "j2", "j3", "j4"), text)}
        snapshot = a_snapshot(scored, rules, **names)
        tables = (ranking_csv(snapshot), sheets_csv(snapshot))
        for content, *opened in product(tables, (";", ",", "\t", "|"), (csv.QUOTE_MINIMAL, csv.QUOTE_NONE)):
            cells = list(beginnings(content, *opened))
            read += len(cells)
            wrong += [(text, *opened, cell) for cell in cells if re.match(r"[=+@|＝\t\r\n]|-\S", cell)]

    assert not wrong, wrong
    assert read > 1000
