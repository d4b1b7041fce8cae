"""Score sheets, their revisions and receipts."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from judging.editions.models import Criterion, Round
from judging.editions.parts.qualifying import Question
from judging.editions.rulebook import scoring_rules, weights_in
from judging.invariants.registry import counted, invariant, records
from judging.jury import receipts, rules, scales
from judging.jury.models import Assignment, ScoreSheet, SheetRevision, SheetState
from judging.jury.operations.saving import SAID
from judging.jury.queries import vouching

LOADED = joinedload(ScoreSheet.assignment).options(joinedload(Assignment.round), joinedload(Assignment.entry_version))


def _sheets(session: Session, *, submitted: bool = False) -> Iterator[ScoreSheet]:
    query = select(ScoreSheet).options(LOADED)
    if submitted:
        query = query.where(ScoreSheet.state == SheetState.SUBMITTED)
    yield from session.scalars(query)


@invariant("a submitted sheet is complete")
def complete(session: Session) -> Iterator[str]:
    """Yield sheets handed in by halves."""
    for sheet in _sheets(session, submitted=True):
        if rules.gaps(_asked(sheet.assignment.round), sheet.scores, sheet.comments):
            yield f"score_sheet:{sheet.id}"


@invariant("the total of a submitted sheet is the sum of its scores by the frozen weights")
def totals(session: Session) -> Iterator[str]:
    """Yield sheets whose kept total is not what their scores come to."""
    weights = cache(_frozen_weights)
    for sheet in _sheets(session, submitted=True):
        total, _weights = scales.weighted(sheet.scores, weights(sheet.assignment.round))
        if sheet.total != total:
            yield f"score_sheet:{sheet.id}"


def _frozen_weights(round_: Round) -> dict[str, int]:
    if round_.qualifies:
        return weights_in(round_)
    return {rule.name: rule.weight for rule in scoring_rules(round_.edition, round_).criteria}


def _asked(round_: Round) -> Sequence[Criterion | Question]:
    """Return what the sheets of a round ask: its criteria, or the one question of a qualifying round."""
    return [Question(reason_on_no=round_.no_needs_reason)] if round_.qualifies else round_.criteria


@invariant("every score is on the scale of its criterion")
def on_scale(session: Session) -> Iterator[str]:
    """Yield sheets with a score that the scale does not have."""
    for sheet in _sheets(session):
        round_ = sheet.assignment.round
        scale = scales.of_round(round_, _asked(round_))
        allowed = {key: scale.allowed(key) for key in scale.steps}
        if any(steps not in allowed.get(key, ()) for key, steps in sheet.scores.items()):
            yield f"score_sheet:{sheet.id}"


@invariant("the receipt of every submitted sheet recomputes")
def receipts_recompute(session: Session) -> Iterator[str]:
    """Yield sheets that are not what the juror handed in."""
    for sheet in _sheets(session, submitted=True):
        assignment = sheet.assignment
        assert sheet.submitted_at is not None
        content = receipts.ReceiptContent(
            assignment.public_id,
            assignment.entry_version.digest,
            sheet.scores,
            sheet.comments,
            sheet.for_office,
            sheet.submitted_at,
        )
        if receipts.receipt(sheet.salt or "", content) != sheet.receipt:
            yield f"score_sheet:{sheet.id}"


@invariant("the receipt of every submitted sheet stands in the history, and no other was handed in")
def in_history(session: Session) -> Iterator[str]:
    """Yield sheets that are not what their last act says, and rounds in which one is lost or the root another."""
    for round_ in session.scalars(select(Round)):
        found = vouching.compared_in_full(session, round_)
        yield from (f"score_sheet:{sheet.sheet_id}" for sheet in found.changed)
        if found.lost or found.root_differs:
            yield f"round:{round_.id}"


@invariant("the root over the receipts of a closed round recomputes")
def roots(session: Session) -> Iterator[str]:
    """Yield rounds in which a receipt was changed, added or lost."""
    for round_ in session.scalars(select(Round).where(Round.receipts_root.is_not(None))):
        query = select(ScoreSheet.receipt).join(ScoreSheet.assignment)
        found = session.scalars(query.where(Assignment.round_id == round_.id, ScoreSheet.receipt.is_not(None)))
        if receipts.root(str(receipt) for receipt in found) != round_.receipts_root:
            yield f"round:{round_.id}"


@invariant("every version of a sheet is kept as a revision")
def revisions(session: Session) -> Iterator[str]:
    """Yield sheets with a lost revision, or one that is newer than the sheet."""
    kept: defaultdict[int, list[int]] = defaultdict(list)
    for sheet_id, version in session.execute(select(SheetRevision.sheet_id, SheetRevision.version)):
        kept[sheet_id].append(version)
    for sheet_id, version in session.execute(select(ScoreSheet.id, ScoreSheet.version)):
        if len(kept[sheet_id]) != version or not counted(kept[sheet_id]):
            yield f"score_sheet:{sheet_id}"


@invariant("the newest revision of a sheet is the sheet")
def newest_revisions(session: Session) -> Iterator[str]:
    """Yield sheets changed beside their revisions."""
    query = select(ScoreSheet, SheetRevision).join(
        SheetRevision,
        (SheetRevision.sheet_id == ScoreSheet.id) & (SheetRevision.version == ScoreSheet.version),
    )
    for sheet, revision in session.execute(query):
        if any(getattr(sheet, name) != getattr(revision, name) for name in SAID):
            yield f"score_sheet:{sheet.id}"


@invariant("no sheet was handed in after its round was closed")
def in_time(session: Session) -> Iterator[str]:
    """Yield sheets that came too late."""
    query = select(ScoreSheet).join(ScoreSheet.assignment).join(Assignment.round)
    return records(session, query.where(ScoreSheet.submitted_at > Round.closed_at))
