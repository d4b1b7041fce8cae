"""Around an entry, in browsers: colleagues with three rights, a question, drafts, and a secretary who looks."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from judging.accounts.models import User
from judging.accounts.passwords import hashed
from judging.demonstration import people
from judging.demonstration.people_data import ADMINISTRATOR, SECRETARY
from judging.demonstration.schedule import schedule
from judging.editions.models import Edition
from judging.editions.operations import editions
from judging.editions.outline import outline_of
from judging.editions.timetable import Phase
from judging.entries.models import Entry
from judging.offices.models import Right
from tests.journeys.browser import PASSWORD
from tests.pdf_text import text_of

pytestmark = pytest.mark.browser
OWNER, ASKER, DRAFTER, VIEWED = (f"autor@urzad{number}.example" for number in (18, 7, 19, 20))
RIGHTS = {
    Right.SEE: "reads the entries",
    Right.EDIT: "reads and writes the entries",
    Right.SUBMIT: "reads, writes and submits the entries",
}
MINE, THEIRS = "Wpłynęło 112 kartek, 79 skończyło się zmianą.", "Przez dwa lata wpłynęło 112 kartek."
REST = {
    "Use in other offices": "Potrzebne są kartki i dyscyplina odpowiedzi.",
    "Cost of putting it into practice (PLN)": "425",
    "Who answers questions about the practice": "Sekretarz powiatu, tel. 22 555 01 28",
}


def entry_of(number):
    """Return what reads the address of an entry of the demonstration by its place."""
    return lambda session: f"/entries/{session.get_one(Entry, number).public_id}/"


def slug_of(session):
    return session.scalar(select(Edition.slug).where(Edition.demonstration).order_by(Edition.id))


# colleagues


def three_accounts(session):
    """Make accounts for those who will be invited; return their addresses."""
    addresses = {right: f"{right.value}@urzad18.example" for right in Right}
    for right, address in addresses.items():
        made = people.person(session, f"Osoba {right.value.title()}", address, at=datetime.now(UTC))
        made.password_hash = hashed(PASSWORD)
    return addresses


def invites(office, address, right):
    office.visit("/office/")
    office.follow("Invite a colleague")
    office.fill("E-mail of your colleague", address)
    office.page.get_by_label(RIGHTS[right], exact=True).check()
    office.press("Send the invitation")
    office.sees("The invitation is sent.")


def accepts(colleague, address):
    colleague.sign_in(address)
    colleague.visit("/office/")
    colleague.follow("Accept or decline", exact=False)
    colleague.fill("Your position", "inspektor")
    colleague.press("Accept")
    colleague.sees("You act for the office now.")
    return colleague


def test_of_three_colleagues_one_reads_one_writes_and_one_submits_and_two_in_one_field_see_both_versions(call, seated):
    addresses, entry = call.act(three_accounts), call.act(entry_of(18))
    office = seated(OWNER)
    for right, address in addresses.items():
        invites(office, address, right)
    reader, writer, submitter = (accepts(seated(), addresses[right]) for right in Right)

    reader.visit(entry)
    reader.sees("Ryzyko na czerwonej kartce")
    expect(reader.page.get_by_role("link", name="Edit", exact=True)).to_have_count(0)
    reader.visit_refused(f"{entry}edit/")

    submitter.visit(f"{entry}edit/")
    writer.visit(f"{entry}edit/")
    writer.write_and_see_it_saved({"Effects": THEIRS})
    submitter.fill("Effects", MINE)
    expect(submitter.page.locator("[data-save-state]")).to_contain_text("by another person")
    submitter.page.locator("[data-save-state] button").click()
    submitter.page.get_by_role("heading", name="Two versions of one form").wait_for()
    for text in (MINE, THEIRS):
        submitter.sees(text)
    submitter.press("Save what is chosen")

    writer.visit(f"{entry}submit/")
    expect(writer.page.get_by_role("button", name="Submit the entry")).to_have_count(0)
    submitter.visit(f"{entry}edit/")
    submitter.page.get_by_label("no", exact=True).check()
    submitter.write_and_see_it_saved(REST)
    submitter.visit(f"{entry}submit/")
    for box in submitter.page.get_by_role("checkbox").all():
        box.check()
    submitter.press("Submit the entry")
    assert submitter.path == f"{entry}receipt/"

    office.visit(f"{entry}changes/")
    for name in ("Osoba Edit", "Osoba Submit"):
        office.sees(name)


# questions, by keys alone and in Polish


def types(person, label, text):
    person.tab_to(person.field(label))
    person.page.keyboard.type(text)


def test_an_office_asks_by_keys_alone_the_secretary_answers_and_a_stranger_reads_the_answer_not_who_asked(call, seated):
    slug = call.act(slug_of)
    office, secretary, stranger = (seated(email, language="pl") for email in (ASKER, SECRETARY[1], None))
    asked = "Czy w Testowie możemy dołączyć film o naszych naradach?"
    published, answer = "Czy do zgłoszenia można dołączyć film?", "Nie, ale można podać adres strony, na której jest."

    office.visit(f"/editions/{slug}/questions/")
    office.enter("link", "Zadaj pytanie")
    types(office, "Twoje pytanie", asked)
    office.enter("button", "Wyślij pytanie")
    office.sees("czeka na odpowiedź")

    secretary.visit(f"/desk/{slug}/questions/")
    secretary.enter("link", asked)
    secretary.tab_to(secretary.field("Pytanie tak, jak czytają je wszyscy"))
    secretary.page.keyboard.press("Control+A")
    secretary.page.keyboard.type(published)
    types(secretary, "Odpowiedź", answer)
    secretary.enter("button", "Opublikuj odpowiedź")

    stranger.visit(f"/editions/{slug}/questions/")
    for text in (published, answer):
        stranger.sees(text)
    for hint in ("Testow", "Joanna", asked):
        stranger.sees_not(hint)
    assert any(answer in letter for letter in call.post()[ASKER])


# drafts


def another_call(session):
    """Open a second call of the same competition, as its administrator would; return its name."""
    first = session.scalars(select(Edition).where(Edition.demonstration).order_by(Edition.id)).first()
    by, secretary = (
        session.scalars(select(User).where(User.email == one[1])).one() for one in (ADMINISTRATOR, SECRETARY)
    )
    dates = schedule(Phase.CALL, datetime.now(UTC).date())
    made = editions.create_edition(
        session,
        outline_of(first),
        name="Sekrety Zarządzania – następna",
        year=first.year + 1,
        event_name="Kongres",
        event_place="Warszawa",
        calendar=dates.calendar,
        secretary=secretary,
        by=by,
        at=dates.on(-14),
    )
    session.flush()
    editions.freeze_rules(session, made, version=made.version, by=secretary, at=dates.on(-7))
    return made.name


def test_a_draft_is_deleted_and_taken_back_printed_for_the_mayor_and_copied_into_a_later_edition(call, seated):
    entry, later = call.act(entry_of(19)), call.act(another_call)
    office, title = seated(DRAFTER), "Rada młodych urzędników"

    office.visit(entry)
    office.press("Delete the draft")
    expect(office.page.locator("#deleted")).to_contain_text(title)
    office.visit_in_vain(entry)
    office.visit("/entries/")
    office.press(f"Take back: {title}")
    office.visit(entry)
    office.sees(title)

    printed = text_of(office.download("The text in the form to print"))
    assert "Młodość to kapitał, którego nie widać w bilansie" in " ".join(printed.split())

    office.follow("Copy it into another edition")
    office.page.get_by_label("Edition").select_option(label=later)
    office.press("Begin the copy")
    office.sees("The text is copied.")
    assert office.path not in {entry, f"{entry}edit/"}
    expect(office.field("Title of the practice")).to_have_value(title)
    expect(office.field("Problem or need")).to_have_value(re.compile("^Młodość to kapitał"))
    expect(office.page.get_by_label("from another office or institution")).to_be_checked()


# the secretary looks


def test_the_secretary_sees_what_an_office_sees_read_only_and_the_office_is_told(call, seated):
    slug, entry = call.act(slug_of), call.act(entry_of(20))
    secretary, why = seated(SECRETARY[1]), "Urząd dzwonił, że nie widzi swojego szkicu."

    secretary.visit(f"/desk/{slug}/participants/")
    secretary.follow("Urząd Gminy Zastępcze")
    secretary.follow("See the system as this office sees it")
    secretary.fill("Reason", why)
    secretary.press("Tell the office and look")
    secretary.sees("You see what Urząd Gminy Zastępcze sees.")
    secretary.follow("Zastępstwo bez stresu")
    assert secretary.path.endswith(entry)
    secretary.follow("Continue writing")
    expect(secretary.field("Title of the practice")).to_be_disabled()
    expect(secretary.page.locator("button:not([disabled]), input:not([disabled]):not([type=hidden])")).to_have_count(0)
    secretary.follow("Stop looking")
    secretary.sees(why)

    [told] = [letter for letter in call.post()[VIEWED] if why in letter]
    assert SECRETARY[0] in told
    secretary.visit(f"/desk/{slug}/history/")
    secretary.sees(why)
