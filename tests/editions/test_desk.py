"""The secretary's pages of an edition, as a browser meets them."""

import re

import pytest
from sqlalchemy import event, select

from judging.core.db import db
from judging.editions.calendar import proposed
from judging.editions.models import Edition, Role
from judging.editions.operations.editions import freeze_rules
from tests.editions.making import create
from tests.factories import BEFORE, DURING, a_seat, a_user, an_edition

SECTIONS = ["basics", "areas", "entries", "space", "chapter", "declarations", "regulations"]
LISTS = ["form", "criteria", "rounds", "awards"]
LASTING = {"declarations", "space"}  # what changes after the freeze, too
PAGES = ["", "setup/", "calendar/", "presentation/", "freeze/", *(f"setup/{one}/" for one in (*SECTIONS, *LISTS))]
WARSAW = "Europe/Warsaw"


@pytest.fixture
def edition(session, secretary):
    edition = create(session, by=secretary)
    edition.name, edition.contact_email = "Sekrety 2027", "sekrety@example.org"
    session.commit()
    return edition


def typed(page):
    """What a browser would send if nothing were changed."""
    fields = {}
    for tag in re.findall(r"<input[^>]*>", page):
        found = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        if found.get("type") in {"checkbox", "radio"} and " checked" not in tag:
            continue
        if "name" in found:
            fields[found["name"]] = found.get("value", "y")
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\r?\n?(.*?)</textarea>', page, re.S):
        fields[name] = text
    return fields


def test_an_administrator_makes_an_edition_from_the_template_for_its_secretary(session, client_of, secretary):
    made = {"source": "template", "name": "Sekrety 2030", "year": "2030", "event_name": "X"}
    client = client_of(a_user(administrator=True))

    unknown = client.post("/desk/new/", data=made | {"secretary": "nikt@example.org"})
    page = client.post("/desk/new/", data=made | {"secretary": secretary.email.upper()})

    assert (unknown.status_code, page.location) == (409, "/desk/")
    assert "Nobody has an account with this address" in unknown.text
    session.rollback()
    [edition] = session.scalars(select(Edition))
    assert (edition.year, len(edition.criteria)) == (2030, 5)
    assert client.get(f"/desk/{edition.slug}/").status_code == 404
    assert client_of(secretary).get(f"/desk/{edition.slug}/").status_code == 200


def test_a_new_edition_is_made_by_copying_last_year(session, client_of, secretary, edition):
    edition.criteria[0].weight = 4
    session.commit()

    client_of(secretary).post("/desk/new/", data={"source": edition.slug, "name": "Sekrety 2028", "year": "2028"})

    session.rollback()
    copy = session.scalar(select(Edition).where(Edition.year == 2028))
    assert [criterion.weight for criterion in copy.criteria] == [4, 1, 1, 1, 1]
    assert copy.opens_at == proposed(2028, WARSAW).opens_at


def test_the_same_year_twice_is_refused_with_everything_typed_kept(client_of, secretary, edition):
    page = client_of(secretary).post("/desk/new/", data={"source": "template", "name": "Druga", "year": "2027"})

    assert page.status_code == 409
    assert "already has an edition of 2027" in page.text
    assert 'value="Druga"' in page.text


def test_the_dashboard_tells_the_phase_the_dates_and_the_next_step(client_of, secretary, edition):
    page = client_of(secretary).get(f"/desk/{edition.slug}/").text

    assert re.search(r'aria-current="step">\s*Preparation', page)
    assert "Read and approve the rules" in page
    assert "31 March 2027, 23:59</time>" in page
    assert page.count("Warsaw time") == 2  # once in the sentence of the day, once for the whole list of deadlines


def test_the_dashboard_names_what_blocks_the_freeze(session, client_of, secretary, edition):
    edition.rules_text, edition.quorum = "", 0
    session.commit()

    page = client_of(secretary).get(f"/desk/{edition.slug}/").text

    assert "2 things are missing before the rules can be approved." in page
    assert "What stands in the way" in page
    assert "The regulations are empty." in page
    assert f'href="/desk/{edition.slug}/setup/regulations/#rules_text"' in page


@pytest.mark.parametrize("section", SECTIONS)
def test_settings_sent_back_unchanged_change_nothing(session, client_of, secretary, edition, section):
    client, url, version = client_of(secretary), f"/desk/{edition.slug}/setup/{section}/", edition.version

    page = client.post(url, data=typed(client.get(url).text))

    session.rollback()
    assert (page.status_code, edition.version) == (302, version)


def test_settings_saved_over_a_colleagues_show_both_versions(session, client_of, secretary, edition):
    client, url = client_of(secretary), f"/desk/{edition.slug}/setup/chapter/"
    data = typed(client.get(url).text)
    client.post(url, data=data | {"quorum": "6"})

    page = client.post(url, data=data | {"quorum": "7", "once": "another"})

    session.rollback()
    assert page.status_code == 409
    assert edition.quorum == 6


def test_the_same_form_sent_twice_is_done_once(session, client_of, secretary, edition):
    client, url = client_of(secretary), f"/desk/{edition.slug}/setup/chapter/"
    data = typed(client.get(url).text) | {"quorum": "6"}

    answers = [client.post(url, data=data).status_code for _ in range(2)]

    session.rollback()
    assert (answers, edition.quorum) == ([302, 302], 6)


def test_partners_are_saved_by_kind(session, client_of, secretary, edition):
    client, url = client_of(secretary), f"/desk/{edition.slug}/presentation/"
    data = typed(client.get(url).text) | {"partners-business": "Comarch\neSesja | https://esesja.pl"}

    client.post(url, data=data)

    session.rollback()
    assert [(p.name, p.url) for p in edition.partners] == [
        ("Comarch", ""),
        ("eSesja", "https://esesja.pl"),
    ]


def test_dates_are_typed_in_the_time_of_the_edition(session, client_of, secretary, edition):
    client, url = client_of(secretary), f"/desk/{edition.slug}/calendar/"
    data = typed(client.get(url).text)
    assert data["closes_at"] == "2027-03-31T23:59"

    client.post(url, data=data | {"closes_at": "2027-03-30T23:59"})

    session.rollback()
    assert edition.closes_at.isoformat() == "2027-03-30T21:59:00+00:00"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2027-03-28T02:30", "clocks go forward and skip 02:30"),
        ("2026-10-25T02:30", "02:30 happens twice"),
        ("tomorrow", "Give a date and a time"),
        ("", "Fill this in."),
    ],
)
def test_a_time_that_is_none_is_explained_and_kept(client_of, secretary, edition, text, sentence):
    client, url = client_of(secretary), f"/desk/{edition.slug}/calendar/"
    data = typed(client.get(url).text) | {"closes_at": text}

    page = client.post(url, data=data)

    assert page.status_code == 422
    assert sentence in page.text
    assert f'value="{text}"' in page.text


def test_dates_out_of_order_are_refused_with_every_reason(session, client_of, secretary, edition):
    client, url = client_of(secretary), f"/desk/{edition.slug}/calendar/"
    data = typed(client.get(url).text) | {"closes_at": "2027-01-01T10:00"}

    page = client.post(url, data=data)

    session.rollback()
    assert page.status_code == 422
    assert "The call must close after it opens." in page.text
    assert edition.closes_at == proposed(2027, WARSAW).closes_at


def test_the_preview_prints_the_fingerprint_that_the_freeze_makes_public(
    session, client_of, secretary, edition, visitor
):
    client, url = client_of(secretary), f"/desk/{edition.slug}/freeze/"
    preview = client.get(url).text
    [digest] = re.findall(r'<p class="fingerprint">([0-9a-f]{64})</p>', preview)

    client.post(url, data=typed(preview))

    session.rollback()
    assert edition.rules_digest == digest
    assert digest in visitor.get(f"/editions/{edition.slug}/rules/").text


def test_an_incomplete_edition_shows_why_it_does_not_freeze(session, client_of, secretary, edition):
    edition.quorum, edition.rules_text = 0, ""
    session.commit()
    client, url = client_of(secretary), f"/desk/{edition.slug}/freeze/"

    page = client.get(url).text

    assert "The quorum must be at least 1." in page
    assert "The regulations are empty." in page
    assert "Approve the rules and publish them" not in page
    refused = client.post(url, data={"version": edition.version})
    assert refused.status_code == 422


def test_a_freeze_is_undone_with_a_reason(session, client_of, secretary, edition):
    freeze_rules(session, edition, version=edition.version, by=secretary, at=BEFORE)
    session.commit()
    client, url = client_of(secretary), f"/desk/{edition.slug}/thaw/"

    assert client.post(url, data={"reason": ""}).status_code == 422
    assert client.post(url, data={"reason": "Brak wagi."}).status_code == 302

    session.rollback()
    assert edition.rules_frozen_at is None


@pytest.mark.parametrize("section", [*(one for one in SECTIONS if one not in LASTING), *LISTS[1:]])
def test_frozen_settings_are_shown_as_frozen(session, client_of, secretary, edition, section):
    freeze_rules(session, edition, version=edition.version, by=secretary, at=BEFORE)
    session.commit()
    client, url = client_of(secretary), f"/desk/{edition.slug}/setup/{section}/"

    page = client.get(url).text

    assert "The rules are approved" in page
    assert "Save the settings" not in page


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", [None, Role.JUROR, Role.CHAIR])
def test_the_desk_does_not_exist_for_others(session, client_of, edition, path, role):
    stranger = a_user()
    session.add(a_seat(edition, role, user=stranger) if role else stranger)
    session.commit()

    assert client_of(stranger).get(f"/desk/{edition.slug}/{path}").status_code == 404


def test_the_secretary_of_another_edition_does_not_see_this_desk(session, client_of, edition):
    seat = a_seat(an_edition(), Role.SECRETARY)
    session.add(seat)
    session.commit()
    client = client_of(seat.user)

    assert client.get(f"/desk/{edition.slug}/").status_code == 404
    assert edition.name not in client.get("/desk/").text
    source = {"source": edition.slug, "name": "Kopia", "year": "2031"}
    assert client.post("/desk/new/", data=source).status_code == 422


def test_the_list_of_editions_costs_the_same_however_long(app, session, client_of, secretary):
    client = client_of(secretary)

    def statements(editions):
        for _ in range(editions):
            session.add(a_seat(an_edition(), Role.SECRETARY, user=secretary))
        session.commit()
        client.get("/desk/")
        seen = []
        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
        client.get("/desk/")
        return len(seen)

    assert statements(1) == statements(5)


def test_the_dashboard_of_the_call_leads_on(session, client_of, secretary, edition, stop_clock):
    freeze_rules(session, edition, version=edition.version, by=secretary, at=BEFORE)
    session.commit()
    stop_clock(DURING)

    page = client_of(secretary).get(f"/desk/{edition.slug}/").text

    assert re.search(r'aria-current="step">\s*Call for entries', page)


def test_an_administrator_copies_any_edition_but_opens_only_an_own_desk(session, client_of, edition):
    administrator = a_user(administrator=True)
    session.add(administrator)
    session.commit()
    client = client_of(administrator)

    assert edition.name in client.get("/desk/new/").text
    assert f'href="/desk/{edition.slug}/"' not in client.get("/desk/").text
    assert client.get(f"/desk/{edition.slug}/").status_code == 404


def test_the_limit_of_entries_is_set_and_freezes_with_the_rules(session, client_of, secretary, edition):
    client, address = client_of(secretary), f"/desk/{edition.slug}/setup/entries/"
    client.post(address, data=typed(client.get(address).text) | {"entries_per_office": "2"})
    session.rollback()
    assert edition.entries_per_office == 2
    assert "At most 2 entries" in client.get(f"/desk/{edition.slug}/setup/").text

    edition.contact_name, edition.contact_phone = "Sekretarz", "+48 22 555 01 00"
    session.flush()
    freeze_rules(session, edition, version=edition.version, by=secretary, at=BEFORE)
    session.commit()

    assert client.post(address, data={"entries_per_office": "3", "version": edition.version}).status_code == 409
    session.rollback()
    assert (edition.entries_per_office, edition.rulebook["entries_per_office"]) == (2, 2)
    assert "At most 2 entries" in client.get(address).text
    assert "at most 2 entries" in client.get(f"/en/editions/{edition.slug}/rules/").text
    assert "at most 2 entries" in client.get(f"/en/editions/{edition.slug}/call/").text


def test_the_space_for_attachments_is_raised_while_the_call_is_open(session, client_of, secretary, edition, stop_clock):
    edition.contact_name, edition.contact_phone = "Sekretarz", "+48 22 555 01 00"
    session.flush()
    freeze_rules(session, edition, version=edition.version, by=secretary, at=BEFORE)
    session.commit()
    stop_clock(edition.opens_at)
    client, address = client_of(secretary), f"/desk/{edition.slug}/setup/space/"

    answer = client.post(address, data=typed(client.get(address).text) | {"office_space_mb": "900"})

    session.rollback()
    assert answer.status_code == 302, answer.text
    assert (edition.office_space_mb, edition.edition_space_mb) == (900, 10_000)
