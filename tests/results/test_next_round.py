"""Rounds one after the other: a qualifying one is decided by its rule, and exactly those that passed go on."""

import re

import pytest
from sqlalchemy import select

from judging.audit.actions import Action
from judging.audit.models import AuditEvent
from judging.core.refusals import Incomplete, NotNow
from judging.editions.models import RoundKind, YesRule
from judging.editions.parts.qualifying import KEY, Outcome, Rule
from judging.invariants.registry import checks
from judging.jury.models import Assignment, RoundEntry, ScoreSheet
from judging.jury.operations.assignment import assign_all
from judging.results.models import Advance, Line
from judging.results.operations import closing, next_round
from judging.results.queries import next_round as queries
from judging.results.queries.chosen import choice, seen_of
from judging.results.queries.live import all_live
from tests.factories import JUDGING, JUDGING_CLOSES, JUDGING_OPENS
from tests.results.qualifying import BETWEEN, FIRST, NOTHING, WHY, N, Y, fill_in, two_rounds

ANSWERS = [[Y, Y, N], [N, N, Y], [Y, Y, Y], [N, N, N]]


def broken(session):
    """What breaks an invariant of the jury, its sheets and its rankings."""
    of_judging = ("jury", "sheets", "rankings")
    kept = [check for check in checks().values() if check.__module__.rpartition(".")[2] in of_judging]
    return [found for check in kept for found in check(session)]


def words(page):
    """What a person reads on a page."""
    return re.sub(r"\s+", " ", re.sub(r"<head>.*?</head>|<[^>]*>", " ", page, flags=re.S))


def begin(session, world, line=Line.PASSED, value="", *, seen=None):
    going = choice(session, world.first, line, value).going
    told = {"by": world.secretary, "at": BETWEEN}
    session.refresh(world.edition)
    return next_round.begin(
        session, world.edition, world.first, line, value, seen=seen_of(going) if seen is None else seen, **told
    )


def going(session, world):
    query = select(RoundEntry.entry_id).where(RoundEntry.round_id == world.second.id)
    ids = set(session.scalars(query))
    return [entry.number for entry in world.entries if entry.id in ids]


def rule(session, world, entry, *, passes, reason="Its jurors were ill."):
    found = next(one for one in queries.decided(session, world.first) if one.entry_id == entry.id)
    next_round.rule_on(session, world.first, found, passes=passes, reason=reason, by=world.secretary, at=BETWEEN)


@pytest.mark.parametrize(
    ("rule", "yes", "no", "outcome"),
    [
        (Rule(YesRule.MAJORITY, 1, 3), 2, 1, Outcome.PASSES),
        (Rule(YesRule.MAJORITY, 1, 2), 1, 1, Outcome.STAYS),  # as many yes as no: not more
        (Rule(YesRule.MAJORITY, 1, 3), 2, 0, Outcome.UNDECIDED),
        (Rule(YesRule.ALL, 1, 2), 2, 0, Outcome.PASSES),
        (Rule(YesRule.ALL, 1, 2), 5, 1, Outcome.STAYS),
        (Rule(YesRule.AT_LEAST, 2, 3), 2, 5, Outcome.PASSES),
        (Rule(YesRule.AT_LEAST, 2, 3), 1, 2, Outcome.STAYS),
        (Rule(YesRule.AT_LEAST, 2, 3), 0, 0, Outcome.UNDECIDED),
    ],
)
def test_an_entry_goes_on_by_the_rule_of_the_edition_once_enough_people_have_decided(rule, yes, no, outcome):
    assert rule.outcome(yes, no) is outcome


def test_whoever_says_no_gives_the_reason_unless_the_edition_asks_for_none(session, app):
    strict, free = two_rounds(session), two_rounds(session, no_needs_reason=False)

    with app.test_request_context(), pytest.raises(Incomplete):
        fill_in(session, strict, strict.seats[0], strict.entries[0], {KEY: 0})
    sheet = fill_in(session, free, free.seats[0], free.entries[0], {KEY: 0})

    assert sheet.receipt


def test_a_decision_has_the_guarantees_of_a_sheet_receipt_and_all(session):
    world = two_rounds(session, ANSWERS)

    assert len(session.scalars(select(ScoreSheet).where(ScoreSheet.receipt.is_not(None))).all()) == 12
    assert world.first.receipts_root
    assert not broken(session)


def test_exactly_those_that_passed_go_on_and_nothing_changes_for_their_offices(session):
    world = two_rounds(session, ANSWERS)

    advance = begin(session, world)

    assert going(session, world) == [1, 3]
    assert (advance.stood, advance.went_on, advance.ruled) == (4, 2, 0)
    assert {entry.status for entry in world.entries} == {world.entries[0].status}
    assert session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()[-1] == Action.ENTRIES_WENT_ON
    assert not broken(session)


def test_an_entry_on_which_too_few_have_decided_holds_everybody_until_it_is_ruled_on(session, app):
    world = two_rounds(session, [[Y, Y, N], [Y, NOTHING, NOTHING]])

    with app.test_request_context(), pytest.raises(NotNow):
        begin(session, world)
    assert going(session, world) == []
    with app.test_request_context(), pytest.raises(Incomplete):
        rule(session, world, world.entries[1], passes=True, reason=" ")
    rule(session, world, world.entries[1], passes=True)
    advance = begin(session, world)

    assert going(session, world) == [1, 2]
    assert advance.ruled == 1


def test_the_newest_ruling_holds_and_none_is_made_once_the_next_round_has_its_entries(session, app):
    world = two_rounds(session, ANSWERS)

    rule(session, world, world.entries[1], passes=True)
    rule(session, world, world.entries[1], passes=False)
    begin(session, world)
    with app.test_request_context(), pytest.raises(NotNow):
        rule(session, world, world.entries[0], passes=False)

    assert going(session, world) == [1, 3]


def test_what_was_not_shown_is_not_done(session, app):
    world = two_rounds(session, ANSWERS)

    with app.test_request_context(), pytest.raises(NotNow):
        begin(session, world, seen="of something else")

    assert going(session, world) == []


def test_nobody_goes_on_before_the_round_is_closed_nor_twice_nor_from_the_last_one(session, app):
    running = two_rounds(session, ANSWERS, closed=False)
    world = two_rounds(session, ANSWERS)
    begin(session, world)

    with app.test_request_context():
        with pytest.raises(NotNow):
            begin(session, running)
        with pytest.raises(NotNow):
            begin(session, world)


def test_it_is_undone_until_the_first_sheet_of_the_next_round_is_begun(session, app):
    world = two_rounds(session, ANSWERS)
    begin(session, world)
    assign_all(session, world.edition, world.second, by=world.secretary, at=BETWEEN)
    next_round.undo(session, world.edition, world.first, by=world.secretary, at=BETWEEN)
    assert going(session, world) == []
    assert not session.scalar(select(Advance))
    assert not session.scalars(
        select(Assignment).where(Assignment.round_id == world.second.id, Assignment.removed_at.is_(None))
    ).all()

    begin(session, world)
    assign_all(session, world.edition, world.second, by=world.secretary, at=BETWEEN)
    fill_in(
        session, world, world.seats[0], world.entries[0], {"novelty": 9, "reach": 9}, at=JUDGING, round_=world.second
    )
    with app.test_request_context(), pytest.raises(NotNow):
        next_round.undo(session, world.edition, world.first, by=world.secretary, at=JUDGING)

    assert going(session, world) == [1, 3]
    assert not broken(session)


def test_a_round_is_not_opened_again_once_entries_have_gone_on_from_it(session, app):
    world = two_rounds(session, ANSWERS)
    begin(session, world)

    with app.test_request_context(), pytest.raises(NotNow):
        closing.reopen_round(session, world.edition, world.first, reason="One more.", by=world.secretary, at=BETWEEN)


def test_members_get_only_the_entries_that_went_on_and_none_before_that_is_said(session, app):
    world = two_rounds(session, ANSWERS)
    with app.test_request_context(), pytest.raises(NotNow):
        assign_all(session, world.edition, world.second, by=world.secretary, at=BETWEEN)

    begin(session, world)
    assert assign_all(session, world.edition, world.second, by=world.secretary, at=BETWEEN) == 6


def a_scored_first(session, points=((9, 9), (7, 7), (7, 7), (2, 2))):
    world = two_rounds(session, entries=len(points), kind=RoundKind.SCORED)
    for entry, given in zip(world.entries, points, strict=True):
        for seat in world.seats:
            fill_in(session, world, seat, entry, {"novelty": given[0], "reach": given[1]})
    closing.close_round(session, world.first, reason="", by=world.secretary, at=BETWEEN)
    session.commit()
    return world


def freeze_first(session, world):
    now = all_live(session, world.first)
    seen = world.first.data_version
    closing.freeze(session, world.edition, world.first, now, by=world.secretary, at=BETWEEN, seen=seen)
    session.commit()


@pytest.mark.parametrize(
    ("line", "value", "numbers"),
    [
        (Line.PLACES, "1", [1]),
        (Line.PLACES, "2", [1, 2, 3]),  # equal at the line: both stay in
        (Line.SCORE, "7", [1, 2, 3]),
        (Line.SCORE, "7.01", [1]),
    ],
)
def test_from_a_scored_round_the_first_places_or_a_score_go_on_and_equals_stay_together(session, line, value, numbers):
    world = a_scored_first(session)
    freeze_first(session, world)

    begin(session, world, line, value)

    assert going(session, world) == numbers
    assert not broken(session)


def test_from_a_scored_round_nobody_goes_on_before_its_results_are_closed(session, app):
    world = a_scored_first(session)

    with app.test_request_context(), pytest.raises(NotNow):
        begin(session, world, Line.PLACES, "2")


def test_the_secretary_sees_words_and_reasons_decides_and_begins_the_next_round(session, client_of, stop_clock):
    world = two_rounds(session, [[Y, Y, N], [Y, NOTHING, NOTHING], [N, N, N]])
    stop_clock(BETWEEN)
    desk = client_of(world.secretary)

    page = desk.get(f"{world.url}?round=1").text
    assert WHY in page
    assert "not decided" in page
    assert "points" not in words(page)
    entry = world.entries[1].public_id
    refused = desk.post(f"{world.url}next/rulings/{entry}/?round=1", data={"passes": "yes", "reason": ""})
    assert refused.status_code == 422
    desk.post(f"{world.url}next/rulings/{entry}/?round=1", data={"passes": "no", "reason": "Nobody could come."})
    page = desk.get(f"{world.url}?round=1").text
    assert "Nobody could come." in page
    seen = re.search(r'name="seen"[^>]*value="(\w+)"', page)[1]
    done = desk.post(
        f"{world.url}next/begin/?round=1", data={"line": "passed", "value": "", "seen": seen}, follow_redirects=True
    )

    assert "1 entry goes on" in done.text
    session.rollback()  # what has been saved since
    assert going(session, world) == [1]


def test_before_a_round_is_closed_no_page_tells_a_decision(session, client_of, stop_clock):
    world = two_rounds(session, ANSWERS, closed=False)
    stop_clock(FIRST)
    desk = client_of(world.secretary)

    for address in ("", "?round=1", "next/?round=1", "ranking.csv?round=1", "jury/?round=1", "room/?round=1"):
        assert WHY not in desk.get(world.url + address).text


def test_a_closed_round_keeps_its_pages_and_files_when_the_next_one_begins(session, client_of, stop_clock):
    world = a_scored_first(session)
    freeze_first(session, world)
    begin(session, world, Line.PLACES, "2")
    session.commit()
    stop_clock(JUDGING_OPENS)
    desk = client_of(world.secretary)

    now, before = desk.get(world.url), desk.get(f"{world.url}?round=1")
    assert "The round is not closed yet" in now.text
    assert "Practice 4" in before.text
    for page in ("jury/", "what-if/", "room/", f"entries/{world.entries[0].public_id}/"):
        answer = desk.get(f"{world.url}{page}?round=1")
        assert answer.status_code == 200, page
        assert "round=1" in answer.text, page  # every link between the pages carries the round on
    file = desk.get(f"{world.url}ranking.csv?round=1")
    assert file.status_code == 200
    assert "round-1" in file.headers["Content-Disposition"]
    assert desk.get(f"{world.url}?round=3").status_code == 404
    assert desk.get(f"{world.url}ranking.csv").status_code == 409


def test_a_form_sent_twice_closes_no_other_round(session, client_of, stop_clock):
    world = two_rounds(session, ANSWERS, closed=False)
    stop_clock(BETWEEN)
    desk = client_of(world.secretary)
    page = desk.get(world.url).text
    [address] = set(re.findall(r'action="([^"]*/close/[^"]*)"', page))

    for _twice in range(2):
        desk.post(address.replace("&amp;", "&"), data={"reason": "Everybody has decided."})

    session.rollback()  # what has been saved since
    assert "round=1" in address
    assert world.first.closed_at
    assert world.second.closed_at is None


def test_a_qualifying_round_has_no_ranking_and_no_files_of_one(session, client_of, stop_clock):
    world = two_rounds(session, ANSWERS)
    stop_clock(BETWEEN)
    desk = client_of(world.secretary)

    for page in ("jury/", "what-if/", "ranking.csv", "pack.zip", "room/"):
        assert desk.get(f"{world.url}{page}?round=1").status_code == 409, page


def test_an_office_learns_nothing_of_who_goes_on(session, client_of, stop_clock):
    world = two_rounds(session, ANSWERS)
    stop_clock(BETWEEN)
    out = world.entries[1]
    office = client_of(out.office.representatives[0].user)
    addresses = ["/", f"/entries/{out.public_id}/", f"/e/{world.edition.slug}/", "/entries/"]
    before = [words(office.get(address).text) for address in addresses]

    begin(session, world)
    session.commit()

    assert [words(office.get(address).text) for address in addresses] == before


def test_the_list_of_decisions_asks_no_more_of_the_database_for_more_entries(session):
    few, many = two_rounds(session, ANSWERS), two_rounds(session, ANSWERS * 3)
    asked = []
    for world in (few, many):
        session.expire_all()
        world.first.edition.rounds[0].name  # noqa: B018 -- loaded
        with counted_statements(session) as seen:
            queries.decided(session, world.first)
        asked.append(len(seen))

    assert asked[0] == asked[1]


class counted_statements:  # noqa: N801 -- reads as what it is
    def __init__(self, session):
        self.engine, self.seen = session.get_bind(), []

    def __enter__(self):
        from sqlalchemy import event

        event.listen(self.engine, "before_cursor_execute", self._note)
        return self.seen

    def __exit__(self, *error):
        from sqlalchemy import event

        event.remove(self.engine, "before_cursor_execute", self._note)

    def _note(self, *args):
        self.seen.append(args[2])


def test_the_chapter_decides_on_the_last_scored_round_and_there_is_one_current_round(session):
    world = two_rounds(session, ANSWERS)

    assert world.edition.current_round is world.second
    assert world.edition.deciding_round is world.second
    world.second.closed_at = JUDGING_CLOSES
    assert world.edition.current_round is world.second


def test_a_juror_decides_with_words_and_never_reads_of_points(session, client_of, stop_clock):
    world = two_rounds(session)
    stop_clock(FIRST)
    juror = client_of(world.seats[0].user)
    mine = session.scalars(select(Assignment).where(Assignment.seat_id == world.seats[0].id)).all()
    url = f"/jury/{world.edition.slug}/sheets/{mine[0].public_id}/"

    page = juror.get(url).text
    assert "Does the entry go on?" in page
    for word in ("points", "Weighted mean", "of the score"):
        assert word not in words(page)
    lacking = juror.post(url, data={"act": "submit", "score-passes": "0", "version": "0"}, follow_redirects=True)
    assert "You say no: write why" in lacking.text
    sent = {"act": "check", "score-passes": "0", "comment-passes": WHY, "version": "1"}
    check = juror.post(url, data=sent, follow_redirects=True).text
    assert "No" in words(check)
    assert "no decision" not in check


def test_once_the_results_are_announced_an_office_reads_where_its_entry_stopped(session, client_of, stop_clock):
    world = two_rounds(session, ANSWERS)
    begin(session, world)
    session.commit()
    stop_clock(JUDGING)
    read = {}
    for told in (None, JUDGING):
        world.edition.announced_at = told
        session.commit()
        for entry in world.entries[:2]:
            office = client_of(entry.office.representatives[0].user)
            read[bool(told), entry.number] = "Etap wstępny" in words(office.get(f"/entries/{entry.public_id}/").text)

    assert read == {(False, 1): False, (False, 2): False, (True, 1): False, (True, 2): True}
