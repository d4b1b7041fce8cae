"""A sheet that is not what its juror handed in is never counted: pages and acts compare, name and stop."""

from contextlib import closing

import pytest
from sqlalchemy import select, text

from judging.audit.actions import Action
from judging.audit.models import AuditEvent
from judging.core.refusals import NotNow
from judging.deliberation.operations import protocols
from judging.editions.models import Role
from judging.invariants.sheets import in_history
from judging.jury.models import CHANGE_TRIGGERS, Assignment, ScoreSheet
from judging.jury.operations import members
from judging.jury.queries.vouching import STAMPED, compared, compared_in_full, compared_lately
from judging.results.operations import closing as operations
from judging.results.queries.live import all_live, counted
from judging.results.queries.snapshots import snapshot_of
from tests.deliberation import chamber as chapters
from tests.factories import DELIBERATION, JUDGING_CLOSES, a_receipt, a_sheet, an_assignment
from tests.results.rounds import LATER, a_scored_edition

FOUR = [[9, 8, 9, 7], [7, 6, 8, 6], [3, 4, 2, 5]]
FIRST = "(SELECT min(id) FROM score_sheet)"
CHANGES = {
    "a score": f"""UPDATE score_sheet SET scores = '{{"novelty": 1, "reach": 1}}' WHERE id = {FIRST}""",
    "a score, one letter of it": "UPDATE score_sheet SET scores = replace(CAST(scores AS TEXT), '9', '8')",
    "a total": f"UPDATE score_sheet SET total = total + 5 WHERE id = {FIRST}",
    "a receipt": f"UPDATE score_sheet SET receipt = '{'0' * 64}' WHERE id = {FIRST}",
    "a sheet taken away": f"DELETE FROM score_sheet WHERE id = {FIRST}",
    "a sheet made a draft": "UPDATE score_sheet SET state = 'draft', submitted_at = NULL, receipt = NULL, "
    f"total = NULL WHERE id = {FIRST}",
    "a sheet taken back": "UPDATE assignment SET removed_at = '2027-05-01 12:00:00.000000' WHERE id = "
    "(SELECT min(id) FROM assignment)",
    "the root": f"UPDATE round SET receipts_root = '{'0' * 64}'",
}
UNSEEN_BY_A_PAGE = {
    "a comment": f"""UPDATE score_sheet SET comments = '{{"": "x"}}' WHERE id = {FIRST}""",
    "a mark of conflict": "UPDATE assignment SET in_conflict = true WHERE id = (SELECT min(id) FROM assignment)",
}
pytestmark = pytest.mark.usefixtures("app")


def break_(session, statement):
    """Write into the database beside the program; no version is raised."""
    with session.get_bind().engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            statement = statement.replace("'9', '8')", "'9', '8')::json")
        connection.execute(text(statement))
    session.rollback()
    session.expire_all()


@pytest.fixture
def scored(session):
    return a_scored_edition(session, FOUR)


@pytest.fixture
def desk(client_of, scored):
    return client_of(scored.secretary)


def test_untouched_sheets_agree_with_receipts_totals_root_and_history(session, scored):
    assert compared(session, scored.round).sound
    assert compared_in_full(session, scored.round).sound


@pytest.mark.parametrize("change", CHANGES)
def test_no_ranking_is_counted_or_shown_over_a_changed_sheet(session, scored, desk, change):
    assert desk.get(scored.url).status_code == 200
    counted(session, scored.round)

    break_(session, CHANGES[change])

    assert desk.get(scored.url).status_code == 409
    for part in ("jury/", "what-if/", "what-if.json", "ranking.csv", "sheets.csv", "ranking.xlsx", "report.pdf",
                 "pack.zip", "room/", "room/jury/", "room/what-if.json"):  # fmt: skip
        assert desk.get(scored.url + part).status_code == 409, part
    with pytest.raises(NotNow):
        counted(session, scored.round)


@pytest.mark.parametrize("change", CHANGES | UNSEEN_BY_A_PAGE)
def test_results_are_not_closed_over_a_changed_sheet(session, scored, change):
    now, seen = all_live(session, scored.round), scored.round.data_version
    session.commit()
    break_(session, (CHANGES | UNSEEN_BY_A_PAGE)[change])

    with pytest.raises(NotNow):
        operations.freeze(session, scored.edition, scored.round, now, by=scored.secretary, at=LATER, seen=seen)


@pytest.mark.parametrize("change", sorted((CHANGES | UNSEEN_BY_A_PAGE).keys() - {"the root"}))
def test_a_round_is_not_closed_over_a_changed_sheet(session, change):
    scored = a_scored_edition(session, FOUR, closed=False)
    break_(session, (CHANGES | UNSEEN_BY_A_PAGE)[change])

    with pytest.raises(NotNow):
        operations.close_round(
            session, scored.round, reason="All that could be had.", by=scored.secretary, at=JUDGING_CLOSES
        )


def test_the_secretary_reads_which_sheet_of_whom_differs_and_the_room_reads_no_name(session, scored, desk):
    break_(session, CHANGES["a score"])

    said, room = desk.get(scored.url).text, desk.get(scored.url + "room/").text

    assert "Juror 1" in said
    assert "8.50" not in said  # no score of the ranking
    assert "Open the round again" in said
    assert "Juror 1" not in room


def test_a_sheet_whose_receipt_was_made_anew_as_well_is_found_by_the_history(session):
    scored = a_scored_edition(session, FOUR, closed=False)
    sheet = session.scalars(select(ScoreSheet).order_by(ScoreSheet.id)).first()
    forged = {"novelty": 10, "reach": 10}
    sheet.scores, sheet.total, sheet.receipt = forged, 20, a_receipt(sheet.assignment, forged)
    session.commit()

    assert compared(session, scored.round).sound
    [found] = compared_in_full(session, scored.round).changed
    assert (found.number, found.juror) == (1, "Juror 1")
    assert list(in_history(session)) == [f"score_sheet:{sheet.id}"]


def test_an_invented_sheet_is_found_by_the_history(session):
    scored = a_scored_edition(session, [[9, 8, None], [7, 6, 8]], closed=False)
    missing = next(one for one in scored.seats if one.user.name == "Juror 3")
    assignment = an_assignment(missing, scored.entries[0], position=9)
    session.execute(text("DELETE FROM assignment WHERE id NOT IN (SELECT assignment_id FROM score_sheet)"))
    session.add(a_sheet(assignment, scores={"novelty": 10, "reach": 10}, submitted=True))
    session.commit()

    [found] = compared_in_full(session, scored.round).changed
    assert (found.number, found.juror) == (1, "Juror 3")


def test_what_was_counted_over_a_changed_sheet_is_not_shown_when_it_is_changed_back(session, scored):
    before = counted(session, scored.round).table["ranking"]
    session.commit()
    break_(session, CHANGES["a total"])
    with pytest.raises(NotNow):
        counted(session, scored.round)
    break_(session, f"UPDATE score_sheet SET total = total - 5 WHERE id = {FIRST}")

    assert counted(session, scored.round).table["ranking"] == before


def test_the_comparison_is_made_once_while_nothing_is_written(session, scored, statements):
    compared_lately(session, scored.round)

    made = statements(lambda: compared_lately(session, scored.round))

    assert made == (1 if session.get_bind().dialect.name == "postgresql" else 0)


BY_ANY_WAY = {
    "a row replaced without a word of its deletion": (
        "REPLACE INTO score_sheet (id, assignment_id, state, scores, comments, for_office, saved_at, version) "
        "SELECT id, assignment_id, 'draft', scores, comments, for_office, saved_at, version FROM score_sheet "
        f"WHERE id = {FIRST}",
    ),
    "an assignment taken away": ("DELETE FROM assignment WHERE id = (SELECT min(assignment_id) FROM score_sheet)",),
    "an assignment of another round": (
        "UPDATE assignment SET round_id = 999 WHERE id = (SELECT min(assignment_id) FROM score_sheet)",
    ),
    "the triggers out of the way": (
        "DROP TRIGGER sheet_change_sheet_changed",
        CHANGES["a total"],
        CHANGE_TRIGGERS["sheet_change_sheet_changed"],
    ),
    "the triggers gone": ("DROP TRIGGER sheet_change_sheet_changed", CHANGES["a total"]),
    "the mark taken back": (
        CHANGES["a total"],
        "DROP TRIGGER sheet_change_no_delete",
        "DELETE FROM sheet_change WHERE id = (SELECT max(id) FROM sheet_change)",
        CHANGE_TRIGGERS["sheet_change_no_delete"],
    ),
}


def beside(session, *statements):
    """Write into the file as another program does, with foreign keys off."""
    session.commit()
    engine = session.get_bind().engine
    # by the very library: two of them in one process take the locks out of each other's hands
    with closing(engine.dialect.dbapi.connect(engine.url.database, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize("way", BY_ANY_WAY)
def test_a_change_is_noticed_whatever_way_another_program_takes(session, scored, desk, way):
    assert desk.get(scored.url).status_code == 200

    beside(session, *BY_ANY_WAY[way])

    assert desk.get(scored.url).status_code == 409


def test_sheets_changed_while_their_triggers_were_gone_are_noticed_again_and_again(session, scored, desk):
    beside(session, "DROP TRIGGER sheet_change_sheet_changed")
    assert desk.get(scored.url).status_code == 200
    beside(session, CHANGES["a total"])
    assert desk.get(scored.url).status_code == 409
    beside(session, f"UPDATE score_sheet SET total = total - 5 WHERE id = {FIRST}")
    assert desk.get(scored.url).status_code == 200
    beside(session, CHANGES["a score"])
    assert desk.get(scored.url).status_code == 409


def test_a_change_of_whatever_the_stamp_reads_leaves_a_mark():
    watched = {
        (trigger.partition(" ON ")[2].split()[0], column)
        for trigger in CHANGE_TRIGGERS.values()
        if " UPDATE OF " in trigger
        for column in trigger.partition(" UPDATE OF ")[2].partition(" ON ")[0].split(", ")
    }

    assert {(column.table.name, column.name) for column in STAMPED} <= watched


def test_a_change_rolled_back_does_not_hide_the_next_one(session, scored):
    assert compared_lately(session, scored.round)[0].sound
    session.execute(text(f"UPDATE score_sheet SET total = total + 0 WHERE id = {FIRST}"))
    assert compared_lately(session, scored.round)[0].sound
    session.rollback()

    beside(session, CHANGES["a total"])

    assert not compared_lately(session, scored.round)[0].sound


@pytest.mark.parametrize(
    "back",
    ["UPDATE sheet_change SET id = 0", "DELETE FROM sheet_change", "REPLACE INTO sheet_change VALUES (1, 'x')"],
)
def test_marks_of_changes_are_never_taken_back(session, scored, back):
    with pytest.raises(session.get_bind().dialect.dbapi.IntegrityError, match="only added"):
        beside(session, back)


def test_pages_read_no_sheet_again_for_another_change_of_the_round(session, scored, statements):
    compared_lately(session, scored.round)
    scored.round.data_version += 1
    session.commit()
    scored.round.edition  # noqa: B018 -- read again, as a request does

    assert statements(lambda: compared_lately(session, scored.round)) == 0


@pytest.mark.parametrize("change", ["a score", "a comment", "the root"])
def test_a_protocol_over_a_changed_sheet_is_not_sealed_nor_made(session, change):
    chamber = chapters.a_chamber(session)
    chapters.decided(session, chamber)
    protocol = chapters.make_protocol(session, chamber)
    session.commit()
    break_(session, (CHANGES | UNSEEN_BY_A_PAGE)[change])

    for role, person in ((Role.CHAIR, chamber.chair), (Role.SECRETARY, chamber.secretary)):
        with pytest.raises(NotNow) as refused:
            protocols.seal(session, chamber.edition, protocol, role, digest=protocol.digest, by=person, at=DELIBERATION)
        if change != "the root":
            assert ("Juror" in str(refused.value)) == (role is Role.SECRETARY)
    with pytest.raises(NotNow):
        chapters.make_protocol(session, chamber)


def test_a_changed_record_of_a_ranking_is_neither_shown_nor_decided_on(session):
    chamber = chapters.a_chamber(session)
    chapters.meet(session, chamber)
    session.commit()
    break_(session, "UPDATE ranking SET jurors = '[]'")

    with pytest.raises(NotNow):
        snapshot_of(session, chamber.edition, chamber.ranking.round)
    with pytest.raises(NotNow):
        chapters.decide(session, chamber, 1)


def test_the_root_of_a_closed_round_stands_in_the_history(session):
    scored = a_scored_edition(session, FOUR, closed=False)
    operations.close_round(session, scored.round, reason="", by=scored.secretary, at=JUDGING_CLOSES)
    session.commit()

    assert compared_in_full(session, scored.round).sound
    assert session.scalar(select(AuditEvent.action).order_by(AuditEvent.id.desc())) == Action.ROUND_CLOSED


def without_a_sheet(session):
    """Return a round still open, and the assignment in it on which nothing was handed in."""
    scored = a_scored_edition(session, [[9, 8, None], [7, 6, 8]], closed=False)
    query = select(Assignment).where(Assignment.id.not_in(select(ScoreSheet.assignment_id)))
    return scored, session.scalars(query).one()


def test_a_missing_sheet_does_not_vanish_by_taking_its_assignment_back(session):
    scored, given = without_a_sheet(session)
    before = compared_in_full(session, scored.round)

    given.removed_at = LATER
    session.commit()

    [found] = compared_in_full(session, scored.round).changed
    assert before.sound
    assert (found.number, found.juror) == (1, "Juror 3")


def test_what_is_taken_back_with_a_removed_member_is_as_the_history_tells(session):
    scored, given = without_a_sheet(session)
    members.remove(session, given.seat, reason="Rezygnacja.", by=scored.secretary, at=LATER)
    session.commit()
    before = compared_in_full(session, scored.round)

    session.refresh(given)
    given.removed_at = None
    session.commit()

    [found] = compared_in_full(session, scored.round).changed
    assert before.sound
    assert (found.number, found.juror) == (1, "Juror 3")
