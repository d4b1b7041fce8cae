"""Saving a score sheet: the hottest path of the whole system, so it speaks Core.

Lock the round, read the sheet, write it, keep the revision. A save whose answer was lost may
come again unchanged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Select, Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.i18n import _, _l
from judging.core.prepared import Prepared
from judging.core.refusals import Clash, NotNow
from judging.editions.models import Round
from judging.editions.parts.qualifying import Question, answer
from judging.jury import rules
from judging.jury.models import ScoreSheet, SheetRevision, SheetState
from judging.jury.rules import Scored, Task
from judging.jury.scales import Scale

ROUNDS = cast(Table, Round.__table__)
SHEETS = cast(Table, ScoreSheet.__table__)
REVISIONS = cast(Table, SheetRevision.__table__)
SAID = ("scores", "comments", "for_office")  # what a juror fills in
CONTENT = (*SAID, "version", "saved_at")


@Prepared
def stored() -> Select[Any]:
    """Compose the question what stands on a sheet."""
    columns = [SHEETS.c[name] for name in ("id", "state", *CONTENT)]
    return select(*columns).where(SHEETS.c.assignment_id == bindparam("assignment_id"))


@Prepared
def raised() -> Any:
    """Compose the rise of the version of a round that is not closed."""
    here = (ROUNDS.c.id == bindparam("round_id"), ROUNDS.c.closed_at.is_(None))
    return update(ROUNDS).where(*here).values(data_version=ROUNDS.c.data_version + 1).returning(ROUNDS.c.id)


@Prepared
def written() -> Any:
    """Compose the change of a sheet."""
    return update(SHEETS).where(SHEETS.c.id == bindparam("sheet")).values({it: bindparam(it) for it in CONTENT})


@Prepared
def kept() -> Any:
    """Compose the revision that keeps a save."""
    return insert(REVISIONS).values({it: bindparam(it) for it in (*CONTENT, "sheet_id", "state", "saved_by_id")})


@dataclass(frozen=True, slots=True)
class SheetContent:
    """What a juror fills in, by criterion: whole steps; comments ("": of the whole) for the chapter or the office."""

    scores: Mapping[str, int] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    for_office: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, stored: Any) -> "SheetContent":
        """Return what a stored sheet says, or a row of it."""
        return cls(stored.scores, stored.comments, stored.for_office)

    def values(self) -> dict[str, dict[str, Any]]:
        """Return what the tables keep."""
        return {name: dict(getattr(self, name)) for name in SAID}


@dataclass(frozen=True, slots=True)
class Saved:
    """The answer to a save: which version stands now, and since when."""

    version: int
    saved_at: datetime


def save(
    session: Session,
    task: Task,
    content: SheetContent,
    *,
    version: int,
    criteria: Sequence[Scored],
    scale: Scale,
    by: User,
    at: datetime,
) -> Saved:
    """Keep what the juror has filled in; ``version`` is the one they had seen (0: none)."""
    return save_on(
        session.connection(),
        task,
        content,
        version=version,
        criteria=criteria,
        scale=scale,
        by=by,
        at=at,
    )


def save_on(
    connection: Connection,
    task: Task,
    content: SheetContent,
    *,
    version: int,
    criteria: Sequence[Scored],
    scale: Scale,
    by: User,
    at: datetime,
) -> Saved:
    """Do :func:`save` on a connection."""
    if refusal := rules.why_not_score(by, task, at):
        raise refusal
    return keep_on(connection, task, content, version=version, criteria=criteria, scale=scale, by=by, at=at)


def keep_on(
    connection: Connection,
    task: Task,
    content: SheetContent,
    *,
    version: int,
    criteria: Sequence[Scored],
    scale: Scale,
    by: User,
    at: datetime,
) -> Saved:
    """Keep what a sheet says; whoever calls has asked who may."""
    touch(connection, task.round_id)
    values = {"assignment_id": task.assignment_id}
    sheet = stored.one_or_none(connection, values)
    if sheet is None:
        return _begin(connection, task, content, by, at)
    if sheet.state is SheetState.SUBMITTED:
        raise NotNow(_l("This sheet has been handed in. Ask the secretary to reopen it."))
    if SheetContent.of(sheet).values() == content.values():
        return Saved(sheet.version, sheet.saved_at)
    if sheet.version != version:
        raise clash_of(content, sheet, criteria, scale)
    return _go_on(connection, sheet, content, by, at)


def touch(connection: Connection, round_id: int) -> None:
    """Raise the version of the round's data, which also holds the round until the commit."""
    if raised.one_or_none(connection, {"round_id": round_id}) is None:
        raise NotNow(_l("Scoring is closed."))


def _begin(connection: Connection, task: Task, content: SheetContent, by: User, at: datetime) -> Saved:
    values = content.values() | {"state": SheetState.DRAFT, "version": 1, "saved_at": at}
    begun = insert(SHEETS).values(assignment_id=task.assignment_id, **values)
    sheet_id = connection.scalar(begun.returning(SHEETS.c.id))
    kept.rows(connection, values | {"sheet_id": sheet_id, "saved_by_id": by.id})
    return Saved(1, at)


def _go_on(
    connection: Connection,
    sheet: Any,
    content: SheetContent,
    by: User,
    at: datetime,
) -> Saved:
    values = content.values() | {"version": sheet.version + 1, "saved_at": at}
    written.rows(connection, values | {"sheet": sheet.id})
    kept.rows(connection, values | {"sheet_id": sheet.id, "state": sheet.state, "saved_by_id": by.id})
    return Saved(sheet.version + 1, at)


def clash_of(mine: SheetContent, sheet: Any, criteria: Sequence[Scored], scale: Scale) -> Clash:
    """Return both versions of a sheet, field by field, in what they differ."""
    labels: dict[str, str] = {}
    for one in criteria:
        labels[f"score-{one.key}"] = one.name
        labels[f"comment-{one.key}"] = comment_name(one)
        labels[f"office-{one.key}"] = _("%(name)s: for the office", name=one.name)
    labels["note"] = _("The whole entry: for the chapter")
    labels["whole-office"] = _("The whole entry: for the office")
    typed, stored = (_read(one, sent_as(one, scale), criteria) for one in (mine, SheetContent.of(sheet)))
    names = [name for name in labels if typed.get(name, "") != stored.get(name, "")]
    rows = [(labels[name], typed.get(name, ""), stored.get(name, "")) for name in names]
    return Clash(rows, sheet.version, names)


def comment_name(criterion: Scored) -> str:
    """Return what the comment on a criterion is called; on the question of a qualifying round it is the reason."""
    if isinstance(criterion, Question):
        return _("Reason")
    return _("%(name)s: for the chapter", name=criterion.name)


def _read(said: SheetContent, sent: dict[str, str], criteria: Sequence[Scored]) -> dict[str, str]:
    """Return a sheet as people read it: a decision is a word, points are what the form sends."""
    words = {f"score-{one.key}": answer(said.scores.get(one.key)) for one in criteria if isinstance(one, Question)}
    return sent | {name: word for name, word in words.items() if word}


def sent_as(said: SheetContent, scale: Scale) -> dict[str, str]:
    """Return a sheet as its form sends it, by the names of the fields; what is empty is left out."""
    fields = {f"score-{key}": scale.text(steps) for key, steps in said.scores.items()}
    fields |= {f"comment-{key}" if key else "note": text for key, text in said.comments.items()}
    return fields | {f"office-{key}" if key else "whole-office": text for key, text in said.for_office.items()}
