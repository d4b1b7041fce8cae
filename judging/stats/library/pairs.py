"""Comparisons in pairs: how able each item is, judged by whom it beat (Bradley and Terry)."""

from collections.abc import Hashable

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

PRECISION = 1e-12  # relative change of the abilities at which the iteration ends
MOST_STEPS = 200_000


class NotComparable(ValueError):  # noqa: N818 -- an answer about the design, not a fault
    """Some items never beat any of the others, so that no finite ability fits.

    Attributes
    ----------
    groups : list of lists of items
        Within a group everybody is comparable.
    """

    def __init__(self, groups: list[list[Hashable]]) -> None:
        self.groups = groups
        named = "; ".join(", ".join(map(str, group)) for group in groups)
        super().__init__(f"the wins do not connect all items: {named}")


def bradley_terry(wins: pd.DataFrame, *, reference: Hashable | None = None, pseudo_wins: float = 0.0) -> pd.DataFrame:
    r"""Estimate abilities from wins by maximum likelihood.

    Parameters
    ----------
    wins : DataFrame of shape (n_items, n_items)
        How often the item of the row beat that of the column; the same items, in any order,
        on both sides. The diagonal is ignored.
    reference : item, optional
        Has ability 0; by default the first in ascending order.
    pseudo_wins : float, default 0
        Added to every pair on both sides; 0.1 to 0.5 makes a sparse table estimable and
        pulls the abilities together.

    Returns
    -------
    DataFrame of shape (n_items, 2), items ascending
        ``log_ability``, in logits against the reference, and ``se``, the standard error of that
        difference (0 for the reference).

    Raises
    ------
    ValueError
        When the table is not square, holds a negative or missing number, or lacks the
        reference.
    NotComparable
        When the graph of wins is not strongly connected (Ford 1957).
    RuntimeError
        When the iteration does not settle.

    Notes
    -----
    :math:`P(i \text{ beats } j) = p_i / (p_i + p_j)`, fitted by the steps
    :math:`p_i \leftarrow W_i / \sum_j n_{ij} / (p_i + p_j)` (Hunter 2004); the errors come from
    the information :math:`n_{ij}\, p_i p_j / (p_i + p_j)^2` without the reference.

    References
    ----------
    R. A. Bradley and M. E. Terry, "Rank analysis of incomplete block designs", *Biometrika* 39
    (1952), 324-345. D. R. Hunter, "MM algorithms for generalized Bradley-Terry models",
    *Annals of Statistics* 32 (2004), 384-406.

    Examples
    --------
    >>> wins = pd.DataFrame([[0, 3], [1, 0]], ["A", "B"], ["A", "B"])
    >>> bradley_terry(wins).round(4).loc["B"].tolist()
    [-1.0986, 1.1547]
    """
    table = _checked(wins)
    names = table.index.tolist()
    base = 0 if reference is None else _position(names, reference)
    counts = table.to_numpy(float) + pseudo_wins * (1 - np.eye(len(names)))
    _require_connection(names, counts)
    log_ability = np.log(_abilities(counts))
    errors = _errors(counts, log_ability, base)
    return pd.DataFrame({"log_ability": log_ability - log_ability[base], "se": errors}, table.index)


def _checked(wins: pd.DataFrame) -> pd.DataFrame:
    """Return the wins in ascending order on both sides, with an empty diagonal."""
    if wins.empty or not wins.index.is_unique or set(wins.index) != set(wins.columns):
        raise ValueError("rows and columns of the wins must name the same items, each once")
    table = wins.astype(float).sort_index().sort_index(axis=1)
    table = table.mask(np.eye(len(table), dtype=bool), 0.0)
    if not (np.isfinite(table.to_numpy()) & (table.to_numpy() >= 0)).all():
        raise ValueError("every number of wins must be finite and not negative")
    return table


def _position(names: list[Hashable], reference: Hashable) -> int:
    if reference not in names:
        raise ValueError(f"the reference {reference} is not among the items")
    return names.index(reference)


def _require_connection(names: list[Hashable], counts: NDArray[np.float64]) -> None:
    count, label = connected_components(csr_array((counts > 0).astype(np.int8)), connection="strong")
    if count > 1:
        groups = [[names[i] for i in np.flatnonzero(label == g)] for g in range(count)]
        raise NotComparable(sorted(groups, key=lambda group: names.index(group[0])))


def _abilities(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Iterate to abilities whose logarithms sum to 0."""
    met, won = counts + counts.T, counts.sum(axis=1)
    ability = np.ones(len(counts))
    for _ in range(MOST_STEPS if len(counts) > 1 else 0):
        step: NDArray[np.float64] = won / (met / (ability[:, None] + ability)).sum(axis=1)
        step /= np.exp(np.log(step).mean())
        if np.abs(step / ability - 1).max() < PRECISION:
            return step
        ability = step
    if len(counts) > 1:
        raise RuntimeError("the abilities did not settle; add pseudo-wins")
    return ability


def _errors(counts: NDArray[np.float64], log_ability: NDArray[np.float64], base: int) -> NDArray[np.float64]:
    """Return the standard errors of the differences from the reference."""
    chance = 1 / (1 + np.exp(log_ability[None, :] - log_ability[:, None]))
    weight = (counts + counts.T) * chance * (1 - chance)
    information = np.diag(weight.sum(axis=1)) - weight
    others = np.delete(np.arange(len(counts)), base)
    errors = np.zeros(len(counts))
    inverse = np.linalg.inv(information[np.ix_(others, others)])
    errors[others] = np.sqrt(np.diag(inverse))
    return errors
