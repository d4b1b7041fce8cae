"""The workbook: numbers and formulas that count, texts that stay texts, nothing hidden."""

import io
import re
import zipfile

import openpyxl
import pytest

from judging.results.files.csv_tables import ranking_csv
from judging.results.files.workbook import workbook
from tests.results.results import a_snapshot
from tests.results.tables import HOSTILE, PANEL, rows_of, two_criteria
from tests.stats.scoring import sheets_of, some_rules

pytestmark = pytest.mark.usefixtures("polish")


def read(content):
    return openpyxl.load_workbook(io.BytesIO(content))


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
