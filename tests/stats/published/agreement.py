"""Kinds of cases about agreement: ICC, G study, Kendall's W, alpha, ranks, incomplete ranks."""

from dataclasses import asdict
from typing import Any, Literal

import pandas as pd

from judging.stats.agreement import GStudy, g_study, icc
from judging.stats.alpha import Level, krippendorff_alpha
from judging.stats.concordance import juror_against_rest, kendall_w, votes_against
from judging.stats.intraclass import Coefficient
from judging.stats.library.ballots import order
from judging.stats.library.blocks import durbin
from judging.stats.library.z_scores import z_scores
from tests.stats.published.cases import Adapter, Order
from tests.stats.published.reading import score_table, sheets_of, table_key


def coefficients(table: pd.DataFrame, confidence: float = 0.95) -> dict[str, Coefficient]:
    """Return the six intraclass correlations under every name that authors give them."""
    found, k = icc(table, confidence).forms, table.shape[1]
    named: dict[str, Coefficient] = {}
    for number, wong in (("1", "1"), ("2", "A"), ("3", "C")):
        single, panel = found[f"ICC({number},1)"], found[f"ICC({number},k)"]
        named |= {f"ICC({number},{size})": panel for size in ("k", k)}
        named |= {f"ICC({wong},{size})": panel for size in ("k", k)}
        named |= {f"ICC{number}": single, f"ICC{number}k": panel}
        named |= {f"ICC({number},1)": single, f"ICC({wong},1)": single}
    return named | {"ICC(1)": found["ICC(1,1)"], "ICC(k)": found["ICC(1,k)"]}


def correlations(table: pd.DataFrame) -> dict[str, float]:
    """Return the values of the intraclass correlations."""
    return {form: found.value for form, found in coefficients(table).items()}


def _intervals(table: pd.DataFrame, percent: str = "95") -> dict[str, Any]:
    forms = coefficients(table, int(percent) / 100)
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
        r"ci(\d\d)": _intervals,
        r"(ICC[^_]*)_ci": lambda table, form: _intervals(table)[form],
        "(ICC.*)": lambda table, form: correlations(table)[form],
        "ms|mean_squares": _mean_squares,
        "(BMS|JMS|EMS|WMS)": lambda table, name: _mean_squares(table)[name],
    },
)


def _studies(data: dict[str, Any]) -> list[GStudy] | GStudy:
    """Return one study for each size of panel asked about."""
    asked, table = data.get("n_judges_decision"), score_table(data)
    if isinstance(asked, list):
        return [g_study(table, size) for size in asked]
    return g_study(table, asked)


def _of_studies(studies: list[GStudy] | GStudy, name: str) -> Any:
    if isinstance(studies, list):
        return [getattr(study, name) for study in studies]
    return getattr(studies, name)


G_STUDY = Adapter(
    _studies,
    {
        "(var_entry|var_judge|var_residual|g_relative|phi_absolute)": _of_studies,
        "var_error": lambda studies: _of_studies(studies, "var_residual"),
        "n_judges_decision": lambda studies: _of_studies(studies, "jurors"),
    },
)
LEVELS: tuple[Level, ...] = ("nominal", "ordinal", "interval", "ratio")


def _alphas(data: dict[str, Any]) -> dict[str, Any]:
    """Return alpha on every level of measurement that the values allow."""
    sheets = sheets_of(score_table(data))
    values = sheets.set_axis(["unit", "observer", "value"], axis=1)
    numbers = pd.api.types.is_numeric_dtype(values["value"])
    found = {}
    for level in LEVELS if numbers else LEVELS[:1]:
        if level != "ratio" or (values["value"] >= 0).all():
            found[level] = krippendorff_alpha(values, level)
    return {"found": found, "asked": data.get("level", data.get("metric"))}


ALPHA = Adapter(
    _alphas,
    {
        "published.*|exact": lambda alphas: alphas["found"],
        "alpha": lambda alphas: alphas["found"].get(alphas["asked"], alphas["found"]),
        "(nominal|ordinal|interval|ratio)": lambda alphas, level: alphas["found"][level],
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


def _ranked(data: dict[str, Any]) -> dict[str, Any]:
    """Return the table and its votes; the best score is the highest, the best rank the lowest."""
    table, key = score_table(data), table_key(data) or ""
    best: Literal["low", "high"] = "high" if "score" in key or "point" in key else "low"
    return {"table": table, "votes": votes_against(table.T, best)}


RANKS = Adapter(
    _ranked,
    {
        "(W|W_uncorrected|p|chi2|df|mean_spearman)": lambda found, name: _known(kendall_w(found["table"].T), name),
        "votes_against": lambda found: found["votes"]["votes"],
        "group_rank": lambda found: found["votes"]["place"],
        "judge_vs_rest|published_R": lambda found: against_rest(found["table"]),
    },
)


def _durbin(data: dict[str, Any]) -> Any:
    return durbin(sheets_of(score_table(data)))


INCOMPLETE_RANKS = Adapter(
    _durbin,
    {
        "(rank_sums|df|p)": _known,
        "durbin_(T)": _known,
        "(T)": _known,
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
        "order": lambda found: Order(order(found["z"].round(9))),
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
