"""What an office does with a draft besides writing it: deletes it and takes it back, copies an earlier entry."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.audit.models import AuditEvent
from judging.core.refusals import NotNow, NotYours
from judging.core.written import Worded
from judging.editions.models import Area, FieldKind, FormField
from judging.entries import queries, rules
from judging.entries.changes import changes
from judging.entries.models import Entry, EntryRevision, HeldSubmission, Status
from judging.entries.operations import drafts, entries
from judging.offices.models import Representative, Right
from tests.factories import BEFORE, CLOSES, DURING, a_user, an_edition, an_entry
from tests.pdf_text import text_of

A_YEAR = timedelta(days=365)


def a_colleague(session, office, right):
    user = a_user()
    office.representatives.append(Representative(user=user, asked_at=BEFORE, approved_at=BEFORE, right=right))
    session.commit()
    return user


def test_a_deleted_draft_is_seen_by_nobody_and_comes_back_as_it_was(session, draft):
    author, before = draft.author, (draft.title, dict(draft.answers))
    drafts.delete(session, draft, by=author, at=DURING)
    session.commit()
    assert session.scalars(queries.visible_entries(author)).all() == []
    assert session.scalars(queries.deleted_drafts(author)).all() == [draft]

    drafts.restore(session, draft, by=author, at=DURING)
    session.commit()

    assert session.scalars(queries.visible_entries(author)).all() == [draft]
    assert (draft.title, draft.answers) == before
    acts = session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert acts == ["entry.deleted", "entry.restored"]


def test_what_was_submitted_is_not_deleted(session, submitted):
    acts = session.scalars(select(AuditEvent)).all()

    with pytest.raises(NotNow):
        drafts.delete(session, submitted, by=submitted.author, at=DURING)

    assert submitted.deleted_at is None
    assert session.scalars(select(AuditEvent)).all() == acts


def test_what_waits_for_the_confirmation_of_a_right_is_not_deleted(session, draft):
    known = {"title": "T", "area_name": "", "office_name": "O", "answers": {}, "files": [], "declarations": []}
    draft.held = HeldSubmission(**known, submitted_at=DURING, submitted_by_id=draft.author_id)
    session.commit()

    assert isinstance(rules.why_not_delete(draft.author, draft), NotNow)


@pytest.mark.parametrize(("right", "allowed"), [(Right.SEE, False), (Right.EDIT, True), (Right.SUBMIT, True)])
def test_whoever_writes_for_the_office_deletes_its_drafts(session, draft, right, allowed):
    colleague = a_colleague(session, draft.office, right)

    assert (rules.why_not_delete(colleague, draft) is None) is allowed


def test_a_deleted_draft_has_no_address(session, client_of, stop_clock, draft):
    stop_clock(DURING)
    client, address = client_of(draft.author), f"/entries/{draft.public_id}/"
    client.post(f"{address}delete/")

    assert [client.get(f"{address}{page}").status_code for page in ("", "edit/", "preview/", "draft.pdf")] == [404] * 4
    assert "Deleted drafts" in client.get("/entries/").text

    client.post(f"{address}restore/")
    assert client.get(address).status_code == 200


def test_nobody_else_takes_a_deleted_draft_back(session, client_of, stop_clock, draft):
    stop_clock(DURING)
    stranger = an_entry().author
    session.add(stranger)
    drafts.delete(session, draft, by=draft.author, at=DURING)
    session.commit()

    assert client_of(stranger).post(f"/entries/{draft.public_id}/restore/").status_code == 404


@pytest.fixture
def earlier(session):
    """An entry submitted a year ago, in a form of four questions."""
    dates = dict.fromkeys(("opens_at",), BEFORE - A_YEAR)
    edition = an_edition(slug="earlier", **dates)
    entry = an_entry(edition=edition, status=Status.SUBMITTED, title="Ogród", number=7)
    entry.versions[0].answers = {"problem": "Susza.", "solution": "Beczki.", "effects": "12", "transferability": "Tak."}
    session.add(entry)
    session.commit()
    return entry


@pytest.fixture
def call(session, stop_clock):
    """A call whose form asks the first as before, the second by its words, the third otherwise, not the fourth."""
    stop_clock(DURING)
    edition = an_edition(slug="call")
    edition.areas = [Area(name="Clients", position=1), Area(name="Staff", position=2)]
    edition.fields = [
        FormField(key="problem", label="What was wrong", position=1),
        FormField(key="deed", label="SOLUTION", position=2),
        FormField(key="effects", label="Effects", kind=FieldKind.NUMBER, position=3),
    ]
    session.add(edition)
    session.commit()
    return edition


def test_a_copy_carries_what_the_new_form_asks_for_and_tells_what_it_does_not(session, earlier, call):
    entry, taken = drafts.copy(session, earlier, call, by=earlier.author, at=DURING)
    session.commit()

    assert (entry.title, entry.area.name, entry.status) == ("Ogród", "Clients", Status.DRAFT)
    assert entry.answers == {"problem": "Susza.", "deed": "Beczki.", "effects": ""}
    assert taken.left == ["Effects", "Transferability"]
    assert earlier.versions[0].answers["effects"] == "12"
    assert entry.files == []


def test_a_choice_that_is_not_offered_any_more_is_left(session, earlier, call):
    earlier.edition.fields[0].kind = call.fields[0].kind = FieldKind.CHOICE
    call.fields[0].choices = ["Powódź."]
    session.commit()

    entry, taken = drafts.copy(session, earlier, call, by=earlier.author, at=DURING)

    assert entry.answers["problem"] == ""
    assert "Problem" in taken.left


def test_an_entry_is_not_copied_into_its_own_edition(session, draft):
    with pytest.raises(NotNow):
        drafts.copy(session, draft, draft.edition, by=draft.author, at=DURING)

    assert len(session.scalars(select(Entry)).all()) == 1


def test_nothing_is_copied_into_a_call_that_is_closed(session, earlier, call):
    with pytest.raises(NotNow):
        drafts.copy(session, earlier, call, by=earlier.author, at=CLOSES + timedelta(hours=1))
    session.rollback()

    assert len(session.scalars(select(Entry)).all()) == 1


def test_nobody_copies_the_entry_of_another_office(session, earlier, call):
    stranger = an_entry(edition=call).author
    session.add(stranger)
    session.commit()

    with pytest.raises(NotYours):
        drafts.copy(session, earlier, call, by=stranger, at=DURING)


def test_an_office_copies_an_earlier_entry_on_the_page(session, client_of, earlier, call):
    client, address = client_of(earlier.author), f"/entries/{earlier.public_id}/copy/"
    assert "Begin the copy" in client.get(address).text

    sent = client.post(address, data={"edition": "call"})
    session.rollback()  # to read what the page has written

    made = session.scalars(select(Entry).where(Entry.edition_id == call.id)).one()
    assert sent.location == f"/entries/{made.public_id}/edit/"
    assert "Effects; Transferability" in client.get(sent.location).text


def test_a_page_of_an_entry_tells_who_changed_what(session, client_of, stop_clock, draft):
    stop_clock(DURING)
    colleague = a_colleague(session, draft.office, Right.EDIT)
    colleague.name = "Ewa Lis"
    text = entries.Text("Ogród", draft.area, dict(draft.answers))
    entries.revise(session, draft, text, version=draft.version, by=colleague, at=DURING)
    session.commit()

    page = client_of(draft.author).get(f"/entries/{draft.public_id}/changes/").text

    assert "Ewa Lis" in page
    assert "<ins>Ogród</ins>" in page
    assert len(session.scalars(select(EntryRevision)).all()) == 1


def test_a_question_asked_only_upon_the_new_answer_is_among_the_changes_and_a_choice_is_read_in_english(app):
    idea = FormField(key="idea", kind=FieldKind.CHOICE, label="Pomysł", choices=["nasz", "z urzędu"])
    whose = FormField(key="whose", kind=FieldKind.LINE, label="Czyj", asked_if="idea", asked_if_answer="z urzędu")
    edition = an_edition()
    edition.fields = [idea, whose]
    texts = [{"idea": "nasz"}, {"idea": "z urzędu", "whose": "Wzorowice"}]
    revisions = [(EntryRevision(title="", answers=one, saved_at=DURING), "Ewa Lis") for one in texts]

    with app.test_request_context():
        newest = changes(edition, revisions)[0].fields

    assert [(label, [(piece.kind, piece.text) for piece in found]) for label, found in newest] == [
        ("Pomysł", [("removed", "nasz"), ("same", "\n"), ("added", "z urzędu")]),
        ("Czyj", [("added", "Wzorowice")]),
    ]
    assert all(isinstance(piece.text, Worded) for piece in newest[0][1] if piece.kind != "same")


def test_long_sentences_of_the_own_text_are_marked_and_nothing_of_it_is_kept(session, client_of, stop_clock, draft):
    stop_clock(DURING)
    long = "To zdanie " + "bardzo " * 25 + "się ciągnie."
    draft.answers = {**draft.answers, "problem": f"Krótko. {long}"}
    session.commit()
    before = session.scalars(select(EntryRevision)).all()

    page = client_of(draft.author).get(f"/entries/{draft.public_id}/language/").text

    assert f"<mark>{long}</mark>" in page
    assert "1 of 2" in page
    assert session.scalars(select(EntryRevision)).all() == before


def test_the_secretary_is_not_shown_how_plainly_an_office_writes(session, client_of, submitted):
    from judging.editions.models import Role
    from tests.factories import a_seat

    seat = a_seat(submitted.edition, Role.SECRETARY)
    session.add(seat)
    session.commit()

    pages = ("language/", "changes/", "draft.pdf", "copy/")
    desk = client_of(seat.user)
    assert [desk.get(f"/entries/{submitted.public_id}/{page}").status_code for page in pages] == [404] * 4


def test_the_document_for_whoever_approves_it_says_all_and_that_it_is_a_draft(session, client_of, stop_clock, draft):
    stop_clock(DURING)
    draft.edition.fields[0].for_jury = False
    draft.answers = {**draft.answers, "problem": "Tego Kapituła nie widzi.", "solution": ""}
    session.commit()

    made = client_of(draft.author).get(f"/entries/{draft.public_id}/draft.pdf").data

    text = " ".join(text_of(made).replace("\N{NO-BREAK SPACE}", " ").split())
    assert "Szkic, niewysłany" in text
    assert "Tego Kapituła nie widzi." in text
    assert "Brakuje odpowiedzi" in text or "Solution" in text


def test_the_preview_leaves_out_what_the_jury_does_not_see(session, client_of, stop_clock, draft):
    stop_clock(DURING)
    draft.edition.fields[0].for_jury = False
    draft.answers = {**draft.answers, "problem": "Tego Kapituła nie widzi."}
    session.commit()

    assert "nie widzi" not in client_of(draft.author).get(f"/entries/{draft.public_id}/preview/").text


def test_statements_of_the_list_do_not_grow_with_deleted_drafts(session, client_of, statements, stop_clock, draft):
    stop_clock(DURING)
    client = client_of(draft.author)
    for _ in range(2):
        more = an_entry(edition=draft.edition, office=draft.office, author=draft.author, deleted_at=DURING)
        session.add(more)
    session.commit()
    client.get("/entries/")
    few = statements(lambda: client.get("/entries/"))
    for _ in range(6):
        more = an_entry(edition=draft.edition, office=draft.office, author=draft.author, deleted_at=DURING)
        session.add(more)
    session.commit()

    assert statements(lambda: client.get("/entries/")) == few
