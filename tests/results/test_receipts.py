"""One root over all receipts is published when the round closes; whoever holds a receipt finds it under the root."""

import hashlib

import pytest
from sqlalchemy import select

from judging.jury.models import Assignment, ScoreSheet
from tests.results.rounds import FOUR, LATER, a_scored_edition


@pytest.fixture(autouse=True)
def _after_the_scoring(stop_clock):
    stop_clock(LATER)


@pytest.fixture
def open_(session):
    scored = a_scored_edition(session, FOUR, closed=False)
    for seat in scored.seats:
        seat.conflicts_declared_at = LATER
    session.commit()
    return scored


def close(secretary, scored):
    answer = secretary.post(f"{scored.url}close/", data={"reason": "Koniec."})
    assert answer.status_code == 302


def test_when_the_round_closes_every_juror_reads_the_root_and_finds_their_receipt_under_it(session, client_of, open_):
    juror, secretary = client_of(open_.seats[0].user), client_of(open_.secretary)
    desk = f"/jury/{open_.edition.slug}/"
    address = f"{desk}rounds/1/receipts.txt"
    assert "root of the receipts" not in juror.get(desk).text
    assert juror.get(address).status_code == 404

    close(secretary, open_)

    session.rollback()
    root, file = open_.round.receipts_root, juror.get(address).data
    mine = session.scalars(
        select(ScoreSheet.receipt).join(Assignment).where(Assignment.seat_id == open_.seats[0].id)
    ).all()
    assert root in juror.get(desk).text
    assert hashlib.sha256(file).hexdigest() == root
    assert len(mine) == len(FOUR)
    assert set(mine) < set(file.decode().split())


def test_once_the_round_is_open_again_no_root_is_published(session, client_of, open_):
    juror, secretary = client_of(open_.seats[0].user), client_of(open_.secretary)
    desk = f"/jury/{open_.edition.slug}/"
    close(secretary, open_)

    secretary.post(f"{open_.url}reopen/", data={"reason": "Pomyłka."})

    assert juror.get(f"{desk}rounds/1/receipts.txt").status_code == 404
    assert "root of the receipts" not in juror.get(desk).text


def test_the_list_says_nothing_but_receipts(session, client_of, open_):
    juror, secretary = client_of(open_.seats[1].user), client_of(open_.secretary)
    close(secretary, open_)

    lines = juror.get(f"/jury/{open_.edition.slug}/rounds/1/receipts.txt").text.split("\n")

    assert lines[:-1] == sorted(lines[:-1])
    assert all(len(line) == 64 for line in lines[:-1])
