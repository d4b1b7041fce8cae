"""The report for the meeting: an accessible document that says nothing about one juror."""

import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest

from judging.results.files.report import agenda, report_content, report_pdf
from judging.results.snapshot import Frozen
from tests.results.results import OCCASION, a_snapshot
from tests.stats.scoring import sheets_of, some_rules, some_scores

NOW = datetime(2027, 6, 1, 9, tzinfo=UTC)
CLOSE = {"A": [9, 8, 9, 7, 9], "B": [9, 8, 8, 7, 9], "C": [6, 8, 7, 9, 6], "D": [2, 1, 2, 1, 2]}
JURORS = {f"j{n}": f"Zofia Tajna-{n}" for n in range(1, 6)}


@pytest.fixture
def content(app):
    with app.app_context():
        yield lambda snapshot: report_content(snapshot, OCCASION, NOW)


def test_the_report_is_tagged_titled_and_in_polish(app):
    with app.app_context():
        pdf = report_pdf(a_snapshot(sheets_of(**CLOSE), some_rules(prizes=1)), OCCASION, at=NOW)

    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        assert str(root.Lang).startswith("pl")
        assert root.MarkInfo.Marked
        assert "/StructTreeRoot" in root
        assert root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as data:
            assert data["pdfuaid:part"] == "1"
            assert "Raport na posiedzenie Kapituły – Edycja 2027" in data["dc:title"]


def test_the_same_record_gives_the_same_bytes_at_any_time(app):
    snapshot = a_snapshot(sheets_of(**CLOSE), some_rules(prizes=1))
    record = replace(snapshot, frozen=Frozen(NOW, "d" * 64))
    later = NOW + timedelta(days=3)

    with app.app_context():
        assert report_pdf(record, OCCASION, at=NOW) == report_pdf(record, OCCASION, at=later)


def test_a_report_of_results_that_are_not_closed_says_of_what_moment_it_is(content):
    [state, *_] = content(a_snapshot(sheets_of(**CLOSE), some_rules(prizes=1)))["facts"]

    assert "1 czerwca 2027 r., 11:00" in state[1].replace("godz. ", "")


def test_the_agenda_begins_with_what_the_scores_settle_least(content):
    document = {
        "lines": {"main": 1, "honoured": 2},
        "ranking": [
            {
                "entry": name,
                "p_main": p,
                "zone_main": zone(p),
                "p_honoured": q,
                "zone_honoured": zone(q),
            }
            for name, p, q in [("A", 0.7, 0.99), ("B", 0.2, 0.52), ("C", 0.01, 0.4), ("D", 0, 0.01)]
        ],
    }

    assert [row["entry"] for row in agenda(document)] == ["B", "C", "A"]


def zone(chance):
    return "SAFE" if chance >= 0.95 else "CONTEST" if chance > 0.05 else "OUT"


def test_the_report_names_no_juror_and_speaks_of_no_sheet(content):
    wild = CLOSE | {"E": [9, 9, 9, 0, 9]}
    snapshot = a_snapshot(sheets_of(**wild), some_rules(prizes=1), jurors=JURORS)

    said = json.dumps(content(snapshot), ensure_ascii=False)

    assert snapshot.document["jurors"]
    assert "Tajna" not in said
    assert "severity" not in said
    assert all(f'"{juror}"' not in said for juror in JURORS)


def test_entries_that_the_scores_leave_open_are_those_to_talk_about(content):
    snapshot = a_snapshot(sheets_of(**CLOSE), some_rules(prizes=1))

    found = content(snapshot)

    open_ = [row["entry"] for row in snapshot.rows if 0.05 < row["p_main"] < 0.95]
    assert open_ == ["A", "B"]
    assert [row["title"] for row in found["contested"]] == open_


def test_a_broken_tie_is_told_with_the_rung_that_broke_it(content):
    rules = some_rules({"new": 2, "old": 1}, prizes=1)
    scores = some_scores(("A", "j1", "new", 6), ("A", "j1", "old", 6), ("B", "j1", "new", 7), ("B", "j1", "old", 4))

    ties = content(a_snapshot(scores, rules))["ties"]

    assert len(ties) == 2
    assert all("Kryterium new" in said for said in ties)


def test_a_shared_place_names_all_who_share_it(content):
    snapshot = a_snapshot(sheets_of(A=[5, 5], B=[5, 5], C=[1, 1]), some_rules())

    [said] = content(snapshot)["ties"]

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
    snapshot = a_snapshot(sheets_of(**points), some_rules(**settings), entries=[*points, "Z"])

    with app.app_context():
        assert report_pdf(snapshot, OCCASION, at=NOW).startswith(b"%PDF-")


def test_what_a_person_typed_is_never_read_as_typst(app):
    titles = {"A": "#panic() $x$ *a* \x00 \u202e `b` @c <d>", "B": "=1+1"}
    snapshot = a_snapshot(sheets_of(**CLOSE), some_rules(prizes=1), titles=titles)

    with app.app_context():
        assert report_pdf(snapshot, OCCASION, at=NOW).startswith(b"%PDF-")
