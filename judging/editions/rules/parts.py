"""What may be done to the criteria, awards and rounds of an edition, and why not."""

from judging.core.i18n import _, _l
from judging.core.refusals import Incomplete, NotNow, Refused
from judging.editions.models import AwardKind, Criterion, Edition, RoundKind, YesRule
from judging.editions.parts import awards, criteria, rounds
from judging.editions.parts.awards import AwardSetup
from judging.editions.parts.criteria import CriterionSetup
from judging.editions.parts.rounds import RoundSetup
from judging.editions.rules.changes import why_not_change_rules
from judging.stats.vocabulary import Method


def why_not_set_criterion(edition: Edition, setup: CriterionSetup, criterion: Criterion | None) -> Refused | None:
    """A criterion is set until the rules are approved, and no two are called the same; None: it is a new one."""
    others = [one.name for one in edition.criteria if one is not criterion]
    if refusal := why_not_change_rules(edition) or _called_the_same(setup.name, others):
        return refusal
    return _too_many(len(others), criteria.MOST)


def why_not_set_award(edition: Edition, setup: AwardSetup, kind: AwardKind | None) -> Refused | None:
    """A kind of award is set until the rules are approved, and no two are called the same; None: it is a new one."""
    others = [one.name for one in edition.award_kinds if one is not kind]
    if refusal := why_not_change_rules(edition) or _called_the_same(setup.name, others):
        return refusal
    return _too_many(len(others), awards.MOST)


def why_not_set_round(edition: Edition, setup: RoundSetup) -> Refused | None:
    """A round is set until the rules are approved; of the sheets of an entry something is left to count."""
    if refusal := why_not_change_rules(edition):
        return refusal
    if setup.kind is RoundKind.QUALIFYING:
        return _why_not_qualify(setup)
    if not setup.rises:
        return Incomplete(_l("The most points must be more than the fewest."), field="high")
    dropped = setup.drop_low + setup.drop_high
    if setup.method is Method.TRIMMED and dropped >= setup.min_sheets:
        sentence = _("An entry needs more sheets than are left out: %(dropped)d of them are.", dropped=dropped)
        return Incomplete(sentence, field="min_sheets")
    return None


def _why_not_qualify(setup: RoundSetup) -> Refused | None:
    if setup.yes_rule is YesRule.AT_LEAST and setup.yes_needed > setup.min_sheets:
        sentence = _l("No more people can be asked to say yes than must decide on an entry.")
        return Incomplete(sentence, field="yes_needed")
    return None


def why_not_add_round(edition: Edition, name: str) -> Refused | None:
    """A round is added until the rules are approved, and no two are called the same."""
    others = [one.name for one in edition.rounds]
    if refusal := why_not_change_rules(edition) or _called_the_same(name, others):
        return refusal
    return _too_many(len(others), rounds.MOST)


def why_not_take_away_round(edition: Edition) -> Refused | None:
    """A round is taken away until the rules are approved; one always stays."""
    if refusal := why_not_change_rules(edition):
        return refusal
    if len(edition.rounds) < 2:
        return NotNow(_l("This is the only round. Add another one first."))
    return None


def _called_the_same(name: str, others: list[str]) -> Refused | None:
    if name.casefold() in {other.casefold() for other in others}:
        return Incomplete(_l("Another one is called the same. Give it a name of its own."), field="name")
    return None


def _too_many(others: int, most: int) -> Refused | None:
    if others < most:
        return None
    return NotNow(_("An edition has at most %(most)d of these.", most=most))
