"""What the demonstration promises: the phase asked for, the same by seed, labelled, kept."""

import re

import pytest
from sqlalchemy import select

from judging.announcement.models import PublicAward, PublicEdition
from judging.core import clock
from judging.editions.models import Edition
from judging.editions.timetable import Phase, phase
from judging.entries.models import Entry, Status
from judging.jury.models import ScoreSheet
from tests.demonstration.demo import Demonstration, run_demo

LABEL = "Dane przykładowe"


def given_scores(session):
    """Return every score: number of the entry, juror, criterion, steps."""
    query = select(ScoreSheet).join(ScoreSheet.assignment)
    return sorted(
        (sheet.assignment.entry.number, sheet.assignment.seat.user.email, key, steps)
        for sheet in session.scalars(query)
        for key, steps in sheet.scores.items()
    )


@pytest.mark.parametrize("name", [one.value for one in Phase])
def test_the_edition_stands_in_the_phase_asked_for(demonstrations, name):
    def standing(session):
        [edition] = session.scalars(select(Edition))
        return phase(edition, clock.utcnow()), edition.demonstration

    assert demonstrations(name).read(standing) == (Phase(name), True)


def test_in_judging_the_jurors_whose_accounts_are_printed_have_something_to_score(tmp_path):
    printed = re.findall(r"juror\d+@kapitula\.example", run_demo(tmp_path, "--phase", "judging").output)
    demonstration = Demonstration(tmp_path)
    people = demonstration.addresses()["jury"]

    desk = f"/jury/{slug_of(demonstration)}/"
    told = [demonstration.browser(people[email]).get(desk).text for email in printed]
    pages = [page.replace("\N{NO-BREAK SPACE}", " ") for page in told]

    assert len(printed) == 3
    assert all("Czytaj i oceniaj" in page or "Oceniaj dalej" in page for page in pages)
    assert "kompletna, niezłożona" in pages[0]


def slug_of(demonstration):
    return demonstration.read(lambda session: session.scalar(select(Edition.slug)))


def test_about_twenty_offices_take_part_and_one_entry_is_rejected(demonstrations):
    def states(session):
        return sorted(entry.status for entry in session.scalars(select(Entry)))

    found = demonstrations("judging").read(states)
    assert (len(found), found.count(Status.REJECTED)) == (20, 1)


def test_the_same_seed_tells_the_same_story_and_another_one_another(tmp_path):
    first, second, third = (
        Demonstration.filled(tmp_path / name, "--seed", seed, "--entries", "6", "--jurors", "4")
        for name, seed in (("a", "5"), ("b", "5"), ("c", "6"))
    )

    assert first.read(given_scores) == second.read(given_scores)
    assert first.read(given_scores) != third.read(given_scores)


def test_it_is_as_large_as_asked_for(tmp_path):
    words = ("--entries", "23", "--jurors", "11", "--criteria", "6", "--phase", "deliberation")
    large = Demonstration.filled(tmp_path, *words)

    def sizes(session):
        scores = given_scores(session)
        return tuple(len({score[part] for score in scores}) for part in range(3))

    assert large.read(sizes) == (23, 11, 6)


def test_every_page_says_that_the_data_are_samples(demonstrations):
    for name in ("judging", "announced"):
        pages = [one for one in demonstrations(name).crawled() if one.mimetype == "text/html"]

        assert [one.path for one in pages if LABEL not in one.text and one.status == 200] == []


def test_a_second_run_keeps_the_data(tmp_path):
    made = Demonstration.filled(tmp_path, "--entries", "3", "--jurors", "3")
    before = made.read(given_scores)

    again = run_demo(tmp_path, "--if-empty", "--phase", "announced")
    refused = run_demo(tmp_path, "--phase", "announced")

    assert again.exit_code == 0
    assert "sekretarz@kapitula.example" in again.output
    assert refused.exit_code == 1
    assert made.read(given_scores) == before


def test_sealed_shows_the_public_nothing(demonstrations):
    sealed, announced = demonstrations("sealed"), demonstrations("announced")
    offices, titles, citations = announced.read(laureates)
    pages = sealed.crawled() + sealed.crawled(language="en")

    for secret in (*offices, *titles, *citations):
        assert [one.path for one in pages if secret in one.text or secret in one.headers] == []
    assert sealed.read(laureates) == ([], [], [])


def test_sealed_answers_404_where_the_laureates_will_be(demonstrations):
    sealed, announced = demonstrations("sealed"), demonstrations("announced")
    later = laureates_pages(announced)

    assert len(later) == 8  # the edition's page, and one for each of the seven
    assert laureates_pages(sealed) == []
    assert {sealed.browser().get(path).status_code for path in later} == {404}


def test_announced_shows_two_main_prizes_and_five_distinctions(demonstrations):
    announced = demonstrations("announced")
    [page] = [one for one in announced.crawled() if one.path == laureates_pages(announced)[0]]

    assert page.text.count('class="laureate laureate-main"') == 2
    assert page.text.count('class="laureate"') == 5
    assert announced.read(laureates)[0][0] in page.text.replace("\N{NO-BREAK SPACE}", " ")


def laureates_pages(demonstration):
    """Return the addresses of the demonstration's own laureates that a visitor finds."""
    archive = ("/laureates/2022/", "/laureates/2023/")
    paths = (one.path for one in demonstration.crawled() if one.status == 200)
    return sorted(
        path
        for path in paths
        if path.startswith("/laureates/") and path != "/laureates/" and not path.startswith(archive)
    )


def laureates(session):
    """Return offices, practices and citations of the demonstration's public laureates."""
    query = select(PublicAward).join(PublicAward.edition).where(PublicEdition.demonstration)
    found = session.scalars(query).all()
    return (
        [award.office for award in found],
        [award.practice.title for award in found],
        [award.citation.split("kanarek")[0].strip() for award in found],
    )
