"""A table of paper sheets: every fault by row and column, all or nothing, and twice without doubles."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from judging.core import aside
from judging.jury.models import PaperGlimpse, PaperSheet, PaperUpload, ScoreSheet
from judging.paper.codes import code_of
from tests.factories import a_sheet

CODE, NOTE = "Code of the sheet", "The whole entry: for the chapter"


@pytest.fixture
def template(at_desk, base):
    """The table to be filled in, of all sheets that are not handed in."""
    return at_desk.get(f"{base}print/template.xlsx").data


@pytest.fixture
def rows(session, chapter):
    """A row for each of the first two entries of the first juror."""
    codes = [code_of(chapter.assignment(chapter.first, entry).id) for entry in chapter.entries[:2]]
    session.commit()
    return [{CODE: codes[0], "Novelty": 7, "Reach": "5"}, {CODE: codes[1], "Novelty": 10, "Reach": 0}]


@pytest.fixture
def only(filled, template):
    """A function that returns the table with these rows alone."""

    def only(*rows):
        book = load_workbook(BytesIO(template))
        book.worksheets[0].delete_rows(2, 100)
        out = BytesIO()
        book.save(out)
        return filled(out.getvalue(), *rows)

    return only


def give(client, base, table, name="karty.xlsx"):
    answer = client.post(f"{base}import/", data={"table": (BytesIO(table), name)}, content_type="multipart/form-data")
    return answer.location or answer


def test_the_template_names_every_sheet_that_waits(session, template, chapter):
    [heading, *rows] = load_workbook(BytesIO(template)).worksheets[0].iter_rows(values_only=True)

    assert heading[:5] == (CODE, "Member of the chapter", "Entry no.", "Title", "Novelty")
    assert sorted(str(row[0]) for row in rows) == sorted(code_of(one.id) for one in chapter.assignments.values())


def test_a_filled_in_table_is_typed_in_whole(rows_of, session, at_desk, base, only, rows):
    preview = give(at_desk, base, only(*rows))
    assert "Hand in 2 sheets" in at_desk.get(preview).text
    assert rows_of(ScoreSheet) == []

    assert at_desk.post(preview).status_code == 302
    papers = rows_of(PaperSheet)
    assert [(one.sheet.scores, one.file, one.file_row) for one in papers] == [
        ({"novelty": 7, "reach": 5}, "karty.xlsx", 2),
        ({"novelty": 10, "reach": 0}, "karty.xlsx", 3),
    ]
    assert not any(one.seen_by_secretary for one in papers)
    assert rows_of(PaperUpload) == []


def test_run_twice_it_makes_no_doubles(rows_of, session, at_desk, base, only, rows):
    for _time in range(2):
        preview = give(at_desk, base, only(*rows))
        at_desk.post(preview)

    assert len(rows_of(PaperSheet)) == 2
    assert at_desk.get(preview).text.count("typed in already") >= 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({CODE: code_of(1234)}, "No sheet of this round"),
        ({CODE: "kod"}, "This is not the code of a sheet"),
        ({"Novelty": 10.5}, "from 0 to 10"),
        ({"Novelty": None}, "the score is missing"),
        ({"Member of the chapter": "Ktoś Inny"}, "The code is of a sheet of Juror Anna"),
        ({"Entry no.": 3}, "The code is of entry no. 1"),
        ({NOTE: "x" * 4001}, "at most 4000 fit"),
    ],
)
def test_a_fault_stands_at_its_row_and_nothing_is_typed_in(rows_of, session, at_desk, base, only, rows, change, said):
    preview = give(at_desk, base, only(rows[0] | change, rows[1]))

    page = at_desk.get(preview).text
    assert said in page
    assert "Hand in 1 sheet" in page
    assert at_desk.post(preview).status_code == 422
    assert rows_of(ScoreSheet) == []


def test_the_same_sheet_twice_in_the_file_is_a_fault_of_both(at_desk, base, only, rows):
    page = at_desk.get(give(at_desk, base, only(rows[0], rows[0] | {"Novelty": 1}))).text

    assert "another row: 3" in page
    assert "another row: 2" in page


@pytest.mark.parametrize("what", ["conflict", "taken back"])
def test_what_the_juror_may_not_score_is_a_fault(session, at_desk, base, only, rows, chapter, what):
    given = chapter.assignment(chapter.first, chapter.entries[0])
    given.in_conflict, given.removed_at = what == "conflict", given.assigned_at if what == "taken back" else None
    session.commit()

    preview = give(at_desk, base, only(*rows))
    assert ("conflict of interest" if what == "conflict" else "no longer assigned") in at_desk.get(preview).text
    assert at_desk.post(preview).status_code == 422


def test_what_was_handed_in_online_is_a_fault_whatever_it_says(session, at_desk, base, only, rows, chapter):
    given = chapter.assignment(chapter.first, chapter.entries[0])
    session.add(a_sheet(given, scores={"novelty": 7, "reach": 5}, submitted=True))
    session.commit()

    preview = give(at_desk, base, only(*rows))
    assert "handed this sheet in online" in at_desk.get(preview).text
    assert at_desk.post(preview, data={"replaces": "y"}).status_code == 422


def test_what_was_begun_online_is_replaced_only_knowingly(session, at_desk, base, only, rows, chapter):
    session.add(a_sheet(chapter.assignment(chapter.first, chapter.entries[0]), scores={"novelty": 1}))
    session.commit()

    preview = give(at_desk, base, only(*rows))
    assert at_desk.post(preview).status_code == 422
    assert at_desk.post(preview, data={"replaces": "y"}).status_code == 302


@pytest.mark.parametrize(
    ("table", "said"), [(b"", "empty"), (b"%PDF-1.7 x", "PDF"), (b"a;b\n1;2\n", "No column is called")]
)
def test_a_file_that_cannot_be_read_is_refused_at_once(rows_of, session, at_desk, base, table, said):
    answer = give(at_desk, base, table)

    assert answer.status_code == 422
    assert said in answer.text
    assert rows_of(PaperUpload) == []


def test_nobody_else_reads_the_preview_of_an_import(session, at_desk, client_of, chapter, base, only, rows):
    preview = give(at_desk, base, only(*rows))

    assert client_of(chapter.secretary).get(preview).status_code == 404
    assert client_of(chapter.secretary).post(preview).status_code == 404
    assert "karty.xlsx" not in client_of(chapter.secretary).get(f"{base}import/").text


def test_a_secretary_who_reads_a_file_has_seen_its_sheets_whatever_becomes_of_it(
    rows_of, session, at_desk, client_of, chapter, base, only, rows
):
    client = client_of(chapter.secretary)
    preview = give(client, base, only(*rows))
    client.post(f"{preview}give-up/")
    assert len(rows_of(PaperGlimpse)) == 2

    at_desk.post(give(at_desk, base, only(*rows)))
    assert all(one.seen_by_secretary for one in rows_of(PaperSheet))


def test_what_is_given_up_leaves_no_file(rows_of, session, app, at_desk, base, only, rows):
    preview = give(at_desk, base, only(*rows))
    key = rows_of(PaperUpload)[0].table_key

    at_desk.post(f"{preview}give-up/")
    with app.app_context():
        assert not aside.are_here(key)
    assert at_desk.get(preview).status_code == 404


def test_the_preview_asks_no_more_for_more_rows(at_desk, base, only, rows, statements):
    counts = []
    for table in (only(rows[0]), only(*rows)):
        preview = give(at_desk, base, table)
        counts.append(statements(lambda preview=preview: at_desk.get(preview)))

    assert counts[0] >= counts[1]
