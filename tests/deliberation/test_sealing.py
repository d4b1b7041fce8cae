"""The protocol and its two seals."""

import pytest
from sqlalchemy import select

from judging.audit.actions import Action
from judging.audit.models import AuditEvent
from judging.core.fingerprints import fingerprint
from judging.core.refusals import Incomplete, NotNow, NotYours
from judging.deliberation import queries
from judging.deliberation.models import Protocol, Seal
from judging.deliberation.operations import protocols
from judging.deliberation.votes import VoteCount
from judging.editions.models import Role
from judging.entries.operations.holding import hand_in
from judging.offices.models import Representative
from tests.deliberation.chamber import a_chamber, decide, decided, make_protocol, meet, seal, sealed
from tests.factories import BEFORE, DELIBERATION, DURING, GALA, a_seat, a_user, an_entry, an_office

pytestmark = pytest.mark.usefixtures("words")


def seals(session):
    return session.scalars(select(Seal.role).order_by(Seal.id)).all()


def withdraw(session, chamber, reason):
    protocol = queries.protocol_of(session, chamber.edition)
    protocols.withdraw_protocol(
        session, chamber.edition, protocol, reason=reason, by=chamber.secretary, at=DELIBERATION
    )


def test_sealing_needs_the_chair_and_the_secretary(session):
    chamber = a_chamber(session)
    decided(session, chamber)
    make_protocol(session, chamber)

    seal(session, chamber, Role.SECRETARY, chamber.secretary)
    assert chamber.edition.sealed_at is None
    seal(session, chamber, Role.CHAIR, chamber.chair)

    assert chamber.edition.sealed_at == DELIBERATION
    assert seals(session) == [Role.SECRETARY, Role.CHAIR]


def test_each_seals_once(session):
    chamber = a_chamber(session)
    decided(session, chamber)
    make_protocol(session, chamber)
    seal(session, chamber, Role.CHAIR, chamber.chair)

    with pytest.raises(NotNow, match="on the protocol already"):
        seal(session, chamber, Role.CHAIR, chamber.chair)

    assert seals(session) == [Role.CHAIR]


def test_only_who_holds_the_office_seals_and_one_person_never_seals_twice(session):
    chamber = a_chamber(session)
    session.add(a_seat(chamber.edition, Role.SECRETARY, user=chamber.chair))
    session.commit()
    decided(session, chamber)
    make_protocol(session, chamber)

    for role, by in (
        (Role.CHAIR, chamber.secretary),
        (Role.SECRETARY, chamber.seats[1].user),
        (Role.JUROR, chamber.chair),
    ):
        with pytest.raises(NotYours, match="Only the chair and the secretary"):
            seal(session, chamber, role, by)
    seal(session, chamber, Role.CHAIR, chamber.chair)
    with pytest.raises(NotYours, match="belongs to another person"):
        seal(session, chamber, Role.SECRETARY, chamber.chair)

    assert seals(session) == [Role.CHAIR]


def test_a_secretary_who_has_left_seals_nothing(session):
    chamber = a_chamber(session)
    decided(session, chamber)
    make_protocol(session, chamber)
    [seat] = [one for one in chamber.edition.seats if one.role is Role.SECRETARY]
    seat.removed_at = BEFORE

    with pytest.raises(NotYours):
        seal(session, chamber, Role.SECRETARY, chamber.secretary)


def test_nobody_seals_what_they_have_not_read(session):
    chamber = a_chamber(session)
    decided(session, chamber)
    make_protocol(session, chamber)

    with pytest.raises(NotNow, match="changed since you read it"):
        seal(session, chamber, Role.CHAIR, chamber.chair, digest="f" * 64)

    assert seals(session) == []


def test_nobody_seals_a_protocol_whose_grounds_have_changed(session):
    chamber = a_chamber(session)
    decided(session, chamber)
    make_protocol(session, chamber)
    chamber.seats[1].user.name = "Another Name"
    session.flush()

    with pytest.raises(NotNow, match="rests on has changed"):
        seal(session, chamber, Role.CHAIR, chamber.chair)


def test_a_decision_after_the_protocol_sets_it_aside_as_long_as_it_has_no_seal(session):
    chamber = a_chamber(session)
    decided(session, chamber)
    make_protocol(session, chamber)
    decide(session, chamber, 5, count=VoteCount(0, 3, 0))
    assert queries.protocol_of(session, chamber.edition) is None

    make_protocol(session, chamber)
    seal(session, chamber, Role.CHAIR, chamber.chair)
    with pytest.raises(NotNow, match="has a seal already"):
        decide(session, chamber, 5, count=VoteCount(0, 3, 0))

    assert queries.protocol_of(session, chamber.edition) is not None


def test_a_protocol_is_made_of_what_was_drafted_or_not_at_all(session):
    chamber = a_chamber(session)
    decided(session, chamber)
    draft = fingerprint(protocols.draft_protocol(session, chamber.edition, at=DELIBERATION))
    decide(session, chamber, 5, count=VoteCount(0, 3, 0))

    with pytest.raises(NotNow, match="decisions changed while the protocol was being made"):
        protocols.make_protocol(
            session,
            chamber.edition,
            digest=draft,
            pdf_sha256="0" * 64,
            by=chamber.secretary,
            at=DELIBERATION,
        )

    assert session.scalars(select(Protocol)).all() == []


def test_without_a_meeting_or_a_motion_there_is_no_protocol(session):
    chamber = a_chamber(session)
    with pytest.raises(NotNow, match="Record the meeting"):
        make_protocol(session, chamber)
    meet(session, chamber)
    with pytest.raises(Incomplete, match="No motion"):
        make_protocol(session, chamber)


def test_a_meeting_that_is_still_to_come_has_no_protocol(session):
    chamber = a_chamber(session)
    decided(session, chamber)
    meeting = queries.meeting_of(session, chamber.edition)
    meeting.held_at = GALA

    with pytest.raises(NotNow, match="has not been held yet"):
        make_protocol(session, chamber)


def test_after_the_seals_nothing_is_decided_until_the_protocol_is_withdrawn(session):
    chamber = a_chamber(session)
    sealed(session, chamber)

    with pytest.raises(NotNow, match="The decision is sealed"):
        decide(session, chamber, 4, count=VoteCount(0, 3, 0))
    with pytest.raises(Incomplete, match="Write why"):
        withdraw(session, chamber, " ")
    withdraw(session, chamber, "A vote was miscounted.")

    assert chamber.edition.sealed_at is None
    assert decide(session, chamber, 4, count=VoteCount(0, 3, 0)).number == 4


def test_the_next_protocol_names_the_sealed_one_it_replaces(session):
    chamber = a_chamber(session)
    sealed(session, chamber)
    first = queries.protocol_of(session, chamber.edition).digest
    withdraw(session, chamber, "A vote was miscounted.")

    second = make_protocol(session, chamber)

    [replaced] = second.content["replaces"]
    assert (replaced["digest"], replaced["reason"]) == (first, "A vote was miscounted.")
    assert second.digest != first


def an_entry_that_waits(session, chamber):
    """Add an entry sent in time by somebody whose right is not confirmed."""
    person, office = a_user(), an_office()
    office.representatives.append(Representative(user=person, asked_at=BEFORE))
    entry = an_entry(edition=chamber.edition, office=office, author=person)
    session.add(entry)
    session.flush()
    hand_in(session, entry, [], by=person, at=DURING)
    session.commit()
    return entry


def test_the_second_seal_shuts_out_what_waits_and_a_withdrawn_protocol_lets_it_wait_again(session):
    chamber = a_chamber(session)
    entry = an_entry_that_waits(session, chamber)
    decided(session, chamber)
    make_protocol(session, chamber)
    told = select(AuditEvent.action).where(AuditEvent.action.startswith("entry.")).order_by(AuditEvent.id.desc())

    seal(session, chamber, Role.SECRETARY, chamber.secretary)
    assert session.scalars(told).first() == "entry.held"
    seal(session, chamber, Role.CHAIR, chamber.chair)
    assert (entry.lapsed, session.scalars(told).first()) == (True, "entry.lapsed")
    withdraw(session, chamber, "Somebody was forgotten.")

    assert (entry.lapsed, session.scalars(told).first()) == (False, "entry.held")


def test_before_a_seal_both_who_seal_read_how_many_entries_it_would_shut_out(client_of, session):
    chamber = a_chamber(session)
    an_entry_that_waits(session, chamber)
    decided(session, chamber)
    make_protocol(session, chamber)
    session.commit()
    words = "1 entry was sent in time by somebody whose right is not confirmed. The seals will shut it out."

    assert words in client_of(chamber.secretary).get(chamber.url).text
    assert words in client_of(chamber.chair).get(f"/chapter/{chamber.edition.slug}/protocol/").text


def test_after_the_announcement_the_protocol_stays(session):
    chamber = a_chamber(session)
    sealed(session, chamber)
    chamber.edition.announced_at = GALA

    with pytest.raises(NotNow, match="Withdraw the announcement first"):
        withdraw(session, chamber, "A vote was miscounted.")


def test_every_act_of_the_deliberation_is_in_the_history(session):
    chamber = a_chamber(session)
    sealed(session, chamber)
    withdraw(session, chamber, "A vote was miscounted.")

    handed_in = AuditEvent.action == Action.SHEET_SUBMITTED
    acts = session.scalars(select(AuditEvent.action).where(~handed_in).order_by(AuditEvent.id)).all()

    assert acts[1:] == [
        Action.ATTENDANCE_RECORDED,
        Action.MOTION_DECIDED,
        Action.MOTION_DECIDED,
        Action.MOTION_DECIDED,
        Action.PROTOCOL_MADE,
        Action.SIGNED,
        Action.SIGNED,
        Action.PROTOCOL_WITHDRAWN,
    ]
