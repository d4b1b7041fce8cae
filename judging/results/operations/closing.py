"""Closing a round, and freezing its ranking: from then on the chapter decides on that record."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from importlib.metadata import version

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.fingerprints import fingerprint
from judging.core.i18n import _l
from judging.core.refusals import NotNow
from judging.editions.models import Edition, Round
from judging.editions.queries import jury
from judging.jury.queries import chapter, progress
from judging.jury.queries.vouching import compared_in_full
from judging.jury.receipts import root
from judging.jury.rules import Completeness
from judging.notifications.operations.outbox import enqueue
from judging.results import rules
from judging.results.models import Interim, InterimStep, Ranking
from judging.results.queries import next_round, records
from judging.results.queries.live import Live


def close_round(session: Session, round_: Round, *, reason: str, by: User, at: datetime) -> None:
    """End the scoring; one root over all receipts fixes every sheet from now on.

    Before its time, or with sheets missing, chair and jurors are told of it at once.
    """
    facts = progress.completeness(session, round_)
    ready = rules.why_not_ready(chapter.chapter_of(session, round_.edition, round_), reason)
    if refusal := rules.why_not_close(round_, facts, reason, at) or ready:
        raise refusal
    vouch(session, round_)
    round_.closed_at, round_.closed_by_id = at, by.id
    round_.receipts_root = root(records.receipts(session, round_))
    round_.data_version += 1
    told = 0
    if rules.is_early(round_, facts, at):
        told = _tell(session, round_, Interim.CLOSED_EARLY, facts, reason=reason, by=by, at=at)
    record(
        session,
        Action.ROUND_CLOSED,
        round_,
        by=by,
        at=at,
        edition_id=round_.edition_id,
        missing=facts.missing,
        submitted=facts.submitted,
        told=told,
        reason=reason,
        receipts_root=round_.receipts_root,
    )


def _tell(
    session: Session, round_: Round, kind: Interim, facts: Completeness, *, reason: str, by: User, at: datetime
) -> int:
    """Note a step after which interim results may be known; write to chair and jurors, return to how many."""
    edition, members = round_.edition, jury(session, round_.edition)
    step = InterimStep(
        round_id=round_.id,
        kind=kind,
        at=at,
        by_id=by.id,
        submitted=facts.submitted,
        missing=facts.missing,
        before_time=at < round_.closes_at,
        shown_since=round_.closed_at if kind is Interim.REOPENED else None,
        told=len({seat.user_id for seat in members}),
        reason=reason,
    )
    session.add(step)
    session.flush()
    for seat in members:
        enqueue(
            session,
            f"round-{kind}",
            to=seat.user,
            at=at,
            occasion=f"interim-step:{step.id}",
            edition_id=edition.id,
            edition=edition.name,
            zone=edition.time_zone,
            who=by.name,
            when=at.isoformat(),
            submitted=step.submitted,
            missing=step.missing,
            before_time=step.before_time,
            closes=round_.closes_at.isoformat(),
            since=step.shown_since.isoformat() if step.shown_since else "",
            reason=reason,
            qualifies=round_.qualifies,
        )
    return step.told


def vouch(session: Session, round_: Round, *, named: bool = True) -> None:
    """Compare every sheet with its receipt, the root and the history; refuse, naming what differs."""
    if refusal := rules.why_not_vouched(compared_in_full(session, round_), named=named):
        raise refusal


def vouch_for_record(session: Session, ranking: Ranking, *, named: bool = True) -> None:
    """Compare a frozen record with its fingerprint and with the history, then the sheets it was counted from."""
    session.refresh(ranking)
    if refusal := rules.why_not_record(records.is_as_frozen(session, ranking)):
        raise refusal
    vouch(session, ranking.round, named=named)


def reopen_round(session: Session, edition: Edition, round_: Round, *, reason: str, by: User, at: datetime) -> None:
    """Open a closed round again; its scores could be looked at, so chair and jurors are told at once.

    The root of its receipts stays in the history.
    """
    frozen, went_on = records.is_frozen(session, round_), next_round.went_on_from(session, round_)
    if refusal := rules.why_not_reopen(edition, round_, frozen, reason, went_on=went_on):
        raise refusal
    facts = progress.completeness(session, round_)
    told = _tell(session, round_, Interim.REOPENED, facts, reason=reason, by=by, at=at)
    round_.closed_at = round_.closed_by_id = round_.receipts_root = None
    round_.data_version += 1
    record(
        session,
        Action.ROUND_REOPENED,
        round_,
        by=by,
        at=at,
        edition_id=edition.id,
        missing=facts.missing,
        submitted=facts.submitted,
        told=told,
        reason=reason,
    )


def freeze(
    session: Session,
    edition: Edition,
    round_: Round,
    live: Sequence[Live],
    *,
    by: User,
    at: datetime,
    seen: int,
) -> Ranking:
    """Close the results: keep input, rules and output of one computation for ever.

    ``live`` is :func:`judging.results.queries.live.all_live`, computed before the writing transaction
    begins; when the data have changed since, or since the version that the secretary has ``seen``,
    the operation refuses and leaves no trace.
    """
    if refusal := rules.why_not_freeze(edition, round_, records.is_frozen(session, round_)):
        raise refusal
    vouch(session, round_)
    if {seen, *(one.version for one in live)} != {round_.data_version}:
        raise NotNow(_l("The data have changed since you looked at the ranking. Look at it again."))
    content = frozen_content(live)
    ranking = Ranking(
        round_id=round_.id,
        number=1,
        made_at=at,
        made_by_id=by.id,
        software=_software(),
        input_sha256=live[0].analysis.input_sha256,
        digest=fingerprint(content),
        **content,
    )
    session.add(ranking)
    record(
        session,
        Action.RANKING_FROZEN,
        ranking,
        by=by,
        at=at,
        edition_id=edition.id,
        digest=ranking.digest,
        input_sha256=ranking.input_sha256,
    )
    return ranking


def frozen_content(live: Sequence[Live]) -> dict[str, object]:
    """Return what a ranking keeps, JSON-safe: its digest is over exactly this."""
    whole, *areas = live
    columns = ["entry", "juror", "criterion", "steps"]
    scores = whole.scores[columns].astype(dict.fromkeys(columns[:3], str))
    return {
        "rules": whole.rules.to_dict(),
        "scores": sorted(scores.to_numpy().tolist()),
        "entries": [asdict(entry) for entry in whole.entries],
        "jurors": [asdict(juror) for juror in whole.jurors],
        "analysis": whole.document,
        "areas": {one.area: one.document for one in areas},
    }


def _software() -> str:
    return f"judging {version('judging')}"
