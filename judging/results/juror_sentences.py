"""What the figures say of single jurors: for the secretary alone, never for the room or a file."""

from collections.abc import Mapping
from typing import Any

from judging.i18n import _
from judging.results.remarks import signed

Document = Mapping[str, Any]


def severity(document: Document, names: Mapping[str, str]) -> str:
    """Say who is strict, who generous and whether it matters. For the secretary alone."""
    rows = [row for row in document["jurors"] if row["severity"] is not None]
    if not rows:
        return _("Severity is unknown: there are not two jurors with sheets to compare.")
    strict = min(rows, key=lambda row: row["severity"])
    generous = max(rows, key=lambda row: row["severity"])
    said = _(
        "Against the average juror, %(strict)s gives %(low)s points and %(generous)s %(high)s "
        "points.",
        strict=names.get(strict["juror"], "–"),
        generous=names.get(generous["juror"], "–"),
        low=signed(strict["severity"], 2),
        high=signed(generous["severity"], 2),
    )
    return f"{said} {_severity_matters(document)}"


def _severity_matters(document: Document) -> str:
    if document["agreement"]["complete"]:
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
        return _("Freed of this, other entries would win: look at the adjusted places.")
    return _("Freed of this, the same entries would win.")


def order_trend(document: Document) -> str:
    """Say whether scores drift with the order of reading. For the secretary alone."""
    trend = document["order_trend"]
    if trend is None or trend["low"] is None:
        return _("There is not enough to say whether the order of reading mattered.")
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
        "Scores drift with the order of reading: by %(ten)s points per ten entries, range from "
        "%(low)s to %(high)s.",
        **values,
    )
