"""What a juror says of themselves: the duties they accept, the conflicts they declare, one tap from every entry."""

import pytest
from sqlalchemy import select

from judging.audit.actions import Action
from judging.audit.models import AuditEvent
from judging.core.refusals import Incomplete
from judging.jury import duties, rules
from judging.jury.models import Agreement, Conflict, ConflictKind
from judging.jury.operations import conflicts
from tests.factories import JUDGING


@pytest.mark.parametrize(
    ("kind", "reason", "refused"),
    [
        (ConflictKind.OTHER, " ", True),
        (ConflictKind.OTHER, "A cousin.", False),
        (ConflictKind.FAMILY, "", False),
        (ConflictKind.SAME_UNIT, "", False),
    ],
)
def test_words_are_needed_only_where_no_kind_says_what_the_conflict_is(kind, reason, refused):
    assert bool(rules.why_not_conflict(kind, reason)) == refused


def test_a_conflict_keeps_its_kind(session, chapter):
    entry = chapter.entries[0]

    conflicts.declare_one(
        session, chapter.first, entry, kind=ConflictKind.FAMILY, reason="", by=chapter.juror, at=JUDGING
    )

    [kept] = session.scalars(select(Conflict))
    assert (kept.kind, kept.reason) == (ConflictKind.FAMILY, "")
    assert chapter.assignment(chapter.first, chapter.entries[0]).in_conflict


def test_nobody_declares_without_accepting_the_duties(session, chapter):
    with pytest.raises(Incomplete):
        conflicts.declare(session, chapter.first, {}, none_of_the_others=True, by=chapter.juror, at=JUDGING)

    assert session.scalars(select(Agreement)).all() == []


def test_the_duties_are_kept_with_their_words_and_accepted_once(session, chapter):
    said = {"none_of_the_others": True, "by": chapter.juror}

    conflicts.declare(session, chapter.first, {}, **said, agreed=True, at=JUDGING)
    conflicts.declare(session, chapter.first, {}, **said, at=JUDGING)

    [kept] = session.scalars(select(Agreement))
    assert (kept.version, kept.at) == (duties.VERSION, JUDGING)
    assert kept.digest == duties.digest(kept.text)
    acts = session.scalars(select(AuditEvent.action).where(AuditEvent.action == Action.DUTIES_ACCEPTED)).all()
    assert len(acts) == 1


def test_the_duties_stand_on_the_first_page_and_are_read_again_later(session, chapter, client_of):
    chapter.first.conflicts_declared_at = None
    session.commit()
    client, url = client_of(chapter.juror), f"/jury/{chapter.edition.slug}/conflicts/"

    first = client.get(url).text
    refused = client.post(url, data={"none-of-the-others": "yes"})
    client.post(url, data={"none-of-the-others": "yes", "agreed": "yes"})
    later = client.get(url).text

    assert "What you take upon yourself" in first
    assert refused.status_code == 422
    assert "The duties that you accepted on" in later
    assert 'name="agreed"' not in later


def test_a_kind_chosen_on_the_list_needs_no_words(session, chapter, client_of):
    near = chapter.entries[0].public_id
    sent = {"conflict": near, f"kind-{near}": "employment", "none-of-the-others": "yes", "agreed": "yes"}

    page = (
        client_of(chapter.juror).post(f"/jury/{chapter.edition.slug}/conflicts/", data=sent, follow_redirects=True).text
    )

    assert "employment or advice, now or in the last three years" in page
    assert "Practice 1" not in page


@pytest.mark.parametrize("page", ["", "grid/"])
def test_a_conflict_is_one_tap_from_every_entry_and_takes_it_off_every_list(session, chapter, client_of, page):
    client, desk = client_of(chapter.juror), f"/jury/{chapter.edition.slug}/"
    url = chapter.sheet_url(chapter.entries[0], tail="conflict/")

    assert f'href="{url}"' in client.get(desk).text
    assert f'href="{url}"' in client.get(chapter.sheet_url(chapter.entries[0])).text
    asked = client.get(url)
    client.post(url, data={"kind": "project", "reason": ""})

    assert asked.status_code == 200
    assert "secret answer 1" not in asked.text
    assert "Practice 1" not in client.get(desk + page).text
    assert client.get(url).status_code == 404
