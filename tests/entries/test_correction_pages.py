"""The pages of a correction, as the office and the secretary meet them."""

from datetime import timedelta

import pytest

from judging.editions.models import Declaration, DeclarationKind, Role
from judging.entries.models import Status
from tests.factories import CLOSES, DURING, a_seat, an_edition, an_entry

A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def edition(session, stop_clock):
    stop_clock(DURING)
    edition = an_edition()
    edition.declarations = [Declaration(kind=DeclarationKind.TRUTH, text="All of it is true.")]
    session.add(edition)
    session.commit()
    return edition


@pytest.fixture
def secretary(session, edition):
    seat = a_seat(edition, Role.SECRETARY)
    session.add(seat)
    session.commit()
    return seat.user


@pytest.fixture
def submitted(session, edition):
    entry = an_entry(edition=edition, status=Status.SUBMITTED, title="A roof garden", number=1)
    session.add(entry)
    session.commit()
    return entry


def form_of(entry, **fields):
    answers = {f"answers-{key}": text for key, text in entry.answers.items()}
    return {"title": entry.title, "area": entry.area.public_id, "version": entry.version, **answers} | fields


def test_a_submitted_entry_is_corrected_and_every_page_says_which_version_stands(
    session, client_of, edition, secretary, submitted
):
    office, desk = client_of(submitted.author), client_of(secretary)
    entry = f"/entries/{submitted.public_id}/"
    check = f"/desk/{edition.slug}/check/{submitted.public_id}/"
    assert "You can correct this entry until" in office.get(entry).text

    office.post(f"{entry}edit/", data=form_of(submitted, title="A better roof garden"))

    for page in ("", "edit/", "submit/", "receipt/"):
        assert "Your correction is not submitted yet. Version 1 stands." in office.get(entry + page).text, page
    assert "A better roof garden" not in desk.get(check).text
    assert "A better roof garden" not in desk.get(f"/desk/{edition.slug}/entries/").text
    declared = {"declarations": [edition.declarations[0].id]}
    receipt = office.post(f"{entry}submit/", data=declared, follow_redirects=True).text
    assert "Version 2 is submitted and stands from now on." in receipt
    stale = desk.post(check, data={"outcome": "accepted", "rest": "y", "read": "1"})
    assert stale.status_code == 409
    assert "A better roof garden" in stale.text
    accepted = {"outcome": "accepted", "rest": "y", "read": "2"}
    assert desk.post(check, data=accepted).status_code == 302


def test_a_correction_is_given_up_on_the_page_of_the_entry(session, client_of, submitted):
    client, entry = client_of(submitted.author), f"/entries/{submitted.public_id}/"
    client.post(f"{entry}edit/", data=form_of(submitted, title="Another"))

    page = client.post(f"{entry}drop/", follow_redirects=True).text

    session.rollback()
    assert "The correction is given up." in page
    assert submitted.title == "A roof garden"


def test_after_the_deadline_the_office_reads_the_version_that_stands(session, client_of, stop_clock, submitted):
    client, entry = client_of(submitted.author), f"/entries/{submitted.public_id}/"
    client.post(f"{entry}edit/", data=form_of(submitted, title="Never sent"))
    stop_clock(CLOSES + A_MINUTE)

    for page in ("", "preview/", "receipt/"):
        shown = client.get(entry + page).text
        assert "A roof garden" in shown, page
        assert "Never sent" not in shown, page
    assert "The correction was not submitted in time. Version 1 stands." in client.get(entry).text


def test_a_withdrawn_entry_is_submitted_again_from_its_page(session, client_of, submitted):
    client, entry = client_of(submitted.author), f"/entries/{submitted.public_id}/"
    client.post(f"{entry}withdraw/", data={"reason": "A mistake."})
    assert "You can submit this entry again, under the same number" in client.get(entry).text
    assert "The entry is withdrawn." in client.get(f"{entry}receipt/").text
    declared = {"declarations": [submitted.edition.declarations[0].id]}

    client.post(f"{entry}submit/", data=declared)

    session.rollback()
    assert (submitted.status, submitted.number, len(submitted.versions)) == (Status.SUBMITTED, 1, 2)


def test_once_the_results_are_public_the_card_of_an_entry_leads_to_them_and_counts_no_deadline(
    session, client_of, stop_clock, submitted
):
    edition = submitted.edition
    edition.sealed_at, edition.announced_at = CLOSES, CLOSES + timedelta(days=60)
    session.commit()
    stop_clock(CLOSES + timedelta(days=61))

    page = client_of(submitted.author).get("/entries/").text

    assert f'/editions/{edition.slug}/">See the results' in page
    assert "The results are announced" in page
    assert "The result is sealed" not in page
    assert "Deadline" not in page
