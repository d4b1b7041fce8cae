"""What the program does not know it never prints as if it were not so."""

import pytest

from judging.jury.models import Assignment
from judging.results.files.csv_tables import ranking_csv
from judging.results.files.report import report_content
from judging.results.text.entry import _methods
from judging.results.views.panel import results_panel
from tests.factories import JUDGING, a_seat, a_user
from tests.results.results import OCCASION, a_snapshot
from tests.results.rounds import a_scored_edition
from tests.stats.scoring import sheets_of, some_rules


@pytest.fixture
def here(app):
    from judging.core.i18n import speaking

    with app.test_request_context(), speaking("en"):
        yield


@pytest.mark.usefixtures("here")
def test_where_nothing_was_assigned_no_sheet_is_said_to_be_there_or_missing(session):
    scored = a_scored_edition(session, [[None]], closed=False)
    for row in session.query(Assignment):
        session.delete(row)
    session.commit()

    found = results_panel(session, scored.edition, JUDGING)

    assert found.figures == [("missing sheets", "–")]
    assert not found.part.frozen


def test_a_member_who_declared_nothing_is_not_said_to_have_no_conflict(session, client_of):
    scored = a_scored_edition(session, closed=False)
    silent = a_seat(scored.edition, user=a_user(name="Ewa Milcząca"), conflicts_declared_at=None)
    session.add(silent)
    session.commit()
    client, desk = client_of(scored.secretary), f"/desk/{scored.edition.slug}/jury/"

    page = client.get(f"{desk}members/{silent.public_id}/").text
    assert "Not known: the list of entries has not been gone through yet" in page
    assert "None: the whole list" in client.get(f"{desk}members/{scored.seats[0].public_id}/").text
    register = client.get(f"{desk}conflicts/").text
    assert "These members have not declared their conflicts: Ewa Milcząca." in register


@pytest.mark.usefixtures("here")
def test_where_chances_are_unknown_the_report_does_not_say_that_the_scores_settle_it():
    two = a_snapshot(sheets_of(A=[9, 8], B=[7, 8], C=[6, 5]), some_rules(prizes=1))
    five = a_snapshot(sheets_of(A=[9, 9, 9, 9, 9], B=[5, 5, 5, 6, 5], C=[1, 1, 2, 1, 1]), some_rules(prizes=1))

    assert "Szanse są nieznane" in report_content(two, OCCASION, JUDGING)["chances_unknown"]
    assert report_content(five, OCCASION, JUDGING)["chances_unknown"] == ""


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("prizes", "named"),
    [
        (1, ["Chance of a main prize", "Chance of a prize or distinction"]),
        (0, ["Chance of first place", "Chance of a distinction"]),
    ],
)
def test_a_column_of_chances_is_named_for_the_line_it_speaks_of(prizes, named):
    shown = a_snapshot(sheets_of(A=[9, 8, 9], B=[7, 8, 7], C=[6, 5, 6]), some_rules(prizes=prizes, distinctions=1))

    heading = ranking_csv(shown).decode("utf-8-sig").splitlines()[0]

    for name in named:
        assert name in heading


@pytest.mark.usefixtures("here")
def test_ways_of_counting_that_could_not_be_used_are_not_said_to_agree():
    assert "Every way" in _methods({"by_mean": 1, "by_median": 1})
    assert "that can be used here" in _methods({"by_mean": 1, "by_median": 1, "by_borda": None})
