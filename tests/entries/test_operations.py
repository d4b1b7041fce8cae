"""What can happen to an entry, rule by rule. No application, no clock, no mocks."""

from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select

from judging.audit.models import AuditEvent
from judging.core.files import Received
from judging.core.refusals import Clash, Incomplete, NotNow, NotYours
from judging.editions.models import Area, Declaration, DeclarationKind, FieldKind
from judging.entries import completeness, receipts, rules
from judging.entries.models import (
    Attachment,
    Entry,
    EntryRevision,
    EntryVersion,
    Outcome,
    Status,
)
from judging.entries.operations import attachments, entries, screening
from judging.entries.operations.extensions import extend
from judging.notifications.models import Message
from judging.offices.models import Representative
from tests.factories import (
    BEFORE,
    CLOSES,
    DURING,
    OPENS,
    QUESTIONS,
    a_user,
    an_edition,
    an_entry,
    an_office,
)

A_SECOND, A_MINUTE = timedelta(seconds=1), timedelta(minutes=1)
LATER = CLOSES + timedelta(days=10)
OVER = CLOSES + A_MINUTE  # "until 12:00" accepts until the minute is over


def returned(session, entry, until=LATER):
    entry.status, entry.number, entry.submitted_at, entry.correct_until = (
        Status.RETURNED,
        1,
        DURING,
        until,
    )
    session.flush()
    return entry


def text_of(entry, **changes):
    text = {"title": entry.title, "area": entry.area, "answers": dict(entry.answers)}
    return entries.Text(**text | changes)


def traces(session):
    return [session.scalars(select(kind)).all() for kind in (AuditEvent, Message, EntryVersion)]


@pytest.mark.parametrize("at", [OPENS, DURING, CLOSES, OVER - A_SECOND])
def test_submit_numbers_the_entry_keeps_a_version_records_and_confirms(session, draft, at):
    version = entries.submit(session, draft, [], by=draft.author, at=at)

    assert (draft.status, draft.number, draft.submitted_at) == (Status.SUBMITTED, 1, at)
    assert (version.number, version.title, version.answers) == (1, draft.title, draft.answers)
    assert version.digest == receipts.digest(version)
    [event], [message], _versions = traces(session)
    assert (event.action, event.by_id, event.at) == ("entry.submitted", draft.author.id, at)
    assert (message.to, message.template) == (draft.author.email, "entry-received")
    assert message.context["digest"] == version.digest


@pytest.mark.parametrize("at", [OPENS - A_SECOND, OVER])
def test_submit_outside_the_call_is_refused_and_leaves_no_trace(session, draft, at):
    with pytest.raises(NotNow):
        entries.submit(session, draft, [], by=draft.author, at=at)

    assert (draft.status, draft.number) == (Status.DRAFT, None)
    assert traces(session) == [[], [], []]


@pytest.mark.parametrize(("after", "taken"), [(timedelta(0), True), (5 * A_MINUTE, False)])
def test_the_grace_of_the_edition_prolongs_the_call(session, draft, after, taken):
    draft.edition.grace_minutes = 5
    refusal = rules.why_not_submit(draft.author, draft, [], OVER + after)

    assert (refusal is None) == taken


@pytest.mark.parametrize(("at", "taken"), [(LATER, True), (LATER + A_MINUTE, False)])
def test_an_extension_prolongs_the_call_for_one_office(session, draft, secretary, at, taken):
    other = an_entry(edition=draft.edition)
    session.add(other)
    extend(session, draft.edition, draft.office, until=LATER, reason="Flood.", by=secretary, at=DURING)
    session.commit()

    assert (rules.why_not_submit(draft.author, draft, [], at) is None) == taken
    assert isinstance(rules.why_not_submit(other.author, other, [], at), NotNow)


def test_entries_are_numbered_in_order_of_arrival(session, draft):
    second, third = an_entry(edition=draft.edition), an_entry(edition=draft.edition)
    session.add_all([second, third])
    session.flush()
    for entry in (third, draft, second):
        entries.submit(session, entry, [], by=entry.author, at=DURING)

    assert [entry.number for entry in (third, draft, second)] == [1, 2, 3]


LACKS: dict[str, dict[str, object]] = {
    "no title": {"title": "  "},
    "no area": {"area": None},
    "an empty answer": {"answers": dict.fromkeys(QUESTIONS, " ")},
}


@pytest.mark.parametrize("case", LACKS)
def test_an_incomplete_entry_is_not_submitted_and_leaves_no_trace(session, draft, case):
    for name, value in LACKS[case].items():
        setattr(draft, name, value)
    with pytest.raises(Incomplete):
        entries.submit(session, draft, [], by=draft.author, at=DURING)

    assert traces(session) == [[], [], []]


WRONG = [
    ({"word_limit": 2}, "one two three", 1),
    ({"word_limit": 2}, "one – two", 0),
    ({"kind": FieldKind.NUMBER}, "many", 1),
    ({"kind": FieldKind.NUMBER}, "-3,5", 0),
    ({"kind": FieldKind.CHOICE, "choices": ["a", "b"]}, "c", 1),
    ({"kind": FieldKind.CHOICE, "choices": ["a", "b"]}, "b", 0),
    ({"kind": FieldKind.YES_NO}, "perhaps", 1),
    ({"kind": FieldKind.YES_NO}, "no", 0),
    ({"required": False}, "", 0),
    ({"required": True}, "", 1),
]


@pytest.mark.parametrize(("field", "answer", "lacks"), WRONG)
def test_each_kind_of_field_takes_what_it_is_for(app, draft, field, answer, lacks):
    for name, value in field.items():
        setattr(draft.edition.fields[0], name, value)
    draft.answers = draft.answers | {draft.edition.fields[0].key: answer}

    with app.test_request_context():
        assert len(completeness.lacking(draft)) == lacks


def test_declarations_in_force_must_be_accepted_and_are_kept_with_the_entry(session, draft):
    old, new = (Declaration(kind=DeclarationKind.TRUTH, number=number, text=f"Wording {number}") for number in (1, 2))
    draft.edition.declarations = [old, new]
    session.flush()
    with pytest.raises(Incomplete):
        entries.submit(session, draft, [old.id], by=draft.author, at=DURING)

    entries.submit(session, draft, [new.id], by=draft.author, at=DURING)

    from judging.entries.queries import accepted_declarations

    assert list(accepted_declarations(session, draft)) == [new.id]


def test_a_signed_declaration_needs_an_attachment(app, session, draft):
    draft.edition.declarations = [Declaration(kind=DeclarationKind.AUTHORITY, text="Signed.", signed_file=True)]
    with app.test_request_context():
        assert [lack.anchor for lack in completeness.lacking(draft)] == ["files"]


def test_who_waits_for_confirmation_writes_but_does_not_submit(session):
    person = a_user()
    office = an_office()
    office.representatives.append(Representative(user=person, asked_at=BEFORE))
    entry = an_entry(office=office, author=person)
    session.add(entry)
    session.flush()

    entries.revise(session, entry, text_of(entry, title="Mine"), version=1, by=person, at=DURING)
    with pytest.raises(NotNow):
        entries.submit(session, entry, [], by=person, at=DURING)

    assert (entry.title, entry.status) == ("Mine", Status.DRAFT)


def test_who_waits_does_not_touch_what_colleagues_wrote(session, draft):
    person = a_user()
    draft.office.representatives.append(Representative(user=person, asked_at=BEFORE))
    session.flush()
    with pytest.raises(NotYours):
        entries.revise(session, draft, text_of(draft, title="x"), version=1, by=person, at=DURING)


def test_revise_keeps_revisions_raises_the_version_and_writes_no_history(session, draft):
    by = draft.author
    for title, at in [("A", DURING), ("B", DURING + A_SECOND), ("C", DURING + 11 * A_MINUTE)]:
        entries.revise(session, draft, text_of(draft, title=title), version=draft.version, by=by, at=at)

    kept = session.scalars(select(EntryRevision).order_by(EntryRevision.version)).all()
    assert [revision.title for revision in kept] == ["B", "C"]
    assert draft.version == kept[-1].version == 4
    assert session.scalars(select(AuditEvent)).all() == []


def test_revise_with_an_older_version_shows_both_and_changes_nothing(session, draft):
    entries.revise(session, draft, text_of(draft, title="First"), version=1, by=draft.author, at=DURING)
    with pytest.raises(Clash) as clash:
        entries.revise(session, draft, text_of(draft, title="Second"), version=1, by=draft.author, at=DURING)

    assert [row[1:] for row in clash.value.fields] == [("Second", "First")]
    assert (clash.value.version, draft.title) == (2, "First")


def test_the_same_text_sent_again_is_no_change(session, draft):
    entries.revise(session, draft, text_of(draft), version=None, by=draft.author, at=DURING)

    assert draft.version == 1


def test_an_unknown_answer_is_not_kept(session, draft):
    text = text_of(draft, answers=draft.answers | {"status": "accepted", "problem": "New."})
    entries.revise(session, draft, text, version=1, by=draft.author, at=DURING)

    assert set(draft.answers) == set(QUESTIONS)


def test_what_was_rejected_is_not_edited(session, submitted):
    submitted.status = Status.REJECTED
    with pytest.raises(NotNow):
        entries.revise(
            session,
            submitted,
            text_of(submitted, title="x"),
            version=submitted.version,
            by=submitted.author,
            at=DURING,
        )


@pytest.mark.parametrize(("at", "taken"), [(LATER, True), (LATER + A_MINUTE, False)])
def test_a_returned_entry_is_corrected_until_its_own_deadline(session, draft, at, taken):
    entry = returned(session, draft)

    assert (rules.why_not_submit(entry.author, entry, [], at) is None) == taken


def test_a_correction_is_the_next_version_under_the_same_number(session, submitted, secretary):
    first = submitted.versions[0].digest
    screening.decide(
        session,
        submitted,
        Outcome.RETURNED,
        remarks="Say more.",
        until=LATER,
        by=secretary,
        at=CLOSES,
    )
    text = text_of(submitted, title="Better")
    entries.revise(session, submitted, text, version=submitted.version, by=submitted.author, at=LATER)
    entries.submit(session, submitted, [], by=submitted.author, at=LATER)

    assert [(one.number, one.title) for one in submitted.versions][1] == (2, "Better")
    assert (submitted.number, submitted.correct_until) == (1, None)
    assert submitted.versions[0].digest == first == receipts.digest(submitted.versions[0])


def test_the_fingerprint_covers_every_field_and_every_file(session, submitted):
    version = submitted.versions[0]
    before = receipts.digest(version)
    changes = [
        ("title", "x"),
        ("area_name", "x"),
        ("office_name", "x"),
        ("answers", {}),
        ("number", 9),
        ("submitted_at", LATER),
        ("files", [{"name": "a", "sent_sha256": "b", "sha256": "c"}]),
    ]

    for name, value in changes:
        kept = getattr(version, name)
        setattr(version, name, value)
        assert receipts.digest(version) != before, name
        setattr(version, name, kept)
    assert receipts.digest(version) == before


_another = count(1)


def a_file(size=10, sha256=""):
    sha256 = sha256 or f"{next(_another):064}"
    return Received(Path("x"), "a.pdf", "application/pdf", size, sha256, sha256)


def attach(session, entry, size=10, at=DURING, **fields):
    return attachments.attach(session, entry, a_file(size, **fields), most=100, by=entry.author, at=at)


def test_an_entry_has_at_most_ten_files(session, draft):
    for _ in range(10):
        file = attach(session, draft)
    with pytest.raises(NotNow):
        attach(session, draft)
    attachments.remove_attachment(session, file, by=draft.author, at=DURING)
    attach(session, draft)

    assert len(draft.files) == 10
    assert len(session.scalars(select(Attachment)).all()) == 11


@pytest.mark.parametrize(("size", "taken"), [(100, True), (101, False)])
def test_the_files_of_an_entry_are_limited_together(session, draft, size, taken):
    for _ in range(4):
        attach(session, draft, size=100)

    assert (rules.why_not_attach(draft.author, draft, size, 100, DURING) is None) == taken


def test_a_file_is_attached_only_while_the_text_may_change(session, draft):
    with pytest.raises(NotNow):
        attach(session, draft, at=OVER)

    assert session.scalars(select(Attachment)).all() == []


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.RETURNED, Status.ACCEPTED])
def test_what_was_submitted_can_be_withdrawn(session, submitted, status):
    submitted.status = status
    entries.withdraw(session, submitted, reason="Ours alone.", by=submitted.author, at=LATER)

    assert submitted.status is Status.WITHDRAWN
    assert "entry-withdrawn" in session.scalars(select(Message.template)).all()


@pytest.mark.parametrize("status", [Status.REJECTED, Status.WITHDRAWN])
def test_what_is_over_cannot_be_withdrawn(submitted, status):
    submitted.status = status

    assert isinstance(rules.why_not_withdraw(submitted.author, submitted), NotNow)


def test_a_draft_cannot_be_withdrawn(draft):
    assert isinstance(rules.why_not_withdraw(draft.author, draft), NotNow)


def test_an_entry_is_begun_only_in_an_open_edition_and_for_ones_own_office(session):
    edition, office = an_edition(), an_office()
    edition.areas.append(Area(name="Second", position=2))
    session.add_all([edition, office])
    session.flush()
    person = office.representatives[0].user
    with pytest.raises(NotYours):
        entries.create(session, edition, office, by=a_user(), at=DURING)
    with pytest.raises(NotNow):
        entries.create(session, edition, office, by=person, at=OPENS - A_SECOND)

    entries.create(session, edition, office, by=person, at=DURING)

    assert len(session.scalars(select(Entry)).all()) == 1
