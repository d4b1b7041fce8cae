"""A submitted entry corrected before the deadline, and a withdrawn one sent in again. Rules and operations only."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from judging.audit.models import AuditEvent
from judging.core.files import Received
from judging.core.i18n import speaking
from judging.core.refusals import NotNow, NotYours
from judging.editions.models import Area
from judging.entries import promises, reading, receipts, rules
from judging.entries.models import EntryRevision, Outcome, Status
from judging.entries.operations import attachments, entries, screening
from judging.entries.operations.extensions import extend
from judging.notifications.models import Message
from tests.factories import CLOSES, DURING, a_user, an_entry

A_SECOND, A_MINUTE, A_DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
OVER = CLOSES + A_MINUTE  # "until 12:00" accepts until the minute is over
LATER = CLOSES + 10 * A_DAY


def write(session, entry, title, at=DURING):
    text = entries.Text(title, entry.area, dict(entry.answers))
    entries.revise(session, entry, text, version=entry.version, by=entry.author, at=at)


def send(session, entry, at=DURING):
    return entries.submit(session, entry, [], by=entry.author, at=at)


def decide(session, entry, outcome, by, at=DURING, until=None, read=None):
    screening.decide(session, entry, outcome, remarks="Why.", until=until, by=by, at=at, read=read)


def withdraw(session, entry, at=DURING):
    entries.withdraw(session, entry, reason="A mistake.", by=entry.author, at=at)


def titles(entry):
    return [(version.number, version.title) for version in entry.versions]


@pytest.mark.parametrize("at", [DURING + A_DAY, CLOSES, OVER - A_SECOND])
def test_a_submitted_entry_is_corrected_until_the_deadline_as_a_new_version(session, submitted, at):
    first = submitted.standing
    write(session, submitted, "Better", at)
    assert (submitted.standing, submitted.status, submitted.changed) == (first, Status.SUBMITTED, True)

    second = send(session, submitted, at)

    assert titles(submitted)[1:] == [(2, "Better")]
    assert (submitted.number, submitted.submitted_at, submitted.changed) == (1, at, False)
    assert second.digest == receipts.digest(second) != first.digest == receipts.digest(first)
    mails = session.scalars(select(Message).where(Message.template == "entry-received")).all()
    assert [mail.context["version"] for mail in mails] == [1, 2]


def test_an_unfinished_correction_never_costs_the_place(session, submitted):
    write(session, submitted, "")
    with pytest.raises(NotNow):
        send(session, submitted, OVER)
    with pytest.raises(NotNow):
        write(session, submitted, "Too late", OVER)

    assert (submitted.status, len(submitted.versions)) == (Status.SUBMITTED, 1)
    assert submitted.standing.title != ""


def test_an_extension_of_the_office_prolongs_its_corrections(session, submitted, secretary):
    extend(session, submitted.edition, submitted.office, until=LATER, reason="Flood.", by=secretary, at=DURING)
    session.commit()
    write(session, submitted, "Better", LATER)
    send(session, submitted, LATER)

    assert rules.why_not_edit(submitted.author, submitted, LATER) is None
    assert isinstance(rules.why_not_edit(submitted.author, submitted, LATER + A_MINUTE), NotNow)
    assert titles(submitted)[-1] == (2, "Better")


def test_a_correction_of_a_checked_entry_waits_for_the_check_again(session, submitted, secretary):
    decide(session, submitted, Outcome.ACCEPTED, secretary)
    write(session, submitted, "Better")
    before = submitted.status  # what was checked stands until the correction is submitted

    send(session, submitted)

    assert [before, submitted.status] == [Status.ACCEPTED, Status.SUBMITTED]
    assert [decision.version_id for decision in submitted.decisions] == [submitted.versions[0].id]


def test_to_others_than_its_office_an_entry_is_what_was_submitted(app, session, submitted):
    before = submitted.title
    write(session, submitted, "Begun and not submitted")

    with app.test_request_context():
        office, others = (reading.card(submitted, DURING, own=own) for own in (True, False))

    assert (office.title, others.title) == ("Begun and not submitted", before)
    assert office.correction
    assert not others.correction


def test_a_correction_given_up_stays_among_the_revisions(session, submitted):
    write(session, submitted, "Begun and given up")

    entries.drop_correction(session, submitted, by=submitted.author, at=DURING + A_MINUTE)

    kept = session.scalars(select(EntryRevision.title).order_by(EntryRevision.version)).all()
    assert "Begun and given up" in kept


def test_nobody_decides_on_a_version_they_have_not_read(session, submitted, secretary):
    write(session, submitted, "Better")
    send(session, submitted)
    with pytest.raises(NotNow):
        decide(session, submitted, Outcome.ACCEPTED, secretary, read=1)
    decide(session, submitted, Outcome.ACCEPTED, secretary, read=2)

    assert submitted.decisions[0].version_id == submitted.versions[1].id


@pytest.mark.parametrize(
    ("until", "at", "taken"),
    [(LATER, LATER, True), (LATER, LATER + A_MINUTE, False), (DURING + A_DAY, CLOSES, True), (DURING, OVER, False)],
)
def test_a_returned_entry_has_the_later_of_its_own_deadline_and_the_call(
    session, submitted, secretary, until, at, taken
):
    decide(session, submitted, Outcome.RETURNED, secretary, at=DURING - A_DAY, until=until)

    assert (rules.why_not_submit(submitted.author, submitted, [], at) is None) == taken
    assert (at <= rules.deadline(submitted)) == taken


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.ACCEPTED])
def test_what_has_not_changed_is_not_submitted_again(session, submitted, status):
    submitted.status = status
    with pytest.raises(NotNow):
        send(session, submitted)

    assert len(submitted.versions) == 1


def test_a_withdrawn_entry_is_submitted_again_under_its_number_until_the_deadline(session, submitted):
    other = an_entry(edition=submitted.edition)
    session.add(other)
    session.flush()
    withdraw(session, submitted)
    send(session, other)
    assert isinstance(rules.why_not_submit(submitted.author, submitted, [], OVER), NotNow)

    send(session, submitted, CLOSES)

    assert (submitted.status, submitted.number, other.number) == (Status.SUBMITTED, 1, 2)
    assert [number for number, _title in titles(submitted)] == [1, 2]
    withdraw(session, submitted, CLOSES)
    told = session.scalars(select(Message).where(Message.template == "entry-withdrawn")).all()
    assert len(told) == 2


def test_the_mail_of_a_withdrawal_names_what_was_submitted(session, submitted):
    title = submitted.title
    write(session, submitted, "Unsent")
    withdraw(session, submitted)

    [mail] = session.scalars(select(Message).where(Message.template == "entry-withdrawn"))
    assert mail.context["title"] == title


def test_nothing_is_corrected_after_the_seal(session, submitted, secretary):
    extend(session, submitted.edition, submitted.office, until=LATER, reason="Flood.", by=secretary, at=DURING)
    submitted.edition.sealed_at = CLOSES
    session.commit()

    assert isinstance(rules.why_not_edit(submitted.author, submitted, CLOSES), NotNow)


def test_who_waits_for_confirmation_does_not_correct_what_was_submitted(session, submitted):
    person = submitted.office.representatives[0]
    person.approved_at = None

    assert isinstance(rules.why_not_edit(person.user, submitted, DURING), NotYours)
    assert not isinstance(rules.why_not_edit(a_user(), submitted, DURING), NotNow)


def a_file(name):
    return Received(Path(name), name, "application/pdf", 10, "0" * 64, "0" * 64)


def test_a_correction_given_up_leaves_what_was_submitted_files_and_all(session, draft):
    by = {"by": draft.author, "at": DURING}
    draft.edition.areas.append(Area(name="Second", position=2))
    kept = attachments.attach(session, draft, a_file("kept.pdf"), most=100, **by)
    session.flush()
    sent = send(session, draft)
    answers = dict(draft.answers) | {"problem": "Changed."}
    text = entries.Text("Changed", draft.edition.areas[1], answers)
    entries.revise(session, draft, text, version=draft.version, **by)
    attachments.remove_attachment(session, kept, **by)
    attachments.attach(session, draft, a_file("new.pdf"), most=100, **by)
    session.flush()

    entries.drop_correction(session, draft, **by)

    assert (draft.title, draft.area.name, dict(draft.answers)) == (sent.title, sent.area_name, sent.answers)
    assert [file.name for file in draft.files] == ["kept.pdf"]
    assert (draft.changed, draft.standing) == (False, sent)
    with pytest.raises(NotNow):
        entries.drop_correction(session, draft, **by)
    actions = session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert actions[-1] == "entry.correction-dropped"


STATES = [
    ("draft", None, DURING, "can correct what you have submitted"),
    ("submitted", None, DURING, "You can correct this entry until"),
    ("accepted", None, DURING, "You can correct this entry until"),
    ("returned", LATER, DURING, "Correct the entry and submit it again until"),
    ("returned", LATER, LATER + A_MINUTE, "The time for corrections is over."),
    ("withdrawn", None, DURING, "You can submit this entry again"),
    ("rejected", None, DURING, "cannot be corrected"),
    ("draft", None, OVER, "was not submitted in time"),
    ("submitted", None, OVER, "What you submitted stands"),
    ("withdrawn", None, OVER, "cannot be submitted again"),
]


@pytest.mark.parametrize(("status", "until", "at", "words"), STATES)
def test_a_promise_is_what_the_rule_keeps(app, session, status, until, at, words):
    entry = an_entry(status=Status(status), correct_until=until)
    session.add(entry)
    session.flush()
    entry.title = "Changed"
    with app.test_request_context(), speaking("en"):
        promise = promises.of_entry(entry, at)

    assert words in promise
    kept = rules.why_not_submit(entry.author, entry, [], at) is None
    assert kept == ("until" in promise.lower() and status != "rejected")
