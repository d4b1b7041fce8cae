"""The secretary's desk of the deliberation and the chair's page."""

import pytest
from sqlalchemy import select

from judging.core import files
from judging.deliberation.models import Meeting, Motion, Protocol, Seal
from judging.deliberation.queries import awards_of, protocol_of
from judging.deliberation.votes import VoteCount
from judging.entries.models import Entry, Origin, Status, Way
from judging.offices.models import Representative
from tests.deliberation.chamber import a_chamber, a_code, decide, decided, make_protocol, meet
from tests.factories import BEFORE, DELIBERATION, GALA
from tests.results.rounds import a_scored_edition

VOTE = {"votes_for": "3", "votes_against": "0", "abstained": "0", "casting": ""}


@pytest.fixture
def chamber(session):
    return a_chamber(session)


def test_before_the_results_are_closed_the_desk_leads_to_them(session, client_of):
    scored = a_scored_edition(session)
    page = client_of(scored.secretary).get(f"/desk/{scored.edition.slug}/deliberation/")

    assert "Close the results first" in page.text


def test_the_dashboard_names_no_honoured_office_to_a_secretary_with_one_of_their_own(
    session, chamber, client_of, stop_clock
):
    stop_clock(DELIBERATION)
    decided(session, chamber)
    gone = chamber.entries[0]
    gone.status = Status.WITHDRAWN
    session.commit()
    desk = f"/desk/{chamber.edition.slug}/"
    names = f"{gone.office.name} does not take part any more"
    assert names in client_of(chamber.secretary).get(desk).text

    own = Representative(office=chamber.entries[4].office, user=chamber.secretary, asked_at=BEFORE)
    session.add(own)
    session.commit()

    page = client_of(chamber.secretary).get(desk).text
    assert names not in page
    assert "Its results are not for you until the announcement" in page


def test_the_secretary_records_the_meeting(session, chamber, client_of):
    client = client_of(chamber.secretary)
    form = {"held_at": "2027-06-01T12:00", "place": "Warszawa", "voting": "secret"}
    form |= {f"present-{seat.public_id}": "1" for seat in chamber.seats[:2]}

    assert client.get(f"{chamber.url}meeting/").status_code == 200
    answer = client.post(f"{chamber.url}meeting/", data=form)

    assert answer.location == chamber.url
    session.rollback()  # read what the page has written
    meeting = session.scalar(select(Meeting))
    assert meeting.held_at.isoformat() == "2027-06-01T10:00:00+00:00"
    assert [row.present for row in meeting.attendance] == [True, True, False]
    assert meeting.secret_ballot


def test_that_voting_was_open_is_not_taken_from_silence(session, chamber, client_of):
    form = {"held_at": "2027-06-01T12:00", "place": "Warszawa"}

    page = client_of(chamber.secretary).post(f"{chamber.url}meeting/", data=form)

    assert page.status_code == 422
    assert "Say whether voting was open or secret" in page.text


def test_an_hour_that_does_not_exist_is_refused_and_what_was_ticked_stays(session, chamber, client_of):
    seat = chamber.seats[1]
    form = {"held_at": "2027-03-28T02:30", f"present-{seat.public_id}": "1"}

    page = client_of(chamber.secretary).post(f"{chamber.url}meeting/", data=form)

    assert page.status_code == 422
    assert "clocks go forward" in page.text
    assert f'checked id="present-{seat.public_id}" name="present-{seat.public_id}"' in page.text
    session.rollback()
    assert session.scalars(select(Meeting)).all() == []


@pytest.mark.usefixtures("words")
def test_the_secretary_records_a_vote(session, chamber, client_of):
    meet(session, chamber)
    session.commit()
    form = VOTE | {"entry": chamber.entries[0].public_id, "kind": chamber.main.public_id}
    client = client_of(chamber.secretary)

    answer = client.post(f"{chamber.url}motion/", data=form)

    assert answer.location == chamber.url
    session.rollback()  # read what the page has written
    assert session.scalar(select(Motion)).carried
    assert "1&nbsp;/&nbsp;1" in client.get(chamber.url).text


@pytest.mark.usefixtures("words")
def test_a_refused_motion_keeps_all_that_was_typed(session, chamber, client_of):
    meet(session, chamber)
    session.commit()
    form = VOTE | {
        "entry": chamber.entries[4].public_id,
        "kind": chamber.main.public_id,
        "citation": "Za odwagę i wytrwałość.",
    }

    page = client_of(chamber.secretary).post(f"{chamber.url}motion/", data=form)

    assert page.status_code == 422
    assert "This departs from the ranking." in page.text
    assert "Za odwagę i wytrwałość." in page.text
    session.rollback()
    assert session.scalars(select(Motion)).all() == []


@pytest.mark.usefixtures("words")
def test_a_vote_sent_twice_is_recorded_once(session, chamber, client_of):
    meet(session, chamber)
    session.commit()
    form = VOTE | {"entry": chamber.entries[0].public_id, "kind": chamber.main.public_id, "once": "one form"}
    client = client_of(chamber.secretary)

    answers = [client.post(f"{chamber.url}motion/", data=form) for _click in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    session.rollback()  # read what the page has written
    assert len(session.scalars(select(Motion)).all()) == 1


@pytest.mark.usefixtures("words")
def test_from_the_protocol_to_both_seals_through_the_pages(session, chamber, client_of, stop_clock):
    stop_clock(GALA)
    decided(session, chamber)
    session.commit()
    secretary, chair = client_of(chamber.secretary), client_of(chamber.chair)
    chairs = f"/chapter/{chamber.edition.slug}/protocol/"
    assert "has not made the protocol yet" in chair.get(chairs).text

    answer = secretary.post(f"{chamber.url}protocol/")
    assert answer.location == chamber.url, answer.text
    session.rollback()  # read what the pages have written
    digest = protocol_of(session, chamber.edition).digest
    assert digest in chair.get(chairs).text
    for client, url, user in (
        (secretary, f"{chamber.url}seal/", chamber.secretary),
        (chair, f"{chairs}seal/", chamber.chair),
    ):
        client.post(url, data={"digest": digest, "code": a_code(session, user, GALA)})

    session.rollback()  # read what the pages have written
    assert chamber.edition.sealed_at is not None
    for client, url in (
        (secretary, f"{chamber.url}protocol.pdf"),
        (chair, f"/chapter/{chamber.edition.slug}/protocol.pdf"),
    ):
        pdf = client.get(url)
        assert pdf.data.startswith(b"%PDF-")
        assert pdf.headers["Content-Disposition"].startswith("attachment")
        pdf.close()


@pytest.mark.usefixtures("words")
def test_a_seal_without_a_right_code_is_no_seal(session, chamber, client_of):
    decided(session, chamber)
    protocol = make_protocol(session, chamber)
    a_code(session, chamber.chair)
    chair, url = client_of(chamber.chair), f"/chapter/{chamber.edition.slug}/protocol/seal/"

    answers = [chair.post(url, data={"digest": protocol.digest, "code": code}) for code in ("", "000000")]

    session.rollback()
    assert [answer.status_code for answer in answers] == [422, 422]
    assert "Enter the six-digit code." in answers[0].text
    assert "The code is not right" in answers[1].text
    assert all("Seal as the chair" in answer.text for answer in answers)
    assert session.scalars(select(Seal)).all() == []


@pytest.mark.usefixtures("words")
def test_guessing_codes_of_a_seal_is_slowed_down_on_the_page_itself(session, chamber, client_of):
    decided(session, chamber)
    make_protocol(session, chamber)
    a_code(session, chamber.secretary)
    desk, url = client_of(chamber.secretary), f"{chamber.url}seal/"

    answers = [desk.post(url, data={"code": f"00000{n}"}) for n in range(6)]

    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "There were too many attempts" in answers[-1].text
    assert "Seal as the secretary" in answers[-1].text


@pytest.mark.usefixtures("words")
def test_a_protocol_made_anew_is_read_before_it_is_sealed(session, chamber, client_of):
    decided(session, chamber)
    protocol = make_protocol(session, chamber)
    code = a_code(session, chamber.chair)
    chair, url = client_of(chamber.chair), f"/chapter/{chamber.edition.slug}/protocol/seal/"

    answer = chair.post(url, data={"digest": "0" * 64, "code": code})

    assert answer.status_code == 409
    assert "Read it again, then seal it." in answer.text
    assert f'name="digest" type="hidden" value="{protocol.digest}"' in answer.text


@pytest.mark.usefixtures("words")
def test_a_reason_that_is_too_long_comes_back_in_its_own_form(session, chamber, client_of):
    decided(session, chamber)
    session.commit()
    [award, *_others] = awards_of(session, chamber.edition)
    reason = "Żółć. " + "x" * 3000

    answer = client_of(chamber.secretary).post(
        f"{chamber.url}awards/{award.public_id}/withdraw/", data={"reason": reason}
    )

    session.rollback()
    assert answer.status_code == 422
    assert "There are 3006 characters here and at most 3000 fit." in answer.text
    assert answer.text.count(reason) == 1
    assert f'id="award-{award.public_id}-reason"' in answer.text.split(reason)[0]
    assert award.withdrawn_at is None


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(("tail", "mark"), [("left-out/", "left-out"), ("protocol/withdraw/", "withdraw")])
def test_every_reason_of_the_desk_comes_back_in_its_own_form(session, chamber, client_of, tail, mark):
    decided(session, chamber)
    make_protocol(session, chamber)
    session.commit()
    reason = "x" * 3001

    answer = client_of(chamber.secretary).post(f"{chamber.url}{tail}", data={"reason": reason})

    assert answer.status_code == 422
    assert answer.text.count(reason) == 1
    assert f'id="{mark}-reason"' in answer.text.split(reason)[0]


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize("person", ["juror", "office", "stranger"])
def test_the_protocol_is_for_the_chair_and_the_secretary_only(session, app, chamber, client_of, visitor, person):
    decided(session, chamber)
    with app.app_context():
        make_protocol(session, chamber, files.keep_document(b"%PDF-1.7"))
    session.commit()
    people = {"juror": chamber.seats[2].user, "office": chamber.entries[0].office.representatives[0].user}
    client = client_of(people[person]) if person in people else visitor
    status = 404 if person in people else 302

    for path in (
        chamber.url,
        f"{chamber.url}protocol.pdf",
        f"/chapter/{chamber.edition.slug}/protocol/",
        f"/chapter/{chamber.edition.slug}/protocol.pdf",
    ):
        assert client.get(path).status_code == status, path


@pytest.mark.usefixtures("words")
def test_a_withdrawn_protocol_is_gone_from_the_pages_and_stays_on_record(session, chamber, client_of):
    decided(session, chamber)
    make_protocol(session, chamber)
    session.commit()
    client = client_of(chamber.secretary)

    client.post(f"{chamber.url}protocol/withdraw/", data={"reason": "Pomyłka."})

    session.rollback()  # read what the pages have written
    assert protocol_of(session, chamber.edition) is None
    assert [one.withdrawn_reason for one in session.scalars(select(Protocol))] == ["Pomyłka."]
    assert client.get(f"{chamber.url}protocol.pdf").status_code == 404


def test_the_chair_finds_the_protocol_among_the_work_to_do_and_a_juror_does_not(session, chamber, client_of):
    link = f'href="/chapter/{chamber.edition.slug}/protocol/"'

    assert link in client_of(chamber.chair).get("/work/").text
    assert link not in client_of(chamber.seats[2].user).get("/work/").text
    assert link not in client_of(chamber.secretary).get("/work/").text


@pytest.mark.usefixtures("words")
def test_the_desk_asks_as_often_for_many_motions_as_for_few(session, chamber, client_of, statements):
    decided(session, chamber)
    session.commit()
    client = client_of(chamber.secretary)
    few = statements(lambda: client.get(chamber.url))
    for place in (4, 5, 4, 5):
        motion = decide(session, chamber, place, chamber.distinction, VoteCount(0, 3, 0))
        motion.decided_at = GALA
    session.commit()

    assert statements(lambda: client.get(chamber.url)) == few


def test_the_agenda_and_the_seal_name_what_no_office_has_confirmed(session, chamber, client_of):
    entry = session.scalars(select(Entry).order_by(Entry.number)).first()
    said = {"edition_id": entry.edition_id, "way": Way.POST, "typed_at": entry.submitted_at}
    session.add(Origin(entry_id=entry.id, typed_by_id=chamber.secretary.id, **said))
    session.commit()
    number = entry.number

    page = client_of(chamber.secretary).get(chamber.url).text

    assert f"The secretary entered entry no. {number}, and its office has not confirmed that it is theirs." in page
    assert "entries/?missing=confirmation" in page
