"""What is said before the table, and why something is not said."""

import pytest

from judging.core.i18n import speaking
from judging.results import what_if
from judging.results.files.csv_tables import ranking_csv
from judging.results.text import labels
from judging.results.text.entry import why_place, without_jurors
from judging.results.text.jurors import order_trend, outlying, severity
from judging.results.text.jury import concordance
from judging.results.text.ranking import methods, prize_gap
from judging.results.text.warnings import warnings
from judging.results.text.weights import change_of_weights, without_criteria
from judging.stats.vocabulary import Method
from tests.results.results import a_snapshot
from tests.stats.scoring import sheets_of, some_rules, some_scores


@pytest.fixture(autouse=True)
def _english(app):
    with app.test_request_context(), speaking("en"):
        yield


def of(rules=None, **points):
    return a_snapshot(sheets_of(**points), rules or some_rules(prizes=1))


def by_criterion(weights, jurors=3, **entries):
    """Return a snapshot in which every juror gives an entry the same points by criterion."""
    rows = [
        (entry, f"j{j}", name, points)
        for entry, given in entries.items()
        for j in range(jurors)
        for name, points in zip(weights, given, strict=True)
    ]
    return a_snapshot(some_scores(*rows), some_rules(weights, prizes=1))


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ({"A": [7], "B": [5]}, "at least two jurors and two entries"),
        ({"A": [7, 8]}, "at least two jurors and two entries"),
        ({"A": [6, 6], "B": [6, 6]}, "no order to compare"),
        ({"A": [7, 8, None], "B": [5, None, 6], "C": [None, 4, 3]}, "too few entries that every"),
    ],
)
def test_why_no_agreement_is_told_is_told_truly(points, said):
    assert said in concordance(of(**points).document)


def test_of_sheets_that_are_all_alike_nothing_is_said_to_be_missing():
    snapshot = of(A=[6, 6, 6], B=[6, 6, 6])

    for said in (
        severity(snapshot.document, snapshot.jurors),
        outlying(snapshot.document),
        order_trend(snapshot.document),
    ):
        assert "too few" not in said
        assert "not enough" not in said
        assert "there are not two jurors" not in said


def test_of_one_entry_severity_is_not_said_to_lack_jurors():
    snapshot = of(A=[6, 7, 8])

    said = severity(snapshot.document, snapshot.jurors)

    assert said == "There is one entry, so severity cannot be told from an opinion of that entry."


@pytest.mark.parametrize(
    ("chance", "printed"),
    [(0.0, "under 1%"), (0.0099, "under 1%"), (0.01, "1%"), (0.99, "99%"), (0.9901, "over 99%")],
)
def test_a_drawn_chance_is_never_quite_nothing_nor_quite_certain(chance, printed):
    assert labels.chance(chance) == printed


def test_one_missing_sheet_does_not_silence_the_agreement():
    points = {name: [n, n + 1, n + 2] for n, name in enumerate("ABCDEF")}
    points["F"][2] = None

    said = concordance(of(**points).document)

    assert "Largely (100 of 100)." in said
    assert "Counted over the 5 entries that every juror has scored." in said


def test_another_method_with_other_winners_is_warned_about_on_the_ranking():
    told = warnings(of(A=[10, 10, 0], B=[7, 7, 7], C=[1, 1, 1]).document)

    assert any("They would be others under:" in said and "median" in said for said in told)


def test_a_method_that_only_draws_others_level_is_told_apart_from_one_with_other_winners():
    said = methods(of(some_rules(prizes=1, ties=()), A=[9, 7, 8], B=[8, 7, 8]).document)

    assert "More entries would draw level with them under: mean without" in said
    assert "others under" not in said


def test_where_no_prize_is_declared_all_is_about_the_first_place():
    snapshot = of(some_rules(), A=[10, 10, 0], B=[7, 7, 7], C=[1, 1, 1])
    told = [
        methods(snapshot.document),
        *warnings(snapshot.document),
        without_jurors(snapshot, snapshot.rows[0]),
        *(
            word
            for row in snapshot.document["jurors"]
            for word in labels.juror_annotations(row, {e: e for e in "ABC"}, declared=False)
        ),
    ]

    assert not any("prize" in said for said in told)
    assert "The first place is the same under" in told[0]


def test_a_scale_whose_top_is_given_too_often_is_warned_about():
    crowded = of(A=[10, 10, 9], B=[10, 9, 8], C=[7, 7, 8])
    calm = of(A=[10, 9, 9], B=[9, 9, 8], C=[7, 7, 8])

    assert any("33% of the scores are the highest" in w for w in warnings(crowded.document))
    assert not any("highest" in said for said in warnings(calm.document))


def test_under_medians_the_model_of_means_is_called_an_approximation():
    rules = some_rules(prizes=1, method="median")

    told = warnings(of(rules, A=[9, 8, 9], B=[5, 6, 5]).document)

    assert any("as an approximation" in said for said in told)


def test_an_entry_with_far_fewer_sheets_than_most_is_warned_about():
    few = of(A=[9, 8, 9, 9, 8], B=[8, 8, 8, 7, 7], C=[1, 2, None, None, None])

    assert any("less than half as many" in said for said in warnings(few.document))


def test_a_chance_without_a_band_of_places_is_told_without_one():
    snapshot = of(some_rules(prizes=2), A=[9, 8], B=[5, 6])

    told = " ".join(why_place(snapshot, snapshot.row("B")))

    assert "Its chance of a prize is over 99%." in told
    assert "true place" not in told


def test_a_single_juror_is_compared_with_nobody():
    [juror] = of(A=[9], B=[5], C=[1]).document["jurors"]

    assert (juror["discrimination"], juror["against_rest"], juror["pivotal"]) == (None, None, None)


def test_the_gap_at_the_prize_line_is_told():
    document = of(A=[9, 8, 9], B=[8, 8, 8], C=[1, 2, 1]).document

    assert prize_gap(document) == "The main prize lies 0.67 points above the next entry."


def test_with_a_tie_across_the_prize_line_there_is_no_gap_to_tell():
    rules = some_rules(prizes=2, ties=())

    assert prize_gap(of(rules, A=[9, 9], B=[7, 7], C=[7, 7], D=[1, 1]).document) == ""


def test_an_excluded_entry_has_too_few_sheets_and_not_none():
    rules = some_rules(prizes=1, min_sheets=3, exclude_below_min=True)
    snapshot = of(rules, A=[9, 9, 9], B=[8, 8, None], C=[1, 2, 3])

    row = snapshot.row("B")

    assert labels.flag_annotations(row, snapshot.document["rules"]) == ["Too few sheets for a place (2 of 3)."]
    assert why_place(snapshot, row) == ["Too few sheets for a place (2 of 3)."]
    assert not any("no complete sheet" in said for said in warnings(snapshot.document))


def test_the_remark_on_a_tie_names_the_criterion_that_broke_it():
    rows = {"A": (5, 5, 2), "B": (5, 3, 5), "C": (0, 0, 0)}
    snapshot = by_criterion({"new": 4, "reach": 3, "fit": 2}, **rows)

    told = labels.entry_annotations(snapshot.rows[0], *snapshot.words)

    assert snapshot.rows[0]["tie_step"] == "criteria:reach"
    assert told == ["A tie, broken by: the score on the criterion “Kryterium reach”."]


def test_where_no_weights_dethrone_the_leader_that_is_said():
    snapshot = by_criterion({"new": 1, "fit": 1}, A=(9, 8), B=(5, 5), C=(1, 2))

    assert "No change of the weights costs “A”" in change_of_weights(snapshot)


def test_the_least_change_of_weights_names_the_criteria_that_move():
    snapshot = by_criterion({"new": 1, "fit": 1}, A=(9, 6), B=(5, 9), C=(1, 2))

    said = change_of_weights(snapshot)

    assert "“B” draws level with “A” when at least 7.2 percentage points" in said
    assert "Kryterium new 50.0%\u00a0→\u00a042.9%, Kryterium fit 50.0%\u00a0→\u00a057.1%" in said


def test_an_entry_that_only_draws_level_does_not_come_in():
    snapshot = by_criterion({"new": 1, "fit": 1}, A=(9, 6), B=(5, 6), C=(1, 2))

    answer = what_if.count(snapshot, what_if.Question({"new": 0, "fit": 1}, Method.MEAN))
    said = what_if.sentence(snapshot, what_if.Question({"new": 0, "fit": 1}, Method.MEAN), answer)

    assert said == "The prize-winners would stay; level with them: “B”."
    [new, _fit] = without_criteria(snapshot)
    assert new[2] == "would draw level: “B”"


def test_an_entry_is_compared_with_the_one_above_it():
    snapshot = by_criterion({"new": 1, "fit": 1}, A=(9, 6), B=(5, 8), C=(1, 2))

    told = " ".join(why_place(snapshot, snapshot.row("B")))

    assert "It loses most to it on “Kryterium new” (−2.00 to the score)." in told


def test_no_file_of_the_ranking_names_a_juror():
    points = {name: [n, n, n, n] for n, name in enumerate("ABCDEFGH")}
    points["A"][3] = 9
    snapshot = of(**points)
    assert any("OUTLIER_SHEET" in flag for row in snapshot.rows for flag in row["flags"])

    assert "Juror" not in ranking_csv(snapshot).decode()


def test_the_room_cannot_work_out_the_severity_of_a_juror_who_did_not_score_an_entry():
    snapshot = of(A=[9, 8, 7, 8], B=[6, 5, None, 5], C=[3, 2, 1, 3]).for_room()

    assert {row["adjusted"] for row in snapshot.rows} == {None}
    assert {row["spread"] for row in snapshot.rows} == {None}  # of four sheets or fewer
    assert set(snapshot.scores["juror"]) == {0, 1, 2, 3}
    assert snapshot.document["agreement"]["var_juror"] is None
    assert {row["adjusted_place"] for row in snapshot.rows} == {1, 2, 3}


def test_weights_that_are_long_numbers_are_read_as_the_highest():
    snapshot = by_criterion({"new": 1, "fit": 1}, A=(9, 6), B=(5, 6))

    assert what_if.question(snapshot, {"w_new": "9" * 5000}).weights == {"new": 100, "fit": 1}
