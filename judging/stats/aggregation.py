"""The official result: exact sums in whole numbers, one division, places, ties, flags.

Nothing in the other modules changes what :func:`official_table` says.
"""

from collections.abc import Callable, Collection, Hashable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from judging.stats.by_code import (
    majority_of,
    majority_order,
    mean_of,
    median_of,
    trimmed_by_criterion_of,
    trimmed_of,
)
from judging.stats.codes import Codes
from judging.stats.listing import with_the_others
from judging.stats.methods import kept_sheets, majority_grades, mean, median, trimmed_mean
from judging.stats.placing import TOO_LARGE, Aggregated, Columns, scored, with_ties_broken
from judging.stats.rules import ScoringRules
from judging.stats.sheets import (
    Sheets,
    Sums,
    gather,
    incomplete_sheets,
    marks_of,
    sheet_points,
    sheet_totals,
)
from judging.stats.ties import ScoresOf, SheetsOf
from judging.stats.vocabulary import Dropped, Method

__all__ = [
    "incomplete_sheets",
    "kept_sheets",
    "majority_grades",
    "mean",
    "median",
    "official_of_sheets",
    "official_of_sums",
    "official_table",
    "ranked_sheets",
    "sheet_points",
    "sheet_totals",
    "trimmed_mean",
]


def official_table(
    scores: pd.DataFrame, rules: ScoringRules, *, entries: Collection[Hashable] | None = None
) -> pd.DataFrame:
    """Rank the entries by the rules.

    Parameters
    ----------
    scores : DataFrame of shape (n_scores, 4)
        See :func:`judging.stats.frames.check_scores`; whole numbers or categoricals are fastest.
    rules : ScoringRules
        Criteria with weights, unit, method, minimum of sheets, lines of awards, ladder.
    entries : collection of labels, optional
        Entries that exist, also those without scores.

    Returns
    -------
    DataFrame of shape (n_entries, 9), indexed by ``entry``, best first, equals by label
        ``place`` (Int64): 1, 2, 2, 4; NA without complete sheets, or with fewer than `min_sheets`
        where the rules exclude those. ``tied`` (bool): shares its place. ``sheets``: complete ones.
        ``numerator``, ``denominator`` (int64): the exact score in points, 0 / 0 without a place.
        ``value`` (float): their one division, NaN without a place. ``printed``: half-up, with as
        many decimals as tell unequal values apart (6 at most), None without a place. ``tie_step``:
        the rung of the ladder that set the entry apart from equals, else None. ``flags``: list of
        ``ENTRY_WITHOUT_SCORES``, ``BELOW_MIN_SHEETS``, ``INCOMPLETE_SHEET:<juror>``,
        ``TIE_AT_BOUNDARY`` (a tie across a line that the ladder left for the jury).

    Raises
    ------
    InvalidScores
        ``UNKNOWN_CRITERION``, ``DUPLICATE_SCORE``; ``TOO_FEW_SCORES`` when sheets are dropped and
        none would be left.
    OverflowError
        When the sums are too large for exact comparison.

    Notes
    -----
    With unit p / q the score is p · sum of totals / (q · sheets · W). Majority judgment prints its
    lower median and orders equal medians by the shares above and below.
    """
    sheets, incomplete = gather(scores, rules.weights)
    ranked = _ranked(sheets, lambda _tied: scores, rules)
    return with_the_others(ranked, _counted(sheets), incomplete, rules, entries)


def official_of_sums(sums: Sums, sheets_of: SheetsOf, scores: ScoresOf, rules: ScoringRules) -> pd.DataFrame:
    """Do :func:`official_of_sheets` where the rules take means, from sums that are made already.

    Parameters
    ----------
    sums : Sums
        Of the whole field, of complete sheets under the weights of `rules`; entries that exist and
        have no sheet are among them.
    sheets_of : callable
        See :class:`judging.stats.ties.Tied`; asked only when a tie crosses a line.
    scores : callable
        As in :func:`official_of_sheets`.
    rules : ScoringRules
        Their method is the mean.

    Returns
    -------
    DataFrame
        As :func:`official_table`.

    Raises
    ------
    OverflowError
        As :func:`official_table`.
    """
    counted = sums.of_enough(rules.min_sheets) if rules.exclude_below_min else sums
    some = counted.count > 0
    aggregated = counted.total[some], counted.count[some], None

    def sheets(mask: "NDArray[np.bool_] | None") -> Sheets:
        return _without_short(sheets_of(mask), rules)

    ranked = with_ties_broken(scored(counted.count, aggregated, rules), sums.entries, sheets, scores, rules)
    return with_the_others(ranked, sums, None, rules, None)


def official_of_sheets(sheets: Sheets, scores: ScoresOf, rules: ScoringRules) -> pd.DataFrame:
    """Do :func:`official_table` for sheets that are all complete and gathered already.

    Parameters
    ----------
    sheets : Sheets
        Sorted by entry and juror, under the weights of `rules`; labels of entries without a sheet
        are those of entries that exist and have none.
    scores : callable from labels of entries to a DataFrame
        The scores of these entries, asked for only when the ladder looks at single criteria.
    rules : ScoringRules
        As for :func:`official_table`.

    Returns
    -------
    DataFrame
        As :func:`official_table`.

    Raises
    ------
    InvalidScores, OverflowError
        As :func:`official_table`, but for what it finds in single scores.
    """
    return with_the_others(_ranked(sheets, scores, rules), _counted(sheets), None, rules, None)


def ranked_sheets(sheets: Sheets, scores: ScoresOf, rules: ScoringRules) -> pd.DataFrame:
    """Rank the entries by complete sheets that have been gathered already.

    Parameters
    ----------
    sheets : Sheets
        Complete sheets under the weights of `rules`, perhaps not all of them.
    scores : callable from labels of entries to a DataFrame of shape (n_scores, 4)
        The scores of these entries (others may be among them), for the rung of the ladder that
        looks at single criteria.
    rules : ScoringRules
        As for :func:`official_table`.

    Returns
    -------
    DataFrame indexed by entry code
        ``place``, ``tied``, ``sheets``, ``numerator``, ``denominator``, ``value``, ``printed`` and
        ``tie_step`` as in :func:`official_table`, of the entries that are ranked only.

    Raises
    ------
    InvalidScores, OverflowError
        As :func:`official_table`.
    """
    ranked = _ranked(sheets, scores, rules)
    texts = {name: pd.Series(ranked[name], dtype=object) for name in ("printed", "tie_step")}
    table = pd.DataFrame(ranked | texts).set_index("entry")
    return table.rename_axis(None)


def _ranked(sheets: Sheets, scores: ScoresOf, rules: ScoringRules) -> Columns:
    """Do :func:`ranked_sheets` in plain columns."""
    sheets = _without_short(sheets, rules)
    count = _counted(sheets).count
    if int(np.abs(sheets.total).max(initial=0)) * int(count.max(initial=0)) >= 2**63:
        raise OverflowError(TOO_LARGE)
    ranked = scored(count, _aggregated(sheets, scores, rules), rules)

    def sheets_of(mask: "NDArray[np.bool_] | None") -> Sheets:
        return sheets if mask is None else sheets.take(mask[sheets.entry])

    return with_ties_broken(ranked, sheets.entries, sheets_of, scores, rules)


def _counted(sheets: Sheets) -> Sums:
    """Return how many sheets each entry has; what they add up to is not asked."""
    count = np.bincount(sheets.entry, minlength=len(sheets.entries))
    return Sums(count, count, sheets.entries)


def _without_short(sheets: Sheets, rules: ScoringRules) -> Sheets:
    """Leave out the sheets of entries that the rules exclude for having too few."""
    if not rules.exclude_below_min:
        return sheets
    count = np.bincount(sheets.entry, minlength=len(sheets.entries))
    return sheets.take((count >= rules.min_sheets)[sheets.entry])


def _aggregated(sheets: Sheets, scores: ScoresOf, rules: ScoringRules) -> Aggregated:
    """Return sums, sizes and, where values alone do not order the entries, their order."""
    if rules.method is Method.TRIMMED and rules.drop_per is Dropped.CRITERION:
        weights = rules.weights[rules.weights > 0]
        marks = marks_of(sheets, scores(sheets.entries), weights.index)
        return *trimmed_by_criterion_of(sheets, marks, weights.to_numpy(), rules.drop), None
    if rules.method is Method.MAJORITY:
        grade, above, below, count = majority_of(sheets)
        return grade, np.ones_like(grade), majority_order(grade, above, below, count)
    plain: dict[Method, Callable[[Sheets], tuple[Codes, Codes]]] = {
        Method.MEAN: mean_of,
        Method.MEDIAN: median_of,
        Method.TRIMMED: lambda all_sheets: trimmed_of(all_sheets, rules.drop),
    }
    return *plain[rules.method](sheets), None
