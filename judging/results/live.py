"""The live analysis of a closed round: always current, computed once for each version of its data.

Every save of a sheet raises ``Round.data_version`` in its own transaction, so the version in
the key is all there is to invalidation. One computation at a time; a few results are kept.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from judging.editions.models import Round
from judging.editions.rulebook import scoring_rules
from judging.results import frames

if TYPE_CHECKING:
    import pandas as pd

    from judging.results.analysis import Analysis
    from judging.stats.rules import ScoringRules

KEPT = 8
_analyses: "OrderedDict[tuple[str, str, int], Live]" = OrderedDict()
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Live:
    """An analysis with what it was made from."""

    version: int
    scores: "pd.DataFrame"
    rules: "ScoringRules"
    analysis: "Analysis"
    entries: list[frames.EntryName]
    jurors: list[frames.JurorName]

    @cached_property
    def document(self) -> dict[str, Any]:
        """The analysis as the pages and the record read it, made once."""
        return self.analysis.to_dict()


def live(session: Session, round_: Round) -> Live:
    """Return the analysis of the round as its sheets stand now."""
    database = str(session.get_bind().engine.url)
    key = (database, round_.public_id, round_.data_version)
    with _one_at_a_time:
        if key not in _analyses:
            _analyses[key] = _compute(session, round_)
            while len(_analyses) > KEPT:
                _analyses.popitem(last=False)
        _analyses.move_to_end(key)
        return _analyses[key]


def _compute(session: Session, round_: Round) -> Live:
    from judging.results.analysis import analyse  # with pandas and scipy: only when asked for

    version = round_.data_version
    scores = frames.score_frame(session, round_)
    rules = scoring_rules(round_.edition, round_)
    entries = frames.entries_of(session, round_)
    order = frames.order_frame(session, round_)
    analysis = analyse(scores, rules, entries=[entry.id for entry in entries], order=order)
    return Live(version, scores, rules, analysis, entries, frames.jurors_of(session, round_))
