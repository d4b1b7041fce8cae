"""A deleted draft goes for good a month later: its words and files, not the record that there was one."""

import os
from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.audit.models import AuditEvent
from judging.core import files
from judging.entries import queries, rules
from judging.entries.models import Attachment, EntryRevision
from judging.entries.operations import purging
from tests.factories import DURING, an_entry

LATER = DURING + rules.TAKEN_BACK_WITHIN + timedelta(seconds=1)
LONG_AGO = 1_000_000_000


@pytest.fixture
def disk(app):
    """A function that keeps a file of long ago and returns its hash."""

    def disk(content):
        sha256 = files.keep_document(content)
        os.utime(files.path_of(sha256), (LONG_AGO, LONG_AGO))
        return sha256

    with app.app_context():
        yield disk


@pytest.fixture
def deleted(session, draft, disk):
    """A deleted draft with a file of its own and a saving."""
    sha256 = disk(b"plan")
    draft.attachments.append(attached(draft, sha256))
    draft.deleted_at = DURING
    told = {"title": draft.title, "answers": draft.answers, "saved_at": DURING, "saved_by_id": draft.author_id}
    session.add(EntryRevision(entry_id=draft.id, version=1, **told))
    session.commit()
    return draft


def attached(entry, sha256):
    known = {"media_type": "application/pdf", "size": 4, "sent_sha256": sha256, "sha256": sha256}
    return Attachment(name="plan.pdf", caption="Plan", added_at=DURING, added_by_id=entry.author_id, **known)


def swept(session, at):
    emptied = purging.purge(session, at=at)
    session.commit()
    return emptied, purging.let_go_of_files(session, ())


def test_what_a_draft_said_goes_with_its_files_and_that_there_was_one_stays(session, deleted):
    [file] = deleted.attachments

    assert swept(session, LATER) == (1, 1)

    assert (deleted.title, deleted.answers, deleted.area, deleted.purged_at) == ("", {}, None, LATER)
    assert (file.name, file.caption) == ("", "")
    assert not files.path_of(file.sha256).exists()
    assert session.scalars(select(EntryRevision)).all() == []
    assert session.scalars(select(AuditEvent.action)).all() == ["entry.purged"]
    assert session.scalars(queries.deleted_drafts(deleted.author)).all() == []
    assert file.sha256 not in queries.kept_hashes(session)


def test_a_file_that_is_also_a_protocol_or_a_logo_stays(session, deleted):
    [file] = deleted.attachments
    purging.purge(session, at=LATER)
    session.commit()

    assert purging.let_go_of_files(session, [file.sha256]) == 0
    assert files.path_of(file.sha256).exists()


def test_a_draft_that_may_still_be_taken_back_is_left_alone(session, deleted):
    assert swept(session, DURING + rules.TAKEN_BACK_WITHIN) == (0, 0)

    assert deleted.title
    assert session.scalars(queries.deleted_drafts(deleted.author)).all() == [deleted]


def test_a_file_that_another_entry_has_too_stays(session, deleted):
    [file] = deleted.attachments
    other = an_entry(edition=deleted.edition)
    session.add(other)
    session.flush()
    other.attachments.append(attached(other, file.sha256))
    session.commit()

    assert swept(session, LATER) == (1, 0)

    assert files.path_of(file.sha256).exists()


def test_a_file_that_has_just_come_stays_for_the_row_that_may_be_on_its_way(session, deleted):
    [file] = deleted.attachments
    os.utime(files.path_of(file.sha256))

    assert swept(session, LATER) == (1, 0)
    os.utime(files.path_of(file.sha256), (LONG_AGO, LONG_AGO))
    assert swept(session, LATER) == (0, 1)


def test_a_sweep_does_nothing_twice(session, deleted):
    swept(session, LATER)

    assert swept(session, LATER) == (0, 0)
