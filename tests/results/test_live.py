"""The live analysis follows the sheets and is computed once for each of their versions."""

from sqlalchemy import select

from judging.editions.rulebook import scoring_rules
from judging.entries.operations import entries, screening
from judging.jury.models import ScoreSheet, SheetState
from judging.results.queries.frames import read_sheets
from judging.results.queries.live import live
from judging.stats.sheets import gather
from tests.results.rounds import LATER, a_scored_edition


def change_a_sheet(session, scored, points):
    sheet = session.scalars(select(ScoreSheet)).first()
    sheet.scores = {"novelty": points, "reach": points}
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
    draft, conflicting, *_ = session.scalars(select(ScoreSheet))
    draft.state, draft.submitted_at, draft.receipt = SheetState.DRAFT, None, None
    conflicting.assignment.in_conflict = True
    scored.round.data_version += 1
    session.commit()

    rows = {row["entry"]: row["sheets"] for row in live(session, scored.round).document["ranking"]}

    assert sorted(rows.values()) == [1, 3, 3]


def test_sheets_summed_as_they_are_read_are_those_that_the_statistics_gather(session):
    scored = a_scored_edition(session, [[9, 8, None], [7, 6, 8], [3, None, 2]])
    scored.edition.criteria[0].weight = 3
    rules = scoring_rules(scored.edition, scored.round)
    sheets = read_sheets(session, scored.round)

    own, (gathered, incomplete) = sheets.gathered(rules), gather(sheets.frame, rules.weights)

    assert own.to_frame().to_dict("list") == gathered.to_frame().to_dict("list")
    assert (len(own.entry), len(incomplete.entry)) == (7, 0)


def test_a_sheet_that_lacks_a_criterion_is_left_to_the_statistics(session):
    scored = a_scored_edition(session)
    sheet = session.scalars(select(ScoreSheet)).first()
    sheet.scores = {"novelty": 5}
    session.commit()
    rules = scoring_rules(scored.edition, scored.round)

    assert read_sheets(session, scored.round).gathered(rules) is None
    rows = live(session, scored.round).document["ranking"]
    assert sorted(row["sheets"] for row in rows) == [2, 3, 3]
