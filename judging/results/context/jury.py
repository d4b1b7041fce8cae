"""What the page of the jury is given: agreement for everybody at the table, jurors for the secretary."""

from collections.abc import Mapping
from typing import Any

from judging.results.charts import series
from judging.results.context.common import Context, around
from judging.results.scope import Scope
from judging.results.snapshot import Snapshot
from judging.results.table import ranked
from judging.results.text import labels
from judging.results.text.jurors import order_trend, outlying, severity
from judging.results.text.jury import concordance, jury_size
from judging.results.text.ranking import reliance


def agreement(scope: Scope, snapshot: Snapshot) -> Context:
    """Return the context of agreement: for the room and for the secretary."""
    document = snapshot.document
    spread = sorted(snapshot.rows, key=_spread, reverse=True)[: series.DRAWN]
    return {
        **around(scope, snapshot),
        "document": document,
        "agreement": document["agreement"],
        "reliance": reliance(document),
        "jury_size": jury_size(document),
        "concordance": concordance(document),
        "rows": ranked(snapshot, spread),
    }


def single_jurors(snapshot: Snapshot) -> Context:
    """Return the context of single jurors: for the secretary alone."""
    document = snapshot.document
    titles = {key: name.title for key, name in snapshot.names.items()}
    return {
        "severity": severity(document, snapshot.jurors),
        "order_trend": order_trend(document),
        "by_severity": sorted(document["jurors"], key=lambda row: row["severity"] or 0),
        "outlying": outlying(document),
        "juror_annotations": {
            row["juror"]: labels.juror_annotations(row, titles, declared=document["lines"]["declared"])
            for row in document["jurors"]
        },
        "titles": titles,
        "names": series.entry_names(snapshot),
        "juror_names": series.juror_names(snapshot),
        "signed": labels.signed,
        "ladder": series.ladder(snapshot),
        **_heat(snapshot),
    }


def _spread(row: Mapping[str, Any]) -> float:
    """Return how far the sheets of an entry differ; an unknown spread comes last."""
    return -1.0 if row["spread"] is None else float(row["spread"])


def _heat(snapshot: Snapshot) -> Context:
    """Return the heat map with the table of its figures; nothing where there are no sheets."""
    heat = series.heat_map(snapshot)
    if heat is None:
        return {"heat": None}
    points = {(cell.y, cell.x): cell.value for cell in heat.cells}
    across = sorted({cell.x for cell in heat.cells})
    jurors = [juror for juror, _x in heat.columns]
    return {
        "heat": heat,
        "heads": {juror: series.initials(snapshot.jurors[juror]) for juror in jurors},
        "heat_columns": [{"label": snapshot.jurors[juror], "number": True} for juror in jurors],
        "heat_rows": [(key, [points.get((y, x)) for x in across]) for key, y in heat.rows],
    }
