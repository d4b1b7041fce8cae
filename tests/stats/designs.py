"""Designs of any kind, connected or not, for properties that hold for all of them."""

import numpy as np
import pandas as pd
from hypothesis import strategies as st


@st.composite
def designs(draw):
    """Return sheets of one to three panels that share nobody, some entries read by strangers."""
    rows, entry, juror = [], 0, 0
    for _panel in range(draw(st.integers(1, 3))):
        E, J = draw(st.integers(1, 5)), draw(st.integers(1, 4))
        level = draw(st.integers(0, 40))
        for e in range(E):
            readers = draw(st.sets(st.integers(0, J - 1), min_size=1))
            rows += [(entry + e, juror + j, level + draw(st.integers(0, 20))) for j in readers]
        entry, juror = entry + E, juror + J
    for _stranger in range(draw(st.integers(0, 2))):  # a late entry read by its own substitutes
        for _sheet in range(draw(st.integers(1, 3))):
            rows.append((entry, juror, draw(st.integers(0, 60))))
            juror += 1
        entry += 1
    return pd.DataFrame(rows, columns=["entry", "juror", "points"]).astype({"points": float})


def unnamed(rng, entries, sheets):
    """Return sheets of which each has a juror of its own."""
    entry = np.repeat(np.arange(entries), sheets)
    worth = rng.normal(0, 1, entries)
    points = np.round(2 * (6 + worth[entry] + rng.normal(0, 1, len(entry)))) / 2
    return pd.DataFrame({"entry": entry, "juror": np.arange(len(entry)), "points": points})
