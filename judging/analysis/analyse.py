"""Everything that is said of one round: the official table and, beside it, how far to trust it.

The one place where the statistics are put together; the pages, the pack and `judging rank` all read
:func:`judging.analysis.document.whole_document`. The diagnostics never change the official table.
"""

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from judging.analysis.agreement import agreement_figures
from judging.analysis.complete_sheets import CompleteSheets, lines_of, read_complete_sheets
from judging.analysis.criteria import change_of_weights, criterion_figures
from judging.analysis.entries import entry_figures, why_no_chances
from judging.analysis.fingerprint import input_sha256, seed_of
from judging.analysis.fits import Fits, fit_models, sheet_figures
from judging.analysis.flags import entry_flags, general_flags, juror_flags
from judging.analysis.jurors import juror_figures, trend_figures
from judging.analysis.leave_one_out import why_not_recounted
from judging.stats.aggregation import official_table
from judging.stats.rules import ScoringRules
from judging.stats.vocabulary import Diagnostics, Flag, Missing, Stage


@dataclass(frozen=True)
class Analysis:
    """The result of one round with its diagnostics; every frame is indexed by labels.

    Attributes
    ----------
    official : DataFrame indexed by entry
        See :func:`judging.stats.aggregation.official_table`.
    entries, jurors, criteria : DataFrame
        See :mod:`judging.analysis.entries` and its neighbours; entries follow the order of `official`.
    profile : DataFrame of shape (n_entries, n_criteria that count)
        Mean points on each criterion, over complete sheets.
    sheets : DataFrame
        ``entry``, ``juror``, ``points``, ``residual``, ``studentised`` of every complete sheet.
    agreement : dict
        Reliability of the panel mean, concordance, components of variance.
    trend : dict or None
        ``slope``, ``low``, ``high`` and ``df`` of points on the position in the juror's order.
    change : dict or None
        The least change of weights that dethrones the first: ``leader``, ``rival``, ``change`` (sum
        of what all shares gain and lose), ``shares`` by criterion.
    lines : dict
        ``main`` and ``honoured``: how many entries the chances are about; ``declared``: whether
        the rules say so (else they are about the first place).
    unknown : dict
        Why figures that somebody may look for are missing, by their name: ``chances``,
        ``without_jurors``, ``reliability``; the ones that are known are not in it.
    flags : tuple of str
        All flags; those about an entry, a juror or a sheet name it after a colon.
    rules : ScoringRules
    input_sha256 : str
        Fingerprint of scores and rules; its first 64 bits are the seed of every draw.
    """

    official: pd.DataFrame
    entries: pd.DataFrame
    jurors: pd.DataFrame
    criteria: pd.DataFrame
    profile: pd.DataFrame
    sheets: pd.DataFrame
    agreement: dict[str, Any]
    trend: dict[str, Any] | None
    change: dict[str, Any] | None
    lines: dict[str, Any]
    unknown: dict[str, Missing]
    flags: tuple[str, ...]
    rules: ScoringRules
    input_sha256: str


def analyse(
    scores: pd.DataFrame,
    rules: ScoringRules,
    *,
    entries: Collection[Hashable] | None = None,
    official: pd.DataFrame | None = None,
    order: pd.DataFrame | None = None,
    drawn_by: str | None = None,
    asked: Diagnostics = Diagnostics.ALL,
    tell: Callable[[Stage], None] = lambda _stage: None,
) -> Analysis:
    """Count the official result and everything that is said beside it.

    Parameters
    ----------
    scores : DataFrame of shape (n_scores, 4)
        See :func:`judging.stats.frames.check_scores`.
    rules : ScoringRules
        Criteria, weights, method, lines of awards.
    entries : collection of labels, optional
        Entries that exist, also those without scores.
    official : DataFrame, optional
        The official table of these scores, where it has been counted already.
    order : DataFrame, optional
        ``entry``, ``juror``, ``position``: where each entry stood in each juror's own order.
    drawn_by : str, optional
        Fingerprint that seeds the draws, to repeat those of a record with other labels; by default
        that of these scores and rules.
    asked : Diagnostics
        How much is counted beside the official result.
    tell : callable, optional
        Told what is being counted, before each part that may take a while.

    Returns
    -------
    Analysis
        The same for the same scores and rules, bit for bit, whatever the order of the rows.

    Raises
    ------
    InvalidScores, OverflowError
        As :func:`judging.stats.aggregation.official_table`.
    """
    tell(Stage.PLACES)
    if official is None:
        official = official_table(scores, rules, entries=entries)
    fingerprint = input_sha256(scores, rules)
    complete = read_complete_sheets(scores, rules)
    tell(Stage.MODEL)
    fits = None if asked is Diagnostics.NONE else fit_models(complete)
    tell(Stage.CHANCES)
    rng = np.random.default_rng(seed_of(drawn_by or fingerprint))
    of_entries = entry_figures(complete, fits, rng, _places(official, complete), asked)
    inside = official.index[(official["place"] <= complete.line).fillna(value=False)]
    winners = sorted(complete.entries.get_indexer(inside).tolist())
    tell(Stage.JURORS)
    of_jurors = juror_figures(complete, fits, winners, asked)
    of_sheets = sheet_figures(complete, fits)
    tell(Stage.AGREEMENT)
    agreement = agreement_figures(complete, fits, asked)
    of_jurors["flags"] = juror_flags(of_jurors, of_sheets, complete)
    own = entry_flags(of_sheets, official, of_entries, complete)
    tell(Stage.CRITERIA)
    flags = zip(official.index, official["flags"], strict=True)
    raised = [[*flagged, *own.get(entry, [])] for entry, flagged in flags]
    official = official.assign(flags=pd.Series(raised, index=official.index, dtype=object))
    return Analysis(
        official=official,
        entries=_labelled(of_entries, complete.entries, "entry").reindex(official.index),
        jurors=_named_entries(_labelled(of_jurors, complete.jurors, "juror"), complete),
        criteria=_criteria(complete, winners, rules, asked),
        profile=_profile(complete).reindex(official.index),
        sheets=_labelled_sheets(of_sheets, complete),
        agreement=agreement,
        trend=trend_figures(complete, order),
        change=_change(complete) if asked is Diagnostics.ALL else None,
        lines=lines_of(rules),
        unknown=_unknown(complete, fits, agreement, asked),
        flags=general_flags(official, of_jurors, agreement, complete),
        rules=rules,
        input_sha256=fingerprint,
    )


def _places(official: pd.DataFrame, complete: CompleteSheets) -> "pd.Series[float]":
    """Return the official places by entry code."""
    ranked = official["place"].dropna().astype(float)
    return ranked.set_axis(complete.entries.get_indexer(ranked.index))


def _unknown(
    complete: CompleteSheets, fits: Fits | None, agreement: dict[str, Any], asked: Diagnostics
) -> dict[str, Missing]:
    """Tell why figures are missing."""
    recounted = why_not_recounted(complete)
    reasons = {
        "chances": why_no_chances(complete, fits, asked),
        "without_jurors": recounted if asked is Diagnostics.ALL else Missing.NOT_ASKED,
    }
    if asked is Diagnostics.NONE:
        reasons["reliability"] = Missing.NOT_ASKED
    elif fits is not None and fits.mixed is None:
        reasons["reliability"] = Missing.TOO_LARGE
    elif Flag.DISCONNECTED in agreement["flags"]:
        reasons["reliability"] = Missing.DISCONNECTED
    return {figure: why for figure, why in reasons.items() if why is not None}


def _criteria(complete: CompleteSheets, winners: list[int], rules: ScoringRules, asked: Diagnostics) -> pd.DataFrame:
    """Return the figures of all criteria, also of those that are only shown."""
    table = criterion_figures(complete, winners, asked)
    table.index = pd.Index([criterion.name for criterion in complete.criteria], name="criterion")
    weights = rules.weights
    return _named_entries(table.reindex(weights.index), complete).assign(weight=weights)


def _profile(complete: CompleteSheets) -> pd.DataFrame:
    """Return mean points by entry and criterion."""
    profile = _labelled(complete.profile, complete.entries, "entry")
    return profile.set_axis([criterion.name for criterion in complete.criteria], axis=1)


def _change(complete: CompleteSheets) -> dict[str, Any] | None:
    """Return the change of weights that dethrones the first, with labels of entries."""
    found = change_of_weights(complete)
    if found is None:
        return None
    labels = {name: complete.entries[found[name]] for name in ("leader", "rival")}
    shares = dict(zip([c.name for c in complete.criteria], found["shares"], strict=True))
    return {**labels, "change": found["change"], "shares": shares}


def _labelled(table: pd.DataFrame, labels: "pd.Index[Any]", name: str) -> pd.DataFrame:
    """Put labels in place of codes."""
    return table.set_axis(labels.take(table.index.to_numpy()).rename(name), axis=0)


def _named_entries(table: pd.DataFrame, complete: CompleteSheets) -> pd.DataFrame:
    """Put labels into the columns that list entries."""
    for name in {"gained", "lost"} & set(table.columns):
        named = [
            complete.entries.take(list(codes)).tolist() if isinstance(codes, tuple) else None for codes in table[name]
        ]
        table[name] = pd.Series(named, index=table.index, dtype=object)
    return table


def _labelled_sheets(sheets: pd.DataFrame, complete: CompleteSheets) -> pd.DataFrame:
    """Put labels into the sheets."""
    return pd.DataFrame(
        {
            "entry": complete.entries.take(sheets["entry"].to_numpy()),
            "juror": complete.jurors.take(sheets["juror"].to_numpy()),
            **{name: sheets[name] for name in ("points", "residual", "studentised")},
        }
    )
