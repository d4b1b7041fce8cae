"""One formal check: its points, its letter, what is kept of it. No application, no clock."""

from typing import Any

import pytest
from sqlalchemy import select

from judging.core.refusals import Incomplete, NotYours
from judging.entries.models import Outcome, ScreeningDecision, Status
from judging.notifications.models import Message
from judging.offices.models import Representative
from judging.screening.models import CheckedPoint, CheckPoint, Met, ReadyText
from judging.screening.operations import wording
from judging.screening.operations.checking import Check, check
from judging.screening.points import MOST, USUAL, Found
from judging.screening.queries import checking
from tests.factories import BEFORE, CLOSES, CORRECTIONS, DURING, a_user, an_edition, an_entry


def a_check(outcome=Outcome.ACCEPTED, **fields):
    defaults: dict[str, Any] = {
        "found": [Found("Na temat."), Found("Wdrożona.", Met.YES)],
        "rest_met": True,
        "remarks": "",
        "ready": None,
        "until": None,
        "keep": False,
    }
    return Check(outcome, **defaults | fields)


@pytest.fixture
def entry(session):
    entry = an_entry(status=Status.SUBMITTED, number=1)
    session.add(entry)
    session.commit()
    return entry


@pytest.fixture
def secretary(session):
    secretary = a_user()
    session.add(secretary)
    session.flush()
    return secretary


def points_of(session):
    return [(one.text, one.met, one.remark) for one in session.scalars(select(CheckedPoint).order_by(CheckedPoint.id))]


def test_an_entry_is_accepted_with_what_was_found_at_each_point(session, entry, secretary):
    check(session, entry, a_check(), read=1, by=secretary, at=CLOSES)

    assert entry.status is Status.ACCEPTED
    assert points_of(session) == [("Na temat.", Met.YES, ""), ("Wdrożona.", Met.YES, "")]


@pytest.mark.parametrize(
    ("found", "rest_met"),
    [
        ([Found("Na temat.", Met.NO)], True),
        ([Found("Na temat.", Met.NO)], False),
        ([Found("Na temat."), Found("Wdrożona.", Met.YES)], False),
    ],
    ids=["not met", "not met, the rest not ticked", "not answered"],
)
def test_an_entry_whose_points_are_not_all_met_is_not_accepted(session, entry, secretary, found, rest_met):
    with pytest.raises(Incomplete):
        check(session, entry, a_check(found=found, rest_met=rest_met), read=1, by=secretary, at=CLOSES)

    assert entry.status is Status.SUBMITTED
    assert points_of(session) == []
    assert session.scalars(select(Message)).all() == []


def test_a_point_that_does_not_apply_stands_in_nobodys_way(session, entry, secretary):
    found = [Found("Partner.", Met.NOT_APPLICABLE), Found("Na temat.", Met.YES)]

    check(session, entry, a_check(found=found, rest_met=False), read=1, by=secretary, at=CLOSES)

    assert points_of(session) == [("Partner.", Met.NOT_APPLICABLE, ""), ("Na temat.", Met.YES, "")]


def test_the_office_reads_the_remarks_the_ready_text_and_each_point_that_is_not_met(session, entry, secretary):
    ready = ReadyText(edition_id=entry.edition_id, text="Prosimy o podpis.")
    found = [Found("Na temat.", Met.NO, "Brak efektów."), Found("Wdrożona."), Found("Partner.", Met.NOT_APPLICABLE)]
    given = a_check(
        Outcome.RETURNED, found=found, rest_met=False, remarks="Dzień dobry.", ready=ready, until=CORRECTIONS
    )

    check(session, entry, given, read=1, by=secretary, at=CLOSES)

    [decision] = session.scalars(select(ScreeningDecision))
    assert decision.remarks == "Dzień dobry.\n\nProsimy o podpis.\n\nNiespełnione: Na temat. Brak efektów."
    assert decision.deadline == CORRECTIONS
    assert points_of(session) == [("Na temat.", Met.NO, "Brak efektów."), ("Partner.", Met.NOT_APPLICABLE, "")]


def test_a_point_that_is_not_met_is_reason_enough_to_reject(session, entry, secretary):
    check(
        session, entry, a_check(Outcome.REJECTED, found=[Found("Wdrożona.", Met.NO)]), read=1, by=secretary, at=CLOSES
    )

    assert entry.status is Status.REJECTED
    assert entry.decisions[-1].remarks == "Niespełnione: Wdrożona."


def test_nobody_checks_the_entry_of_an_office_they_act_for_whatever_its_points_say(session, entry, secretary):
    session.add(Representative(office=entry.office, user=secretary, asked_at=BEFORE, approved_at=BEFORE))
    session.flush()

    for given in (a_check(), a_check(found=[Found("Na temat.", Met.NO)])):
        with pytest.raises(NotYours):
            check(session, entry, given, read=1, by=secretary, at=CLOSES)

    assert entry.status is Status.SUBMITTED


@pytest.mark.parametrize("known", [[], ["Prosimy o podpis."]], ids=["new", "kept already"])
def test_remarks_are_kept_as_a_ready_text_once(session, entry, secretary, known):
    session.add_all(ReadyText(edition_id=entry.edition_id, text=text) for text in known)
    given = a_check(Outcome.RETURNED, remarks="Prosimy o podpis.", until=CORRECTIONS, keep=True)

    check(session, entry, given, read=1, by=secretary, at=CLOSES)

    assert [one.text for one in checking.ready_texts(session, entry.edition)] == ["Prosimy o podpis."]


def test_an_edition_has_the_usual_points_until_it_words_its_own(session, entry, secretary):
    assert checking.points(session, entry.edition) == list(USUAL)

    wording.word_points(session, entry.edition, ["Drugi.", "Pierwszy."], by=secretary, at=DURING)
    wording.word_points(session, entry.edition, ["Pierwszy.", "Drugi."], by=secretary, at=DURING)

    assert checking.points(session, entry.edition) == ["Pierwszy.", "Drugi."]
    assert checking.points(session, an_edition()) == list(USUAL)


@pytest.mark.parametrize(
    "points",
    [[], ["Raz.", "Raz."], [f"{n}." for n in range(MOST + 1)], ["x" * 301]],
    ids=["none", "twice", "many", "long"],
)
def test_points_that_cannot_be_gone_through_are_not_kept(session, entry, secretary, points):
    with pytest.raises(Incomplete):
        wording.word_points(session, entry.edition, points, by=secretary, at=DURING)

    assert session.scalars(select(CheckPoint)).all() == []
