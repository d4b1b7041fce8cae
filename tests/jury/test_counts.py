"""What counts is counted in one way: on the progress page, on the results, in the dashboard, in the ranking."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.core.refusals import NotNow
from judging.entries.models import Status
from judging.jury.models import Assignment
from judging.jury.operations import members, reopening
from judging.jury.queries import assignments, progress
from judging.results.queries import records
from judging.results.queries.live import counted
from tests.factories import JUDGING_CLOSES, a_sheet
from tests.results.rounds import THREE, a_scored_edition

DURING = JUDGING_CLOSES - timedelta(days=1)
GIVEN = sum(map(len, THREE))


def without_the_first(session, points=THREE):
    """Return a round whose first juror has been removed."""
    scored = a_scored_edition(session, points, closed=False)
    members.remove(session, scored.seats[0], reason="Long illness.", by=scored.secretary, at=DURING)
    session.commit()
    return scored


def test_the_sheets_of_a_removed_juror_count_on_every_page_as_in_the_ranking(session):
    scored = without_the_first(session)

    jurors = progress.by_juror(session, scored.round)
    entries = progress.by_entry(session, scored.round)
    ranking = counted(session, scored.round).official

    assert sum(row.submitted for row in jurors) == GIVEN
    assert sum(row.submitted for row in entries) == GIVEN
    assert progress.completeness(session, scored.round).submitted == GIVEN
    assert ranking["sheets"].sum() == GIVEN
    assert next((row.name, row.submitted, row.removed_at) for row in jurors) == (
        "Juror 1",
        3,
        DURING,
    )


def test_what_a_removed_juror_had_not_handed_in_is_missing_no_more(session):
    scored = without_the_first(session, [[None, 8, 9], [7, 6, 8]])

    first, *_others = progress.by_juror(session, scored.round)

    assert (first.given, first.submitted, first.missing) == (1, 1, 0)
    assert records.missing_sheets(session, scored.round) == 0


def test_a_removed_juror_without_a_sheet_has_no_line(session):
    scored = without_the_first(session, [[None, 8, 9], [None, 6, 8]])

    assert [row.name for row in progress.by_juror(session, scored.round)] == ["Juror 2", "Juror 3"]


def test_a_sheet_of_a_removed_juror_is_not_reopened_since_nobody_could_hand_it_in_again(session):
    scored = without_the_first(session)
    own = select(Assignment.public_id).where(Assignment.seat_id == scored.seats[0].id).limit(1)
    task = assignments.any_task(session, scored.edition, session.scalar(own))

    with pytest.raises(NotNow, match="no longer a member"):
        reopening.reopen(session, task, reason="A slip.", by=scored.secretary, at=DURING)

    assert progress.completeness(session, scored.round).submitted == GIVEN


def test_the_desk_says_how_many_sheets_of_a_removed_juror_count(app, session, client_of):
    scored = without_the_first(session)
    desk = client_of(scored.secretary)

    page = desk.get(f"/desk/{scored.edition.slug}/jury/progress/").text
    dashboard = desk.get(f"/desk/{scored.edition.slug}/").text
    results = desk.get(scored.url).text

    assert "removed from the chapter" in page
    for text in (page, dashboard, results):
        assert f"{GIVEN} / {GIVEN}" in " ".join(text.replace("&nbsp;", " ").split())


def test_a_withdrawn_entry_leaves_a_line_where_it_stood_for_its_jurors(session, chapter, client_of):
    second = chapter.entries[1]
    second.status = Status.WITHDRAWN
    session.commit()

    client = client_of(chapter.juror)
    page = client.get(f"/jury/{chapter.edition.slug}/?list=all").text

    assert page.index("Practice 1") < page.index("Practice 2") < page.index("Practice 3")
    assert "withdrawn; your sheet does not count" in page
    assert "0 of 2" in page
    assert [chapter.sheet_url(entry) in page for entry in chapter.entries] == [True, False, True]
    assert client.get(chapter.sheet_url(second)).status_code == 404


def test_where_every_entry_was_withdrawn_none_is_said_to_be_still_to_come(session, chapter, client_of):
    for entry in chapter.entries:
        entry.status = Status.WITHDRAWN
    session.commit()

    page = client_of(chapter.juror).get(f"/jury/{chapter.edition.slug}/").text

    assert "No entry that is assigned to you takes part any more." in page
    assert page.count("withdrawn; your sheet does not count") == 3


@pytest.mark.parametrize(
    ("status", "said"),
    [(Status.WITHDRAWN, "Withdrawn"), (Status.REJECTED, "Rejected"), (Status.RETURNED, "Returned for correction")],
)
def test_a_withdrawn_entry_leaves_a_line_where_it_stood_for_the_secretary(session, chapter, client_of, status, said):
    second = chapter.entries[1]
    session.add(a_sheet(chapter.assignment(chapter.first, second), scores={"novelty": 5, "reach": 5}, submitted=True))
    second.status = status
    session.commit()

    page = client_of(chapter.secretary).get(f"/desk/{chapter.edition.slug}/jury/coverage/").text

    assert page.index("1. Practice 1") < page.index("2. Practice 2") < page.index("3. Practice 3")
    assert f"{said}; its sheets do not count" in page
    assert "0 / 4" in client_of(chapter.secretary).get(f"/desk/{chapter.edition.slug}/jury/progress/").text
