"""What everybody should know before reading the ranking, in sentences."""

from collections.abc import Mapping
from typing import Any

from judging.analysis import annotations
from judging.core.formatting import percent
from judging.core.i18n import _
from judging.results.text.labels import method_name
from judging.results.text.ranking import methods
from judging.stats.thresholds import CEILING_SHARE
from judging.stats.vocabulary import Method

Document = Mapping[str, Any]


def warnings(document: Document) -> list[str]:
    """Return what everybody should know before reading the table."""
    return [*_flagged(document), *_about_rules(document)]


def _about_rules(document: Document) -> list[str]:
    """Warn where the method or the scale of the rules decides, or where a model answers instead."""
    said = []
    declared = document["lines"]["declared"]
    if declared and any(row["same"] is False and not row["level"] for row in document["methods"]):
        said.append(methods(document))
    shares = [row["at_maximum"] for row in document["criteria"] if row.get("at_maximum")]
    if shares and sum(shares) / len(shares) > CEILING_SHARE:
        share = percent(sum(shares) / len(shares))
        said.append(
            _(
                "%(share)s of the scores are the highest the scale allows: it is too short to tell "
                "the best entries apart.",
                share=share,
            )
        )
    if (method := document["rules"]["method"]) != Method.MEAN:
        said.append(
            _(
                "The rules count by another way (%(method)s) than the model behind the chances and "
                "the adjusted places, which takes means: read those as an approximation.",
                method=method_name(method),
            )
        )
    return said


def _flagged(document: Document) -> list[str]:
    """Return what the flags of the round say beyond the sentence on its reliability."""
    raised = annotations.codes(document["flags"])
    told = [f for f in annotations.ABOUT_ROUND if f in raised and f not in annotations.SAID_OF_RELIABILITY]
    return [annotations.round_annotation(_, flag, document["rules"]) for flag in told]
