"""What a secretary sets of one round: its scale, and how its sheets become a score. Pure."""

from dataclasses import dataclass, fields
from fractions import Fraction

from judging.core.i18n import _l
from judging.editions.models import Round, RoundKind, YesRule
from judging.stats.vocabulary import Dropped, Method, Rung

LABELS = {
    "name": _l("Name of the round"),
    "low": _l("Fewest points"),
    "high": _l("Most points"),
    "method": _l("Method"),
    "drop_low": _l("How many of the lowest are left out"),
    "drop_high": _l("How many of the highest are left out"),
    "drop_per": _l("What is left out"),
    "min_sheets": _l("Complete sheets an entry should have"),
    "exclude_below_min": _l("An entry with fewer sheets is left out of the ranking"),
    "never_below_min": _l("The round is not closed while an entry has fewer sheets"),
    "rank_on": _l("What places are decided on"),
}
QUALIFYING = {  # labels of what is set of a qualifying round
    "name": LABELS["name"],
    "yes_rule": _l("When an entry goes on"),
    "yes_needed": _l("How many must say yes"),
    "min_sheets": _l("How many people must decide on an entry"),
    "never_below_min": _l("The round is not closed while fewer have decided on an entry"),
    "no_needs_reason": _l("Whoever says no must give the reason"),
}
MOST = 6  # rounds of an edition
YES_RULES = {
    YesRule.AT_LEAST: _l("at least so many say yes, as told below"),
    YesRule.MAJORITY: _l("more people say yes than no"),
    YesRule.ALL: _l("everybody who decides on it says yes"),
}
DROPPED = {
    Dropped.SHEET: _l("whole sheets: the lowest and the highest totals"),
    Dropped.CRITERION: _l("points: on each criterion the lowest and the highest"),
}


@dataclass(frozen=True, slots=True)
class RoundSetup:
    """What is set of one round; ``rank_on``: decimals of the score that decides, None for the exact one."""

    name: str
    low: str
    high: str
    method: Method
    drop_low: int
    drop_high: int
    drop_per: Dropped
    min_sheets: int
    exclude_below_min: bool
    rank_on: int | None
    kind: RoundKind = RoundKind.SCORED
    yes_rule: YesRule = YesRule.MAJORITY
    yes_needed: int = 1
    no_needs_reason: bool = True
    never_below_min: bool = False

    @property
    def rises(self) -> bool:
        """Whether the scale has more than one score."""
        return Fraction(self.low) < Fraction(self.high)


def new_round(kind: RoundKind, name: str) -> RoundSetup:
    """Return what is usual of a round of a kind."""
    return RoundSetup(
        name=name,
        low="0",
        high="1" if kind is RoundKind.QUALIFYING else "10",
        method=Method.MEAN,
        drop_low=0,
        drop_high=0,
        drop_per=Dropped.SHEET,
        min_sheets=3,
        exclude_below_min=False,
        rank_on=None,
        kind=kind,
    )


def round_setup(round_: Round) -> RoundSetup:
    """Return what is set of a round."""
    return RoundSetup(**{field.name: getattr(round_, field.name) for field in fields(RoundSetup)})


def set_round(round_: Round, setup: RoundSetup) -> None:
    """Give a round what is set of it."""
    for field in fields(setup):
        setattr(round_, field.name, getattr(setup, field.name))


def ladder_after(ties: list[str], rung: Rung, to: str) -> list[str]:
    """Return the ladder once a rung has been put on it or taken off, or has changed places with one beside it.

    Examples
    --------
    >>> ladder_after(["criteria", "median"], Rung.MEDIAN, "up"), ladder_after(["median"], Rung.JURORS, "on")
    (['median', 'criteria'], ['median', 'jurors'])
    """
    stays = [one for one in ties if one != rung]
    if to == "off" or (to != "on" and rung not in ties):
        return stays
    place = ties.index(rung) if rung in ties else len(stays)
    place += {"up": -1, "down": 1}.get(to, 0)
    return [*stays[: max(0, place)], rung.value, *stays[max(0, place) :]]
