"""Kinds of cases about agreement: ICC, G study, Kendall's W, alpha, ranks, incomplete ranks."""

from dataclasses import asdict
from typing import Any

import pandas as pd

from judging.stats.agreement import GStudy, g_study, icc
from judging.stats.alpha import krippendorff_alpha
from judging.stats.concordance import durbin, juror_against_rest, kendall_w, votes_against
from judging.stats.habits import z_scores
from tests.stats.published.cases import Adapter
from tests.stats.published.reading import score_table, sheets_of


def correlations(table: pd.DataFrame) -> dict[str, float]:
    """Return the six forms of the intraclass correlation."""
    return {form: found.value for form, found in icc(table).forms.items()}


def _intervals(table: pd.DataFrame) -> dict[str, Any]:
    forms = icc(table).forms
    bare = {form: [found.low, found.high] for form, found in forms.items()}
    return bare | {f"{form}_ci": interval for form, interval in bare.items()}


def _mean_squares(table: pd.DataFrame) -> dict[str, float]:
    found = icc(table).mean_squares
    return {
        "BMS": found.between_entries,
        "JMS": found.between_jurors,
        "EMS": found.error,
        "WMS": found.within_entries,
    }


ICC = Adapter(
    score_table,
    {
        "published_.*|exact|icc": correlations,
        "ci95": _intervals,
        "ms": _mean_squares,
    },
)


def _study(data: dict[str, Any]) -> GStudy:
    return g_study(score_table(data), data.get("n_judges_decision"))


G_STUDY = Adapter(
    _study,
    {
        "(var_entry|var_judge|var_residual|g_relative|phi_absolute)": getattr,
        "n_judges_decision": lambda study: study.jurors,
    },
)


def _alphas(data: dict[str, Any]) -> dict[str, float]:
    sheets = sheets_of(score_table(data))
    values = sheets.set_axis(["unit", "observer", "value"], axis=1)
    numbers = pd.api.types.is_numeric_dtype(values["value"])
    levels = ("nominal", "ordinal", "interval", "ratio") if numbers else ("nominal",)
    return {level: krippendorff_alpha(values, level) for level in levels}


ALPHA = Adapter(
    _alphas,
    {
        "published.*|exact|alpha": lambda alphas: alphas,
        "(nominal|ordinal|interval|ratio)": lambda alphas, level: alphas[level],
    },
)


def _known(found: Any, name: str) -> Any:
    """Read a figure; where the product says nothing, all of them are unknown."""
    return None if found is None else getattr(found, name)


KENDALL = Adapter(
    lambda data: kendall_w(score_table(data).T),
    {
        "(W|W_uncorrected|chi2|df|p|mean_spearman|rank_sums)": _known,
    },
)


def against_rest(table: pd.DataFrame) -> pd.Series:
    """Return the correlation of each judge with the rest, in the order of the case."""
    return juror_against_rest(sheets_of(table)).reindex(table.columns)


RANKS = Adapter(
    score_table,
    {
        "(W|p|chi2|df)": lambda table, name: _known(kendall_w(table.T), name),
        "votes_against": lambda table: votes_against(table.T)["votes"],
        "group_rank": lambda table: votes_against(table.T)["place"],
        "judge_vs_rest|published_R": against_rest,
    },
)


def _durbin(data: dict[str, Any]) -> Any:
    return durbin(sheets_of(score_table(data)))


INCOMPLETE_RANKS = Adapter(
    _durbin,
    {
        "(rank_sums|df|p)": _known,
        "durbin_(T)": _known,
        "(p)_chi2": _known,
        "design": lambda found: asdict(found.design),
    },
)


def _z(data: dict[str, Any]) -> pd.DataFrame:
    table = score_table(data)
    return z_scores(sheets_of(table), data.get("ddof", 1)).reindex(table.index)


Z_SCORES = Adapter(
    _z,
    {
        "entry_mean_z|z": lambda found: found["z"],
        "entry_T|T": lambda found: found["T"],
        "rank": lambda found: found["z"].round(9).rank(method="min", ascending=False),
    },
)

ADAPTERS = {
    "icc": ICC,
    "g_study": G_STUDY,
    "krippendorff_alpha": ALPHA,
    "kendall_w": KENDALL,
    "ranks_concordance": RANKS,
    "incomplete_ranks": INCOMPLETE_RANKS,
    "zscore": Z_SCORES,
}
