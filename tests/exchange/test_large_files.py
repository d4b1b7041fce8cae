"""A file larger than memory should hold is refused before it is unpacked, with the limit."""

import tracemalloc
import zipfile

import pytest

from judging.exchange.reading import container, workbook
from tests.exchange.files import a_file, a_workbook, ranking, refusal

ROWS = [("zgłoszenie", "juror", "kryterium", "ocena"), ("A", "Anna", "k", 5), ("B", "Anna", "k", 7)]
MEGA = 1_000_000


def with_part(book, name, content):
    """Put a part into a workbook, in place of one of that name."""
    made = book.with_name("bomb.xlsx")
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return made


@pytest.mark.parametrize("name", ["xl/worksheets/sheet9.xml", "xl/sharedStrings.xml", "xl/styles.xml"])
def test_a_workbook_that_unpacks_to_more_than_the_limit_is_refused_before_it_is_unpacked(tmp_path, name):
    bomb = with_part(a_workbook(tmp_path, ROWS), name, b" " * (workbook.MOST_OF_CELLS + MEGA))
    assert bomb.stat().st_size < MEGA

    refusal(a_file(tmp_path, ""))  # loads what reading needs

    tracemalloc.start()
    said = refusal(bomb)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert "41 MB" in said or "42 MB" in said
    assert "najwyżej 40 MB" in said
    assert peak < 30 * MEGA


def test_pictures_count_with_the_whole_workbook(tmp_path):
    bomb = with_part(a_workbook(tmp_path, ROWS), "xl/media/image1.bmp", b"\0" * (workbook.MOST_OF_ALL + MEGA))

    assert "najwyżej 120 MB" in refusal(bomb)


@pytest.mark.parametrize(
    "change",
    [
        (b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
        (b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A5:XFD1048576"/></mergeCells>'),
    ],
    ids=["a cell far away", "merged cells"],
)
def test_a_sheet_that_reaches_too_far_is_refused_with_the_limit(tmp_path, change):
    book = a_workbook(tmp_path, ROWS)
    with zipfile.ZipFile(book) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
    bomb = with_part(book, "xl/worksheets/sheet1.xml", sheet.replace(*change))

    assert "najwyżej 1500000" in refusal(bomb)


def test_a_text_larger_than_the_limit_is_not_read(tmp_path):
    path = a_file(tmp_path, "zgłoszenie;juror;ocena\nA;Anna;5\n")
    with path.open("ab") as file:
        file.truncate(container.MOST_BYTES + 1)

    assert "najwyżej 150 MB" in refusal(path)


def test_a_formula_never_calculated_is_still_seen(tmp_path):
    assert "=1+4" in refusal(a_workbook(tmp_path, [*ROWS[:2], ("B", "Anna", "k", "=1+4")], "computed.xlsx"))


def test_an_ordinary_workbook_of_a_large_contest_is_read(tmp_path):
    rows = [ROWS[0], *((f"e{n % 500}", f"j{n // 500}", "k", n % 11) for n in range(20_000))]

    assert len(ranking(a_workbook(tmp_path, rows))) == 500
