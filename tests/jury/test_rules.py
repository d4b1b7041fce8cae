"""The pure parts and the facts of closing."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from werkzeug.datastructures import MultiDict

from judging.jury import receipts
from judging.jury.context import marks, passages
from judging.jury.forms.sheets import read_sheet
from judging.jury.pace import minutes_left
from judging.jury.queries import progress
from judging.jury.scales import OffScale, Scale, mean_text
from judging.stats.rules import CriterionRule, ScoringRules
from tests.factories import a_sheet
from tests.jury.conftest import a_chapter

NINE = datetime(2027, 5, 10, 9, tzinfo=UTC)
TEN = Fraction(10)


@pytest.mark.parametrize(
    ("low", "steps"),
    [(0, ["1", "1"]), (0, ["1/2", "1"]), (1, ["3/4", "1/2"]), (0, ["1/3", "1/2"])],
)
def test_a_step_is_the_unit_that_the_statistics_count_in(low, steps):
    keyed = {f"c{n}": Fraction(step) for n, step in enumerate(steps)}
    criteria = tuple(CriterionRule(key, 1, step) for key, step in keyed.items())

    assert Scale(Fraction(low), TEN, keyed).unit == ScoringRules(criteria, Fraction(low), TEN).unit


@pytest.mark.parametrize(("text", "steps"), [("0", 0), ("10", 20), ("7,5", 15), (" 7.50 ", 15)])
def test_points_on_the_scale_are_read_as_whole_steps(text, steps):
    assert Scale(Fraction(0), TEN, {"c": Fraction(1, 2)}).read("c", text) == steps


@pytest.mark.parametrize("text", ["-1", "10.5", "7.3", "", "a", "1e1", "nan", "inf", "1/0", "9" * 30, "٣", "7 5"])
def test_points_off_the_scale_are_refused(text):
    with pytest.raises(OffScale):
        Scale(Fraction(0), TEN, {"c": Fraction(1, 2)}).read("c", text)


def test_a_mean_is_divided_once_and_rounded_half_up():
    scale = Scale(Fraction(0), TEN, {"c": Fraction(1)})

    assert mean_text(scale, 8005 * 2, 2000) == "8.01"
    assert mean_text(scale, 0, 0) == ""


def test_the_root_does_not_depend_on_the_order_of_the_receipts():
    assert receipts.root(["a", "b"]) == receipts.root(["b", "a"])
    assert receipts.root(["a"]) != receipts.root(["a", "a"])


def test_the_receipt_changes_with_the_salt_and_with_every_fact():
    content = receipts.ReceiptContent("x", "0" * 64, {"c": 1}, {}, {}, NINE)
    other = receipts.ReceiptContent("x", "0" * 64, {"c": 2}, {}, {}, NINE)

    digests = {receipts.receipt("s", content), receipts.receipt("t", content)}
    assert len(digests | {receipts.receipt("s", other)}) == 3


@pytest.mark.parametrize(
    ("minutes", "left", "expected"),
    [([0, 10], 5, None), ([0, 10, 20], 5, 50), ([0, 10, 500, 512], 5, 55), ([0, 10, 20], 0, None)],
)
def test_the_time_left_follows_from_the_own_pace_without_breaks(minutes, left, expected):
    times = [NINE + timedelta(minutes=minute) for minute in minutes]

    assert minutes_left(times, left) == expected


def test_a_criterion_stands_beside_the_last_answer_it_judges(app, session):
    chapter = a_chapter(session)
    novelty, reach = chapter.edition.criteria
    novelty.answered_in = ["solution", "problem"]
    chapter.edition.fields[3].for_jury = False
    scale = Scale(Fraction(0), TEN, {"novelty": Fraction(1), "reach": Fraction(1)})
    with app.test_request_context():
        sheet = read_sheet(MultiDict(), [novelty, reach], scale)
        made = marks([novelty, reach], chapter.edition.fields, scale, sheet)
    read, whole = passages(chapter.edition.fields, {"solution": "Done."}, made)

    assert [passage.label for passage in read] == ["Problem", "Solution", "Effects"]
    assert [mark.key for mark in read[1].marks] == ["novelty"]
    assert [mark.key for mark in whole] == ["reach"]


def test_whoever_closes_a_round_is_told_what_is_missing(session):
    chapter = a_chapter(session)
    round_ = chapter.edition.rounds[0]
    assignment = chapter.assignment(chapter.first, chapter.entries[0])
    session.add(a_sheet(assignment, scores={"novelty": 1, "reach": 1}, submitted=True))
    session.flush()

    facts = progress.completeness(session, round_)

    assert (facts.submitted, facts.missing, facts.unassigned) == (1, 5, 0)
    assert list(facts.behind) == [("Juror Anna", 2), ("Juror Jan", 3)]
    assert list(facts.short) == [(1, 1), (2, 0), (3, 0)]
