"""What the figures say in words, on data whose figures are known."""

import json
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from judging.core.i18n import speaking
from judging.results import what_if
from judging.results.text import labels
from judging.results.text.entry import why_place, without_jurors
from judging.results.text.jurors import severity
from judging.results.text.jury import concordance, jury_size
from judging.results.text.ranking import front, methods, points, reliance, settlement
from judging.results.text.warnings import warnings
from judging.results.text.weights import change_of_weights, without_criteria
from tests.results.results import a_snapshot
from tests.stats.scoring import sheets_of, some_rules, some_scores

PARIS = json.loads((Path(__file__).parents[1] / "cases/paris1976_chardonnay.json").read_text())["data"]
PARIS_SCORES = PARIS["scores_judge_by_entry"]  # a row a juror, entries A to J


@pytest.fixture(autouse=True)
def _english(app):
    with app.test_request_context(), speaking("en"):
        yield


def paris(**settings):
    given = product(range(11), range(10))
    scores = some_scores(*((PARIS["entries"][e], f"j{j + 1}", round(2 * PARIS_SCORES[j][e])) for j, e in given))
    rules = some_rules(high=20, step="1/2", **{"prizes": 1, "distinctions": 2, **settings})
    return a_snapshot(scores, rules, titles=PARIS["entry_names"])


def of(prizes=1, **points):
    return a_snapshot(sheets_of(**points), some_rules(prizes=prizes))


def test_paris_can_be_relied_on_well_and_would_need_thirteen_jurors():
    document = paris().document

    said = reliance(document)
    assert "to a large extent (reliability 0.89 of 1, 95% confidence interval 0.74–0.97)" in said
    assert "0.9 (very large) would take 13 sheets" in jury_size(document)
    assert "(44 of 100)" in concordance(document)


def test_in_paris_the_third_juror_is_strict_and_changes_nothing_by_that():
    snapshot = paris()

    said = severity(snapshot.document, snapshot.jurors)

    assert "Juror j3 gives −4.05 points against the average juror (± 1.69)" in said
    assert "Juror j4" not in said  # +1.65 ± 1.69: cannot be told from the average
    assert "changes no place" in said


def test_in_paris_the_first_prize_is_open():
    assert "settle none" in settlement(paris().document)


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ({"A": [7], "B": [5]}, "one juror"),
        ({"A": [7, 8]}, "one entry"),
        ({"A": [6, 6], "B": [6, 6]}, "same score"),
    ],
)
def test_where_nothing_is_known_the_reason_is_said(points, said):
    assert said in reliance(of(**points).document)


def test_separate_groups_of_jurors_are_warned_about():
    snapshot = of(A=[7, 8, None, None], B=[5, 6, None, None], C=[None, None, 9, 8], D=[None, None, 4, 4])

    assert any("share no entry" in warning for warning in warnings(snapshot.document))
    assert "cannot be said" in reliance(snapshot.document)
    assert "Adjusted places count within a group" in front(snapshot.document)


def test_a_tie_on_a_prize_line_is_left_to_the_jury():
    snapshot = of(A=[8, 7, 6], B=[6, 7, 8], C=[2, 3, 2])

    assert any("the jury decides" in warning for warning in warnings(snapshot.document))
    assert labels.place(snapshot.rows[0]) == "1\u00a0="
    assert "1 other entry has exactly the same score" in " ".join(why_place(snapshot, snapshot.rows[0]))


def test_a_place_is_explained_by_exact_gaps():
    snapshot = of(A=[9, 8, 9], B=[8, 8, 8], C=[2, 3, 2])

    said = " ".join(why_place(snapshot, snapshot.row("B")))

    assert "Place 2 of 3: 8.00 points of 10, from 3 sheets." in said
    assert "need 0.67 points more to draw level with “A”" in said
    assert "5.67 points ahead of “C”" in said


def test_a_small_gap_is_never_printed_as_nothing():
    assert points(Fraction(1, 700)) == "0.001"


def test_the_criterion_that_lifts_an_entry_is_named():
    rows = [
        (entry, juror, criterion, steps)
        for entry, given in {"A": (9, 4), "B": (5, 6)}.items()
        for juror in ("j1", "j2", "j3")
        for criterion, steps in zip(("new", "useful"), given, strict=True)
    ]
    snapshot = a_snapshot(some_scores(*rows), some_rules({"new": 1, "useful": 1}))

    said = " ".join(why_place(snapshot, snapshot.row("A")))

    assert "Lifted most by “Kryterium new” (+1.00 to the score)" in said
    assert "Held back most by “Kryterium useful” (−0.50 to the score)" in said


def test_who_depends_on_a_single_juror_is_told_with_names():
    snapshot = of(A=[9, 5, 5, 5], B=[2, 6, 6, 6], C=[1, 1, 1, 1])

    assert "Juror j1" in without_jurors(snapshot, snapshot.row("A"))
    assert "whichever juror" in without_jurors(snapshot, snapshot.row("C"))


def test_the_room_gets_nothing_about_a_single_juror():
    room = paris().for_room()

    assert room.jurors == {}
    assert room.document["jurors"] == []
    assert room.document["sheets"]["points"] == []
    assert not [flag for flag in room.document["flags"] if "JUDGE" in flag]
    assert "j1" not in json.dumps({k: v for k, v in room.document.items() if k != "rules"})


def test_methods_that_agree_are_counted():
    agree = of(A=[9, 8, 9], B=[5, 5, 6], C=[2, 3, 2])

    assert "under all 6 ways" in methods(agree.document)


def test_without_a_juror_the_ranking_is_counted_by_the_same_rules():
    snapshot = paris()
    asked = what_if.question(snapshot, {"without": "j6"})

    answer = what_if.count(snapshot, asked)

    others = [row[0] for juror, row in enumerate(PARIS_SCORES, 1) if juror != 6]
    assert float(answer.scores["A"]) == pytest.approx(sum(others) / 10, abs=0.005)


def test_odd_questions_are_read_as_the_rules():
    snapshot = paris()

    asked = what_if.question(snapshot, {"w_all": "-3", "method": "magic", "without": "nobody"})

    assert asked == what_if.official(snapshot)


def test_a_drawn_chance_is_never_quite_nothing_or_everything():
    assert labels.chance(0.9999) == "over 99%"
    assert labels.chance(0.0001) == "under 1%"
    assert labels.chance(None) == "–"
    assert labels.chance(0.45) == "45%"


def test_a_difference_carries_its_sign_unless_it_prints_as_nothing():
    assert labels.signed(0.25, 2) == "+0.25"
    assert labels.signed(-0.25, 2) == "−0.25"
    assert labels.signed(-0.001, 2) == "0.00"


def test_with_one_criterion_the_weights_say_nothing():
    assert without_criteria(paris()) == []
    assert "takes two entries and two criteria" in change_of_weights(paris())
