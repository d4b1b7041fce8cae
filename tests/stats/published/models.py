"""Kinds of cases about severity, the mixed model, chances of places, and a whole report."""

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

from judging.results.analysis import analyse
from judging.stats.ballots import order
from judging.stats.concordance import kendall_w
from judging.stats.habits import z_scores
from judging.stats.mixed import fit_mixed
from judging.stats.rank_confidence import rank_confidence_sets
from judging.stats.severity import AdditiveFit, fit_additive
from judging.stats.stability import bootstrap_jurors, leave_one_juror_out
from judging.stats.uncertainty import posterior_places, top_k_probability
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
    return next((flag for flag in analysis.flags if flag in ("DISCONNECTED", "SINGLE_JUDGE")), None)


ADDITIVE = Adapter(
    _additive,
    {
        "n_components": lambda found: found[1].components,
        "components_entries": lambda found: _components(found, "entry"),
        "components_judges": lambda found: _components(found, "juror"),
        "cross_component_comparison": lambda found: found[1].components == 1,
        "flag": _flag,
        "entry_effect_centered": lambda found: found[1].adjusted - found[1].adjusted.mean(),
        "entry_adjusted": lambda found: found[1].adjusted.reindex(found[0].index),
        "adjusted_order": lambda found: Order(order(found[1].adjusted.round(9))),
        "judge_severity_sum_zero": lambda found: found[1].juror_effect.reindex(found[0].columns),
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
        "(reml_criterion|mu|var_entry|var_judge|var_error)": (
            lambda found, name: getattr(found["fit"], name)
        ),
        "entry_blup": lambda found: found["fit"].entry_blup.reindex(found["table"].index),
        "judge_blup": lambda found: found["fit"].juror_blup.reindex(found["table"].columns),
        "entry_blup_prediction_sd": lambda found: found["fit"].entry_sd.reindex(
            found["table"].index
        ),
        "icc": lambda found: correlations(found["table"]),
    },
)


def _bootstrap(data: dict[str, Any]) -> pd.Series:
    sheets = sheets_of(score_table(data))
    found = bootstrap_jurors(sheets, 1, np.random.default_rng(1), resamples=20_000)
    return found["stability"].rename(str)


BOOTSTRAP = Adapter(
    _bootstrap,
    {
        "p_(?!first)(.+)_first": lambda stability, entry: stability[entry],
        "p_first": lambda stability: stability,
    },
)


def _normals(data: dict[str, Any]) -> pd.Series:
    mean = labelled(data["mean"], data.get("entries"))
    cov = grid(data["cov"]).to_numpy(float)
    return top_k_probability(mean, cov, data["k"], np.random.default_rng(1), draws=100_000)


TOP_K = Adapter(_normals, {"p_top(?:_k)?": lambda chances: chances})


def _rank_confidence(data: dict[str, Any]) -> dict[str, Any]:
    estimate = labelled(data["estimate"], data.get("entries"))
    errors = (
        {"cov": grid(data["cov"]).to_numpy(float)}
        if "cov" in data
        else {"se": labelled(data["se"], data.get("entries")).reindex(estimate.index)}
    )
    sets = [
        rank_confidence_sets(
            estimate,
            np.random.default_rng(seed),
            tau=data.get("tau", 1),
            coverage=data.get("coverage", 0.95),
            draws=2_000,
            **errors,
        )
        for seed in SEEDS
    ]
    best, times = Counter(frozenset(found.tau_best) for found in sets).most_common(1)[0]
    assert times >= len(SEEDS) - 1, "the confidence set depends on the seed"
    return {"estimate": estimate, "best": best, "places": sets[0].simultaneous}


RANK_CONFIDENCE = Adapter(
    _rank_confidence,
    {
        r"point_top(\d+)": lambda found, k: found["estimate"].nlargest(int(k)).index.tolist(),
        "confidence_set": lambda found: AsSet(found["best"]),
        "size": lambda found: len(found["best"]),
        "rank_sets?": lambda found: found["places"],
    },
)


def _chance(table: pd.DataFrame, k: int) -> pd.Series:
    fit = fit_mixed(sheets_of(table))
    return posterior_places(fit, [k], np.random.default_rng(1), draws=20_000).probability[k]


def _components_of_variance(table: pd.DataFrame) -> dict[str, float]:
    fit = fit_mixed(sheets_of(table))
    return {name: getattr(fit, name) for name in ("var_entry", "var_judge", "var_error")}


REPORT = Adapter(
    score_table,
    {
        "order_by_mean": lambda table: Order(order(by_method(table, "mean").astype(float))),
        "(mean|median)": by_method,
        r"trimmed_(\d+)_(\d+)": lambda table, low, high: by_method(
            table, "trimmed", (int(low), int(high))
        ),
        "kendall_(W|p|chi2|df)": lambda table, name: getattr(kendall_w(table.T), name),
        "icc": correlations,
        "leave_one_judge_out_first": lambda table: leave_one_juror_out(sheets_of(table), 1)[
            "top"
        ].map(list),
        "zscore_mean": lambda table: z_scores(sheets_of(table))["z"].reindex(table.index),
        "judge_vs_rest": against_rest,
        "reml": _components_of_variance,
        "posterior_p_first": lambda table: _chance(table, 1),
        r"posterior_p_top(\d+)": lambda table, k: _chance(table, int(k)),
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
