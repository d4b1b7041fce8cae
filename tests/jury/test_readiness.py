"""A chapter before it closes its round and votes: late seats, declarations, who leads, what it lacks."""

import re

import pytest
from sqlalchemy import select

from judging.audit.models import AuditEvent
from judging.core.refusals import Incomplete, NotNow, NotYours
from judging.editions.models import Role
from judging.entries.models import Status
from judging.jury import readiness
from judging.jury.operations import conflicts, members
from judging.jury.queries import chapter, plans
from judging.notifications.models import Message
from judging.results.operations import closing as results
from tests.deliberation.chamber import a_code
from tests.deliberation.conftest import words  # noqa: F401 -- a fixture
from tests.factories import (
    BEFORE,
    DELIBERATION,
    DURING,
    JUDGING,
    JUDGING_CLOSES,
    a_seat,
    a_user,
    an_entry,
    an_office,
    with_second_factor,
)
from tests.results.rounds import a_scored_edition

pytestmark = pytest.mark.usefixtures("words")


def lacking(session, scored):
    known = chapter.chapter_of(session, scored.edition, scored.round)
    return [lack.sentence for lack in readiness.lacks(known)]


def invite(session, scored, at=JUDGING, **fields):
    given = {"name": "Zofia", "email": "zofia@example.org", "title": "", "by": scored.secretary}
    return members.invite(session, scored.edition, **given | fields, at=at)


def close(session, scored, reason=""):
    results.close_round(session, scored.round, reason=reason, by=scored.secretary, at=JUDGING_CLOSES)


def mails(session):
    return session.scalars(select(Message.template)).all()


def test_a_chapter_that_can_decide_lacks_nothing(session):
    assert lacking(session, a_scored_edition(session, closed=False)) == []


def without_a_chair(session, scored):
    scored.seats[0].role = Role.JUROR


def without_a_deputy(session, scored):
    scored.seats[1].role = Role.JUROR


def chair_without_a_second_factor(session, scored):
    scored.seats[0].user.totp_confirmed_at = None


def deputy_without_a_second_factor(session, scored):
    scored.seats[1].user.totp_confirmed_at = None


def fewer_than_the_quorum(session, scored):
    scored.edition.quorum = 5


def one_undeclared(session, scored):
    scored.seats[2].conflicts_declared_at = None


def one_declared_before_an_entry_came(session, scored):
    scored.seats[2].conflicts_declared_at = BEFORE


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (without_a_chair, "The chapter has no chair. Appoint one of the members."),
        (without_a_deputy, "The chapter has no deputy chair. Appoint one of the members."),
        (chair_without_a_second_factor, "Juror 1 (Chair of the chapter) has not set up the second step"),
        (deputy_without_a_second_factor, "Juror 2 (Deputy chair) has not set up the second step"),
        (fewer_than_the_quorum, "The chapter decides with 5 members present, and has 3. Invite more."),
        (one_undeclared, "1 member has not declared conflicts of interest in all entries: Juror 3."),
        (one_declared_before_an_entry_came, "1 member has not declared conflicts of interest in all entries: Juror 3."),
    ],
)
def test_a_round_is_not_closed_by_a_chapter_that_could_not_decide(session, spoil, says):
    scored = a_scored_edition(session, closed=False)
    spoil(session, scored)
    session.flush()

    assert any(sentence.startswith(says) for sentence in lacking(session, scored))
    with pytest.raises(NotNow, match=re.escape(says)):
        close(session, scored, "We must.")

    assert scored.round.closed_at is None


def test_entries_that_cannot_have_their_sheets_are_named_and_need_a_reason(session):
    scored = a_scored_edition(session, closed=False)
    seat, entry = scored.seats[0], scored.entries[1]
    conflicts.declare_one(session, seat, entry, reason="A cousin.", by=seat.user, at=JUDGING)

    [sentence] = lacking(session, scored)
    assert "fewer than 3 members without a conflict for entries no. 2" in sentence
    with pytest.raises(Incomplete, match="entries no"):
        close(session, scored)
    close(session, scored, "One member knows this office.")
    assert scored.round.closed_at


def test_the_desk_shows_from_the_first_invitation_what_is_lacking_with_links_that_mend_it(
    session, client_of, stop_clock
):
    stop_clock(JUDGING)
    scored = a_scored_edition(session, closed=False)
    without_a_chair(session, scored)
    one_undeclared(session, scored)
    deputy_without_a_second_factor(session, scored)
    session.commit()
    client = client_of(scored.secretary)

    page = client.get(f"/desk/{scored.edition.slug}/").text

    for words_, link in (
        ("The chapter has no chair", "Choose among the members"),
        ("has not declared conflicts of interest in all entries", "Send a reminder"),
        ("has not set up the second step", "Open the seat"),
    ):
        assert words_ in page
        assert link in page
    assert "The chapter has no chair" in client.get(f"/desk/{scored.edition.slug}/jury/").text
    assert "The chapter has no chair" in client.get(f"/desk/{scored.edition.slug}/results/").text


def test_who_joins_before_scoring_opens_needs_no_reason_and_no_consent(session):
    scored = a_scored_edition(session, closed=False)

    seat = invite(session, scored, at=DURING)

    assert not seat.awaits_consent
    assert "late-seat" not in mails(session)


def test_a_late_seat_needs_a_reason_and_the_consent_of_the_chair(session):
    scored = a_scored_edition(session, closed=False)
    with pytest.raises(Incomplete, match="Write why the seat is given now"):
        invite(session, scored)

    seat = invite(session, scored, reason="A member has resigned.")

    assert seat.awaits_consent
    assert "The chair has not agreed to the late seat of Zofia. It does not count yet." in lacking(session, scored)
    assert mails(session).count("late-seat") == 2  # the chair and the deputy
    seat.conflicts_declared_at = JUDGING
    session.flush()
    assert seat.id not in chapter.entitled(session, scored.edition)
    with pytest.raises(NotNow, match="has not agreed"):
        members.appoint(session, seat, Role.DEPUTY_CHAIR, by=scored.secretary, at=JUDGING, told=True)
    for stranger in (scored.secretary, scored.seats[2].user, seat.user):
        with pytest.raises(NotYours):
            members.consent(session, seat, by=stranger, at=JUDGING)
    members.consent(session, seat, by=scored.seats[0].user, at=JUDGING)
    assert seat.id in chapter.entitled(session, scored.edition)
    with pytest.raises(NotNow, match="does not wait"):
        members.consent(session, seat, by=scored.seats[0].user, at=JUDGING)
    told = session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert told[-1] == "seat.consented"


def test_nobody_is_seated_late_where_nobody_could_agree(session):
    scored = a_scored_edition(session, closed=False)
    for seat in scored.seats:
        seat.role = Role.JUROR
    session.flush()

    with pytest.raises(NotNow, match="there is no chair or deputy"):
        invite(session, scored, reason="A member has resigned.")


def test_who_comes_back_after_scoring_opened_is_late_and_declares_anew(session):
    scored = a_scored_edition(session, closed=False)
    gone = scored.seats[2]
    members.remove(session, gone, reason="Illness.", by=scored.secretary, at=JUDGING)

    seat = invite(session, scored, email=gone.user.email, reason="Well again.")

    assert seat is gone
    assert seat.awaits_consent
    assert seat.conflicts_declared_at is None


def test_the_chair_agrees_on_a_page_with_a_fresh_code(session, client_of, stop_clock):
    stop_clock(JUDGING)
    scored = a_scored_edition(session, closed=False)
    seat = invite(session, scored, reason="A member has resigned.")
    chair = scored.seats[0].user
    code = a_code(session, chair, JUDGING)
    client, page = client_of(chair), f"/chapter/{scored.edition.slug}/seats/"
    assert "A member has resigned." in client.get(page).text
    assert "waits for your consent" in client.get(f"/jury/{scored.edition.slug}/").text

    refused = client.post(f"{page}{seat.public_id}/", data={"code": "000000"})
    assert refused.status_code == 422
    answer = client.post(f"{page}{seat.public_id}/", data={"code": code})

    assert answer.location == page
    session.rollback()  # read what the page has written
    assert seat.consented_by == chair


def test_nobody_leads_without_a_second_factor_unless_the_secretary_knows_and_the_person_is_told(session):
    scored = a_scored_edition(session, closed=False)
    seat = scored.seats[2]

    with pytest.raises(Incomplete, match="Juror 3 has no second step of signing in"):
        members.appoint(session, seat, Role.CHAIR, by=scored.secretary, at=JUDGING)
    assert (seat.role, mails(session)) == (Role.JUROR, [])
    members.appoint(session, seat, Role.CHAIR, by=scored.secretary, at=JUDGING, told=True)

    assert (seat.role, mails(session)) == (Role.CHAIR, ["second-factor-needed"])
    members.remind_to_protect(session, seat, at=JUDGING)
    assert mails(session) == ["second-factor-needed"]  # once a day


def test_who_has_a_second_factor_is_appointed_without_a_question(session):
    scored = a_scored_edition(session, closed=False)
    with_second_factor(scored.seats[2].user)

    members.appoint(session, scored.seats[2], Role.CHAIR, by=scored.secretary, at=JUDGING)

    assert mails(session) == []


def test_a_deputy_without_a_second_factor_reads_so_on_the_own_desk(session, client_of):
    scored = a_scored_edition(session, closed=False)
    deputy_without_a_second_factor(session, scored)
    scored.seats[1].user.totp_secret = None
    session.commit()

    page = client_of(scored.seats[1].user).get(f"/jury/{scored.edition.slug}/").text

    assert "Set up the second step of signing in" in page


def test_those_who_have_not_declared_are_reminded_once_a_day(session):
    scored = a_scored_edition(session, closed=False)
    one_undeclared(session, scored)
    session.flush()

    for _click in range(2):
        assert members.remind_to_declare(session, scored.edition, at=JUDGING) == 1

    assert mails(session) == ["conflicts-to-declare"]


def test_a_declaration_over_an_older_list_says_nothing_of_entries_that_came_later(session, client_of):
    scored = a_scored_edition(session, closed=False)
    late = an_entry(
        edition=scored.edition,
        status=Status.ACCEPTED,
        number=9,
        office=an_office(name="Late office"),
        submitted_at=JUDGING,
    )
    session.add(late)
    session.commit()

    assert chapter.entitled(session, scored.edition) == set()
    client = client_of(scored.seats[2].user)
    assert client.get(f"/jury/{scored.edition.slug}/").location == f"/jury/{scored.edition.slug}/conflicts/"
    assert "Entries have come since you declared" in client.get(f"/jury/{scored.edition.slug}/conflicts/").text


def test_a_seat_taken_away_counts_toward_no_quorum(session):
    scored = a_scored_edition(session, closed=False)
    members.remove(session, scored.seats[2], reason="Illness.", by=scored.secretary, at=JUDGING)

    assert chapter.entitled(session, scored.edition) == {seat.id for seat in scored.seats[:2]}


def test_only_members_who_have_declared_and_are_agreed_to_get_entries(session):
    scored = a_scored_edition(session, closed=False)
    late = invite(session, scored, reason="A member has resigned.")
    late.conflicts_declared_at = DELIBERATION
    silent = a_seat(scored.edition, user=a_user(name="Silent"), conflicts_declared_at=None)
    session.add(silent)
    session.flush()

    facts, waiting = plans.facts(session, scored.edition, scored.round)

    assert {seat.user.name for seat in waiting} == {"Zofia", "Silent"}
    assert {one.name for one in facts.jurors} == {"Juror 1", "Juror 2", "Juror 3"}


def test_a_passkey_is_a_second_factor_of_who_leads(session):
    scored = a_scored_edition(session)
    for seat in scored.seats[:2]:
        seat.user.totp_confirmed_at, seat.user.passkeys_since = None, JUDGING

    assert lacking(session, scored) == []
