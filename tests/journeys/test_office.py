"""An office at its entry, in a browser: it corrects what it submitted until the deadline, and attaches files."""

import re

import pytest
from playwright.sync_api import expect

from tests import samples
from tests.journeys import page_checks

pytestmark = pytest.mark.browser
SUBMITTED, CORRECTED = "Jedno okienko, jedna rozmowa", "Jedno okienko, dwie rozmowy"
OFFICE, WRITER, SECRETARY = "autor@urzad1.example", "autor@urzad17.example", "sekretarz@kapitula.example"
STANDS = "Your correction is not submitted yet. Version 1 stands."
MEGABYTE = 1024 * 1024
LONG = f"Sprawozdanie{'-z-wdrożenia' * 8}"


def opens_the_entry(office, title):
    office.visit("/entries/")
    office.page.get_by_role("link", name=title).first.click()
    office.page.wait_for_url(re.compile(r"/entries/[0-9a-f]{16}/"))
    office.visit(re.match(r"/entries/[0-9a-f]{16}/", office.path).group())
    return office.path


def corrects(office, entry):
    office.visit(entry)
    office.follow("Correct the entry")
    office.write_and_see_it_saved({"Title of the practice": CORRECTED})
    office.visit(entry)
    office.sees(STANDS)


def secretary_reads(secretary, title, *, not_this):
    """The desk shows one title of the entry, in the list and on its page, and not the other."""
    secretary.visit("/desk/sekrety-zarzadzania-2027/entries/")
    secretary.sees(title)
    secretary.sees_not(not_this)
    secretary.follow(title)
    secretary.sees(title)
    secretary.sees_not(not_this)


def test_a_submitted_entry_is_corrected_given_up_and_corrected_again_and_version_1_stands_until_2_is_sent(seated):
    office, secretary = seated(OFFICE), seated(SECRETARY)
    entry = opens_the_entry(office, SUBMITTED)
    office.sees("You can correct this entry until")

    corrects(office, entry)
    secretary_reads(secretary, SUBMITTED, not_this=CORRECTED)

    office.open_fold("Give up the correction")
    office.press("Give up the correction")
    office.sees("The form holds what you submitted.")
    office.sees_not(STANDS)
    office.follow("Correct the entry")
    expect(office.field("Title of the practice")).to_have_value(SUBMITTED)

    corrects(office, entry)
    office.follow("Check and submit")
    for box in office.page.get_by_role("checkbox").all():
        box.check()
    office.press("Submit the entry")
    office.sees("Version 2 is submitted and stands from now on.")
    assert office.path == f"{entry}receipt/"
    assert re.search(r"\b[0-9a-f]{64}\b", office.page.locator("main").inner_text().replace(" ", ""))
    assert office.download("Download the receipt (PDF)").startswith(b"%PDF-")
    office.visit(entry)
    office.sees_not(STANDS)
    for number in (1, 2):
        assert office.download(f"Receipt of version {number} (PDF)").startswith(b"%PDF-")
    secretary_reads(secretary, CORRECTED, not_this=SUBMITTED)


def a_file(name, megabytes=0.0):
    """Return a PDF, with so much in it that nobody sees."""
    weight = samples.incompressible(int(megabytes * MEGABYTE)) + name.encode()
    content = samples.a_pdf(lambda pdf: setattr(pdf.Root, "Weight", pdf.make_stream(weight)))
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


@pytest.fixture
def files_page(seated):
    """The page of the attachments of a draft, with nothing attached yet."""
    office = seated(WRITER)
    office.visit("/entries/")
    draft = re.search(r"/entries/[0-9a-f]{16}/", office.page.content()).group()
    office.visit(f"{draft}files/")
    yield office
    office.visit(f"{draft}files/")
    while (remove := office.page.get_by_role("button", name="Remove: ")).count():
        with office.page.expect_navigation():
            remove.first.click()


def chooses(office, *files):
    office.page.get_by_label("Choose files").set_input_files(list(files))


def attaches(office):
    office.page.get_by_role("button", name="Attach", exact=True).click()


def attached(office):
    return office.page.locator(".files a")


def told(office):
    return office.page.locator("[data-upload-told] li")


def test_a_file_over_the_limit_is_named_before_sending_with_the_limit_and_the_others_are_sent(files_page):
    posted = []
    files_page.page.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)

    chooses(files_page, a_file("Za duży.pdf", 1.5), a_file("Ankieta.pdf"), a_file("Wyniki.pdf"))
    expect(told(files_page)).to_have_text([re.compile(r"Za duży\.pdf: The file has 1\.6 MB, and a file may .* 1 MB")])
    before = len(posted)
    attaches(files_page)

    expect(attached(files_page)).to_have_text(["Ankieta.pdf", "Wyniki.pdf"])
    expect(told(files_page)).to_have_text([re.compile(r"Za duży\.pdf")])
    assert (before, len(posted)) == (0, 2)  # one by one


def test_while_files_are_being_sent_the_page_shows_how_far_it_is(files_page):
    page = files_page.page
    line = files_page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 100 * 1024}
    line.send("Network.emulateNetworkConditions", slow)
    chooses(files_page, a_file("Raport.pdf", 0.9))

    attaches(files_page)

    expect(page.get_by_role("status").filter(has_text="Sending the files…")).to_be_visible()
    page.wait_for_function(
        "() => [...document.querySelectorAll('progress')].some(one => one.value > 0 && one.value < one.max)"
    )
    line.send("Network.emulateNetworkConditions", slow | {"uploadThroughput": -1})
    expect(attached(files_page)).to_have_text(["Raport.pdf"])
    expect(page.locator("[data-upload-progress]")).to_be_hidden()


def test_files_that_were_cut_off_go_by_themselves_once_the_connection_is_back(files_page):
    page = files_page.page
    line = files_page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 100 * 1024}
    line.send("Network.emulateNetworkConditions", slow)
    chooses(files_page, a_file("Ankieta.pdf", 0.9), a_file("Wyniki.pdf"))
    attaches(files_page)
    page.wait_for_function(
        "() => [...document.querySelectorAll('progress')].some(one => one.value > 0 && one.value < one.max)"
    )

    line.send("Network.emulateNetworkConditions", slow | {"offline": True})

    expect(page.locator("[data-upload-told]")).to_contain_text("No connection.")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    line.send("Network.emulateNetworkConditions", slow | {"uploadThroughput": -1})
    expect(attached(files_page)).to_have_text(["Ankieta.pdf", "Wyniki.pdf"])


def test_what_is_typed_under_a_file_is_kept_while_another_is_attached_and_moved(files_page):
    chooses(files_page, a_file("Ankieta.pdf"))
    attaches(files_page)
    files_page.page.get_by_label("Caption: Ankieta.pdf").fill("Ankieta wśród rodziców")

    chooses(files_page, a_file("Wyniki.pdf"))
    attaches(files_page)

    expect(attached(files_page)).to_have_text(["Ankieta.pdf", "Wyniki.pdf"])
    expect(files_page.page.get_by_label("Caption: Ankieta.pdf")).to_have_value("Ankieta wśród rodziców")
    with files_page.page.expect_navigation():
        files_page.page.get_by_role("button", name="Save the captions").click()
    with files_page.page.expect_navigation():
        files_page.page.get_by_role("button", name="Up: Wyniki.pdf").click()
    expect(attached(files_page)).to_have_text(["Wyniki.pdf", "Ankieta.pdf"])
    expect(files_page.page.locator(".paper-caption")).to_have_text(["Ankieta wśród rodziców"])


def test_at_the_limit_of_files_the_page_says_so_and_a_file_taken_off_opens_it_again(files_page):
    chooses(files_page, *[a_file(f"Załącznik {number:02}.pdf") for number in range(11)])
    expect(told(files_page)).to_have_text([re.compile(r"Załącznik 10\.pdf: An entry may have at most 10 attachments")])

    attaches(files_page)

    expect(attached(files_page)).to_have_count(10)
    files_page.sees("The entry has as many attachments as it may: 10.")
    expect(files_page.page.get_by_label("Choose files")).to_have_count(0)
    files_page.press("Remove: Załącznik 03.pdf")
    expect(files_page.page.get_by_label("Choose files")).to_be_visible()


def test_a_long_name_of_a_file_wraps_on_a_telephone(files_page):
    page = files_page.page
    page.set_viewport_size(page_checks.NARROW)
    chooses(files_page, a_file(f"{LONG}.pdf"))
    attaches(files_page)

    expect(attached(files_page)).to_have_text([f"{LONG}.pdf"])
    page_checks.check_narrow(page, "the attachments")
    page_checks.check_accessible(page, "the attachments")
    assert attached(files_page).first.evaluate("one => one.getClientRects().length") > 1
