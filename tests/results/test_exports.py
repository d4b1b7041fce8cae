"""Tables and the workbook: what they hold, who gets them, and that text stays text."""

import csv
import io
import re
import zipfile

import openpyxl
import pytest
from sqlalchemy import update

from judging.core.i18n import speaking
from judging.editions.models import Role
from judging.editions.rulebook import build
from judging.entries.models import Status
from judging.jury.models import ScoreSheet
from judging.results.files.csv_tables import ranking_csv, sheets_csv
from judging.results.files.workbook import workbook
from tests import factories as make
from tests.results.results import a_snapshot
from tests.stats.scoring import sheets_of, some_rules, some_scores

PANEL = {"A": [9, 8, 9, 7], "B": [8, 8, 7, 7], "C": [6, 5, 7, None], "D": [5, 6, 5, 4]}
PARTS = ["ranking.csv", "sheets.csv", "ranking.xlsx", "report.pdf", "pack.zip"]
HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "|calc",
    "＝1+1",
    "\u00a0=1",
    "\ufeff=1",
    '=HYPERLINK("http://e")',
    "{=1+1}",
    "a\x00b\x07c",
    'a;b"c,=1+1',
    "x\ud800y",
    "http://example.org",
    "_x0041_",
    "0123",
]


@pytest.fixture(autouse=True)
def polish(app):
    with app.app_context(), speaking("pl"):
        yield


def two_criteria(weights=None):
    rows = [
        (entry, f"j{juror}", name, points + (3 * juror + len(name) * number) % 4)
        for number, (entry, points) in enumerate({"A": 6, "B": 5, "C": 2}.items())
        for juror in range(4)
        for name in ("new", "useful", "shown")
        if (entry, juror, name) not in {("B", 2, "useful"), ("A", 1, "shown")}
    ]
    return some_scores(*rows), some_rules(weights or {"new": 3, "useful": 2, "shown": 0}, step="1/2")


def read(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def rows_of(content):
    text = content.decode("utf-8-sig")
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


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


@pytest.mark.parametrize("text", [*HOSTILE, *PARTED])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_NONE])
def test_no_formula_starts_in_whatever_separator_a_table_is_opened_with(text, separator, quoting):
    names = {"titles": {"A": text}, "office": text, "jurors": dict.fromkeys(("j1", "j2", "j3", "j4"), text)}
    snapshot = a_snapshot(sheets_of(**PANEL), some_rules(), **names)

    for content in (ranking_csv(snapshot), sheets_csv(snapshot)):
        lines = io.StringIO(content.decode("utf-8-sig"), newline="")
        cells = [cell for row in csv.reader(lines, delimiter=separator, quoting=quoting) for cell in row]
        begins = [cell.strip().strip('"').strip() for cell in cells]
        assert not [cell for cell in begins if re.match(r"[=+@|＝\t\r\n]|-\S", cell)]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_or_a_link_in_the_workbook(text):
    snapshot = a_snapshot(
        sheets_of(**PANEL),
        some_rules(),
        titles={"A": text},
        office=text,
        jurors=dict.fromkeys(("j1", "j2", "j3", "j4"), text),
    )

    book = read(workbook(snapshot, text))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    formulas = [cell for cell in cells if cell.data_type == "f"]
    assert all(re.match(r"=('|SUMPRODUCT|ROUND\(SUMPRODUCT)", cell.value) for cell in formulas)
    assert not [cell for cell in cells if cell.hyperlink]
    assert {cell.parent.title for cell in formulas} == {"Ranking", "Karty", "Kryteria", "O pliku"}
    assert book["Ranking"]["E2"].data_type == "s"


def test_numbers_stay_numbers():
    book = read(workbook(a_snapshot(*two_criteria()), "T"))

    assert book["Ranking"]["A2"].value == 1
    assert isinstance(book["Ranking"]["G2"].value, float)
    assert book["Karty"]["D3"].value == 3
    assert book["Karty"]["D4"].value == 4.5
    assert [cell.value for cell in book["Kryteria"]["B"][1:]] == [3, 2, 0]


@pytest.mark.parametrize("weights", [None, {"new": 1, "useful": 1, "shown": 1}, {"new": 7, "useful": 0, "shown": 4}])
def test_the_formula_of_the_workbook_gives_the_official_score(weights):
    snapshot = a_snapshot(*two_criteria(weights))
    book = read(workbook(snapshot, "T"))

    for line, row in enumerate(snapshot.rows, 2):
        formula = book["Ranking"][f"H{line}"].value
        assert evaluate(book, formula) == pytest.approx(row["value"], abs=1e-12)
        assert book["Ranking"][f"G{line}"].value == pytest.approx(row["value"], abs=1e-14)


def evaluate(book, formula):
    """Work out the formula of a score from the cells that its addresses name."""
    numbers, own, weights = (
        r"\('Karty'!(\$A\$\d+:\$A\$\d+)=\$C(\d+)\)",
        r"\(1-'Karty'!(\$\w\$\d+:\$\w\$\d+)\)",
        r"'Kryteria'!(\$B\$\d+:\$B\$\d+)",
    )
    marks, above = r"'Karty'!(\$\w\$3:\$\w\$\d+)", r"'Karty'!(\$\w\$1:\$\w\$1)"
    pattern = rf"=SUMPRODUCT\({numbers}\*{own}\*{marks}\*{above}\)/\(SUMPRODUCT\({numbers}\*{own}\)\*SUM\({weights}\)\)"
    found = re.fullmatch(pattern, formula)
    assert found, formula
    of, line, out, given, over, *_, weight = found.groups()
    number = book["Ranking"][f"C{line}"].value
    sheets, ranking = book["Karty"], book["Kryteria"]
    counts = [(a.value == number) * (1 - (o.value or 0)) for (a,), (o,) in zip(sheets[of], sheets[out], strict=True)]
    linked = [ranking[re.search(r"\$B\$\d+", c.value).group()].value for c in sheets[over][0]]
    total = sum(
        count * (cell.value or 0) * share
        for count, row in zip(counts, sheets[given], strict=True)
        for cell, share in zip(row, linked, strict=True)
    )
    return total / (sum(counts) * sum(cell.value for (cell,) in ranking[weight]))


def test_other_methods_are_given_as_values_with_a_note():
    book = read(workbook(a_snapshot(sheets_of(**PANEL), some_rules(method="median")), "T"))

    cells = [cell for row in book["Ranking"].iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "paczka wyników" in " ".join(str(row[1].value) for row in book["O pliku"].iter_rows())


def test_the_workbook_hides_nothing_and_names_no_author():
    content = workbook(a_snapshot(*two_criteria()), "T")
    book = read(content)

    assert book.sheetnames == ["Ranking", "Karty", "Kryteria", "O pliku"]
    assert all(sheet.sheet_state == "visible" for sheet in book)
    assert all(not d.hidden for s in book for d in s.column_dimensions.values())
    assert not [c for s in book for row in s.iter_rows() for c in row if c.comment]
    assert list(book.defined_names) == []
    assert (book.properties.creator or "", book.properties.lastModifiedBy or "") == ("", "")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not [n for n in parts.namelist() if "external" in n.lower() or "vba" in n.lower()]


def test_jurors_are_named_on_the_sheet_of_sheets_alone_and_the_file_says_so():
    book = read(workbook(a_snapshot(*two_criteria()), "T"))

    naming = {
        cell.parent.title
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value).startswith("Juror j")
    }
    assert naming == {"Karty"}
    assert "tylko dla sekretarza" in book["O pliku"]["B3"].value


def test_the_workbook_is_the_same_every_time_and_set_up_for_print():
    snapshot = a_snapshot(*two_criteria())
    first, second = workbook(snapshot, "T"), workbook(snapshot, "T")

    assert first == second
    sheet = read(first)["Ranking"]
    assert sheet.freeze_panes == "A2"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$1:$1"


@pytest.mark.parametrize("points", [{"A": [5]}, {"A": [None], "B": [5, 5]}])
def test_small_rounds_give_files_too(points):
    snapshot = a_snapshot(sheets_of(**points), some_rules(min_sheets=2), entries=[*points, "Z"])

    assert len(rows_of(ranking_csv(snapshot))) == 1 + len(snapshot.rows)
    assert read(workbook(snapshot, "T"))["Ranking"].max_row == 1 + len(snapshot.rows)


@pytest.fixture
def closed(session):
    """A closed round of three entries and three jurors, with its secretary and a juror."""
    edition = make.an_edition(frozen=False)
    session.add(edition)
    session.flush()
    edition.rules_frozen_at, edition.rules_digest = make.BEFORE, "0" * 64
    edition.rulebook = build(edition)
    secretary = make.a_seat(edition, Role.SECRETARY)
    jurors = [make.a_seat(edition) for _ in range(3)]
    entries = [make.an_entry(edition=edition, status=Status.ACCEPTED) for _ in range(3)]
    session.add_all([edition, secretary, *jurors, *entries])
    session.flush()
    sheets = []
    for e, entry in enumerate(entries):
        for j, seat in enumerate(jurors):
            scores = {"novelty": 3 * e + j, "reach": 2 * e + 1}
            sheets.append(make.a_sheet(make.an_assignment(seat, entry), scores=scores, submitted=True))
    make.hand_in(session, sheets)
    make.close(edition.rounds[0], sheets, by=secretary.user)
    session.commit()
    return edition, secretary.user, jurors[0].user


@pytest.mark.parametrize("part", PARTS)
def test_the_secretary_gets_every_file_of_a_closed_round(closed, client_of, part):
    edition, secretary, _juror = closed

    answer = client_of(secretary).get(f"/desk/{edition.slug}/results/{part}")

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("part", PARTS)
def test_nobody_gets_a_file_before_the_round_is_closed(closed, session, client_of, part):
    edition, secretary, _juror = closed
    edition.rounds[0].closed_at = None
    session.commit()

    assert client_of(secretary).get(f"/desk/{edition.slug}/results/{part}").status_code == 409


@pytest.mark.parametrize("part", PARTS)
def test_for_a_juror_the_files_do_not_exist(closed, client_of, part):
    edition, _secretary, juror = closed

    assert client_of(juror).get(f"/desk/{edition.slug}/results/{part}").status_code == 404


def test_the_frozen_record_is_what_is_sent_after_the_freeze(closed, app, session, client_of):
    from judging.results import operations
    from judging.results.queries.live import all_live

    edition, secretary, _juror = closed
    round_ = edition.rounds[0]
    operations.freeze(
        session,
        edition,
        round_,
        all_live(session, round_),
        by=secretary,
        at=make.DELIBERATION,
        seen=round_.data_version,
    )
    session.commit()
    client = client_of(secretary)
    before = client.get(f"/desk/{edition.slug}/results/pack.zip").data

    edition.rounds[0].data_version += 1
    session.execute(update(ScoreSheet).values(scores={"novelty": 1, "reach": 1}))
    session.commit()

    assert client.get(f"/desk/{edition.slug}/results/pack.zip").data == before
