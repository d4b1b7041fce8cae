"""Charts: where numbers come to stand."""

import pytest

from judging.results.charts import axes, geometry
from judging.results.charts.geometry import EDGE, LABELS


def test_a_value_is_mapped_between_the_ends_of_its_axis():
    assert axes.scale(0, 0, 10, LABELS, EDGE) == LABELS
    assert axes.scale(10, 0, 10, LABELS, EDGE) == EDGE
    assert axes.scale(5, 5, 5, 0, 100) == 50


@pytest.mark.parametrize(
    ("low", "high", "values"),
    [(0, 10, [0, 2, 4, 6, 8, 10]), (4.67, 7.11, [5, 5.5, 6, 6.5, 7]), (3, 3, [3])],
)
def test_ticks_are_round_numbers(low, high, values):
    assert [tick.value for tick in axes.ticks(low, high, 0, 100)] == values


def test_rows_of_the_dot_plot_keep_their_order_and_better_scores_stand_further_right():
    plot = geometry.dot_plot([("a", 8.0, 1, 1, 2), ("b", 6.0, 2, 1, 3), ("c", 5.0, 3, 2, 3)], entries=3)

    assert [row.y for row in plot.rows] == sorted(row.y for row in plot.rows)
    assert plot.rows[0].score > plot.rows[1].score > plot.rows[2].score
    assert plot.rows[0].place < plot.rows[2].place
    assert all(row.low <= row.place <= row.high for row in plot.rows)


def test_prize_lines_stand_between_rows():
    plot = geometry.dot_plot(
        [("a", 8.0, 1, None, None), ("b", 6.0, 2, None, None)],
        entries=2,
        lines=[("line-main", "a"), ("line-distinction", "not drawn")],
    )

    [(name, y)] = plot.lines
    assert name == "line-main"
    assert plot.rows[0].y < y < plot.rows[1].y


def test_what_is_unknown_is_not_drawn():
    plot = geometry.dot_plot([("a", 8.0, 1, None, None), ("b", None, None, None, None)], entries=2)

    assert plot.rows[0].low is None
    assert plot.rows[1].score is None


def test_equal_scores_stand_in_one_column():
    plot = geometry.dot_plot([("a", 6.0, 1, 1, 2), ("b", 6.0, 1, 1, 2)], entries=2)

    assert plot.rows[0].score == plot.rows[1].score


def test_the_ladder_shows_zero_and_whiskers_around_each_juror():
    bars = geometry.ladder([("strict", -2.0, 0.5), ("average", 0.0, 0.5), ("only one", 2.0, None)])

    strict, average, lone = bars.rows
    assert strict.low < strict.mark < strict.high
    assert average.mark == bars.zero
    assert lone.low == lone.mark == lone.high
    assert LABELS <= strict.low < bars.zero < lone.high <= EDGE


def test_weights_stay_inside_their_axis():
    bars = geometry.shares([("a", 0.1, 0.9, 0.5, -0.2), ("b", None, None, 0.5, None)])

    assert bars.rows[0].other == LABELS
    assert bars.rows[1].low is None


def test_the_heat_map_has_one_cell_for_each_sheet_and_five_shades():
    sheets = [("e1", "j1", 0.0, False), ("e1", "j2", 10.0, True), ("e2", "j2", 5.0, False)]
    heat = geometry.heat_map(["e1", "e2"], ["j1", "j2"], [*sheets, ("e9", "j1", 1.0, False)], 0, 10)

    assert [cell.level for cell in heat.cells] == [1, 5, 3]
    assert [cell.marked for cell in heat.cells] == [False, True, False]
    assert heat.cells[1].x == heat.cells[2].x
    assert heat.cells[0].x + 2 * heat.width == pytest.approx(EDGE)


def test_sheets_that_are_all_alike_have_the_middle_shade():
    assert geometry.level(7, 7, 7) == 3


def test_equal_places_do_not_cover_one_another():
    drawn = geometry.bump(["mean", "median"], [("a", [1, 1]), ("b", [1, 2]), ("c", [3, 2])])

    for n in range(2):
        assert len({stations[n].y for _key, stations in drawn.paths}) == 3
    assert [stations[1].place for _key, stations in drawn.paths] == [1, 2, 2]
