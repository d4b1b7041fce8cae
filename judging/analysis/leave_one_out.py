"""Who would win otherwise: each question counted by the very function of the official result.

So no page can name other winners than the rules would: the ladder breaks ties on a prize line here
as it does there. Answers are in codes of the complete.
"""

from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pandas as pd

from judging.analysis.complete_sheets import CompleteSheets
from judging.stats.aggregation import official_table, ranked_sheets
from judging.stats.problems import InvalidScores
from judging.stats.rules import ScoringRules
from judging.stats.sheets import Sheets
from judging.stats.thresholds import (
    FEWEST_JURORS_FOR_CHANCE,
    RECOUNTED_JURORS,
    RECOUNTED_SHEETS,
)
from judging.stats.vocabulary import Method, Missing


def sheets_of(complete: CompleteSheets) -> Sheets:
    """Return the complete sheets as the official result is counted from."""
    entry, juror, total = (complete.sheets[name].to_numpy() for name in ("entry", "juror", "total"))
    return Sheets(entry, juror, total, complete.entries, complete.jurors)


def under_method(rules: ScoringRules, method: Method) -> ScoringRules:
    """Return the rules with another method; one that drops sheets drops one at either end."""
    drop = (1, 1) if method == Method.TRIMMED != rules.method and not any(rules.drop) else rules.drop
    best = rules.best if method == rules.method else 0
    return replace(rules, method=method, drop=drop, best=best)


def places_of(complete: CompleteSheets, sheets: Sheets, rules: ScoringRules) -> "pd.Series[int] | None":
    """Return the place of each entry (code) under some rules; None where they cannot be counted."""
    try:
        return ranked_sheets(sheets, lambda _tied: complete.scores, rules)["place"]
    except InvalidScores:  # as many sheets are dropped as there are
        return None


def without_jurors(complete: CompleteSheets, winners: Collection[int]) -> pd.DataFrame:
    """Count the round without each juror in turn.

    Parameters
    ----------
    complete : CompleteSheets
        The complete sheets.
    winners : collection of int
        Codes of the entries that stand in the main prizes.

    Returns
    -------
    DataFrame indexed by juror code
        ``gained`` and ``lost``: tuples of entry codes that would come into the main prizes and drop
        out of them; ``pivotal``: whether any would drop out. All None where the rules cannot be
        counted without the juror; no row below three jurors, and where they are too many.
    """
    sheets = sheets_of(complete)
    jurors = np.unique(sheets.juror)
    if why_not_recounted(complete) is not None:
        jurors = jurors[:0]
    rows = []
    for juror in jurors:
        places = places_of(complete, sheets.take(sheets.juror != juror), complete.rules)
        rows.append(_changes(places, complete.line, winners))
    return pd.DataFrame(rows, index=jurors, columns=["gained", "lost", "pivotal"], dtype=object)


def why_not_recounted(complete: CompleteSheets) -> Missing | None:
    """Tell why the round is not counted without each juror; None where it is."""
    jurors = complete.shape[1]
    if jurors < FEWEST_JURORS_FOR_CHANCE:
        return Missing.TOO_FEW_JURORS
    many = jurors > RECOUNTED_JURORS or jurors * len(complete.sheets) > RECOUNTED_SHEETS
    return Missing.TOO_LARGE if many else None


def without_criteria(complete: CompleteSheets, winners: Collection[int]) -> pd.DataFrame:
    """Count the round without each criterion in turn, as if its weight were 0.

    Returns
    -------
    DataFrame indexed by the number of the criterion
        ``gained`` and ``lost`` as in :func:`without_jurors`; None for a single criterion.
    """
    rows = []
    for number, criterion in enumerate(complete.criteria):
        places = None
        if len(complete.criteria) > 1:
            less = tuple(
                replace(one, weight=0) if one.name == criterion.name else one for one in complete.rules.criteria
            )
            places = _places_under(complete, number, replace(complete.rules, criteria=less))
        rows.append(_changes(places, complete.line, winners))
    return pd.DataFrame(rows, columns=["gained", "lost", "pivotal"], dtype=object)


def by_methods(complete: CompleteSheets) -> pd.DataFrame:
    """Return the places that the methods which may be official would give, by entry code.

    Returns
    -------
    DataFrame of shape (n_entries, 4), columns :class:`Method`
        Places 1, 2, 2, 4 as floats; NaN where a method cannot be counted.
    """
    sheets = sheets_of(complete)
    index = pd.Index(np.unique(sheets.entry), name="entry")
    found = {}
    for method in Method:
        places = places_of(complete, sheets, under_method(complete.rules, method))
        found[method] = pd.Series(np.nan, index=index) if places is None else places.astype(float)
    return pd.DataFrame(found, index=index)


def _places_under(complete: CompleteSheets, number: int, rules: ScoringRules) -> "pd.Series[int] | None":
    """Count without a criterion; sheets that lacked only that one would then be complete."""
    if complete.incomplete:
        try:
            table = official_table(complete.scores, rules)
        except InvalidScores:
            return None
        places = table["place"].set_axis(complete.entries.get_indexer(table.index)).dropna()
        return places.astype(int)
    sheets = sheets_of(complete)
    total = sheets.total - complete.criteria[number].weight * complete.marks[:, number]
    return places_of(complete, replace(sheets, total=total), rules)


def _changes(
    places: "pd.Series[int] | None", line: int, winners: Collection[int]
) -> tuple[tuple[int, ...] | None, tuple[int, ...] | None, bool | None]:
    """Return who comes in, who drops out, and whether anybody does."""
    if places is None:
        return None, None, None
    now = set(places.index[places <= line].tolist())
    gained, lost = sorted(now.difference(winners)), sorted(set(winners) - now)
    return tuple(gained), tuple(lost), bool(lost)
