"""What the figures say of single jurors: for the secretary alone, never for the room or a file."""

from collections.abc import Mapping
from typing import Any

from judging.analysis import missing, reasons
from judging.core.formatting import number
from judging.core.i18n import _, ngettext
from judging.results.text.labels import signed
from judging.stats.thresholds import OUTLIER_RESIDUAL
from judging.stats.vocabulary import Method

TWO_SIDED_95 = 1.96
Document = Mapping[str, Any]


def severity(document: Document, names: Mapping[str, str]) -> str:
    """Say who is strict, who generous and whether it matters. For the secretary alone."""
    rows = [row for row in document["jurors"] if row["severity"] is not None]
    if why := missing.severity(document):
        return _(reasons.SEVERITY_UNKNOWN[why])
    strict = min(rows, key=lambda row: row["severity"])
    generous = max(rows, key=lambda row: row["severity"])
    telling = [row for row in (strict, generous) if abs(row["severity"]) > margin(row)]
    if strict is generous or not telling:
        none = _("No juror can be told from the average one by severity.")
        return f"{none} {_severity_matters(document)}"
    said = [
        _(
            "%(name)s gives %(value)s points against the average juror (± %(margin)s).",
            name=names.get(row["juror"], "–"),
            value=signed(row["severity"], 2),
            margin=number(margin(row), 2),
        )
        for row in telling
    ]
    return " ".join([*said, _severity_matters(document)])


def margin(row: Mapping[str, Any]) -> float:
    """Return half the interval that holds a juror's severity 19 times in 20."""
    return TWO_SIDED_95 * float(row["severity_se"] or 0.0)


def _severity_matters(document: Document) -> str:
    if document["agreement"]["complete"] and document["rules"]["method"] == Method.MEAN:
        return _("This changes no place, because every juror scored every entry.")
    line = document["lines"]["main"]
    moved = [
        row
        for row in document["ranking"]
        if row["place"] and row["adjusted_place"]
        if (row["place"] <= line) != (row["adjusted_place"] <= line)
    ]
    if document["agreement"]["components"] not in (None, 1):
        return _("Between groups that share no entry severity cannot be compared.")
    if moved:
        return _("With severity evened out, other entries would win: look at the adjusted places.")
    return _("With severity evened out, the same entries would win.")


def outlying(document: Document) -> str:
    """Say how many sheets differ strongly from what entry and juror let expect."""
    known = [value for value in document["sheets"]["studentised"] if value is not None]
    if why := missing.outliers(document):
        return _(reasons.OUTLIERS_UNKNOWN[why])
    far = sum(abs(value) > OUTLIER_RESIDUAL for value in known)
    if not far:
        return _("No sheet differs strongly from the others.")
    return ngettext(
        "%(num)d sheet differs strongly from the others: ask its juror whether it is meant so.",
        "%(num)d sheets differ strongly from the others: ask their jurors whether they are meant so.",
        far,
    )


def order_trend(document: Document) -> str:
    """Say whether scores drift with the order of reading. For the secretary alone."""
    trend = document["order_trend"]
    if why := missing.order_trend(document):
        return _(reasons.TREND_UNKNOWN[why])
    values = {
        "ten": signed(10 * trend["slope"], 2),
        "low": signed(10 * trend["low"], 2),
        "high": signed(10 * trend["high"], 2),
    }
    if trend["low"] <= 0 <= trend["high"]:
        return _(
            "No sign that the order of reading mattered: per ten entries the score changes by "
            "%(ten)s points, range from %(low)s to %(high)s.",
            **values,
        )
    return _(
        "Scores drift with the order of reading: by %(ten)s points per ten entries, range from %(low)s to %(high)s.",
        **values,
    )
