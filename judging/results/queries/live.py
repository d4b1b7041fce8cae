"""The live figures of a closed round: always current, counted once for each version of its data.

Whatever changes a ranking – a sheet, an assignment, a conflict, an entry withdrawn – raises
``Round.data_version`` in its own transaction, so the version in the key is all there is to
invalidation; the names of jurors, which may change without a vote, are read each time. Who changes
a sheet beside the program raises no version: the stamp in the key is of the sheets themselves, and
over sheets that differ from their receipts nothing is counted. The official table comes first and
fast; the diagnostics are counted when they are asked for.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from judging.core.cache import Cache
from judging.editions.models import Round
from judging.editions.rulebook import current, ranked_areas, scoring_rules
from judging.jury.queries.vouching import compared_lately
from judging.results.queries import frames, totals
from judging.results.rules import why_not_counted, why_not_vouched
from judging.results.snapshot import EntryName, JurorName

if TYPE_CHECKING:
    import pandas as pd

    from judging.analysis.analyse import Analysis
    from judging.stats.rules import ScoringRules
    from judging.stats.sheets import Sheets

KEPT = 32  # the whole and each area of a few rounds
Key = tuple[str, str, int, str, str]
_tables: Cache["Counted"] = Cache(KEPT)
_analyses: Cache["Live"] = Cache(KEPT)


@dataclass(frozen=True)
class Counted:
    """The official table of a round, or of one area of it, with what it was counted from."""

    key: Key
    area: str  # "": the whole round
    rules: "ScoringRules"
    official: "pd.DataFrame"
    table: dict[str, Any]  # the same as a document whose other figures are unknown
    entries: list[EntryName]
    names: dict[str, EntryName]
    jurors: list[JurorName]
    scored: int  # scores on the sheets that count

    @property
    def version(self) -> int:
        """The version of the data it was counted from."""
        return self.key[2]


@dataclass(frozen=True)
class Live(Counted):
    """The same with everything that is said beside it."""

    scores: "pd.DataFrame"
    analysis: "Analysis"
    document: dict[str, Any]  # the analysis as the pages and the record read it


def counted(session: Session, round_: Round, area: str = "") -> Counted:
    """Return the official table as the sheets stand now."""
    key = _key(session, round_, area)
    table = _tables.made(key, lambda: _count(session, round_, key))
    return replace(table, jurors=frames.jurors_of(session, round_))


def live(session: Session, round_: Round, area: str = "") -> Live:
    """Return the official table with its diagnostics as the sheets stand now."""
    return analysed(session, round_, counted(session, round_, area))


def analysed(session: Session, round_: Round, table: Counted) -> Live:
    """Return a table that has just been read with its diagnostics."""
    found = _analyses.made(table.key, lambda: _analysed(session, round_, table))
    return replace(found, jurors=table.jurors)


def all_live(session: Session, round_: Round) -> list[Live]:
    """Return the whole round and, where awards are given by area, each area with entries."""
    whole = live(session, round_)
    areas = areas_with_entries(round_, whole.entries)
    return [whole, *(live(session, round_, area) for area in areas)]


def is_analysed(table: Counted) -> bool:
    """Tell whether :func:`analysed` would answer at once."""
    return table.key in _analyses


def areas_with_entries(round_: Round, entries: list[EntryName]) -> list[str]:
    """Return the areas that have a ranking of their own, in the order of the rules."""
    taken = {entry.area for entry in entries}
    return [area for area in ranked_areas(current(round_.edition)) if area in taken]


def _key(session: Session, round_: Round, area: str) -> Key:
    """Return what the figures depend on; refuses where sheets are not what was handed in."""
    found, stamp = compared_lately(session, round_)
    if refusal := why_not_vouched(found, named=False):
        raise refusal
    return str(session.get_bind().engine.url), round_.public_id, round_.data_version, area, stamp


def _count(session: Session, round_: Round, key: Key) -> Counted:
    from judging.analysis.document import official_document  # with pandas
    from judging.stats.problems import InvalidScores

    area = key[3]
    field = totals.read_field(session, round_, area)
    rules = scoring_rules(round_.edition, round_, area)
    try:
        official = _official(session, round_, field, rules)
    except InvalidScores as error:  # as many sheets are dropped as there are
        raise why_not_counted(round_) from error
    names = {entry.id: entry for entry in field.names}
    table = official_document(official, rules)
    scored = int(official["sheets"].sum()) * len(rules.criteria)
    return Counted(key, area, rules, official, table, field.names, names, [], scored)


def _official(session: Session, round_: Round, field: totals.Field, rules: "ScoringRules") -> "pd.DataFrame":
    """Count the official table: from sums where the rules take means, else from the sheets."""
    from judging.stats.aggregation import official_of_sheets, official_of_sums
    from judging.stats.vocabulary import Method

    def scores_of(tied: "pd.Index[Any]") -> "pd.DataFrame":
        return frames.score_frame(session, round_, tied)

    def sheets_of(mask: "totals.Mask | None") -> "Sheets":
        return totals.read_sheets(session, round_, field, mask)

    if rules.method is Method.MEAN:
        return official_of_sums(totals.read_sums(session, round_, field), sheets_of, scores_of, rules)
    return official_of_sheets(sheets_of(None), scores_of, rules)


def _analysed(session: Session, round_: Round, table: Counted) -> Live:
    from judging.analysis.analyse import analyse  # with scipy: only when asked for
    from judging.analysis.document import whole_document

    of_area = [entry.id for entry in table.entries] if table.area else None
    scores = frames.score_frame(session, round_, of_area)
    order = frames.order_frame(session, round_)
    analysis = analyse(scores, table.rules, official=table.official, order=order)
    document = whole_document(analysis)
    return Live(**vars(table), scores=scores, analysis=analysis, document=document)
