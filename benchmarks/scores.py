"""Made-up scores of any size as the frames that the statistics take."""

from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pandas as pd

from judging.stats.rules import CriterionRule, ScoringRules


def rules(criteria: int) -> ScoringRules:
    """Return plain rules: a scale from 0 to 10, three prizes, seven distinctions."""
    names = tuple(CriterionRule(f"c{n}", 1 + n % 3) for n in range(criteria))
    return ScoringRules(names, Fraction(0), Fraction(10), prizes=3, distinctions=7)


def scores(entries: int, jurors: int, criteria: int, panel: int | None = None, seed: int = 1) -> pd.DataFrame:
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


def unnamed(entries: int, sheets: int) -> pd.DataFrame:
    """Return sheets of which each has a juror of its own, as of a double-blind review."""
    rng = np.random.default_rng(1)
    entry = np.arange(sheets) % entries
    return _points(rng, entry, np.arange(sheets))


def uneven(entries: int, jurors: int, sheets: int) -> pd.DataFrame:
    """Return sheets where some jurors and entries have many and others few, all connected."""
    rng = np.random.default_rng(1)
    share = rng.gamma(1.2, 1, entries), rng.gamma(3, 1, jurors)
    read, reads = (rng.choice(len(own), 2 * sheets, p=own / own.sum()) for own in share)
    pairs = np.unique(read * jurors + reads)
    kept = np.sort(rng.permutation(pairs)[:sheets])
    return _points(rng, kept // jurors, kept % jurors)


def _points(rng: np.random.Generator, entry: npt.NDArray[np.int64], juror: npt.NDArray[np.int64]) -> pd.DataFrame:
    """Return one score a sheet, on ten points, from worth, severity and error."""
    worth, severity = (rng.normal(0, 1, int(codes.max()) + 1) for codes in (entry, juror))
    raw = 5 + worth[entry] + 0.7 * severity[juror] + rng.normal(0, 1.2, len(entry))
    steps = np.clip(np.round(raw), 0, 10).astype(np.int64)
    return pd.DataFrame({"entry": entry, "juror": juror, "criterion": "c0", "steps": steps})
