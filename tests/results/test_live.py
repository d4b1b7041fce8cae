"""The live analysis follows the sheets and is computed once for each of their versions."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from pandas.testing import assert_frame_equal
from sqlalchemy import event, select

from judging.editions.rulebook import scoring_rules
from judging.entries.operations import entries, screening
from judging.jury.models import ScoreSheet, SheetState
from judging.jury.scales import weighted
from judging.results.queries.frames import score_frame
from judging.results.queries.live import counted, live
from judging.stats.aggregation import official_of_sheets, official_of_sums, official_table
from judging.stats.problems import InvalidScores
from judging.stats.sheets import Sheets, Sums
from judging.stats.ties import Ladder, climb
from judging.stats.vocabulary import Method
from tests.factories import close, rewritten
from tests.results.any_round import rounds
from tests.results.rounds import LATER, a_scored_edition


def change_a_sheet(session, scored, points):
    sheets = session.scalars(select(ScoreSheet)).all()
    rewritten(sheets[0], {"novelty": points, "reach": points})
    close(scored.round, sheets, by=scored.secretary)
    scored.round.data_version += 1
    session.commit()


def test_unchanged_sheets_are_counted_once(session):
    scored = a_scored_edition(session)

    assert live(session, scored.round).document is live(session, scored.round).document


def test_a_changed_sheet_changes_the_ranking_at_once(session):
    scored = a_scored_edition(session)
    before = live(session, scored.round).document["ranking"][0]["score"]

    change_a_sheet(session, scored, 0)

    assert live(session, scored.round).document["ranking"][0]["score"] != before


def test_a_withdrawn_entry_leaves_the_ranking_at_once(session):
    scored = a_scored_edition(session)
    first = scored.entries[0]
    office = first.office.representatives[0].user
    assert len(live(session, scored.round).document["ranking"]) == 3

    entries.withdraw(session, first, reason="", by=office, at=LATER)
    session.commit()

    assert len(live(session, scored.round).document["ranking"]) == 2


def test_an_entry_whose_formal_check_is_open_again_leaves_the_ranking_at_once(session):
    scored = a_scored_edition(session)
    assert len(live(session, scored.round).document["ranking"]) == 3

    screening.reopen(session, scored.entries[0], reason="A mistake.", by=scored.secretary, at=LATER)
    session.commit()

    assert len(live(session, scored.round).document["ranking"]) == 2


def test_drafts_and_sheets_in_conflict_do_not_count(session):
    scored = a_scored_edition(session)
    draft, conflicting, *others = session.scalars(select(ScoreSheet))
    draft.state = SheetState.DRAFT
    draft.submitted_at = draft.receipt = draft.total = None
    conflicting.assignment.in_conflict = True
    close(scored.round, [conflicting, *others], by=scored.secretary)
    scored.round.data_version += 1
    session.commit()

    rows = {row["entry"]: row["sheets"] for row in live(session, scored.round).document["ranking"]}

    assert sorted(rows.values()) == [1, 3, 3]


def test_the_official_table_from_kept_totals_is_that_from_the_scores(session):
    scored = a_scored_edition(session, [[9, 8, None], [7, 6, 8], [3, None, 2], [None, None, None]], weights=(3, 1))
    rules = scoring_rules(scored.edition, scored.round)
    entries = [entry.public_id for entry in scored.entries]

    official = counted(session, scored.round).official

    expected = official_table(score_frame(session, scored.round), rules, entries=entries)
    assert_frame_equal(official, expected, check_exact=True, check_index_type=False)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rounds())
def test_for_any_round_the_table_from_totals_is_that_from_the_scores(drawn):
    rules, rows, entries = drawn
    scores = pd.DataFrame(rows, columns=["entry", "juror", "criterion", "steps"])
    whole = [row for _sheet, row in scores.groupby(["entry", "juror"]) if is_whole(row, rules)]
    scores = pd.concat([scores[:0], *whole]).astype({"steps": "int64"})
    sheets = as_handed_in(whole, rules, sorted(entries))

    try:
        expected = official_table(scores, rules, entries=entries)
    except InvalidScores as why:
        with pytest.raises(InvalidScores, match=re.escape(str(why))):
            official_of_sheets(sheets, lambda tied: scores[scores["entry"].isin(tied)], rules)
        return
    official = official_of_sheets(sheets, lambda tied: scores[scores["entry"].isin(tied)], rules)

    assert_frame_equal(official, expected, check_exact=True, check_index_type=False)
    if rules.method is Method.MEAN:
        summed = official_of_sums(sums_of(sheets), some_of(sheets), lambda _tied: scores, rules)
        assert_frame_equal(summed, expected, check_exact=True, check_index_type=False)


def sums_of(sheets):
    """What the database adds up of the sheets."""
    count, total = np.zeros((2, len(sheets.entries)), dtype=np.int64)
    np.add.at(count, sheets.entry, 1)
    np.add.at(total, sheets.entry, sheets.total)
    return Sums(count, total, sheets.entries)


def some_of(sheets):
    return lambda mask: sheets if mask is None else sheets.take(mask[sheets.entry])


@pytest.mark.parametrize(("scores", "read"), [([[9, 8], [7, 6], [3, 2]], False), ([[9, 8], [8, 9], [3, 2]], True)])
def test_single_sheets_are_read_only_where_a_tie_crosses_a_line(session, scores, read):
    scored, asked = a_scored_edition(session, scores), []
    note = lambda *arguments: asked.append(arguments[2])  # noqa: E731 -- it must be removed again
    event.listen(session.get_bind().engine, "before_cursor_execute", note)

    counted(session, scored.round)

    event.remove(session.get_bind().engine, "before_cursor_execute", note)
    assert any("seat_id, score_sheet.total" in one for one in map(str, asked)) is read


def test_a_rung_that_is_not_reached_is_not_built():
    def never():
        raise AssertionError("nobody asked for it")

    rungs = Ladder([lambda: [("median", lambda group: [len(group), 0])], never])

    assert [one.step for one in climb("AB", rungs, place=1, lines=[1])] == ["median", "median"]


def is_whole(sheet, rules):
    needed = {criterion.name for criterion in rules.criteria if criterion.weight}
    return needed <= set(sheet["criterion"])


def as_handed_in(whole, rules, entries):
    """The sheets as the database keeps them: one total each, and entries without any."""
    weights = {criterion.name: criterion.weight for criterion in rules.criteria}
    jurors = sorted({sheet["juror"].iloc[0] for sheet in whole})
    given = sorted(
        (entries.index(entry), jurors.index(juror), weighted(dict(scores), weights)[0])
        for entry, juror, scores in (
            (
                sheet["entry"].iloc[0],
                sheet["juror"].iloc[0],
                zip(sheet["criterion"], sheet["steps"], strict=True),
            )
            for sheet in whole
        )
    )
    entry, juror, total = np.array(given, dtype=np.int64).reshape(-1, 3).T
    return Sheets(entry, juror, total, pd.Index(entries, dtype=object), pd.Index(jurors, dtype=object))


def test_a_tie_on_a_line_is_broken_by_the_criteria_of_the_tied_sheets(session):
    scored = a_scored_edition(session, [[8, 8], [5, 5], [5, 5]], weights=(2, 1))
    loser, winner = sorted(entry.public_id for entry in scored.entries[1:])
    sheets = session.scalars(select(ScoreSheet)).all()
    for sheet in sheets:
        if sheet.assignment.entry.public_id == winner:
            rewritten(sheet, {"novelty": 6, "reach": 3})  # as many points in all
    close(scored.round, sheets, by=scored.secretary)
    session.commit()
    scored.edition.award_kinds[0].quantity = 2
    scored.round.ties = ["criteria"]
    session.commit()

    rows = live(session, scored.round).document["ranking"]

    assert [row["entry"] for row in rows[1:]] == [winner, loser]
    assert [row["tie_step"] for row in rows[1:]] == ["criteria:novelty"] * 2
