"""Who gets which file of a round, and when."""

import pytest
from sqlalchemy import update

from judging.editions.models import Role
from judging.editions.rulebook import build
from judging.entries.models import Status
from judging.jury.models import ScoreSheet
from tests import factories as make

pytestmark = pytest.mark.usefixtures("polish")
PARTS = ["ranking.csv", "sheets.csv", "ranking.xlsx", "report.pdf", "pack.zip"]


@pytest.fixture
def closed(session):
    """A closed round of three entries and three jurors, with its secretary and a juror."""
    edition = make.an_edition(frozen=False)
    session.add(edition)
    session.flush()
    edition.rules_frozen_at, edition.rules_digest = make.BEFORE, "0" * 64
    edition.rulebook = build(edition)
    secretary = make.a_seat(edition, Role.SECRETARY)
    jurors = [make.a_seat(edition) for _ in range(3)]
    entries = [make.an_entry(edition=edition, status=Status.ACCEPTED) for _ in range(3)]
    session.add_all([edition, secretary, *jurors, *entries])
    session.flush()
    sheets = []
    for e, entry in enumerate(entries):
        for j, seat in enumerate(jurors):
            scores = {"novelty": 3 * e + j, "reach": 2 * e + 1}
            sheets.append(make.a_sheet(make.an_assignment(seat, entry), scores=scores, submitted=True))
    make.hand_in(session, sheets)
    make.close(edition.rounds[0], sheets, by=secretary.user)
    session.commit()
    return edition, secretary.user, jurors[0].user


@pytest.mark.parametrize("part", PARTS)
def test_the_secretary_gets_every_file_of_a_closed_round(closed, client_of, part):
    edition, secretary, _juror = closed

    answer = client_of(secretary).get(f"/desk/{edition.slug}/results/{part}")

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("part", PARTS)
def test_nobody_gets_a_file_before_the_round_is_closed(closed, session, client_of, part):
    edition, secretary, _juror = closed
    edition.rounds[0].closed_at = None
    session.commit()

    assert client_of(secretary).get(f"/desk/{edition.slug}/results/{part}").status_code == 409


@pytest.mark.parametrize("part", PARTS)
def test_for_a_juror_the_files_do_not_exist(closed, client_of, part):
    edition, _secretary, juror = closed

    assert client_of(juror).get(f"/desk/{edition.slug}/results/{part}").status_code == 404


def test_the_frozen_record_is_what_is_sent_after_the_freeze(closed, app, session, client_of):
    from judging.results.operations import closing as operations
    from judging.results.queries.live import all_live

    edition, secretary, _juror = closed
    round_ = edition.rounds[0]
    operations.freeze(
        session,
        edition,
        round_,
        all_live(session, round_),
        by=secretary,
        at=make.DELIBERATION,
        seen=round_.data_version,
    )
    session.commit()
    client = client_of(secretary)
    before = client.get(f"/desk/{edition.slug}/results/pack.zip").data

    edition.rounds[0].data_version += 1
    session.execute(update(ScoreSheet).values(scores={"novelty": 1, "reach": 1}))
    session.commit()

    assert client.get(f"/desk/{edition.slug}/results/pack.zip").data == before
