"""A file on its way: set aside, told what its columns are, given up, let go when its time is over."""

import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.aside import keys_older_than, let_go
from judging.editions.models import Edition
from judging.entries.models import Way
from judging.entries.origins import why_not_enter_now
from judging.intake import queries
from judging.intake.models import Upload
from judging.jury.queries.chapter import is_begun

KEPT = timedelta(hours=24)  # as long as an import may take


def begin(
    session: Session, edition: Edition, *, way: Way, name: str, table: str, files: str, by: User, at: datetime
) -> Upload:
    """Begin an import of a file that has been set aside under a key; ``files`` is that of the ZIP."""
    if refusal := why_not_enter_now(edition, at, scored=is_begun(session, edition)):
        raise refusal
    upload = Upload(edition=edition, by=by, way=way, name=name[:200], table_key=table, files_key=files)
    upload.lapses_at = at + KEPT
    session.add(upload)
    session.flush()
    return upload


def say_columns(upload: Upload, targets: Mapping[int, str]) -> None:
    """Note what the columns are."""
    upload.targets = {str(at): target for at, target in targets.items()}


def decide(upload: Upload, decided: Mapping[str, Any]) -> None:
    """Note what was decided in the preview."""
    upload.answers = dict(decided)


def targets_of(upload: Upload) -> dict[int, str]:
    """Return what the columns are."""
    return {int(at): target for at, target in upload.targets.items()}


def give_up(session: Session, upload: Upload) -> tuple[str, str]:
    """End an import; return the keys of its files, to be let go once this is committed."""
    session.delete(upload)
    return upload.table_key, upload.files_key


def end_lapsed(session: Session, at: datetime) -> int:
    """End the imports whose time is over; return how many."""
    over = queries.lapsed(session, at)
    for upload in over:
        session.delete(upload)
    session.flush()
    return len(over)


def sweep(session: Session) -> int:
    """Let go of the files that no import needs any more, whatever broke off; return how many. After the commit."""
    old = set(keys_older_than(time.time() - KEPT.total_seconds())) - queries.keys_in_use(session)
    let_go(*old)
    return len(old)
