"""The rule of a qualifying round: one question to each who decides, and how many of them must say yes. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from judging.core.i18n import _, ngettext
from judging.editions.models import YesRule

KEY = "passes"  # of the one question, on the sheets of the round
NO, YES = 0, 1  # whole steps of a scale from 0 to 1


@dataclass(frozen=True, slots=True)
class Question:
    """The one question of a qualifying round; a sheet knows it as a criterion of a scale from 0 to 1."""

    reason_on_no: bool = True
    key: str = KEY
    weight: int = 1
    step: str = "1"
    comment_required: bool = False
    description: str = ""
    levels: Mapping[str, str] = field(default_factory=dict)
    answered_in: Sequence[str] = ()

    @property
    def name(self) -> str:
        """The question in the reader's language."""
        return _("Does the entry go on?")


def answer(steps: int | None) -> str:
    """Return what was answered, in a word; empty where nothing was."""
    return "" if steps is None else _("Yes") if steps == YES else _("No")


class Outcome(StrEnum):
    """What the rule makes of the decisions on an entry."""

    PASSES = "passes"
    STAYS = "stays"
    UNDECIDED = "undecided"  # too few have decided

    @property
    def label(self) -> str:
        """The outcome in the reader's language."""
        said = {self.PASSES: _("goes on"), self.STAYS: _("does not go on"), self.UNDECIDED: _("not decided")}
        return said[self]


@dataclass(frozen=True, slots=True)
class Rule:
    """How many must decide on an entry, and how many of those must say yes."""

    yes: YesRule
    needed: int
    deciders: int

    def outcome(self, yes: int, no: int) -> Outcome:
        """Return what the rule makes of the decisions on an entry.

        Examples
        --------
        >>> Rule(YesRule.MAJORITY, 1, 3).outcome(2, 1), Rule(YesRule.MAJORITY, 1, 3).outcome(2, 2)
        (<Outcome.PASSES: 'passes'>, <Outcome.STAYS: 'stays'>)
        """
        if yes + no < self.deciders:
            return Outcome.UNDECIDED
        if self.yes is YesRule.AT_LEAST:
            passes = yes >= self.needed
        elif self.yes is YesRule.MAJORITY:
            passes = yes > no
        else:
            passes = no == 0
        return Outcome.PASSES if passes else Outcome.STAYS


def rule_of(round_: Any) -> Rule:
    """Return the rule of a round."""
    return Rule(round_.yes_rule, round_.yes_needed, round_.min_sheets)


def rule_in(row: Mapping[str, Any]) -> Rule:
    """Return the rule of a round of a rulebook."""
    return Rule(YesRule(row["yes_rule"]), row["yes_needed"], row["min_sheets"])


def in_words(rule: Rule, *, reason_on_no: bool, never_below: bool = False) -> list[str]:
    """Return the rule in sentences, as the rules of an edition say it."""
    said = {
        YesRule.AT_LEAST: ngettext(
            "An entry goes on if at least %(num)d person says yes.",
            "An entry goes on if at least %(num)d people say yes.",
            rule.needed,
        ),
        YesRule.MAJORITY: _("An entry goes on if more people say yes than no."),
        YesRule.ALL: _("An entry goes on if everybody who decides on it says yes."),
    }[rule.yes]
    deciders = ngettext(
        "At least %(num)d person decides on each entry.",
        "At least %(num)d people decide on each entry.",
        rule.deciders,
    )
    reason = _("Whoever says no gives the reason.") if reason_on_no else _("No reason is asked for.")
    return [
        _("No points are given in this round: members of the chapter say yes or no to each entry."),
        said,
        deciders,
        reason,
        *([_("The round is not closed while fewer have decided on an entry.")] if never_below else []),
    ]
