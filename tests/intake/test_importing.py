"""A table of entries is entered whole or not at all, once, under the rules of every entry."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.audit.actions import Action
from judging.audit.models import AuditEvent
from judging.colleagues.models import ColleagueInvitation
from judging.colleagues.operations import accept
from judging.colleagues.queries import to_person
from judging.core import aside
from judging.core.refusals import Incomplete, NotNow
from judging.editions.models import FieldKind, FormField
from judging.entries.models import Entry, Status, Way
from judging.entries.operations.typing_in import confirm
from judging.intake.models import Upload
from judging.intake.operations import uploads
from judging.intake.plan import Decided
from judging.notifications.models import Message
from judging.offices.models import Office, Representative, Right
from tests import samples
from tests.factories import CLOSES, DURING, OPENS, a_seat, a_sheet, a_user, an_assignment
from tests.intake import exports
from tests.intake.situation import CAME

LATER = CLOSES + timedelta(days=3)


def acts(session):
    return list(session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def mails(session):
    return [(message.template, message.to) for message in session.scalars(select(Message).order_by(Message.id))]


def test_a_row_becomes_a_submitted_entry_that_says_where_it_came_from(session, desk, tychy):
    [entry] = desk.enter(exports.google_csv(exports.google_row()))

    assert (entry.status, entry.number, entry.office) == (Status.SUBMITTED, 1, tychy)
    assert entry.versions[0].answers["problem"] == exports.LONG
    origin = entry.origin
    assert (origin.way, origin.file_name, origin.row) == (Way.GOOGLE_FORMS, "odpowiedzi.csv", 2)
    assert (origin.came_at, origin.typed_at, origin.typed_by) == (CAME, DURING, desk.by)
    assert origin.contact == "Anna Zmyślona, anna@tychy.example"
    assert acts(session) == [Action.ENTRY_TYPED_IN, Action.ENTRY_SUBMITTED]
    assert mails(session) == [("entry-typed-in", tychy.representatives[0].user.email)]


def test_nothing_is_entered_where_one_row_is_wrong(session, desk, tychy):
    rows = [exports.google_row(), exports.google_row(at="2027/03/11 9:00:00 AM GMT+1", title="Inny", area="Promocja")]

    with pytest.raises(Incomplete):
        desk.enter(exports.google_csv(*rows))
    session.rollback()

    assert session.scalars(select(Entry)).all() == []
    assert acts(session) == []
    assert mails(session) == []


def test_a_row_that_is_wrong_can_be_left_out(desk, tychy):
    rows = [exports.google_row(), exports.google_row(at="2027/03/11 9:00:00 AM GMT+1", title="Inny", area="Promocja")]

    entered = desk.enter(exports.google_csv(*rows), decided=Decided(skipped={3}))

    assert [entry.origin.row for entry in entered] == [2]


def test_the_same_file_read_again_enters_nothing_and_says_what_differs(session, desk, tychy):
    desk.enter(exports.google_csv(exports.google_row()))
    again = exports.google_csv(exports.google_row(effects="Wizyta trwa kwadrans."))

    with desk.planned(desk.given(again)) as (plan, _found):
        differences = [one.differences for one in plan.already]
    with pytest.raises(NotNow):
        desk.enter(again)
    session.rollback()

    assert differences == [[("Efekty", "Wizyta trwa 18 minut zamiast 47.", "Wizyta trwa kwadrans.")]]
    assert len(session.scalars(select(Entry)).all()) == 1


def test_only_the_new_rows_of_a_file_read_again_are_entered(desk, tychy):
    new = exports.google_row(at="2027/03/11 9:00:00 AM GMT+1", title="Nowa praktyka")
    desk.enter(exports.google_csv(exports.google_row()))

    entered = desk.enter(exports.google_csv(exports.google_row(), new))

    assert [entry.title for entry in entered] == ["Nowa praktyka"]


def test_an_entry_of_the_same_office_and_title_is_asked_about(desk, tychy):
    desk.enter(exports.google_csv(exports.google_row()))
    other = exports.google_csv(exports.google_row(at="2027/03/11 9:00:00 AM GMT+1", title="prosty język  w urzędzie"))

    assert desk.faults(other) == [(2, "The same office has an entry with the same title: no. 1.")]
    assert [entry.number for entry in desk.enter(other, decided=Decided(doubles={2}))] == [2]


def test_one_row_twice_in_a_file_is_said(desk, tychy):
    table = exports.google_csv(exports.google_row(), exports.google_row())

    assert desk.faults(table)[0] == (3, "This row is the same as row 2. Leave it out.")


def test_what_lacks_something_is_entered_only_as_it_came(session, desk, tychy):
    table = exports.google_csv(exports.google_row(effects=""))

    assert desk.faults(table) == [(2, "Missing: Efekty.")]
    [entry] = desk.enter(table, decided=Decided(as_they_came=True))
    assert (entry.status, entry.answers["effects"]) == (Status.SUBMITTED, "")


def test_what_came_in_time_is_entered_after_the_deadline_with_a_reason(desk, tychy):
    table = exports.google_csv(exports.google_row())

    assert desk.faults(table, at=LATER) == [(2, "It came in time, but the call is over.")]
    [entry] = desk.enter(table, decided=Decided(reason="Leżało w skrzynce."), at=LATER)
    assert (entry.origin.came_at, entry.origin.reason) == (CAME, "Leżało w skrzynce.")


def test_nothing_is_entered_once_a_juror_has_begun_a_sheet(session, desk, tychy):
    table = exports.google_csv(exports.google_row())
    [entry] = desk.enter(table)
    seat = a_seat(desk.edition)
    session.add(seat)
    session.add(a_sheet(an_assignment(seat, entry)))
    session.commit()

    with pytest.raises(NotNow, match="has begun to score"):
        desk.given(exports.google_csv(exports.google_row()), at=LATER)


@pytest.mark.parametrize("at", ["2027/04/02 9:00:00 AM GMT+2", ""])
def test_what_came_too_late_or_nobody_knows_when_needs_a_reason_that_stays(session, desk, tychy, at):
    table = exports.google_csv(exports.google_row(at=at))

    assert desk.faults(table, at=LATER) == [(2, "It came after the deadline.")]
    [entry] = desk.enter(table, decided=Decided(reason="Awaria poczty."), at=LATER)
    assert entry.origin.reason == "Awaria poczty."
    event = session.scalar(select(AuditEvent).where(AuditEvent.action == Action.ENTRY_TYPED_IN))
    assert event.detail.details["reason"] == "Awaria poczty."


def test_nothing_is_imported_before_the_call_nor_after_the_seal(session, desk, tychy):
    table = exports.google_csv(exports.google_row())

    with pytest.raises(NotNow):
        desk.given(table, at=OPENS - timedelta(seconds=1))
    desk.edition.sealed_at = LATER
    with pytest.raises(NotNow):
        desk.given(table, at=LATER)


def test_a_secretary_enters_nothing_for_an_office_they_act_for(session, desk, tychy):
    session.add(Representative(office=tychy, user=desk.by, asked_at=OPENS, approved_at=OPENS))
    session.commit()

    found = desk.faults(exports.google_csv(exports.google_row()))

    assert found == [(2, "You act for this office. Another secretary decides on its entry.")]


def test_a_unit_that_is_not_plain_is_asked_and_the_answer_holds(desk, units):
    table = exports.google_csv(exports.google_row(office="Urząd Gminy Brzeziny"))

    assert [number for number, _sentence in desk.faults(table)] == [2]
    [entry] = desk.enter(table, decided=Decided(units={"Urząd Gminy Brzeziny": "3015072"}))
    assert entry.office.unit.powiat == "kaliski"


def test_an_office_that_has_not_taken_part_is_registered_and_its_contact_invited(session, desk, units):
    row = exports.google_row(office="Urząd Gminy Izabelin", email="Basia@izabelin.example", contact="Basia Nowa")

    [entry] = desk.enter(exports.google_csv(row), invites=True)

    office = session.scalar(select(Office))
    assert (entry.office, office.name, office.email) == (office, "Urząd Gminy Izabelin", "basia@izabelin.example")
    assert office.representatives == []
    [invitation] = session.scalars(select(ColleagueInvitation)).all()
    assert (invitation.office, invitation.email, invitation.right) == (office, "basia@izabelin.example", Right.SUBMIT)
    assert mails(session) == [("entry-typed-in-invited", "basia@izabelin.example")]


def test_the_contact_accepts_and_confirms_the_entry(session, desk, units):
    contact = a_user(email="basia@izabelin.example")
    session.add(contact)
    row = exports.google_row(office="Urząd Gminy Izabelin", email="basia@izabelin.example")
    [entry] = desk.enter(exports.google_csv(row), invites=True)
    [invitation] = to_person(session, contact, DURING)

    accept(session, invitation, "Clerk", by=contact, at=DURING)
    confirm(session, entry, [one.id for one in entry.edition.declarations], by=contact, at=DURING)

    assert entry.origin.confirmed_by_id == contact.id
    assert acts(session)[-1] == Action.ENTRY_CONFIRMED


def test_an_office_that_has_not_taken_part_needs_an_address(desk, units):
    found = desk.faults(exports.google_csv(exports.google_row(office="Urząd Gminy Izabelin", email="")))

    assert [sentence.split(",")[0] for _row, sentence in found] == ["The office does not take part yet"]


def test_a_contact_of_two_entries_is_invited_once_and_told_of_both(session, desk, units):
    first = exports.google_row(office="Urząd Gminy Izabelin")
    second = exports.google_row(office="Urząd Gminy Izabelin", title="Inna", at="2027/03/11 9:00:00 AM GMT+1")

    desk.enter(exports.google_csv(first, second), invites=True)

    assert len(session.scalars(select(ColleagueInvitation)).all()) == 1
    assert [template for template, _to in mails(session)] == ["entry-typed-in-invited"] * 2


def test_who_acts_for_the_office_already_is_not_invited(session, desk, tychy):
    row = exports.google_row(email=tychy.representatives[0].user.email)

    desk.enter(exports.google_csv(row), invites=True)

    assert session.scalars(select(ColleagueInvitation)).all() == []
    assert [template for template, _to in mails(session)] == ["entry-typed-in"]


def test_attachments_come_from_the_zip_by_their_names_and_by_the_folder_of_the_row(session, desk, tychy):
    rows = [
        exports.google_row(files="Ankieta wrażeń.PDF"),
        exports.google_row(files=exports.DRIVE, title="Inna", at="2027/03/11 9:00:00 AM GMT+1"),
    ]
    packed = samples.a_zip(
        {
            "paczka/różne/ankieta wrażeń.pdf": samples.a_pdf(),
            "paczka/3/zdjęcie.jpg": samples.an_image(),
            "paczka/niczyje.pdf": samples.a_pdf(),
        }
    )

    with desk.planned(desk.given(exports.google_csv(*rows), packed)) as (plan, _found):
        spare = plan.spare
    entered = desk.enter(exports.google_csv(*rows), packed)

    assert [[file.name for file in entry.files] for entry in entered] == [["ankieta wrażeń.pdf"], ["zdjęcie.jpg"]]
    assert [file["name"] for file in entered[0].versions[0].files] == ["ankieta wrażeń.pdf"]
    assert spare == ["paczka/niczyje.pdf"]


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"inny.pdf": samples.a_pdf()}, "The ZIP has no file called “ankieta.pdf”."),
        ({"a/ankieta.pdf": samples.a_pdf(), "b/ankieta.pdf": samples.a_pdf()}, "Several files in the ZIP are called"),
        ({"ankieta.pdf": b"MZ program"}, "ankieta.pdf: The content of the file is not PDF"),
        ({"ankieta.pdf": b"%PDF-" + bytes(21 * 1024 * 1024)}, "ankieta.pdf: The file has"),
    ],
)
def test_a_file_that_is_not_there_or_is_refused_is_told_beside_its_row(desk, tychy, files, sentence):
    [(row, said)] = desk.faults(exports.google_csv(exports.google_row(files="ankieta.pdf")), samples.a_zip(files))

    assert row == 2
    assert said.startswith(sentence)


def test_a_named_file_without_a_zip_is_told(desk, tychy):
    [(_row, said)] = desk.faults(exports.google_csv(exports.google_row(files="ankieta.pdf")))

    assert said == "The row names the file “ankieta.pdf”, but no ZIP with attachments was given."


def test_the_row_of_an_import_goes_once_all_is_entered(session, desk, tychy):
    desk.enter(exports.google_csv(exports.google_row()))

    assert session.scalars(select(Upload)).all() == []


def test_an_import_lapses_after_a_day_and_its_file_is_let_go(session, desk, tychy, monkeypatch):
    upload = desk.given(exports.google_csv(exports.google_row()))
    session.commit()
    path = aside.path_of(upload.table_key)

    assert uploads.end_lapsed(session, DURING + uploads.KEPT - timedelta(seconds=1)) == 0
    assert uploads.end_lapsed(session, DURING + uploads.KEPT) == 1
    session.commit()
    assert uploads.sweep(session) == 0  # the file is of this very moment
    monkeypatch.setattr(uploads, "KEPT", timedelta(seconds=-1))
    assert uploads.sweep(session) == 1
    assert not path.exists()


def test_a_sweep_leaves_the_files_of_imports_that_go_on(session, desk, tychy, monkeypatch):
    upload = desk.given(exports.google_csv(exports.google_row()))
    session.commit()
    monkeypatch.setattr(uploads, "KEPT", timedelta(seconds=-1))

    assert uploads.sweep(session) == 0
    assert aside.path_of(upload.table_key).exists()


def test_the_number_of_statements_of_a_plan_is_independent_of_its_rows(session, desk, tychy, statements):
    def planned(number):
        titles = [f"Praktyka {at}" for at in range(number)]
        rows = [exports.google_row(title=one, at=f"2027-03-10 10:{at:02}") for at, one in enumerate(titles)]
        with desk.planned(desk.given(exports.google_csv(*rows))) as (plan, _found):
            assert not plan.blocked
        session.expire_all()

    planned(1)

    assert statements(lambda: planned(2)) == statements(lambda: planned(20))


def test_every_kind_of_question_is_read_as_the_form_keeps_it(session, desk, edition, tychy):
    kinds = {"since": FieldKind.DATE, "topics": FieldKind.CHOICES, "page": FieldKind.LINK, "list": FieldKind.FILE}
    edition.fields += [
        FormField(key=key, kind=kind, label=key.title(), choices=["Kadry", "Klienci, także z dziećmi"], position=place)
        for place, (key, kind) in enumerate(kinds.items(), start=10)
    ]
    session.commit()
    cells = ["31.03.2026 r.", "Klienci, także z dziećmi, Kadry", "https://tychy.example/praktyka", "lista.pdf"]
    headings = [*exports.GOOGLE, *(key.title() for key in kinds)]
    table = exports.csv_of(headings, [*exports.google_row(), *cells])

    [entry] = desk.enter(table, samples.a_zip({"lista.pdf": samples.a_pdf()}))

    assert {key: entry.answers[key] for key in ("since", "topics", "page")} == {
        "since": "2026-03-31",
        "topics": "Klienci, także z dziećmi\nKadry",
        "page": "https://tychy.example/praktyka",
    }
    assert [(file.name, file.question) for file in entry.files] == [("lista.pdf", "list")]


def test_rows_over_the_limit_of_their_office_stand_in_the_way_the_first_ones_do_not(session, desk, tychy, edition):
    edition.entries_per_office = 2
    session.commit()
    at = "2027/03/11 9:00:00 AM GMT+1"
    desk.enter(exports.google_csv(exports.google_row()))
    rows = [exports.google_row(at=at, title=title) for title in ("Drugi", "Trzeci")]

    assert [number for number, said in desk.faults(exports.google_csv(*rows)) if "as it may: 2" in said] == [3]

    desk.enter(exports.google_csv(*rows), decided=Decided(skipped={3}))
    assert len(session.scalars(select(Entry)).all()) == 2


def test_who_types_in_is_told_of_the_limit_first(session, desk, client_of, secretary, tychy, edition, stop_clock):
    stop_clock(DURING)
    edition.entries_per_office = 1
    session.commit()
    desk.enter(exports.google_csv(exports.google_row()))

    page = client_of(secretary).get(f"/desk/{edition.slug}/intake/by-hand/2477011/")

    assert page.status_code == 409
    assert "as it may: 1" in page.text
