"""Kemeny's order: the ranking that contradicts the voters as seldom as possible, exactly."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

LARGEST = 60  # candidates in one circle of majorities that the programme is asked to untie


@dataclass(frozen=True, slots=True)
class KemenyOrder:
    """An order with the fewest contradictions.

    Attributes
    ----------
    order : tuple of candidates, best first
    distance : int
        Pairs, summed over voters, that a voter ranks the other way round.
    agreement : int
        Pairs, summed over voters, that a voter ranks in the same way.
    """

    order: tuple[Hashable, ...]
    distance: int
    agreement: int


def kemeny(prefer: pd.DataFrame) -> KemenyOrder:
    r"""Find the order with the smallest sum of contradictions.

    Parameters
    ----------
    prefer : DataFrame of shape (n_candidates, n_candidates)
        Voters who prefer the row to the column, as :func:`judging.stats.library.ballots.pairwise`
        returns it.

    Returns
    -------
    KemenyOrder
        Of several best orders the one that departs least from the order of `prefer`; a voter
        who ties two candidates contradicts neither order of them.

    Raises
    ------
    ValueError
        When more than 60 candidates form one circle of majorities.
    RuntimeError
        When the solver gives up.

    Notes
    -----
    The candidates fall into groups such that majorities go only from earlier groups to later
    ones; no best order mixes them (Truchon 1998), so each is solved alone: minimise
    :math:`\sum_{a<b} x_{ab} P_{ba} + (1 - x_{ab}) P_{ab}` over binary :math:`x_{ab}` ("a stands
    above b") with :math:`0 \le x_{ab} + x_{bc} - x_{ac} \le 1`.

    References
    ----------
    J. G. Kemeny, "Mathematics without numbers", *Daedalus* 88 (1959), 577-591.

    Examples
    --------
    >>> prefer = pd.DataFrame([[0, 2, 1], [1, 0, 2], [2, 1, 0]], list("ABC"), list("ABC"))
    >>> kemeny(prefer)
    KemenyOrder(order=('A', 'B', 'C'), distance=4, agreement=5)
    """
    votes = prefer.to_numpy(np.int64)
    best = [position for group in _groups(votes) for position in _untie(votes, group)]
    agreement = int(np.triu(votes[np.ix_(best, best)], 1).sum())
    names = prefer.index.tolist()
    total = int(votes.sum() - np.trace(votes))
    return KemenyOrder(tuple(names[p] for p in best), total - agreement, agreement)


def _groups(votes: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Yield the circles of majorities, the preferred first, each in the given order."""
    at_least_level = csr_array((votes >= votes.T).astype(np.int8))
    count, group = connected_components(at_least_level, directed=True, connection="strong")
    wins = (votes > votes.T).sum(axis=1)
    strength = np.bincount(group, wins, count) / np.bincount(group)
    for label in np.argsort(-strength, kind="stable"):
        yield np.flatnonzero(group == label)


def _untie(votes: NDArray[np.int64], group: NDArray[np.int64]) -> list[int]:
    """Order one group by an integer programme over its pairs."""
    if len(group) == 1:
        return [int(group[0])]
    if len(group) > LARGEST:
        raise ValueError(f"{len(group)} candidates form one circle; at most {LARGEST} can be untied")
    first, second = np.triu_indices(len(group), 1)
    a, b = group[first], group[second]
    pull = (votes[b, a] - votes[a, b]) * (2 * len(first) + 1) - 1.0
    solution = milp(
        pull,
        integrality=np.ones(len(first), dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=_transitive(len(group)),
        options={"mip_rel_gap": 0.0},
    )
    if solution.x is None:
        raise RuntimeError(f"no Kemeny order was found: {solution.message}")
    above = np.round(solution.x).astype(int)
    ahead = np.bincount(first, above, len(group)) + np.bincount(second, 1 - above, len(group))
    return [int(position) for position in group[np.argsort(-ahead)]]


def _transitive(size: int) -> LinearConstraint | tuple[()]:
    """Require that whoever stands above b and b above c stands above c."""
    if size == 2:
        return ()
    pair = np.zeros((size, size), dtype=np.int64)
    pair[np.triu_indices(size, 1)] = np.arange(size * (size - 1) // 2)
    a, b, c = np.array(list(combinations(range(size), 3))).T
    columns = np.column_stack([pair[a, b], pair[b, c], pair[a, c]]).ravel()
    rows = np.repeat(np.arange(len(a)), 3)
    matrix = csr_array((np.tile([1.0, 1.0, -1.0], len(a)), (rows, columns)))
    return LinearConstraint(matrix, 0, 1)
