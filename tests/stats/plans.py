"""Makers of labels and conflicts for the tests of assignments."""

import numpy as np
import pandas as pd

PAIR = ["entry", "juror"]


def names(letter, count):
    return [f"{letter}{n:03}" for n in range(count)]


def some_pairs(entries, jurors, rate, seed):
    opposed = np.random.default_rng(seed).random((entries, jurors)) < rate
    entry, juror = np.nonzero(opposed)
    return pd.DataFrame(
        {
            "entry": np.array(names("e", entries))[entry],
            "juror": np.array(names("j", jurors))[juror],
        }
    )


def broken(plan, conflicts):
    return len(plan.merge(conflicts, on=PAIR)) + int(plan.duplicated().sum())
