"""Plain makers of analysed rounds, and what to read of them."""

import numpy as np

from tests.stats.scoring import some_scores

TWO = {"new": 2, "useful": 1}


def with_criteria(entries=8, jurors=5, seed=1):
    """Return scores on two criteria by every juror, drawn from a seed."""
    rng = np.random.default_rng(seed)
    worth = rng.integers(2, 8, entries)
    return some_scores(
        *(
            (f"E{e}", f"j{j}", name, int(np.clip(worth[e] + rng.integers(-2, 3), 0, 10)))
            for e in range(entries)
            for j in range(jurors)
            for name in TWO
        )
    )


def figures(result, of, key="entry"):
    return {row[key]: row[of] for row in result["ranking" if key == "entry" else f"{key}s"]}
