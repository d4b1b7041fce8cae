"""One edition from the call to the announcement, through eight browsers at once."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from tests.journeys import announcing, decision, formal_check, jury_side, office_side, preparation
from tests.journeys.decision import DEPARTURE, Vote
from tests.journeys.office_side import OFFICE_A, OFFICE_B
from tests.journeys.other_offices import submit_their_entries

pytestmark = pytest.mark.browser

CALL = datetime(2027, 3, 1, 9, tzinfo=UTC)
SCREENING = datetime(2027, 4, 2, 9, tzinfo=UTC)
SCORING = datetime(2027, 5, 4, 9, tzinfo=UTC)
AFTER_SCORING = datetime(2027, 5, 24, 9, tzinfo=UTC)
MEETING = datetime(2027, 6, 1, 9, tzinfo=UTC)
GALA = datetime(2027, 6, 20, 16, 30, tzinfo=UTC)
MAIN, DISTINCTION = "Main Prize", "distinction"  # as the secretary, who reads in English, chooses them
CHAIR, SECOND, THIRD = jury_side.MEMBERS
LENIENCY = {CHAIR: 0, SECOND: -1, THIRD: 1}


@pytest.fixture
def people(person):
    """The eight of the journey, each at a browser of their own."""
    return SimpleNamespace(
        administrator=person(),
        secretary=person(),
        office_a=person(),
        office_b=person(),
        public=person(language="pl"),
        jurors={name: person() for name in jury_side.MEMBERS},
    )


@pytest.mark.drill  # three minutes
def test_an_edition_goes_from_the_call_to_the_announcement(site, people):
    slug = the_edition_is_set_up(site, people)
    titles = offices_submit(site, people, slug)
    the_secretary_checks(site, people, slug, titles)
    the_jury_is_ready(site, people, slug, titles)
    jurors_score(site, people, slug, titles)
    the_ranking_is_closed(site, people, slug, titles)
    the_chapter_decides(site, people, slug, titles)
    the_decision_is_sealed(site, people, slug)
    the_result_becomes_public(site, people, slug, titles)
    site.judging("audit", "verify")
    site.judging("files", "verify")


def the_edition_is_set_up(site, people):
    preparation.make_the_administrator(site)
    office_side.register_and_confirm(people.secretary, "Halina Sekretna", preparation.SECRETARY, site)
    preparation.create_the_edition(people.administrator)
    slug = preparation.find_the_edition(people.secretary)
    people.administrator.visit_in_vain(f"/desk/{slug}/")
    people.public.visit_in_vain(f"/editions/{slug}/")
    preparation.set_the_quorum(people.secretary, slug)
    preparation.set_the_calendar(people.secretary, slug)
    preparation.name_somebody_to_ask(people.secretary, slug)
    fingerprint = preparation.freeze_the_rules(people.secretary, slug)
    people.public.visit(f"/editions/{slug}/rules/")
    people.public.sees(fingerprint)
    return slug


def offices_submit(site, people, slug):
    """Offices A and B go through the pages, four more through operations; return all titles."""
    site.now = CALL
    people.secretary.sign_in(preparation.SECRETARY)
    for browser, applicant in ((people.office_a, OFFICE_A), (people.office_b, OFFICE_B)):
        office_side.register_and_confirm(browser, applicant.name, applicant.email, site)
        office_side.register_the_office(browser, applicant)
        office_side.is_approved(people.secretary, slug, applicant)
        office_side.writes_its_entry(browser, applicant)
        office_side.attaches_a_file(browser)
        office_side.submits_and_keeps_the_receipt(browser)
    people.office_b.visit("/entries/")
    people.office_b.sees_not(OFFICE_A.title)
    return [OFFICE_A.title, OFFICE_B.title, *submit_their_entries(site, slug)]


def the_secretary_checks(site, people, slug, titles):
    """Return B's entry, reject the last, accept the others; B corrects and is accepted."""
    site.now = SCREENING
    people.secretary.sign_in(preparation.SECRETARY)
    for title in (titles[0], *titles[2:-1]):
        formal_check.accept(people.secretary, slug, title)
    formal_check.return_for_correction(people.secretary, slug, titles[1], "2027-04-10T12:00")
    formal_check.reject(people.secretary, slug, titles[-1])
    people.office_b.sign_in(OFFICE_B.email)
    office_side.corrects_its_entry(people.office_b, formal_check.REMARKS)
    formal_check.accept(people.secretary, slug, titles[1])
    formal_check.stand_as_decided(people.secretary, slug, accepted=5, rejected=1)


def the_jury_is_ready(site, people, slug, titles):
    """Three members come; the chair and the deputy get a second factor; the third is in conflict with one entry."""
    jury_side.invite_the_members(people.secretary, slug)
    for name, juror in people.jurors.items():
        jury_side.come_by_the_link(juror, jury_side.MEMBERS[name], site)
    jury_side.appoint(people.secretary, slug, CHAIR, "Chair of the chapter")
    jury_side.appoint(people.secretary, slug, SECOND, "Deputy chair")
    for leader in (CHAIR, SECOND):
        people.jurors[leader].sign_in(jury_side.MEMBERS[leader])
        assert people.jurors[leader].secret, f"{leader} was not asked for a second factor"
    for name, juror in people.jurors.items():
        jury_side.declare_conflicts(juror, slug, office_of(titles[4]) if name == THIRD else None)
    jury_side.assign_everything(people.secretary, slug, sheets=14)


def jurors_score(site, people, slug, titles):
    site.now = SCORING
    people.secretary.sign_in(preparation.SECRETARY)
    for done, (name, juror) in enumerate(people.jurors.items(), start=1):
        juror.sign_in(jury_side.MEMBERS[name])
        jury_side.score_all(juror, slug, wanted(titles, name))
        said = {1: "5 / 14", 2: "10 / 14", 3: "14 / 14"}[done]
        jury_side.watch_progress_without_scores(people.secretary, slug, said)
    people.jurors[THIRD].sees_not(titles[4])


def wanted(titles, name):
    """What each juror gives: the same order for all, one point stricter or milder."""
    points = dict(zip((titles[0], titles[2], titles[1], titles[3], titles[4]), (8, 7, 6, 5, 3), strict=True))
    return {
        title: value + LENIENCY[name] for title, value in points.items() if not (name == THIRD and title == titles[4])
    }


def office_of(title):
    from judging.demonstration.people_data import PRACTICES

    return next(practice.office for practice in PRACTICES if practice.title == title)


def the_ranking_is_closed(site, people, slug, titles):
    site.now = AFTER_SCORING
    people.secretary.sign_in(preparation.SECRETARY)
    decision.close_the_round(people.secretary, slug)
    decision.read_the_ranking(people.secretary, list(wanted(titles, CHAIR)))
    decision.take_the_files_away(people.secretary, slug, titles[0])
    decision.close_the_results(people.secretary, slug)


def the_chapter_decides(site, people, slug, titles):
    """A and B get the main prizes, B against the ranking; a third is refused; one gets nothing."""
    site.now = MEETING
    people.secretary.sign_in(preparation.SECRETARY)
    a, b, c, d, _e = titles[:5]
    secretary = people.secretary
    decision.record_the_meeting(secretary, slug, "2027-05-31T11:00", list(jury_side.MEMBERS))
    decision.is_carried(secretary, slug, Vote(a, MAIN, 3))
    decision.is_refused(secretary, slug, Vote(b, MAIN, 2, 1), "Write the chapter's reason")
    decision.is_refused(secretary, slug, Vote(b, MAIN, 4, 1, DEPARTURE), "only 3 members could vote")
    decision.is_carried(secretary, slug, Vote(b, MAIN, 2, 1, DEPARTURE))
    decision.is_refused(secretary, slug, Vote(c, MAIN, 3), "the rules allow 2")
    decision.is_carried(secretary, slug, Vote(c, DISTINCTION, 3, 0, DEPARTURE))
    decision.is_carried(secretary, slug, Vote(d, DISTINCTION, 2, 1))
    decision.explain_who_is_left_out(secretary, slug)


def the_decision_is_sealed(site, people, slug):
    decision.make_the_protocol(people.secretary, slug)
    chair = people.jurors[CHAIR]
    chair.sign_in(jury_side.MEMBERS[CHAIR])
    decision.seal(chair, f"/chapter/{slug}/protocol/", "Seal as the chair")
    decision.seal(people.secretary, f"/desk/{slug}/deliberation/", "Seal as the secretary")
    people.secretary.sees("The decision was sealed on")


def the_result_becomes_public(site, people, slug, titles):
    a, b, c, d, e = titles[:5]
    secrets = [*titles, OFFICE_A.office, OFFICE_B.office, decision.CITATION]
    announcing.finds_nothing(people.public, slug, secrets)
    announcing.is_sent_to_sign_in(people.public, slug)
    people.office_b.sign_in(OFFICE_B.email)
    announcing.finds_nothing(people.office_b, slug, [OFFICE_A.office, titles[0]])

    site.now = GALA
    people.secretary.sign_in(preparation.SECRETARY)
    announcing.announce(people.secretary, slug)

    laureates = {OFFICE_A.office: a, OFFICE_B.office: b, office_of(c): c, office_of(d): d}
    announcing.reads_about_the_laureates(people.public, slug, laureates)
    people.public.visit(f"/laureates/{slug}/")
    people.public.sees_not(e)
    honoured = {OFFICE_A.email, OFFICE_B.email, "osoba@urzad1.example", "osoba@urzad2.example"}
    announcing.letters_go_to_every_office(site, honoured, {"osoba@urzad3.example"})
