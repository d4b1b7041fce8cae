"""Made-up scores of any size as the frames that the statistics take."""

from fractions import Fraction

import numpy as np
import pandas as pd

from judging.stats.rules import CriterionRule, ScoringRules


def rules(criteria: int) -> ScoringRules:
    """Return plain rules: a scale from 0 to 10, three prizes, seven distinctions."""
    names = tuple(CriterionRule(f"c{n}", 1 + n % 3) for n in range(criteria))
    return ScoringRules(names, Fraction(0), Fraction(10), prizes=3, distinctions=7)


def scores(
    entries: int, jurors: int, criteria: int, panel: int | None = None, seed: int = 1
) -> pd.DataFrame:
    """Return scores of worth, severity and chance; each entry by `panel` jurors or by all."""
    rng = np.random.default_rng(seed)
    panel = panel or jurors
    entry = np.repeat(np.arange(entries), panel)
    juror = (entry * panel + np.tile(np.arange(panel), entries)) % jurors
    if panel < jurors:  # the dealing rotates, so that every two jurors meet in the end
        juror = (juror + entry // jurors * np.tile(np.arange(panel), entries)) % jurors
        sheets = np.unique(entry * jurors + juror)  # nobody scores an entry twice
        entry, juror = sheets // jurors, sheets % jurors
    worth, severity = rng.normal(6, 1.5, entries), rng.normal(0, 0.7, jurors)
    sheet = worth[entry] + severity[juror] + rng.normal(0, 0.8, len(entry))
    steps = np.empty((len(entry), criteria), dtype=np.int16)
    for criterion in range(criteria):
        points = sheet + rng.normal(0, 0.9, len(entry))
        steps[:, criterion] = np.clip(np.rint(points), 0, 10)
    return pd.DataFrame(
        {
            "entry": pd.Categorical.from_codes(
                np.repeat(entry, criteria), pd.Index([f"e{n:06}" for n in range(entries)])
            ),
            "juror": pd.Categorical.from_codes(
                np.repeat(juror, criteria), pd.Index([f"j{n:05}" for n in range(jurors)])
            ),
            "criterion": pd.Categorical.from_codes(
                np.tile(np.arange(criteria), len(entry)),
                pd.Index([f"c{n}" for n in range(criteria)]),
            ),
            "steps": steps.ravel(),
        },
        copy=False,
    )
