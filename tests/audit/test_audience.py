"""The table of acts × details × readers × phases, walked on the page: who reads what, and nobody else a thing."""

import re
from datetime import timedelta
from typing import Any

import pytest

from judging.audit import audience
from judging.audit.actions import Action
from judging.audit.audience import KNOWN_TO_THE_OFFICE, Reader, Since
from judging.audit.labels import ACTS
from judging.audit.operations.history import record
from judging.core import clock
from judging.core.i18n import speaking
from judging.editions.models import Role
from judging.editions.timetable import Phase, phase
from judging.entries.models import Status
from judging.offices.models import Representative
from tests.factories import BEFORE, a_seat, a_user, an_edition, an_entry

NOW = clock.utcnow()
NO_PAGE = ("visitor", "nobody", "office", "juror", "chair", "deputy chair", "other secretary")
PAGE_OF = {"secretary": Reader.SECRETARY, "administrator": Reader.ADMINISTRATOR}
REACHED = list(Phase)


def standing_in(edition, name):
    """Put an edition into a phase by the acts and dates that make it."""
    at = REACHED.index(name)
    days = {Phase.PREPARATION: -5, Phase.CALL: 5, Phase.SCREENING: 400}
    shift = NOW - edition.opens_at - timedelta(days=days.get(name, 0))
    edition.opens_at += shift
    edition.closes_at = edition.opens_at + timedelta(days=30)
    for round_ in edition.rounds:
        begun = at >= REACHED.index(Phase.JUDGING)
        round_.opens_at = NOW - timedelta(days=3) if begun else NOW + timedelta(days=9)
        round_.closes_at = round_.opens_at + timedelta(days=30)
        round_.closed_at = NOW if at >= REACHED.index(Phase.DELIBERATION) else None
    edition.sealed_at = NOW if at >= REACHED.index(Phase.SEALED) else None
    edition.announced_at = NOW if at >= REACHED.index(Phase.ANNOUNCED) else None
    edition.archived_at = NOW if at >= REACHED.index(Phase.ARCHIVED) else None


def secret(action, name):
    return f"kanarek {action.value} {name}"


def spelled(action):
    with speaking("en"):
        return str(ACTS[action])


@pytest.fixture
def edition(session):
    """An edition in whose history every act stands once, with a secret in each of its details."""
    session.expire_on_commit = False
    edition = an_edition()
    session.add(edition)
    session.flush()
    for action, told in audience.TOLD.items():
        details = {name: secret(action, name) for name in (*told.shown, *told.unseen)}
        record(session, action, edition, by=None, at=NOW, edition_id=edition.id, **details)
    session.commit()
    return edition


def readers(session, edition, client_of, visitor):
    """Return everybody's browser."""
    acting = an_entry(edition=edition, status=Status.SUBMITTED)
    session.add(acting)
    seats = {"juror": Role.JUROR, "chair": Role.CHAIR, "deputy chair": Role.DEPUTY_CHAIR, "secretary": Role.SECRETARY}
    held = {name: a_seat(edition, role) for name, role in seats.items()}
    held["other secretary"] = a_seat(an_edition(), Role.SECRETARY)
    session.add_all(held.values())
    people = {name: seat.user for name, seat in held.items()}
    people |= {"administrator": a_user(administrator=True), "nobody": a_user(), "office": acting.author}
    session.add_all(people.values())
    session.commit()
    return {name: client_of(user) for name, user in people.items()} | {"visitor": visitor}


def whole(client, edition):
    """Return every page of a history as one text, without what can be pressed."""
    text, page = "", 1
    while (answer := client.get(f"/desk/{edition.slug}/history/?page={page}")).status_code == 200:
        text += answer.text
        page += 1
        if f"page={page}" not in answer.text:
            break
    return text, answer.status_code


def content(answer):
    """Return what a page says, without the frame and its tokens."""
    return answer.text.partition("<main")[2].partition("</main>")[0]


def wanted(reader, name):
    """Return which acts and which details a reader is to meet in a phase, read off the declaration itself."""
    announced = REACHED.index(name) >= REACHED.index(Phase.ANNOUNCED)
    known, met = set(), set()
    for action, told in audience.TOLD.items():
        since = Since.AT_ONCE if reader is Reader.SECRETARY else told.administrator
        if since is Since.AT_ONCE or (since is Since.ANNOUNCED and announced):
            known.add(action)
            shown = told.shown if reader is Reader.SECRETARY else told.of_running
            met |= {(action, detail) for detail in shown}
    return known, met


def test_every_act_and_each_of_its_details_is_read_by_those_declared_in_every_phase(
    session, edition, client_of, visitor, walked
):
    clients, cells = readers(session, edition, client_of, visitor), 0
    for name in Phase:
        standing_in(edition, name)
        session.commit()
        assert phase(edition, NOW) is name
        for who, client in clients.items():
            text, status = whole(client, edition)
            found = {
                (a, d) for a, told in audience.TOLD.items() for d in (*told.shown, *told.unseen) if secret(a, d) in text
            }
            listed = {a for a in Action if f">{spelled(a)}<" in text}
            reader = PAGE_OF.get(who)
            known, met = wanted(reader, name) if reader else (set(), set())

            assert (status == 200) == (reader is not None), (who, name)
            assert (listed, found) == (known, met), (who, name)
            cells += len(Action) + sum(len(told.shown) + len(told.unseen) for told in audience.TOLD.values())

    assert cells >= 8 * 9 * len(Action)
    walked(acts=len(Action), readers=len(clients), phases=len(Phase), cells=cells)


def test_nothing_of_the_competition_is_among_what_an_administrator_reads_before_the_announcement():
    early = {action for action, told in audience.TOLD.items() if told.administrator is Since.AT_ONCE}
    subjects = re.compile("motion|award|ranking|protocol|sheet|conflict|entry|round|left-out|attachment|assignments")

    assert [action for action in early if subjects.match(action)] == []
    assert all(not {"remarks", "reason", "votes", "citation"} & set(told.of_running) for told in audience.TOLD.values())


@pytest.mark.parametrize("action", sorted(Action))
def test_a_secretary_who_acts_for_an_office_reads_nothing_of_what_the_jury_does_with_its_entry(
    session, client_of, action
):
    session.expire_on_commit = False
    edition = an_edition(announced_at=NOW)
    own, other = (an_entry(edition=edition, status=Status.SUBMITTED) for _each in range(2))
    interested = a_seat(edition, Role.SECRETARY, user=a_user())
    session.add_all([own, other, interested])
    session.flush()
    mine = Representative(office=own.office, user=interested.user, asked_at=BEFORE, approved_at=BEFORE)
    session.add(mine)
    told = audience.TOLD[action]
    for whose, entry in {"own": own, "other": other}.items():
        words: dict[str, Any] = {name: f"{whose} {name}" for name in told.shown}
        record(session, action, entry, by=None, at=NOW, edition_id=edition.id, **words)
    session.commit()
    client, page = client_of(interested.user), f"/desk/{edition.slug}/history/"

    text = client.get(page).text
    by_record = [content(client.get(f"{page}?record=entry:{one}")) for one in (own.id, 999_999)]

    known = action in KNOWN_TO_THE_OFFICE
    assert ("own " in re.sub("your own|its own", "", text)) == (known and bool(told.shown))
    assert all(f"other {name}" in text for name in told.shown)
    assert ("2 events" if known else "1 event<") in text
    assert known or by_record[0] == by_record[1]
