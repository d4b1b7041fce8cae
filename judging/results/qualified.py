"""Who goes on to the next round: by the decisions of a qualifying round, or by a line through a ranking. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from judging.core.formatting import number
from judging.core.i18n import _, ngettext
from judging.editions.parts.qualifying import YES, Outcome, Rule, answer
from judging.results.models import Line, Ruling


@dataclass(frozen=True, slots=True)
class Decision:
    """What one juror handed in on an entry."""

    juror: str
    steps: int
    reason: str

    @property
    def word(self) -> str:
        """Yes or no, in the reader's language."""
        return answer(self.steps)


@dataclass(frozen=True, slots=True)
class Decided:
    """An entry of a qualifying round, with what was decided on it."""

    entry_id: int
    public_id: str
    number: int
    title: str
    office: str
    missing: int  # sheets asked for and not handed in
    decisions: Sequence[Decision]
    rule: Rule
    ruling: Ruling | None = None

    @property
    def yes(self) -> int:
        """How many said yes."""
        return sum(one.steps == YES for one in self.decisions)

    @property
    def no(self) -> int:
        """How many said no."""
        return len(self.decisions) - self.yes

    @property
    def by_rule(self) -> Outcome:
        """What the rule makes of it."""
        return self.rule.outcome(self.yes, self.no)

    @property
    def outcome(self) -> Outcome:
        """What holds: the ruling where there is one, else the rule."""
        if self.ruling is None:
            return self.by_rule
        return Outcome.PASSES if self.ruling.passes else Outcome.STAYS


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry of a frozen ranking that still takes part."""

    entry_id: int
    public_id: str
    number: int
    title: str
    row: Mapping[str, Any]

    @property
    def exact(self) -> Fraction | None:
        """The score as the ranking counts it; None where it has none."""
        if self.row["denominator"]:
            return Fraction(self.row["numerator"], self.row["denominator"])
        return None if self.row["score"] is None else Fraction(str(self.row["score"]))

    def goes_on(self, line: Line, value: Fraction) -> bool:
        """Tell whether it is on the right side of the line; whoever is equal to the last place has that place."""
        if line is Line.PLACES:
            return self.row["place"] is not None and self.row["place"] <= value
        return self.exact is not None and self.exact >= value


@dataclass(frozen=True, slots=True)
class Choice:
    """Who would go on, by their ids; how many stood in the round, and the numbers of those not decided."""

    line: Line
    value: str
    going: Sequence[int]
    stood: int
    undecided: Sequence[int] = ()  # numbers
    ruled: int = 0
    frozen: bool = True  # whether what it is chosen from can change no more


def line_in_words(line: Line, value: str) -> str:
    """Say by what line entries went on to the next round."""
    if line is Line.PASSED:
        return _("those that passed the qualifying round")
    if line is Line.SCORE:
        return _("those with at least %(score)s points", score=number(value))
    return ngettext(
        "the first %(num)d place of the ranking, with those equal to it",
        "the first %(num)d places of the ranking, with those equal to the last of them",
        int(value),
    )
