"""The rules of an edition as one document: what freezes, and its fingerprint.

The document holds everything a result depends on – what offices are asked, how they are judged, what is
given – and nothing else: no ids, no dates of the calendar. Of a question it holds what is fixed, not its words,
which may be mended. Its fingerprint is the SHA-256 of its canonical JSON, so that anybody can check it.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

from judging.core.fingerprints import canonical, fingerprint
from judging.editions.models import (
    LEADERS,
    Area,
    AwardKind,
    CommentsSeen,
    Criterion,
    Edition,
    FormField,
    Round,
    RoundKind,
    YesRule,
)
from judging.editions.parts.qualifying import KEY
from judging.stats.vocabulary import Dropped, Rung

if TYPE_CHECKING:
    from judging.stats.rules import ScoringRules

__all__ = [
    "build",
    "canonical",
    "current",
    "fingerprint",
    "qualifies",
    "ranked_areas",
    "ranks_whole",
    "scoring_rules",
    "shares",
    "weights_in",
]

FORMAT = 1

Rulebook = Mapping[str, Any]
Part = TypeVar("Part", Area, AwardKind, Criterion, FormField, Round)


def build(edition: Edition) -> dict[str, Any]:
    """Return the rules of the edition as they stand now; what few declare is left out of the others' fingerprints."""
    rare: dict[str, Any] = {"entries_per_office": edition.entries_per_office} if edition.entries_per_office else {}
    if edition.comments_seen is not CommentsSeen.NAMELESS:
        rare["comments_seen"] = str(edition.comments_seen)
    if edition.fields:
        rare["form"] = [_question(field) for field in _in_order(edition.fields)]
    return {
        "format": FORMAT,
        "competition": edition.competition.name,
        "edition": edition.name,
        "year": edition.year,
        "quorum": edition.quorum,
        "sheets_open_to_jury": edition.sheets_open_to_jury,
        "areas": [area.name for area in _in_order(edition.areas)],
        "criteria": [_criterion(criterion) for criterion in _in_order(edition.criteria)],
        "rounds": [_round(round_) for round_ in _in_order(edition.rounds)],
        "awards": [_award(kind) for kind in _in_order(edition.award_kinds)],
        "text": edition.rules_text,
        **rare,
    }


def current(edition: Edition) -> Rulebook:
    """Return the frozen rules or, before the freeze, the rules as they stand now."""
    return edition.rulebook or build(edition)


def shares(weights: Mapping[str, int]) -> dict[str, str]:
    """Return each weight's share in percent, half-up to one decimal: ``"20"``, ``"33.3"``."""
    total = sum(weights.values())
    return {key: _percent(weight, total) for key, weight in weights.items()}


def ranked_areas(rules: Rulebook) -> list[str]:
    """Return the areas that have a ranking of their own: all, where any award is given by area."""
    by_area = any(kind["per_area"] for kind in rules["awards"])
    return list(rules["areas"]) if by_area else []


def ranks_whole(rules: Rulebook) -> bool:
    """Tell whether any award is given in the edition as a whole."""
    return not rules["awards"] or any(not kind["per_area"] for kind in rules["awards"])


def qualifies(round_: Mapping[str, Any]) -> bool:
    """Tell whether a round of the rules only decides which entries go on."""
    return round_.get("kind") == RoundKind.QUALIFYING


def weights_in(round_: Round) -> dict[str, int]:
    """Return the weights by which the sheets of a round are added up: frozen ones where there are any."""
    if round_.qualifies:
        return {KEY: 1}
    return {row["key"]: row["weight"] for row in current(round_.edition)["criteria"]}


def scoring_rules(edition: Edition, round_: Round, area: str = "") -> "ScoringRules":
    """Return what a round's sheets are counted by: the frozen rules where there are any.

    The lines of a ranking are those of its awards: in an area the ones given in each area, in the
    whole round the others. Distinctions have no line where main prizes are given by other places:
    who is left for them is known only when those have been given.
    """
    from judging.stats.rules import CriterionRule, ScoringRules  # with pandas: not at the start

    rules = current(edition)
    [stored] = [row for row in rules["rounds"] if row["position"] == round_.position]
    criteria = {row["key"]: row for row in rules["criteria"]}
    awards = _lines_of(rules["awards"], bool(area))
    leaders = _leaders(edition) if Rung.JURORS in stored["ties"] else ()
    return ScoringRules(
        criteria=tuple(
            CriterionRule(key, criteria[key]["weight"], Fraction(criteria[key]["step"])) for key in stored["criteria"]
        ),
        low=Fraction(stored["min"]),
        high=Fraction(stored["max"]),
        method=stored["method"],
        drop=(stored["drop"][0], stored["drop"][1]),
        drop_per=stored.get("drop_per", Dropped.SHEET),
        min_sheets=stored["min_sheets"],
        exclude_below_min=stored["exclude_below_min"],
        prizes=sum(kind["quantity"] for kind in awards if kind["main"]),
        distinctions=sum(kind["quantity"] for kind in awards if not kind["main"]),
        ties=tuple(rung for rung in stored["ties"] if leaders or rung != Rung.JURORS),
        tie_jurors=leaders,
        rank_on=stored["rank_on"],
    )


def _leaders(edition: Edition) -> tuple[str, ...]:
    """Return the labels of the part of the jury whose sheets break a tie: the chair and the deputy."""
    led = [seat for seat in edition.seats if seat.role in LEADERS and seat.removed_at is None]
    return tuple(sorted(seat.public_id for seat in led))


def _lines_of(awards: Sequence[Mapping[str, Any]], by_area: bool) -> list[Mapping[str, Any]]:
    own = [kind for kind in awards if kind["per_area"] == by_area]
    elsewhere = any(kind["main"] and kind["quantity"] for kind in awards if kind not in own)
    return [kind for kind in own if kind["main"] or not elsewhere]


def _in_order(parts: Sequence[Part]) -> list[Part]:
    return sorted(parts, key=lambda part: part.position)


def _criterion(criterion: Criterion) -> dict[str, Any]:
    return {
        "key": criterion.key,
        "name": criterion.name,
        "description": criterion.description,
        "levels": dict(criterion.levels or {}),
        "weight": criterion.weight,
        "step": criterion.step,
        "comment_required": criterion.comment_required,
    }


def _question(field: FormField) -> dict[str, Any]:
    """Return what is fixed of a question, and of that what it has; its words may still be mended after the freeze."""
    said = {
        "key": field.key,
        "kind": str(field.kind),
        "required": field.required,
        "for_jury": field.for_jury,
        "word_limit": field.word_limit,
        "unit": field.unit,
        "choices": list(field.choices or []),
        "asked_if": field.asked_if,
        "asked_if_answer": field.asked_if_answer,
    }
    return {name: value for name, value in said.items() if value or isinstance(value, bool)}


def _round(round_: Round) -> dict[str, Any]:
    """Return the rules of a round; what few editions declare is left out of the others' fingerprints."""
    never = {"never_below_min": True} if round_.never_below_min else {}
    if round_.qualifies:
        return {
            "position": round_.position,
            "name": round_.name,
            "kind": str(round_.kind),
            "criteria": [],
            "yes_rule": str(round_.yes_rule),
            "yes_needed": round_.yes_needed if round_.yes_rule is YesRule.AT_LEAST else 1,
            "min_sheets": round_.min_sheets,
            "no_needs_reason": round_.no_needs_reason,
            **never,
        }
    rare = {"drop_per": str(round_.drop_per)} if round_.drop_per is Dropped.CRITERION else {}
    return {
        "position": round_.position,
        "name": round_.name,
        "min": round_.low,
        "max": round_.high,
        "criteria": [criterion.key for criterion in _in_order(round_.criteria)],
        "method": str(round_.method),
        "drop": [round_.drop_low, round_.drop_high],
        "min_sheets": round_.min_sheets,
        "exclude_below_min": round_.exclude_below_min,
        "ties": list(round_.ties),
        "rank_on": round_.rank_on,
        **rare,
        **never,
    }


def _award(kind: AwardKind) -> dict[str, Any]:
    return {
        "name": kind.name,
        "name_accusative": kind.name_accusative,
        "quantity": kind.quantity,
        "main": kind.main,
        "per_area": kind.per_area,
        "ex_aequo_counts_once": kind.ex_aequo_counts_once,
        "minimal_score": kind.minimal_score,
    }


def _percent(weight: int, total: int) -> str:
    if total == 0:
        return "0"
    tenths = (2 * 1000 * weight + total) // (2 * total)
    whole, decimal = divmod(tenths, 10)
    return f"{whole}.{decimal}" if decimal else str(whole)
