"""The report for the meeting: an accessible document that says nothing about one juror."""

import io
import json

import pikepdf
import pytest

from judging.results.report import report_content, report_pdf
from tests.results.results import OCCASION, a_standing
from tests.stats.scoring import sheets_of, some_rules, some_scores

CLOSE = {"A": [9, 8, 9, 7, 9], "B": [9, 8, 8, 7, 9], "C": [6, 8, 7, 9, 6], "D": [2, 1, 2, 1, 2]}
JURORS = {f"j{n}": f"Zofia Tajna-{n}" for n in range(1, 6)}


@pytest.fixture
def content(app):
    with app.app_context():
        yield lambda standing: report_content(standing, OCCASION)


def test_the_report_is_tagged_titled_and_in_polish(app):
    with app.app_context():
        pdf = report_pdf(a_standing(sheets_of(**CLOSE), some_rules(prizes=1)), OCCASION)

    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        assert str(root.Lang).startswith("pl")
        assert root.MarkInfo.Marked
        assert "/StructTreeRoot" in root
        assert root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as data:
            assert data["pdfuaid:part"] == "1"
            assert "Raport na posiedzenie Kapituły – Edycja 2027" in data["dc:title"]


def test_the_same_record_gives_the_same_bytes(app):
    with app.app_context():
        standing = a_standing(sheets_of(**CLOSE), some_rules(prizes=1))

        assert report_pdf(standing, OCCASION) == report_pdf(standing, OCCASION)


def test_the_report_names_no_juror_and_speaks_of_no_sheet(content):
    wild = CLOSE | {"E": [9, 9, 9, 0, 9]}
    standing = a_standing(sheets_of(**wild), some_rules(prizes=1), jurors=JURORS)

    said = json.dumps(content(standing), ensure_ascii=False)

    assert standing.document["jurors"]
    assert "Tajna" not in said
    assert "severity" not in said
    assert all(f'"{juror}"' not in said for juror in JURORS)


def test_entries_that_the_scores_leave_open_are_those_to_talk_about(content):
    standing = a_standing(sheets_of(**CLOSE), some_rules(prizes=1))

    found = content(standing)

    open_ = [row["entry"] for row in standing.rows if 0.05 < row["p_main"] < 0.95]
    assert open_ == ["A", "B"]
    assert [row["title"] for row in found["contested"]] == open_


def test_a_broken_tie_is_told_with_the_rung_that_broke_it(content):
    rules = some_rules({"new": 2, "old": 1}, prizes=1)
    scores = some_scores(
        ("A", "j1", "new", 6), ("A", "j1", "old", 6), ("B", "j1", "new", 7), ("B", "j1", "old", 4)
    )  # fmt: skip

    ties = content(a_standing(scores, rules))["ties"]

    assert len(ties) == 2
    assert all("Kryterium new" in said for said in ties)


def test_a_shared_place_names_all_who_share_it(content):
    standing = a_standing(sheets_of(A=[5, 5], B=[5, 5], C=[1, 1]), some_rules())

    [said] = content(standing)["ties"]

    assert "„A”" in said
    assert "„B”" in said
    assert "„C”" not in said


@pytest.mark.parametrize(
    ("points", "settings"),
    [
        ({"A": [5]}, {}),
        ({"A": [5, 6, 7]}, {"prizes": 1}),
        ({"A": [5], "B": [7]}, {"prizes": 1}),
        ({"A": [5] * 3, "B": [5] * 3}, {"prizes": 1, "distinctions": 2}),
        (CLOSE, {"method": "median", "prizes": 2}),
        (CLOSE, {"method": "majority", "prizes": 2}),
        (CLOSE, {"method": "trimmed", "drop": (1, 1), "prizes": 9}),
    ],
)
def test_a_report_is_made_of_every_kind_of_round(app, points, settings):
    standing = a_standing(sheets_of(**points), some_rules(**settings), entries=[*points, "Z"])

    with app.app_context():
        assert report_pdf(standing, OCCASION).startswith(b"%PDF-")


def test_what_a_person_typed_is_never_read_as_typst(app):
    titles = {"A": "#panic() $x$ *a* \x00 \u202e `b` @c <d>", "B": "=1+1"}
    standing = a_standing(sheets_of(**CLOSE), some_rules(prizes=1), titles=titles)

    with app.app_context():
        assert report_pdf(standing, OCCASION).startswith(b"%PDF-")
