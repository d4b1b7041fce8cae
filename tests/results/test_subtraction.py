"""From everything that the chapter is told, nobody works out the marks of another juror.

Two worlds that differ in what must stay secret – the marks on the sheets of others, on entries
below the minimum of sheets – look alike to everybody but the secretary.
"""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from judging.core.i18n import speaking
from judging.results import subtraction, what_if
from judging.results.charts import series
from judging.results.context.entry import sheets_of
from judging.results.files.report import report_content
from judging.results.text.entry import lifts, why_place
from judging.results.text.jury import concordance, jury_size
from judging.results.text.ranking import front, methods, reliance
from judging.results.text.warnings import warnings
from judging.results.text.weights import change_of_weights, without_criteria
from tests.factories import GALA
from tests.results.results import OCCASION, a_snapshot
from tests.results.rounds import a_scored_edition
from tests.stats.scoring import some_rules, some_scores

CRITERIA = ("new", "fit", "wide")
HIGH = 4
MODEL = {  # drawn from a seed that every mark changes
    "p_main", "p_honoured", "zone_main", "zone_honoured", "band_low", "band_high",
}  # fmt: skip
OF_TOTALS = {"adjusted_place", "reliability"}  # places that the totals of all sheets give
QUESTIONS = [
    {"w_new": "1", "w_fit": "0", "w_wide": "0"},
    {"w_new": "0", "w_fit": "1", "w_wide": "0"},
    {"w_new": "7", "w_fit": "2", "w_wide": "5"},
    {"method": "median"},
    {"method": "majority", "w_new": "3"},
]


@st.composite
def designs(draw):
    """Return the marks of a small round by entry and juror; juror 0 is the one who subtracts."""
    jurors, entries = draw(st.integers(2, 6)), draw(st.integers(2, 5))
    marks = {}
    for entry in range(entries):
        readers = draw(st.sets(st.integers(0, jurors - 1), min_size=1))
        for juror in sorted(readers):
            marks[f"E{entry}", f"j{juror}"] = draw(st.tuples(*[st.integers(0, HIGH)] * len(CRITERIA)))
    return marks, draw(st.integers(1, 5))


def snapshot_of(marks, min_sheets):
    scores = some_scores(
        *(
            (entry, juror, criterion, mark)
            for (entry, juror), given_ in marks.items()
            for criterion, mark in zip(CRITERIA, given_, strict=True)
        )
    )
    rules = some_rules(dict.fromkeys(CRITERIA, 1), high=HIGH, min_sheets=min_sheets, prizes=1, distinctions=1)
    return a_snapshot(scores, rules)


def masked(snapshot, more=frozenset()):
    """Return the snapshot without the figures that are drawn, and the fingerprint of its input."""
    rows = [row | dict.fromkeys((MODEL | more) & row.keys()) for row in snapshot.rows]
    unknown = {} if more else snapshot.document["unknown"]
    document = snapshot.document | {"ranking": rows, "input_sha256": "", "unknown": unknown}
    return replace(snapshot, document=document)


def told(snapshot, more=frozenset()):
    """Return all that the room, the report and the figures of the sliders say of a round."""
    room = masked(snapshot, more).for_room()
    answers = []
    for asked in QUESTIONS:
        question = what_if.question(room, asked)
        answer = what_if.count(room, question)
        answers.append(
            [what_if.sentence(room, question, answer), what_if.rows(room, question, answer, sheets_open=False)]
        )
    document = {name: part for name, part in room.document.items() if name != "methods" or not more}
    report = report_content(masked(snapshot, more), OCCASION, GALA)
    return {
        "document": document,
        "answers": answers,
        "why": [why_place(room, row) for row in room.rows],
        "lifts": [lifts(room, row) for row in room.rows],
        "profiles": [repr(series.profile(room, row)) for row in room.rows],
        "charts": [repr(series.weights(room)), repr(series.dot_plot(room))],
        "said": [
            change_of_weights(room),
            without_criteria(room),
            concordance(room.document),
            jury_size(room.document),
            front(room.document),
            reliance(room.document),
            "" if more else methods(room.document),
            "" if more else warnings(room.document),
        ],
        "report": {k: v for k, v in report.items() if k not in OF_METHODS} if more else report,
    }


OF_METHODS = {"methods", "method_rows", "warnings"}


def text_of(view):
    return json.dumps(view, default=str, sort_keys=True)


def officially(snapshot):
    return [(row["entry"], row["place"], row["tied"], row["tie_step"], row["flags"]) for row in snapshot.rows]


def swapped(marks, sheet, up, down):
    """Return the marks with a point moved from one criterion of a sheet to another: its total stays."""
    given_ = list(marks[sheet])
    given_[up], given_[down] = given_[up] + 1, given_[down] - 1
    return marks | {sheet: tuple(given_)} if min(given_) >= 0 and max(given_) <= HIGH else None


def thin_sheets_of_others(marks, snapshot):
    few = subtraction.thin(snapshot.rows, snapshot.rules.min_sheets)
    return [sheet for sheet in marks if sheet[0] in few and sheet[1] != "j0"]


slow = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@slow
@given(designs(), st.data())
def test_no_mark_of_another_is_told_below_the_minimum_of_sheets(app, design, data):
    marks, min_sheets = design
    with app.test_request_context(), speaking("en"):
        here = snapshot_of(marks, min_sheets)
        sheets = thin_sheets_of_others(marks, here)
        assume(sheets)
        sheet = data.draw(st.sampled_from(sheets))
        twin = swapped(marks, sheet, *data.draw(st.permutations(range(len(CRITERIA))))[:2])
        assume(twin)
        there = snapshot_of(twin, min_sheets)
        assume(officially(here) == officially(there))

        assert text_of(told(here)) == text_of(told(there))


@slow
@given(designs(), st.data())
def test_no_score_of_another_is_told_where_it_is_the_only_other_one(app, design, data):
    marks, min_sheets = design
    with app.test_request_context(), speaking("en"):
        here = snapshot_of(marks, min_sheets)
        alone = subtraction.scoreless(here.rows)
        sheets = [sheet for sheet in marks if sheet[0] in alone and sheet[1] != "j0"]
        assume(sheets)
        sheet = data.draw(st.sampled_from(sheets))
        mark = data.draw(st.tuples(*[st.integers(0, HIGH)] * len(CRITERIA)))
        there = snapshot_of(marks | {sheet: mark}, min_sheets)
        assume(officially(here) == officially(there) and subtraction.scoreless(there.rows) == alone)

        views = [
            told(one, OF_TOTALS | {name for name in one.rows[0] if name.startswith("by_")}) for one in (here, there)
        ]
        for view in views:
            view["document"] = view["document"] | {"agreement": None, "flags": None}
            view["said"] = view["said"][:2] + view["said"][4:5]
            view["report"] = {k: v for k, v in view["report"].items() if k in ("rows", "ties", "criteria", "change")}
        assert text_of(views[0]) == text_of(views[1])


@slow
@given(designs())
def test_the_rest_of_a_whole_is_never_an_entry_below_the_minimum(app, design):
    marks, min_sheets = design
    with app.test_request_context(), speaking("en"):
        room = snapshot_of(marks, min_sheets).for_room()

    for number, criterion in enumerate(CRITERIA):
        [row] = [row for row in room.document["criteria"] if row["criterion"] == criterion]
        own = [mark[number] for (entry, _j), mark in marks.items() if entry not in room.withheld]
        if room.withheld:
            expected = sum(own) / len(own) if own else None
            assert row["mean"] == (pytest.approx(expected) if own else None)
            assert row.get("at_maximum") is row.get("sd") is row.get("low") is None
    assert set(map(str, room.scores["entry"])).isdisjoint(room.withheld)


@slow
@given(designs())
def test_no_figure_by_criterion_stands_on_fewer_than_three_sheets_of_others(app, design):
    marks, min_sheets = design
    with app.test_request_context(), speaking("en"):
        room = snapshot_of(marks, min_sheets).for_room()

    for row in room.rows:
        if row["sheets"] < max(min_sheets, 4):
            assert set(row["profile"].values()) == {None}
            assert row["spread"] is None
            assert lifts(room, row) == []
            assert series.profile(room, row) is None
        if row["sheets"] < 3:
            assert row["score"] is row["value"] is row["numerator"] is None


def test_with_fewer_than_four_jurors_no_coefficient_is_told_and_with_two_no_reliability(app):
    with app.test_request_context(), speaking("en"):
        for jurors, known in ((2, (False, False)), (3, (False, True)), (4, (True, True))):
            marks = {(f"E{e}", f"j{j}"): ((e + j) % 5, e % 5, (e * j) % 5) for e in range(5) for j in range(jurors)}
            room = snapshot_of(marks, 1).for_room()
            agreement = room.document["agreement"]
            assert (agreement["kendall_w"] is not None, agreement["reliability"] is not None) == known
            assert ("not told here" in concordance(room.document)) is not known[0]
            assert ("not told here" in reliance(room.document)) is not known[1]


def test_an_entry_level_with_one_of_two_sheets_is_not_told_by_score_either():
    rows = [
        {"entry": "A", "sheets": 2, "numerator": 14, "denominator": 2, "place": 1, "tied": True},
        {"entry": "B", "sheets": 5, "numerator": 35, "denominator": 5, "place": 1, "tied": True},
        {"entry": "C", "sheets": 5, "numerator": 30, "denominator": 5, "place": 3, "tied": False},
    ]

    assert subtraction.scoreless(rows) == {"A", "B"}
    assert Fraction(14, 2) == Fraction(35, 5)


FEW = [[9, 8, 9, 7], [7, 6, None, None], [3, None, None, None], [5, 5, 5, None]]
PAGES = ("room/", "room/jury/", "room/what-if/", "room/what-if.json?w_novelty=1&w_reach=0")


def test_the_pages_of_the_room_are_alike_whatever_the_only_colleague_gave(session, client_of, stop_clock):
    pages = []
    for mark in (6, 5):
        points = [row[:] for row in FEW]
        points[1][1] = mark
        scored = a_scored_edition(session, points, slug=f"e-{mark}", sheets_open_to_jury=True)
        desk = client_of(scored.secretary)
        own = [desk.get(scored.url + f"room/entries/{entry.public_id}/").text for entry in scored.entries]
        for text in own[1:]:
            assert "Sheet 1" not in text
        assert "Sheet 1" in own[0]
        assert "6.50" not in own[1]
        pages.append([desk.get(scored.url + page).text for page in PAGES])
    assert all("6.50" not in page and "6.00" not in page for page in [*pages[0], *pages[1]])


def test_the_secretary_is_told_everything(session, client_of):
    scored = a_scored_edition(session, FEW)
    desk = client_of(scored.secretary)

    text = desk.get(scored.url + f"entries/{scored.entries[1].public_id}/").text

    assert "6.50" in text
    assert "Juror 2" in text


def test_single_sheets_of_an_entry_keep_their_names_for_the_secretary():
    snapshot = snapshot_of({("E0", "j0"): (1, 2, 3), ("E0", "j1"): (2, 2, 2)}, 1)

    assert [sheet.title for sheet in sheets_of(snapshot, "E0", "named")] == ["Juror j0", "Juror j1"]
