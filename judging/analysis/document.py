"""An analysis as JSON can hold it: what the pages, the record, the pack and `judging rank` read."""

from functools import cache
from importlib.metadata import version
from typing import Any

import pandas as pd

from judging.analysis.analyse import Analysis
from judging.analysis.complete_sheets import lines_of
from judging.analysis.entries import FIGURES
from judging.analysis.methods import METHODS
from judging.analysis.plain import plain_column, plain_rows, plain_value
from judging.stats.rules import ScoringRules

OFFICIAL = {  # columns of a row of the document, and what the official table calls them
    name: "printed" if name == "score" else name
    for name in ("place", "tied", "score", "sheets", "numerator", "denominator", "value", "tie_step", "flags")
}


@cache
def own_version() -> str:
    """Return the version of this program, read once: it lies in a file."""
    return version("judging")


def whole_document(analysis: Analysis) -> dict[str, Any]:
    """Return all of an analysis: unknown is null, scores are printed as text."""
    return {
        "ranking": _ranking(analysis),
        "jurors": plain_rows(analysis.jurors, "juror"),
        "criteria": plain_rows(analysis.criteria, "criterion"),
        "sheets": {name: plain_column(analysis.sheets[name]) for name in analysis.sheets},
        "agreement": plain_value(analysis.agreement),
        "order_trend": plain_value(analysis.trend),
        "change_of_weights": plain_value(analysis.change),
        "methods": _methods(analysis),
        "lines": analysis.lines,
        "unknown": {figure: str(why) for figure, why in analysis.unknown.items()},
        "flags": list(analysis.flags),
        "rules": analysis.rules.to_dict(),
        "input_sha256": analysis.input_sha256,
        "version": own_version(),
    }


def official_document(official: pd.DataFrame, rules: ScoringRules) -> dict[str, Any]:
    """Return what there is to say at once of the official table alone: its figures are unknown."""
    unknown = dict.fromkeys(FIGURES)
    return {
        "ranking": [row | unknown for row in _official(official)],
        "lines": lines_of(rules),
        "rules": rules.to_dict(),
        "version": own_version(),
    }


def _official(official: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the official columns of the rows of a document, in their order."""
    columns = {name: plain_column(official[own]) for name, own in OFFICIAL.items()}
    for row in [number for number, whole in enumerate(columns["denominator"]) if not whole]:
        columns["numerator"][row] = columns["denominator"][row] = None
    names = ["entry", *columns]
    entries = plain_value(official.index.tolist())
    return [dict(zip(names, row, strict=True)) for row in zip(entries, *columns.values(), strict=True)]


def _ranking(analysis: Analysis) -> list[dict[str, Any]]:
    """Return the rows of the ranking: the official columns first, then the figures."""
    figures = plain_rows(analysis.entries, "entry")
    rows = [first | then for first, then in zip(_official(analysis.official), figures, strict=True)]
    criteria = [str(name) for name in analysis.profile.columns]
    for row, means in zip(rows, analysis.profile.to_numpy().tolist(), strict=True):
        row["profile"] = plain_value(dict(zip(criteria, means, strict=True)))
    return rows


def _methods(analysis: Analysis) -> list[dict[str, Any]]:
    """Return, by method, who would be in the main prizes and whether those are the official ones.

    ``level``: the official ones would be, and others would share the last place among them.
    """
    official = analysis.official["place"]
    line = analysis.lines["main"]
    chosen = set(official.index[(official <= line).fillna(value=False)])
    rows = []
    for method in METHODS:
        place = analysis.entries[f"by_{method}"]
        inside = [entry for entry in place.index if place[entry] <= line]
        known = bool(place.notna().any())
        rows.append(
            {
                "method": method,
                "winners": plain_value(inside) if known else None,
                "same": set(inside) == chosen if known else None,
                "level": set(inside) > chosen if known else None,
            }
        )
    return rows
