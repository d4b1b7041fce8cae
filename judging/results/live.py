"""The live figures of a closed round: always current, counted once for each version of its data.

Every save of a sheet raises ``Round.data_version`` in its own transaction, so the version in
the key is all there is to invalidation. The official table comes first and fast; the diagnostics
are counted when they are asked for. Of each, one computation at a time; a few results are kept.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy.orm import Session

from judging.editions.models import Round
from judging.editions.rulebook import current, ranked_areas, scoring_rules
from judging.results import frames

if TYPE_CHECKING:
    import pandas as pd

    from judging.results.analysis import Analysis
    from judging.stats.rules import ScoringRules

KEPT = 8
Made = TypeVar("Made")
Key = tuple[str, str, int, str]


class Newest(Generic[Made]):
    """A few results by key, made one at a time; the one used least is forgotten."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: OrderedDict[Key, Made] = OrderedDict()
        self._one_at_a_time = threading.Lock()

    def __contains__(self, key: Key) -> bool:
        return key in self._made

    def get(self, key: Key, make: Callable[[], Made]) -> Made:
        """Return what was made under this key, or make it."""
        with self._one_at_a_time:
            if key not in self._made:
                self._made[key] = make()
                while len(self._made) > self._most:
                    self._made.popitem(last=False)
            self._made.move_to_end(key)
            return self._made[key]


_tables: Newest["Counted"] = Newest(KEPT)
_analyses: Newest["Live"] = Newest(KEPT)


@dataclass(frozen=True)
class Counted:
    """The official table of a round, or of one area of it, with what it was counted from."""

    version: int
    area: str  # "": the whole round
    scores: "pd.DataFrame"
    rules: "ScoringRules"
    official: "pd.DataFrame"
    entries: list[frames.EntryName]
    jurors: list[frames.JurorName]


@dataclass(frozen=True)
class Live(Counted):
    """The same with everything that is said beside it."""

    analysis: "Analysis"

    @cached_property
    def document(self) -> dict[str, Any]:
        """The analysis as the pages and the record read it, made once."""
        return self.analysis.to_dict()


def counted(session: Session, round_: Round, area: str = "") -> Counted:
    """Return the official table as the sheets stand now."""
    return _tables.get(_key(session, round_, area), lambda: _count(session, round_, area))


def live(session: Session, round_: Round, area: str = "") -> Live:
    """Return the official table with its diagnostics as the sheets stand now."""
    table = counted(session, round_, area)
    return _analyses.get(_key(session, round_, area), lambda: _analysed(session, round_, table))


def all_live(session: Session, round_: Round) -> list[Live]:
    """Return the whole round and, where awards are given by area, each area with entries."""
    whole = live(session, round_)
    areas = areas_with_entries(round_, whole.entries)
    return [whole, *(live(session, round_, area) for area in areas)]


def is_analysed(session: Session, round_: Round, area: str = "") -> bool:
    """Tell whether :func:`live` would answer at once."""
    return _key(session, round_, area) in _analyses


def areas_with_entries(round_: Round, entries: list[frames.EntryName]) -> list[str]:
    """Return the areas that have a ranking of their own, in the order of the rules."""
    taken = {entry.area for entry in entries}
    return [area for area in ranked_areas(current(round_.edition)) if area in taken]


def _key(session: Session, round_: Round, area: str) -> Key:
    return str(session.get_bind().engine.url), round_.public_id, round_.data_version, area


def _count(session: Session, round_: Round, area: str) -> Counted:
    from judging.stats.aggregation import official_table  # with pandas: only when asked for

    version = round_.data_version
    scores = frames.score_frame(session, round_)
    entries = frames.entries_of(session, round_)
    if area:
        entries = [entry for entry in entries if entry.area == area]
        scores = frames.of_entries(scores, [entry.id for entry in entries])
    rules = scoring_rules(round_.edition, round_, area)
    official = official_table(scores, rules, entries=[entry.id for entry in entries])
    jurors = frames.jurors_of(session, round_)
    return Counted(version, area, scores, rules, official, entries, jurors)


def _analysed(session: Session, round_: Round, table: Counted) -> Live:
    from judging.results.analysis import analyse  # with scipy: only when asked for

    order = frames.order_frame(session, round_)
    analysis = analyse(table.scores, table.rules, official=table.official, order=order)
    return Live(**vars(table), analysis=analysis)
