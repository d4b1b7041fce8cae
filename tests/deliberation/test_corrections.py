"""The record of a motion is put right until the first seal; what is odd is asked about; a reason is asked for once."""

import pytest
from sqlalchemy import select

from judging.audit.models import AuditEvent
from judging.core.refusals import Clash, Incomplete, NotNow
from judging.deliberation import queries
from judging.deliberation.models import Motion
from judging.deliberation.operations import corrections, protocols
from judging.deliberation.votes import VoteCount
from judging.editions.models import Role
from tests.deliberation.chamber import ALL, a_chamber, decide, decided, make_protocol, meet, seal
from tests.factories import DELIBERATION

pytestmark = pytest.mark.usefixtures("words")


def correct(session, chamber, motion, count=ALL, **fields):
    given = {"citation": motion.citation, "version": motion.version, "by": chamber.secretary, "at": DELIBERATION}
    corrections.correct_motion(session, chamber.edition, motion, count, **given | fields)
    session.flush()


def awards(session, chamber):
    return [award.entry.number for award in queries.awards_of(session, chamber.edition)]


def last_details(session):
    event = session.scalar(select(AuditEvent).order_by(AuditEvent.id.desc()))
    return event.action, event.detail.details


def test_a_citation_is_corrected_and_the_history_keeps_both(session):
    chamber = a_chamber(session)
    meet(session, chamber)
    motion = decide(session, chamber, 1)

    correct(session, chamber, motion, citation="Za odwagę i wytrwałość.")

    assert motion.citation == "Za odwagę i wytrwałość."
    action, details = last_details(session)
    assert action == "motion.corrected"
    assert details["before"] == ["3/0/0", "Za odwagę."]
    assert details["after"] == ["3/0/0", "Za odwagę i wytrwałość."]


def test_a_count_is_corrected_with_a_reason(session):
    chamber = a_chamber(session)
    meet(session, chamber)
    motion = decide(session, chamber, 1)

    with pytest.raises(Incomplete, match="Write why the count is corrected"):
        correct(session, chamber, motion, VoteCount(2, 1, 0))
    session.expire_all()
    correct(session, chamber, motion, VoteCount(2, 1, 0), reason="Misheard.")

    assert (motion.votes_for, motion.votes_against, awards(session, chamber)) == (2, 1, [1])


def test_a_count_that_decides_otherwise_takes_the_award_back_and_gives_it_again(session):
    chamber = a_chamber(session)
    meet(session, chamber)
    motion = decide(session, chamber, 1)

    correct(session, chamber, motion, VoteCount(1, 2, 0), reason="Swapped.")
    assert (motion.carried, awards(session, chamber)) == (False, [])
    correct(session, chamber, motion, VoteCount(2, 1, 0), reason="They were right.")

    assert (motion.carried, awards(session, chamber)) == (True, [1])


def test_a_corrected_count_obeys_the_rules_of_a_vote(session):
    chamber = a_chamber(session)
    meet(session, chamber)
    motion = decide(session, chamber, 1)

    with pytest.raises(Incomplete, match="only 3 members could vote"):
        correct(session, chamber, motion, VoteCount(3, 1, 0), reason="Misheard.")
    with pytest.raises(Incomplete, match="3 members could vote, and 2 votes were counted"):
        correct(session, chamber, motion, VoteCount(2, 0, 0), reason="Misheard.")
    with pytest.raises(Incomplete, match="Note how the chair's vote decided"):
        correct(session, chamber, motion, VoteCount(1, 1, 1), reason="Misheard.")


def test_nothing_is_corrected_from_the_first_seal_on(session):
    chamber = a_chamber(session)
    decided(session, chamber)
    motion = session.scalar(select(Motion))
    make_protocol(session, chamber)
    correct(session, chamber, motion, citation="Inaczej.")  # sets the protocol aside
    assert queries.protocol_of(session, chamber.edition) is None
    make_protocol(session, chamber)
    seal(session, chamber, Role.SECRETARY, chamber.secretary)

    with pytest.raises(NotNow, match="has a seal already"):
        correct(session, chamber, motion, citation="Jeszcze inaczej.")


def test_two_people_correcting_a_motion_do_not_overwrite_one_another(session):
    chamber = a_chamber(session)
    meet(session, chamber)
    motion = decide(session, chamber, 1)
    version = motion.version
    correct(session, chamber, motion, citation="Pierwsza.")

    with pytest.raises(Clash):
        correct(session, chamber, motion, citation="Druga.", version=version)


@pytest.mark.parametrize("confirmed", ["", "3/3", "1/3", "yes"])
def test_fewer_votes_than_members_who_could_vote_are_asked_about_with_both_figures(session, confirmed):
    chamber = a_chamber(session)
    meet(session, chamber)

    with pytest.raises(Incomplete, match="3 members could vote, and 2 votes were counted"):
        decide(session, chamber, 1, count=VoteCount(2, 0, 0), confirmed=confirmed)
    assert decide(session, chamber, 1, count=VoteCount(2, 0, 0), confirmed="2/3").carried


def test_the_page_asks_for_a_tick_that_holds_for_these_figures(session, client_of):
    chamber = a_chamber(session)
    meet(session, chamber)
    session.commit()
    client = client_of(chamber.secretary)
    form = {"entry": chamber.entries[0].public_id, "kind": chamber.main.public_id, "casting": ""}
    form |= {"votes_for": "2", "votes_against": "0", "abstained": "0", "citation": "Za odwagę."}

    asked = client.post(f"{chamber.url}motion/", data=form)
    assert asked.status_code == 422
    assert "2 of 3 voted: the count is right" in asked.text
    assert 'value="2/3"' in asked.text
    answer = client.post(f"{chamber.url}motion/", data=form | {"confirmed": "2/3"})

    assert answer.location == chamber.url
    session.rollback()  # read what the page has written
    motion = session.scalar(select(Motion))
    page = f"{chamber.url}motion/{motion.public_id}/"
    assert "Za odwagę." in client.get(page).text
    kept = {"votes_for": "2", "votes_against": "0", "abstained": "0", "casting": "", "version": str(motion.version)}
    answer = client.post(page, data=kept | {"citation": "Za upór."})
    assert answer.location == chamber.url, answer.text
    session.rollback()
    assert motion.citation == "Za upór."


def test_a_swap_of_two_entries_asks_for_its_reason_once(session):
    chamber = a_chamber(session)
    meet(session, chamber)
    with pytest.raises(Incomplete, match="departs from the ranking"):
        decide(session, chamber, 2, chamber.main)

    decide(session, chamber, 2, chamber.main, departure="Większy zasięg.")
    other = decide(session, chamber, 1, chamber.distinction)

    assert other.departure == "Większy zasięg."


def test_a_departure_that_is_no_swap_asks_for_a_reason_of_its_own(session):
    chamber = a_chamber(session)
    meet(session, chamber)
    decide(session, chamber, 2, chamber.main, departure="Większy zasięg.")

    with pytest.raises(Incomplete, match="departs from the ranking"):
        decide(session, chamber, 4, chamber.distinction)


def test_who_makes_way_for_an_entry_further_down_needs_no_second_reason(session):
    chamber = a_chamber(session)
    meet(session, chamber)
    decide(session, chamber, 1)
    decide(session, chamber, 2, chamber.distinction)
    decide(session, chamber, 4, chamber.distinction, departure="Większy zasięg.")

    content = protocols.draft_protocol(session, chamber.edition, at=DELIBERATION)

    assert [one["departure"] for one in content["motions"]] == ["", "", "Większy zasięg."]


def test_awards_without_a_citation_are_named_before_the_seal_and_before_the_announcement(session, client_of):
    chamber = a_chamber(session)
    meet(session, chamber)
    decide(session, chamber, 1, citation=" ")
    decide(session, chamber, 2, chamber.distinction)
    decide(session, chamber, 3, chamber.distinction)
    session.commit()
    client = client_of(chamber.secretary)

    assert "1 award has no citation" in client.get(chamber.url).text
    make_protocol(session, chamber)
    seal(session, chamber, Role.CHAIR, chamber.chair)
    seal(session, chamber, Role.SECRETARY, chamber.secretary)
    session.commit()

    page = client.get(f"/desk/{chamber.edition.slug}/announcement/").text
    assert "1 award has no citation: Office 1." in page
