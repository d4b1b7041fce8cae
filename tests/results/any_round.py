"""Rounds of any kind, for properties that hold for all of them."""

from fractions import Fraction

from hypothesis import strategies as st

from judging.stats.rules import CriterionRule, ScoringRules
from judging.stats.vocabulary import Dropped, Method, Rung


@st.composite
def rounds(draw):
    """Return a few entries on a short scale, so that ties are common, and rules of any kind."""
    entries, jurors = draw(st.integers(1, 7)), draw(st.integers(1, 6))
    weights = draw(st.lists(st.integers(0, 3), min_size=1, max_size=4).filter(any))
    step = draw(st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(1, 3), Fraction(5, 4)]))
    low = draw(st.sampled_from([0, -2, 1])) * step
    names = [f"c{number}" for number in range(len(weights))]
    rules = ScoringRules(
        tuple(CriterionRule(name, weight, step) for name, weight in zip(names, weights, strict=True)),
        low,
        low + 3 * step,
        method=draw(st.sampled_from(Method)),
        drop=(draw(st.integers(0, 1)), draw(st.integers(0, 1))),
        min_sheets=draw(st.integers(0, 4)),
        exclude_below_min=draw(st.booleans()),
        prizes=draw(st.integers(0, 3)),
        distinctions=draw(st.integers(0, 3)),
        drop_per=draw(st.sampled_from(list(Dropped))),
        ties=tuple(draw(st.permutations(list(Rung))))[: draw(st.integers(0, 5))],
        tie_jurors=tuple(draw(st.lists(st.sampled_from(["j0", "j1", "j2"]), min_size=1))),
        rank_on=draw(st.sampled_from([None, None, 0, 1, 2])),
    )
    first = int(low / rules.unit)
    a_step = int(step / rules.unit)
    few = draw(st.booleans())
    rows = [
        (f"E{e}", f"j{j}", name, first + a_step * draw(st.integers(0, 1 if few else 3)))
        for e in range(entries)
        for j in range(jurors)
        for name in names
        if draw(st.integers(0, 9)) < 9
    ]
    return rules, rows, [f"E{e}" for e in range(entries + draw(st.integers(0, 2)))]
