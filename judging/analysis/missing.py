"""Why a figure of a document is unknown; None where it is known."""

from collections.abc import Mapping
from typing import Any

from judging.analysis.annotations import codes
from judging.stats.vocabulary import Flag, Method, Missing

Document = Mapping[str, Any]


def reliability(document: Document) -> Missing | None:
    """Tell why nobody can say how far the ranking can be relied on."""
    flags, agreement = codes(document["flags"]), document["agreement"]
    if not any(row["sheets"] for row in document["ranking"]):
        return Missing.NO_SHEETS
    if Flag.SINGLE_JUROR in flags:
        return Missing.ONE_JUROR
    if Flag.SINGLE_ENTRY in flags:
        return Missing.ONE_ENTRY
    if Flag.NO_VARIATION in flags:
        return Missing.NO_VARIATION
    if why := _told(document, "reliability"):
        return why
    if (agreement["components"] or 1) > 1:  # so records of earlier versions say it too
        return Missing.DISCONNECTED
    known = agreement["reliability"] is not None and agreement["label"] is not None
    return None if known else Missing.TOO_FEW_SHEETS


def severity(document: Document) -> Missing | None:
    """Tell why nobody can say who is strict and who generous."""
    flags = codes(document["flags"])
    if Flag.NO_VARIATION in flags:
        return Missing.NO_VARIATION
    if Flag.SINGLE_ENTRY in flags:
        return Missing.ONE_ENTRY
    known = any(row["severity"] is not None for row in document["jurors"])
    return None if known else Missing.TOO_FEW_JURORS


def concordance(document: Document) -> Missing | None:
    """Tell why there is no order of the jurors to compare."""
    if document["agreement"]["kendall_w"] is not None:
        return None
    flags = codes(document["flags"])
    if Flag.NO_VARIATION in flags:
        return Missing.NO_VARIATION
    if why := _told(document, "concordance"):
        return why
    alone = {Flag.SINGLE_JUROR, Flag.SINGLE_ENTRY} & flags
    if alone or document["agreement"]["components"] is None:
        return Missing.TOO_FEW_JURORS
    return Missing.TOO_FEW_IN_COMMON


def order_trend(document: Document) -> Missing | None:
    """Tell why nobody can say whether the order of reading mattered."""
    trend = document["order_trend"]
    if Flag.NO_VARIATION in codes(document["flags"]):
        return Missing.NO_VARIATION
    known = trend is not None and trend["low"] is not None and trend["low"] != trend["high"]
    return None if known else Missing.TOO_FEW_SHEETS


def outliers(document: Document) -> Missing | None:
    """Tell why nobody can say whether a sheet differs from the others."""
    known = any(value is not None for value in document["sheets"]["studentised"])
    equal = Flag.NO_VARIATION in codes(document["flags"])  # then none differs
    return None if known or equal else Missing.TOO_FEW_SHEETS


def chance(row: Mapping[str, Any], document: Document) -> Missing | None:
    """Tell why the chance of an entry that has a place is unknown."""
    if row["p_main"] is not None:
        return None
    return _told(document, "chances") or Missing.TOO_FEW_JURORS


def without_jurors(document: Document) -> Missing | None:
    """Tell why nobody can say what a single juror changes."""
    if why := _told(document, "without_jurors"):
        return why
    known = any(juror["gained"] is not None for juror in document["jurors"])
    return None if known else Missing.TOO_FEW_JURORS


def _told(document: Document, figure: str) -> Missing | None:
    """Return the reason that the document gives; records of earlier versions give none."""
    if figure in document.get("withheld", ()):
        return Missing.WITHHELD
    why = document.get("unknown", {}).get(figure)
    return None if why is None else Missing(why)


def change_of_weights(document: Document) -> Missing | None:
    """Tell why nobody can say how far the weights may move."""
    rules = document["rules"]
    weighed = [row for row in document["criteria"] if row["weight"]]
    ranked = [row for row in document["ranking"] if row["place"] is not None]
    if rules["method"] != Method.MEAN or rules["rank_on"] is not None:
        return Missing.NOT_EXACT_MEANS
    if len(weighed) < 2 or len(ranked) < 2:
        return Missing.NOTHING_TO_WEIGH
    return _told(document, "change_of_weights")
