"""Plain makers of scores and rules."""

from fractions import Fraction

import pandas as pd

from judging.stats.rules import CriterionRule, ScoringRules


def some_scores(*rows):
    """Return a frame of (entry, juror, criterion, steps); of (entry, juror, steps) with one."""
    full = [row if len(row) == 4 else (*row[:2], "all", row[2]) for row in rows]
    frame = pd.DataFrame(full, columns=["entry", "juror", "criterion", "steps"])
    return frame.astype({"steps": "int64"})


def sheets_of(**points):
    """Return scores of one criterion: ``A=[7, 8]`` are the sheets of jurors j1 and j2."""
    return some_scores(
        *((e, f"j{j}", p) for e, given in points.items() for j, p in enumerate(given, 1) if p is not None)
    )


def some_rules(weights=None, *, low=0, high=10, step=1, **settings):
    """Return rules on a scale of whole points, one criterion unless told."""
    criteria = (weights or {"all": 1}).items()
    return ScoringRules(
        tuple(CriterionRule(name, weight, Fraction(step)) for name, weight in criteria),
        Fraction(low),
        Fraction(high),
        **{"min_sheets": 1, **settings},
    )
