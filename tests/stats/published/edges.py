"""Cases at the edges: what is null, what is flagged, what is an error."""

from typing import Any

import numpy as np
import pandas as pd

from judging.analysis.analyse import analyse
from judging.analysis.document import whole_document
from judging.stats.assignment import Infeasible
from judging.stats.dealing import deal
from judging.stats.frames import check_scores
from judging.stats.problems import InvalidScores
from tests.stats.published.cases import Adapter, AsSet, AtLeast
from tests.stats.published.reading import (
    NOT_GIVEN,
    exact,
    labelled,
    rows_of,
    scoring,
    whole_weights,
)

SETTINGS = {
    "min": "low",
    "max": "high",
    "step": "step",
    "k": "prizes",
    "prizes": "prizes",
    "distinctions": "distinctions",
    "min_sheets": "min_sheets",
    "method": "method",
    "drop": "drop",
    "rank_on": "rank_on",
}


def _analysed(case: dict[str, Any]) -> dict[str, Any]:
    """Return the whole analysis of one edge case as JSON, or the codes of its errors."""
    weights = _weights(case)
    settings = {SETTINGS[name]: case[name] for name in SETTINGS if name in case}
    settings |= {"drop": tuple(case["drop"])} if "drop" in case else {}
    known = {side: case.get(side, case.get(other)) for side, other in SIDES.items()}
    try:
        if "reviews_per_entry" in case:
            _dealt(case, known)
        scores, rules = scoring(_given(case), weights, **settings)
        check_scores(scores, rules, **known)
        return whole_document(analyse(scores, rules, entries=known["entries"]))
    except InvalidScores as refusal:
        return {"errors": [problem.code for problem in refusal.problems]}
    except Infeasible as refusal:
        return {"errors": [refusal.code]}


SIDES = {"entries": "items", "jurors": "judges"}


def _given(case: dict[str, Any]) -> list[tuple[Any, Any, Any, Any]]:
    """Return the rows that have a score; an empty cell and a status are none."""
    return [row for row in rows_of(case) if row[-1] is not None and row[-1] not in NOT_GIVEN]


def _dealt(case: dict[str, Any], known: dict[str, Any]) -> None:
    """Deal what is to be dealt, for the sake of its refusal."""
    conflicts = pd.DataFrame(case.get("conflicts", []), columns=["entry", "juror"])
    sides = known["entries"], known["jurors"]
    rng = np.random.default_rng(1)
    deal(*sides, case["reviews_per_entry"], conflicts=conflicts, rng=rng)


def _weights(case: dict[str, Any]) -> dict[Any, int] | None:
    if "weights" not in case:
        return None
    weights = labelled(case["weights"])
    whole = all(weight == int(weight) for weight in weights)
    return {n: int(w) for n, w in weights.items()} if whole else whole_weights(weights)


def _common(values: list[Any]) -> Any:
    """Return None where all is unknown, else the values."""
    return None if all(value is None for value in values) else values


def _places(found: dict[str, Any]) -> dict[Any, Any]:
    return {row["entry"]: row["place"] for row in found["ranking"] if row["place"] is not None}


def _values(found: dict[str, Any], part: str, key: str, column: str) -> Any:
    by_name = {row[key]: row[column] for row in found[part]}
    return None if _common(list(by_name.values())) is None else by_name


def _icc(found: dict[str, Any]) -> Any:
    forms = found["agreement"]["icc"] or {}
    return _common([form["value"] for form in forms.values()])


KEYS = {
    "rank": _places,
    "unranked": lambda found: AsSet([row["entry"] for row in found["ranking"] if row["place"] is None]),
    "icc": _icc,
    "n_sheets": lambda found: _values(found, "ranking", "entry", "sheets"),
    "adjusted": lambda found: _values(found, "ranking", "entry", "adjusted"),
    "adjusted_rank": lambda found: _values(found, "ranking", "entry", "adjusted_place"),
    "reliability": lambda found: found["agreement"]["reliability"],
    "judge_vs_rest": lambda found: _values(found, "jurors", "juror", "against_rest"),
    "n_components": lambda found: found["agreement"]["components"],
    "kendall_w": lambda found: found["agreement"]["kendall_w"],
    "alpha": lambda found: found["agreement"]["alpha_interval"],
    "severity": lambda found: _values(found, "jurors", "juror", "severity"),
    "p_top": lambda found: _values(found, "ranking", "entry", "p_main"),
    "zone": lambda found: _values(found, "ranking", "entry", "zone_main"),
    "score|mean": lambda found: {row["entry"]: exact(row["score"]) for row in found["ranking"] if row["sheets"]},
    "flags": lambda found: AtLeast([name for flag in found["flags"] for name in (flag, flag.partition(":")[0])]),
}


def _answer(case: dict[str, Any]) -> dict[str, Any]:
    """Return what is said of one edge case under every key."""
    found = _analysed(case)
    if "errors" in found:
        return {"error": AtLeast(found["errors"])}
    read_under = {name: read for names, read in KEYS.items() for name in names.split("|")}
    return {"error": None, **{name: read(found) for name, read in read_under.items()}}


def _answers(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [_answer(case) for case in data["cases"]]


EDGE = Adapter(_answers, {"results": lambda answers: answers})

ADAPTERS = {"edge": EDGE}
