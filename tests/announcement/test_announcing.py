"""The announcement copies what may be public, once, and can be taken back."""

import pytest
from sqlalchemy import func, select

from judging.announcement import rules
from judging.announcement.models import Announcement, PublicAward, PublicEdition, PublicPractice
from judging.announcement.queries import public_edition
from judging.audit.actions import Action
from judging.audit.models import AuditEvent
from judging.core.refusals import Incomplete, NotNow
from judging.notifications.models import Message
from judging.offices.models import Representative
from tests.announcement.hall import (
    NOT_JUDGED,
    a_sealed_edition,
    announce,
    another_entry,
    withdraw,
)
from tests.deliberation.chamber import a_chamber, decided
from tests.factories import GALA, a_user, a_version

pytestmark = pytest.mark.usefixtures("words")
PUBLIC = (PublicEdition, PublicAward, PublicPractice)


def counts(session, *tables):
    return [session.scalar(select(func.count()).select_from(table)) for table in tables]


def letters(session):
    rows = session.scalars(select(Message).order_by(Message.id)).all()
    return {row.to: row for row in rows if row.template.endswith("-letter")}


def test_nothing_is_announced_before_it_is_sealed(session):
    chamber = a_chamber(session)
    decided(session, chamber)

    with pytest.raises(NotNow, match="not sealed yet"):
        announce(session, chamber)

    assert counts(session, *PUBLIC, Announcement, Message) == [0, 0, 0, 0, 0]


def test_the_announcement_copies_the_laureates_in_the_order_of_their_awards(session):
    chamber = a_sealed_edition(session)
    assert counts(session, *PUBLIC) == [0, 0, 0]

    announce(session, chamber)

    copy = public_edition(session, chamber.edition.slug)
    assert [(award.award, award.main, award.office, award.practice.title) for award in copy.awards] == [
        ("Nagroda Główna", True, "Office 1", "Kanarek 1"),
        ("wyróżnienie", False, "Office 2", "Kanarek 2"),
        ("wyróżnienie", False, "Office 3", "Kanarek 3"),
    ]
    assert (copy.announced_at, copy.rules_digest) == (GALA, "0" * 64)
    assert {award.citation for award in copy.awards} == {"Za odwagę."}


def test_only_what_the_jury_could_read_becomes_public(session):
    chamber = a_sealed_edition(session)

    announce(session, chamber)

    first = public_edition(session, chamber.edition.slug).awards[0]
    assert first.practice.sections == [{"label": "Problem", "text": "Sekret 1"}]


def test_the_version_that_was_scored_becomes_public_and_not_a_later_one(session):
    chamber = a_sealed_edition(session)
    entry = chamber.entries[0]
    entry.versions.append(a_version(entry, title="Changed after the scoring"))
    session.commit()

    announce(session, chamber)

    assert public_edition(session, chamber.edition.slug).awards[0].practice.title == "Kanarek 1"


def test_a_result_is_announced_once(session):
    chamber = a_sealed_edition(session)
    announce(session, chamber)
    before = counts(session, *PUBLIC, Announcement, Message, AuditEvent)

    with pytest.raises(NotNow, match="have been announced"):
        announce(session, chamber)

    assert counts(session, *PUBLIC, Announcement, Message, AuditEvent) == before


def test_every_office_that_was_judged_gets_its_letter_and_nobody_else(session):
    chamber = a_sealed_edition(session)
    for number, status in enumerate(NOT_JUDGED, start=90):
        another_entry(session, chamber, status, number)

    announce(session, chamber)

    people = [entry.office.representatives[0].user.email for entry in chamber.entries]
    found = letters(session)
    assert set(found) == set(people)
    assert [found[to].template for to in people] == ["laureate-letter"] * 3 + ["thanks-letter"] * 2
    assert found[people[0]].context["awarded"] == [
        {"office": "Office 1", "title": "Kanarek 1", "award": "Nagrodę Główną"}
    ]


def test_a_person_gets_one_letter_for_all_entries_and_strangers_to_the_office_none(session):
    chamber = a_sealed_edition(session)
    person = chamber.entries[0].office.representatives[0].user
    for entry in (chamber.entries[1], chamber.entries[4]):
        entry.office.representatives[0].user = person
    refused = Representative(user=a_user(email="refused@example.org"), asked_at=GALA, refused_at=GALA)
    waiting = Representative(user=a_user(email="waiting@example.org"), asked_at=GALA)
    chamber.entries[0].office.representatives += [refused, waiting]
    session.commit()

    announce(session, chamber)

    found = letters(session)
    assert len(found) == 3
    assert {"refused@example.org", "waiting@example.org"}.isdisjoint(found)
    assert [one["title"] for one in found[person.email].context["awarded"]] == [
        "Kanarek 1",
        "Kanarek 2",
    ]
    assert [one["title"] for one in found[person.email].context["others"]] == ["Kanarek 5"]


def test_withdrawing_removes_the_public_rows_and_the_letters_that_have_not_left(session):
    chamber = a_sealed_edition(session)
    announce(session, chamber)
    gone, *_ = letters(session).values()
    gone.sent_at = GALA
    session.commit()

    withdraw(session, chamber)

    assert counts(session, *PUBLIC) == [0, 0, 0]
    assert chamber.edition.announced_at is None
    assert list(letters(session)) == [gone.to]
    [announcement] = session.scalars(select(Announcement)).all()
    assert announcement.withdrawn_reason == "A vote was miscounted."
    acts = session.scalars(select(AuditEvent.action).order_by(AuditEvent.id.desc()).limit(2)).all()
    assert acts == [Action.ANNOUNCEMENT_WITHDRAWN, Action.ANNOUNCEMENT_MADE]


def test_after_a_withdrawal_the_result_can_be_announced_again(session):
    chamber = a_sealed_edition(session)
    announce(session, chamber)
    withdraw(session, chamber)

    announce(session, chamber)

    assert counts(session, *PUBLIC) == [1, 3, 3]
    assert len(letters(session)) == 5


@pytest.mark.parametrize(
    ("prepare", "reason", "why"),
    [
        (
            lambda edition: setattr(edition, "announced_at", None),
            "Why.",
            "Nothing has been announced",
        ),
        (lambda edition: setattr(edition, "archived_at", GALA), "Why.", "in the archive"),
        (lambda edition: None, "  ", "Write why"),
    ],
)
def test_a_withdrawal_without_a_ground_is_refused(session, prepare, reason, why):
    chamber = a_sealed_edition(session)
    announce(session, chamber)
    prepare(chamber.edition)

    with pytest.raises((NotNow, Incomplete), match=why):
        withdraw(session, chamber, reason)
    session.rollback()

    assert counts(session, *PUBLIC) == [1, 3, 3]


def test_before_the_planned_moment_the_secretary_is_warned(session):
    chamber = a_chamber(session)

    assert "You would be early." in rules.warnings(chamber.edition, [], chamber.ranking.made_at)[0]
    assert rules.warnings(chamber.edition, [], GALA) == []
