"""The quorum of frozen rules is lowered by an annex alone, in the open, before anybody has judged."""

import pytest

from judging.audit.models import AuditEvent
from judging.core.refusals import Incomplete, NotNow
from judging.editions import queries, rulebook
from judging.jury import readiness
from judging.jury.operations.quorum import lower_quorum
from judging.jury.queries import chapter
from tests.deliberation.conftest import words  # noqa: F401 -- a fixture
from tests.factories import DURING, JUDGING
from tests.results.rounds import a_scored_edition

pytestmark = pytest.mark.usefixtures("words")
UNSCORED = [[None, None, None], [None, None, None]]


def an_edition_of_five(session, points=UNSCORED):
    scored = a_scored_edition(session, points, closed=False, quorum=5)
    scored.edition.rulebook = rulebook.build(scored.edition)
    scored.edition.rules_digest = rulebook.fingerprint(scored.edition.rulebook)
    session.commit()
    return scored


def lower(session, scored, quorum=3, reason="Two members have resigned."):
    return lower_quorum(session, scored.edition, quorum, reason=reason, by=scored.secretary, at=DURING)


def test_a_lower_quorum_is_a_dated_annex_published_beside_the_rules(session, visitor):
    scored = an_edition_of_five(session)
    frozen = scored.edition.rules_digest

    annex = lower(session, scored)
    session.commit()

    assert (scored.edition.quorum, scored.edition.rules_digest) == (3, frozen)
    assert rulebook.fingerprint(annex.rulebook) == annex.digest != frozen
    assert queries.annexes(session, scored.edition) == [annex]
    page = visitor.get(f"/en/editions/{scored.edition.slug}/rules/").text
    assert "the quorum is 3." in page
    assert "Two members have resigned." in page
    assert annex.digest in page
    assert "they do not change" not in page
    event = session.query(AuditEvent).order_by(AuditEvent.id.desc()).first()
    assert (event.action, event.detail.details["quorum"]) == ("rules.annexed", 3)


def test_the_remedy_named_is_the_one_that_can_be_used(session):
    for points, mend in ((UNSCORED, readiness.Mend.QUORUM), ([[9, 8, 7]], readiness.Mend.INVITE)):
        scored = an_edition_of_five(session, points)
        known = chapter.chapter_of(session, scored.edition, scored.round)
        assert [lack.mend for lack in readiness.before_a_vote(known)] == [mend]


def test_after_the_first_sheet_the_quorum_stays(session):
    scored = an_edition_of_five(session, [[9, None, None]])

    with pytest.raises(NotNow, match="A sheet has been handed in"):
        lower(session, scored)

    assert scored.edition.quorum == 5


@pytest.mark.parametrize(("quorum", "reason", "why"), [(5, "-", "that stands"), (3, " ", "Give a reason")])
def test_an_annex_changes_something_and_says_why(session, quorum, reason, why):
    scored = an_edition_of_five(session)

    with pytest.raises(Incomplete, match=why):
        lower(session, scored, quorum, reason)


def test_the_secretary_makes_the_annex_on_a_page(session, client_of, stop_clock):
    stop_clock(JUDGING)
    scored = an_edition_of_five(session)
    page = f"/desk/{scored.edition.slug}/jury/quorum/"
    client = client_of(scored.secretary)
    assert page in client.get(f"/desk/{scored.edition.slug}/").text

    answer = client.post(page, data={"quorum": "3", "reason": "Two members have resigned."})

    assert answer.location == f"/desk/{scored.edition.slug}/jury/"
    assert "Two members have resigned." in client.get(page).text
