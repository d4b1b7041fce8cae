"""How a round is counted is set with the rules: trimming by criterion, and a tie broken by a part of the jury."""

import pytest

from judging.core.i18n import speaking
from judging.editions import outline, rulebook
from judging.editions.method_example import made_by_each_method
from judging.editions.models import Edition, Role
from judging.jury.operations import members
from judging.results.queries.live import counted
from judging.stats.vocabulary import LADDER, Dropped, Method, Rung
from tests.factories import JUDGING, a_seat, an_edition
from tests.results.rounds import a_scored_edition

TRIMMED = {
    "method": "trimmed",
    "drop_low": "1",
    "drop_high": "1",
    "drop_per": "criterion",
    "min_sheets": "4",
    "name": "Ocena",
    "low": "0",
    "high": "5",
    "rank_on": "1",
    "exclude_below_min": "y",
}


@pytest.fixture
def edition(session):
    edition = an_edition(frozen=False)
    edition.rounds[0].ties = [str(rung) for rung in LADDER if rung is not Rung.JURORS]
    session.add(a_seat(edition, Role.SECRETARY))
    session.commit()
    return edition


@pytest.fixture
def desk(client_of, edition):
    return client_of(edition.seats[0].user)


def test_trimming_by_criterion_and_the_leaders_are_set_frozen_printed_and_copied(session, edition, desk):
    before = rulebook.build(edition)["rounds"][0]

    url = f"/desk/{edition.slug}/setup/rounds/{edition.rounds[0].public_id}/"

    answer = desk.post(url, data={"version": edition.version} | TRIMMED)
    for _press in range(4):  # up the whole ladder, from its end
        desk.post(f"{url}ladder/", data={"rung": "jurors", "to": "on" if _press == 0 else "up"})
    desk.post(f"{url}ladder/", data={"rung": "jurors", "to": "up"})
    desk.post(f"{url}ladder/", data={"rung": "median", "to": "off"})

    assert answer.status_code == 302, answer.text
    session.rollback()
    session.refresh(edition)
    [round_] = edition.rounds
    assert (round_.method, round_.drop_per, round_.min_sheets) == (Method.TRIMMED, Dropped.CRITERION, 4)
    assert (round_.low, round_.high, round_.rank_on, round_.exclude_below_min) == ("0", "5", 1, True)
    assert round_.ties == ["jurors", *(rung for rung in before["ties"] if rung != "median")]
    assert "drop_per" not in before
    [row] = rulebook.build(edition)["rounds"]
    assert (row["drop_per"], row["drop"]) == ("criterion", [1, 1])
    page = desk.get(f"/desk/{edition.slug}/freeze/").text
    assert "made criterion by criterion" in page
    assert "Left out on each criterion: lowest points 1, highest points 1." in page
    assert "the higher mean of the sheets of the chair and the deputy" in page
    copied = outline.outline_of(edition).rounds[0]
    assert (copied["drop_per"], copied["ties"][0]) == (Dropped.CRITERION, "jurors")


def test_whoever_chooses_a_method_sees_what_each_would_make_of_the_same_sheets(app, desk, edition):
    with app.test_request_context(), speaking("en"):
        made = [(one.scores, one.first) for one in made_by_each_method()]

    page = desk.get(f"/desk/{edition.slug}/setup/rounds/{edition.rounds[0].public_id}/").text

    assert made == [(["6.8", "7.2"], "B"), (["7.67", "7"], "A"), (["8", "7"], "A"), (["8", "7"], "A")]
    assert page.count("7.67") == 1


def test_a_trimmed_mean_leaves_something_to_count(session, edition, desk):
    sent = {"version": edition.version} | TRIMMED | {"min_sheets": "2"}

    answer = desk.post(f"/desk/{edition.slug}/setup/rounds/{edition.rounds[0].public_id}/", data=sent)

    assert answer.status_code == 422
    assert "An entry needs more sheets than are left out: 2 of them are." in answer.text
    session.rollback()
    assert session.get(Edition, edition.id).rounds[0].method is Method.MEAN


def by_criterion(scored):
    scored.round.method, scored.round.drop_per = Method.TRIMMED, Dropped.CRITERION
    scored.round.drop_low = scored.round.drop_high = 1


def test_an_edition_is_counted_criterion_by_criterion_where_its_rules_say_so(session):
    scored = a_scored_edition(session, [[9, 8, 1, 7], [7, 6, 8, 6], [3, 4, 2, 5]])
    by_criterion(scored)
    session.commit()

    official = counted(session, scored.round).official

    names = {entry.public_id: entry.number for entry in scored.entries}
    assert {names[row.Index]: row.value for row in official.itertuples()} == {1: 7.5, 2: 6.5, 3: 3.5}


def test_a_tie_at_a_prize_line_is_broken_by_the_sheets_of_the_chair_and_the_deputy(session):
    scored = a_scored_edition(session, [[5, 5, 9, 9], [9, 9, 5, 5], [1, 1, 1, 1]])
    scored.round.ties = ["jurors", "median"]
    scored.edition.award_kinds[0].quantity = 1
    session.commit()
    names = {entry.public_id: entry.number for entry in scored.entries}

    before = counted(session, scored.round).official
    for seat, role in zip(scored.seats, (Role.JUROR, Role.JUROR, Role.CHAIR, Role.DEPUTY_CHAIR), strict=True):
        members.appoint(session, seat, role, told=True, by=scored.secretary, at=JUDGING)
    session.commit()
    after = counted(session, scored.round).official

    assert [names[label] for label in before.index] == [2, 1, 3]
    assert before.iloc[0]["tie_step"] == "jurors"
    assert [names[label] for label in after.index] == [1, 2, 3]
