"""Panels to test the statistics on: plain rows, published cases, and Hypothesis' own."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from hypothesis import strategies as st

CASES = Path(__file__).parents[1] / "cases"


def case(name):
    return json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))


def sheets(rows):
    return pd.DataFrame(rows, columns=["entry", "juror", "points"])


def melted(table):
    """Turn a table of entries by jurors into sheets; a missing cell is no sheet."""
    frame = pd.DataFrame(table)
    long = frame.rename_axis("entry").reset_index().melt("entry", var_name="juror")
    return long.rename(columns={"value": "points"}).dropna().reset_index(drop=True)


def paris():
    data = case("paris1976_chardonnay")["data"]
    return melted(pd.DataFrame(data["scores_judge_by_entry"], data["judges"], data["entries"]).T)


def by_juror(frame):
    """Turn complete sheets into a table of jurors by entries."""
    return frame.pivot_table(index="juror", columns="entry", values="points")


def a_panel(rng, entries=12, jurors=5, reviews=None, var_entry=1.0, var_juror=0.5, var_error=1.0):
    """Draw sheets from the model, on half points from 0 to 10, with the true worth of entries."""
    worth = rng.normal(6, np.sqrt(var_entry), entries)
    severity = rng.normal(0, np.sqrt(var_juror), jurors)
    seen = np.argsort(rng.random((entries, jurors)), axis=1)[:, : reviews or jurors]
    entry = np.repeat(np.arange(entries), seen.shape[1])
    juror = seen.ravel()
    raw = worth[entry] + severity[juror] + rng.normal(0, np.sqrt(var_error), len(entry))
    points = np.clip(np.round(raw * 2) / 2, 0, 10)
    return pd.DataFrame({"entry": entry, "juror": juror, "points": points}), worth


def shuffled(frame, seed=7):
    return frame.sample(frac=1, random_state=seed)


@st.composite
def complete_tables(draw, entries=(2, 7), jurors=(2, 6)):
    """Draw a complete table of entries by jurors in whole points that are not all equal."""
    E, J = draw(st.integers(*entries)), draw(st.integers(*jurors))
    row = st.lists(st.integers(0, 20), min_size=J, max_size=J)
    table = np.array(draw(st.lists(row, min_size=E, max_size=E)), dtype=float)
    if np.ptp(table) == 0:
        table[0, 0] += 1
    return table


@st.composite
def partial_sheets(draw):
    """Draw sheets with any pattern of missing ones, one sheet at least."""
    table = draw(complete_tables(entries=(3, 8), jurors=(3, 6)))
    kept = draw(
        st.lists(st.booleans(), min_size=table.size, max_size=table.size).filter(
            lambda flags: sum(flags) >= table.size // 2
        )
    )
    return melted(np.where(np.reshape(kept, table.shape), table, np.nan))
