"""The snapshot that the pages of a closed round read: the frozen record where there is one, else the live one."""

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from judging.core.cache import Cache
from judging.editions.models import Edition, Round
from judging.editions.rulebook import current, ranked_areas
from judging.results.models import Ranking
from judging.results.queries.live import Counted, analysed, areas_with_entries, counted, is_analysed, live
from judging.results.queries.records import Stamp, frozen_ranking, is_as_frozen, newest_stamp
from judging.results.rules import why_not_record
from judging.results.snapshot import Document, EntryName, Frozen, Snapshot

if TYPE_CHECKING:
    import pandas as pd

KEPT = 32  # the whole and each area of a few records
FEW_SCORES = 4_000  # so many are analysed in the blink of an eye: the page waits for it
_records: Cache[Snapshot] = Cache(KEPT)


def snapshot_of(session: Session, edition: Edition, round_: Round, area: str = "") -> Snapshot:
    """Return what the pages of a closed round show now."""
    if stamp := newest_stamp(session, round_):
        return _of_record(session, round_, stamp, edition, area)
    now = live(session, round_, area)
    return _of_live(now, now.document, edition, now.scores)


def snapshot_at_once(session: Session, edition: Edition, round_: Round, area: str = "") -> Snapshot:
    """Return the same, but of many scores at first the official table alone: see ``pending``."""
    if stamp := newest_stamp(session, round_):
        return _of_record(session, round_, stamp, edition, area)
    table = counted(session, round_, area)
    if table.scored <= FEW_SCORES or is_analysed(table):
        now = analysed(session, round_, table)
        return _of_live(now, now.document, edition, now.scores)
    # the scores, a row each, are for what comes a moment later
    return _of_live(table, table.table, edition, scores=table.official[:0])


def areas_of(session: Session, edition: Edition, round_: Round) -> list[str]:
    """Return the areas of a closed round that have rankings of their own."""
    if not ranked_areas(current(edition)):
        return []
    if record := frozen_ranking(session, round_):
        taken = {row["area"] for row in record.entries}
        return [area for area in ranked_areas(current(edition)) if area in taken]
    return areas_with_entries(round_, counted(session, round_).entries)


def _of_live(table: Counted, document: Document, edition: Edition, scores: "pd.DataFrame") -> Snapshot:
    jurors, criteria = {juror.id: juror.name for juror in table.jurors}, _criteria(edition)
    return Snapshot(
        document,
        table.names,
        jurors,
        criteria,
        scores,
        table.rules,
        table.area,
        zone=edition.time_zone,
        source=table.key,
    )


def _criteria(edition: Edition) -> dict[str, str]:
    return {row["key"]: row["name"] for row in current(edition)["criteria"]}


def _of_record(session: Session, round_: Round, stamp: Stamp, edition: Edition, area: str) -> Snapshot:
    """Read a frozen record, which never changes, once."""
    made_at, digest = stamp

    def read() -> Snapshot:
        record = frozen_ranking(session, round_)
        assert record is not None
        if refusal := why_not_record(is_as_frozen(session, record)):
            raise refusal
        return _read(record, area)

    kept = _records.made((digest, area), read)
    return replace(
        kept,
        criteria=_criteria(edition),
        zone=edition.time_zone,
        frozen=Frozen(made_at, digest),
    )


def _read(record: Ranking, area: str) -> Snapshot:
    import pandas as pd  # only when figures are asked for

    from judging.stats.rules import ScoringRules

    document = record.areas[area] if area else record.analysis
    names = {row["id"]: EntryName(**row) for row in record.entries if not area or row["area"] == area}
    columns = ["entry", "juror", "criterion", "steps"]
    scores = pd.DataFrame([row for row in record.scores if row[0] in names], columns=columns)
    scores = scores.astype({**dict.fromkeys(columns[:3], "category"), "steps": "int64"})
    jurors = {juror["id"]: juror["name"] for juror in record.jurors}
    rules = ScoringRules.from_dict(document["rules"])
    return Snapshot(document, names, jurors, {}, scores, rules, area, source=record.digest)
