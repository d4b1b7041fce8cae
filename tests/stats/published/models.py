"""Kinds of cases about severity, the mixed model, chances of places, and a whole report."""

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

from judging.analysis.analyse import analyse
from judging.stats.agreement import jurors_needed, reliability
from judging.stats.concordance import kendall_w
from judging.stats.library.ballots import order
from judging.stats.library.first_of_normals import top_k_probability
from judging.stats.library.rank_confidence import rank_confidence_sets
from judging.stats.library.stability import bootstrap_jurors, leave_one_juror_out
from judging.stats.library.z_scores import z_scores
from judging.stats.mixed import fit_mixed
from judging.stats.severity import AdditiveFit, adjusted_places, fit_additive
from judging.stats.uncertainty import posterior_places
from tests.stats.published.agreement import against_rest, correlations
from tests.stats.published.cases import Adapter, AsSet, Order
from tests.stats.published.official import by_method
from tests.stats.published.reading import grid, labelled, score_table, sheets_of, table_scoring

SEEDS = range(5)


def _additive(data: dict[str, Any]) -> tuple[pd.DataFrame, AdditiveFit]:
    table = score_table(data)
    return table, fit_additive(sheets_of(table))


def _components(found: tuple[pd.DataFrame, AdditiveFit], side: str) -> list[list[Any]]:
    component = getattr(found[1], f"{side}_component")
    return [group.index.tolist() for _, group in component.groupby(component)]


def _flag(found: tuple[pd.DataFrame, AdditiveFit]) -> str | None:
    analysis = analyse(*table_scoring(found[0]))
    return next((flag for flag in analysis.flags if flag in ("DISCONNECTED", "SINGLE_JUROR")), None)


ADDITIVE = Adapter(
    _additive,
    {
        "n_components": lambda found: found[1].components,
        "connected": lambda found: found[1].components == 1,
        "adjusted_(?:rank|place)": lambda found: adjusted_places(found[1])["place"],
        "components_entries": lambda found: _components(found, "entry"),
        "components_judges": lambda found: _components(found, "juror"),
        "cross_component_comparison": lambda found: found[1].components == 1,
        "flag": _flag,
        "entry_effect_centered": lambda found: found[1].adjusted - found[1].adjusted.mean(),
        "entry_adjusted": lambda found: found[1].adjusted.reindex(found[0].index),
        "adjusted_order": lambda found: Order(order(found[1].adjusted.round(9))),
        "judge_severity_sum_zero": lambda found: found[1].juror_effect.reindex(found[0].columns),
        "judge_severity|severity": lambda found: found[1].juror_effect,
        "judge_se": lambda found: found[1].juror_se.reindex(found[0].columns),
        "(sse|df|sigma2|ss_total|ss_judges_unadjusted|ss_entries_adjusted|F)": (
            lambda found, name: getattr(found[1], name)
        ),
        "raw_means": lambda found: by_method(found[0], "mean"),
        "raw_order": lambda found: Order(order(by_method(found[0], "mean").astype(float))),
    },
)


def _mixed(data: dict[str, Any]) -> dict[str, Any]:
    table = score_table(data)
    return {"table": table, "fit": fit_mixed(sheets_of(table))}


MIXED = Adapter(
    _mixed,
    {
        "(reml_criterion|mu|var_entry|var_judge|var_error)": (lambda found, name: getattr(found["fit"], name)),
        "var_residual": lambda found: found["fit"].var_error,
        "sd_(entry|judge|error)": lambda found, name: getattr(found["fit"], f"var_{name}") ** 0.5,
        "reliability": lambda found: reliability(sheets_of(found["table"])).value,
        "entry_blup": lambda found: found["fit"].entry_blup.reindex(found["table"].index),
        "judge_blup": lambda found: found["fit"].juror_blup.reindex(found["table"].columns),
        "entry_blup_prediction_sd": lambda found: found["fit"].entry_sd.reindex(found["table"].index),
        "icc": lambda found: correlations(found["table"]),
    },
)


def _stability(data: dict[str, Any], k: Any = 1) -> pd.Series:
    sheets = sheets_of(score_table(data))
    found = bootstrap_jurors(sheets, int(k), np.random.default_rng(1), resamples=20_000)
    return found["stability"]


BOOTSTRAP = Adapter(
    lambda data: data,
    {
        "p_first": _stability,
        r"p_top_?(\d+)": _stability,
        "p_top(?:_k)?": lambda data: _stability(data, data.get("k", 1)),
        r"p_(.+)_first": lambda data, entry: _stability(data)[entry],
        r"p_(.+)_top_?(\d+)": lambda data, entry, k: _stability(data, k)[entry],
    },
)


def _covariance(data: dict[str, Any], names: pd.Index) -> Any:
    """Return the covariance, given as such, by variances or by standard deviations."""
    if "cov" in data:
        cov = grid(data["cov"], names, names)
        return cov.reindex(index=names, columns=names).to_numpy(float)
    name, power = next((n, p) for n, p in (("var", 1), ("sd", 2), ("se", 2)) if n in data)
    return np.diag(labelled(data[name], names).reindex(names).to_numpy(float) ** power)


def _normals(data: dict[str, Any], k: Any = None) -> pd.Series:
    mean, k = labelled(data["mean"], data.get("entries")), int(data["k"] if k is None else k)
    cov = _covariance(data, mean.index)
    return top_k_probability(mean, cov, k, np.random.default_rng(1), draws=100_000)


TOP_K = Adapter(
    lambda data: data,
    {
        "p_top(?:_k)?": _normals,
        r"p_top_?(\d+)": _normals,
        "p_first": lambda data: _normals(data, 1),
        "sum": lambda data: _normals(data).sum(),
    },
)


def _rank_confidence(data: dict[str, Any]) -> dict[str, Any]:
    estimate = labelled(data["estimate"], data.get("entries"))
    sets = [
        rank_confidence_sets(
            estimate,
            np.random.default_rng(seed),
            tau=data.get("tau", 1),
            coverage=data.get("coverage", 0.95),
            draws=2_000,
            cov=_covariance(data, estimate.index),
        )
        for seed in SEEDS
    ]
    best, times = Counter(frozenset(found.tau_best) for found in sets).most_common(1)[0]
    assert times >= len(SEEDS) - 1, "the confidence set depends on the seed"
    return {"estimate": estimate, "best": best, "places": sets[0]}


RANK_CONFIDENCE = Adapter(
    _rank_confidence,
    {
        r"point_top(\d+)": lambda found, k: found["estimate"].nlargest(int(k)).index.tolist(),
        "confidence_set": lambda found: AsSet(found["best"]),
        "size": lambda found: len(found["best"]),
        "tau_best": lambda found: AsSet(found["best"]),
        "rank_sets?": lambda found: found["places"].simultaneous,
        "(simultaneous|marginal)": lambda found, which: getattr(found["places"], which),
        "(?:rank_)?(low|high)(?:er)?": lambda found, end: found["places"].simultaneous[end],
        "upper": lambda found: found["places"].simultaneous["high"],
        "lower": lambda found: found["places"].simultaneous["low"],
    },
)


def _chance(table: pd.DataFrame, k: int) -> pd.Series:
    fit = fit_mixed(sheets_of(table))
    return posterior_places(fit, [k], np.random.default_rng(1), draws=20_000).probability[k]


def _components_of_variance(table: pd.DataFrame) -> dict[str, float]:
    fit = fit_mixed(sheets_of(table))
    return {name: getattr(fit, name) for name in ("var_entry", "var_judge", "var_error")}


def _needed(table: pd.DataFrame) -> dict[str, int | None]:
    """Return how many judges a reliability needs, for the targets in use."""
    fit = fit_mixed(sheets_of(table))
    asked = (0.5, 0.7, 0.75, 0.8, 0.9, 0.95)
    return {str(r): jurors_needed(r, fit.var_entry, fit.var_error) for r in asked}


REPORT = Adapter(
    score_table,
    {
        "order_by_(mean|median)": lambda table, method: Order(order(by_method(table, method).astype(float))),
        "rank_by_(mean|median)": lambda table, method: by_method(table, method).rank(method="min", ascending=False),
        "entry_adjusted|adjusted": lambda table: fit_additive(sheets_of(table)).adjusted,
        "judge_severity|severity": lambda table: fit_additive(sheets_of(table)).juror_effect,
        "reliability": lambda table: reliability(sheets_of(table)).value,
        "judges_needed": _needed,
        "(mean|median)": by_method,
        r"trimmed_(\d+)_(\d+)": lambda table, low, high: by_method(table, "trimmed", (int(low), int(high))),
        "kendall_(W|p|chi2|df)": lambda table, name: getattr(kendall_w(table.T), name),
        "icc": correlations,
        "leave_one_judge_out_first": lambda table: leave_one_juror_out(sheets_of(table), 1)["top"].map(list),
        "zscore_mean": lambda table: z_scores(sheets_of(table))["z"].reindex(table.index),
        "judge_vs_rest": against_rest,
        "reml": _components_of_variance,
        "(?:posterior_)?p_first": lambda table: _chance(table, 1),
        r"(?:posterior_)?p_top(\d+)": lambda table, k: _chance(table, int(k)),
    },
)

ADAPTERS = {
    "additive_fixed": ADDITIVE,
    "mixed_reml": MIXED,
    "bootstrap_judges": BOOTSTRAP,
    "topk_probability": TOP_K,
    "rank_confidence": RANK_CONFIDENCE,
    "full_report": REPORT,
}
