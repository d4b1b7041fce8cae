"""What everybody reads of an edition, and what nobody can learn before the announcement."""

import hashlib
import re
from datetime import timedelta

import pytest

from judging.editions import rulebook
from judging.editions.operations import editions
from tests.factories import (
    BEFORE,
    CLOSES,
    DELIBERATION,
    DURING,
    GALA,
    JUDGING,
    JUDGING_CLOSES,
    OPENS,
    a_user,
    an_edition,
)
from tests.pdf_text import text_of

PATHS = ["/en/", "/en/editions/{slug}/", "/en/editions/{slug}/rules/"]


@pytest.fixture
def edition(session, stop_clock):
    stop_clock(DURING)
    edition = an_edition(frozen=False, rules_text="## Aim\n1. First.\n2. Second.\n\n<b>Bold</b>")
    by = a_user()
    session.add_all([edition, by])
    session.commit()
    editions.freeze_rules(session, edition, version=edition.version, by=by, at=BEFORE)
    session.commit()
    return edition


def test_without_an_edition_the_home_page_says_so(visitor):
    page = visitor.get("/en/")

    assert page.status_code == 200
    assert "There is no open edition of the competition now." in page.text


def test_an_edition_in_preparation_does_not_exist_for_the_public(session, visitor):
    edition = an_edition(frozen=False)
    session.add(edition)
    session.commit()

    assert "There is no open edition" in visitor.get("/en/").text
    for path in PATHS[1:]:
        assert visitor.get(path.format(slug=edition.slug)).status_code == 404


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        (OPENS - timedelta(days=1), "The call for entries opens on 1 March 2027"),
        (DURING, "We are taking entries until 31 March 2027"),
        (CLOSES + timedelta(minutes=1), "The call closed on 31 March 2027"),
        (JUDGING, "The chapter is scoring the entries until 20 May 2027"),
        (JUDGING_CLOSES + timedelta(minutes=1), "The results will be announced on 20 June 2027"),
        (GALA + timedelta(days=1), "The results have not been announced yet."),
    ],
)
def test_the_home_page_says_what_happens_now(visitor, edition, stop_clock, at, sentence):
    stop_clock(at)

    assert sentence in visitor.get("/en/").text


def test_the_home_page_counts_down_in_words_during_the_call(visitor, edition):
    assert "16 days left" in visitor.get("/en/").text


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("at", [DELIBERATION, GALA, GALA + timedelta(days=2)])
def test_no_public_page_tells_whether_a_result_exists(session, visitor, edition, stop_clock, path, at):
    stop_clock(at)
    address = path.format(slug=edition.slug)
    scored = visitor.get(address).text
    edition.rounds[0].closed_at = JUDGING_CLOSES
    session.commit()
    deliberating = visitor.get(address).text
    edition.sealed_at = DELIBERATION
    session.commit()
    sealed = visitor.get(address).text

    assert scored == deliberating == sealed
    assert "seal" not in re.sub(r"seal\.svg", "", sealed).lower()


def test_the_announced_edition_says_so(session, visitor, edition):
    edition.sealed_at, edition.announced_at = DELIBERATION, GALA
    session.commit()

    assert "The results have been announced." in visitor.get("/en/").text


def test_the_rules_stand_open_before_signing_in(visitor, edition):
    page = visitor.get(f"/en/editions/{edition.slug}/rules/").text

    assert edition.rules_digest in page
    for words in ("Novelty", "50%", "Nagroda Główna", "<li>First.</li>", "head_to_head"):
        assert (words in page) is (words != "head_to_head")
    assert "&lt;b&gt;Bold&lt;/b&gt;" in page


def test_the_rules_are_given_in_the_bytes_that_were_fingerprinted(visitor, edition):
    answer = visitor.get(f"/editions/{edition.slug}/rules.json")

    assert answer.mimetype == "application/json"
    assert hashlib.sha256(answer.data).hexdigest() == edition.rules_digest


def test_the_public_reads_the_frozen_rules_and_not_later_settings(session, visitor, edition):
    edition.criteria[0].name = "Changed meanwhile"
    session.commit()

    assert rulebook.fingerprint(edition.rulebook) == edition.rules_digest
    assert "Changed meanwhile" not in visitor.get(f"/en/editions/{edition.slug}/rules/").text


def test_the_questions_of_the_form_stand_open_before_signing_in(visitor, edition):
    page = visitor.get(f"/en/editions/{edition.slug}/").text

    for words in ("Problem", "Solution", "Effects", "Transferability", "Clients"):
        assert words in page


def test_the_newest_public_edition_is_on_the_home_page(session, visitor, edition):
    later = an_edition(name="Next year", opens_at=CLOSES - timedelta(days=1), rulebook=None)
    hidden = an_edition(name="Two years on", frozen=False, opens_at=CLOSES - timedelta(hours=1))
    session.add_all([later, hidden])
    session.commit()

    assert "<h1>Next year</h1>" in visitor.get("/").text


def test_an_archived_edition_leaves_the_home_page_and_keeps_its_own(session, visitor, edition):
    edition.sealed_at = edition.announced_at = edition.archived_at = GALA
    session.commit()

    assert "There is no open edition" in visitor.get("/en/").text
    assert visitor.get(f"/en/editions/{edition.slug}/rules/").status_code == 200


def test_the_rules_have_contents_that_lead_to_each_part(session, visitor, edition):
    page = visitor.get(f"/editions/{edition.slug}/rules/").text
    contents = page[page.index('<nav class="contents"') : page.index("</nav>", page.index('<nav class="contents"'))]
    leads = re.findall(r'href="#([\w-]+)"', contents)

    assert {"criteria", "score", "awards", "areas", "regulations"} <= set(leads)
    assert [one for one in leads if f'id="{one}"' not in page] == []


def test_the_rules_are_a_document_to_print_that_says_what_the_page_says(session, visitor, edition):
    answer = visitor.get(f"/editions/{edition.slug}/rules.pdf")
    text = text_of(answer.data)

    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert edition.rules_digest in "".join(text.split())
    assert all(criterion.name in text for criterion in edition.criteria)
    assert answer.data == visitor.get(f"/editions/{edition.slug}/rules.pdf").data
