"""An export is read as it is: its headings are questions, its cells are written as the program writes them."""

from datetime import UTC, datetime

import pytest

from judging.core.refusals import Incomplete
from judging.intake.reading import Sort, read_rows, read_sheet
from judging.intake.targets import guess
from tests.intake import exports

CAME = datetime(2027, 3, 10, 8, 15, 2, tzinfo=UTC)


@pytest.fixture
def read(edition, tmp_path, app):
    """A function that reads a file as its columns are guessed."""

    def read(content, said=None):
        path = tmp_path / "table"
        path.write_bytes(content)
        with app.app_context():
            sheet = read_sheet(path, edition)
            targets = guess(sheet.table.columns, edition) | (said or {})
            return targets, read_rows(sheet, targets, edition)

    return read


def test_the_columns_of_google_forms_are_guessed(read):
    targets, _rows = read(exports.google_csv(exports.google_row()))

    assert list(targets.values()) == [
        "came",
        "email",
        "unit",
        "title",
        "area",
        "answers-problem",
        "answers-solution",
        "answers-effects",
        "answers-works",
        "answers-people",
        "contact",
        "files",
    ]


def test_the_columns_of_microsoft_forms_are_guessed(read):
    targets, _rows = read(exports.microsoft_xlsx(exports.microsoft_row()))

    assert list(targets.values()) == [
        "key",
        "",
        "came",
        "",
        "contact",
        "",
        "unit",
        "title",
        "area",
        "answers-problem",
        "answers-solution",
        "answers-effects",
        "answers-works",
        "answers-people",
        "email",
        "files",
    ]


@pytest.mark.parametrize("export", ["google_csv", "google_xlsx", "microsoft_xlsx"])
def test_every_export_says_the_same_of_an_entry(read, export):
    row = exports.microsoft_row() if "microsoft" in export else exports.google_row()

    _targets, [read_row] = read(getattr(exports, export)(row))

    assert read_row.faults == []
    assert read_row.came_at == CAME
    assert (read_row.title, read_row.unit) == ("Prosty język w urzędzie", "Urząd Miasta Tychy")
    assert read_row.area.name == "Klienci, także w terenie"
    assert read_row.email == "anna@tychy.example"
    assert read_row.answers == {
        "problem": exports.LONG,
        "solution": "Jedno biuro prowadzi sprawę do końca.",
        "effects": "Wizyta trwa 18 minut zamiast 47.",
        "works": "yes",
        "people": "1200",
    }


def test_the_same_answer_is_known_again_in_another_container(read):
    _targets, [as_text] = read(exports.google_csv(exports.google_row()))
    _targets, [as_book] = read(exports.google_xlsx(exports.google_row(effects="Inne.")))

    assert as_text.identity == as_book.identity


def test_what_cannot_be_read_is_told_by_its_column(read):
    row = exports.google_row(at="wczoraj", area="Promocja", works="czasem", email="anna(at)tychy", people="tysiąc")

    _targets, [read_row] = read(exports.google_csv(row), {1: "email"})

    assert {fault.sort for fault in read_row.faults} == {Sort.WRONG}
    assert [fault.column for fault in read_row.faults] == [exports.GOOGLE[at] for at in (0, 1, 4, 8)]


def test_links_are_no_names_of_files(read):
    _targets, [read_row] = read(exports.google_csv(exports.google_row(files=f"{exports.DRIVE}, {exports.DRIVE}x")))

    assert (len(read_row.links), read_row.files) == (2, {})


def test_names_of_files_are_parted_by_semicolons(read):
    _targets, [read_row] = read(exports.google_csv(exports.google_row(files="ankieta.pdf; Zdjęcie, rynek.jpg")))

    assert list(read_row.files) == ["ankieta.pdf", "Zdjęcie, rynek.jpg"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", exports.google_csv(), b"PK\x03\x04 broken"])
def test_a_file_without_entries_is_refused_in_words(read, content):
    with pytest.raises(Incomplete) as refused:
        read(content)

    assert refused.value.field == "table"


@pytest.mark.parametrize(("day", "at"), [("20/03/2027 10:00", "2027-03-20"), ("03/20/2027 10:00", "2027-03-20")])
def test_a_date_with_slashes_is_read_by_all_of_its_column(read, day, at):
    _targets, rows = read(exports.google_csv(exports.google_row(at=day)))

    assert rows[0].came_at.date().isoformat() == at


def test_a_date_of_which_nothing_tells_its_order_is_asked(read):
    _targets, [read_row] = read(exports.google_csv(exports.google_row(at="3/4/2027 10:00")))

    assert [fault.column for fault in read_row.faults] == ["Sygnatura czasowa"]
