"""Voting by rankings: who is preferred to whom, and the orders that follow from it.

Ballots are read by :mod:`judging.stats.library.ballot_papers`; Kemeny's order is in
:mod:`judging.stats.library.kemeny`, transferable votes are in :mod:`judging.stats.library.elections`.
"""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from judging.stats.library.ballot_papers import Ballot, read_ballots


def pairwise(ballots: Iterable[Ballot], candidates: Sequence[Hashable] | None = None) -> pd.DataFrame:
    """Count the voters who prefer the candidate of the row to that of the column.

    Parameters
    ----------
    ballots : iterable of (count, ranking)
        See :data:`judging.stats.library.ballot_papers.Ballot`.
    candidates : sequence, optional
        Everybody who stands; by default all who are on some ballot.

    Returns
    -------
    DataFrame of int64, shape (n_candidates, n_candidates), both ascending
        A voter who ties two candidates prefers neither; the diagonal is 0.

    Raises
    ------
    ValueError
        When a ballot is malformed.

    Examples
    --------
    >>> pairwise([(3, ["A", "B"]), (2, ["B", "A"])]).loc["A", "B"]
    np.int64(3)
    """
    names, counts, places = read_ballots(ballots, candidates)
    prefer = np.zeros((len(names), len(names)), dtype=np.int64)
    for count, row in zip(counts, places, strict=True):
        prefer += count * (row[:, None] < row[None, :])
    return pd.DataFrame(prefer, index=names, columns=names)


def borda(ballots: Iterable[Ballot], candidates: Sequence[Hashable] | None = None) -> pd.Series:
    """Give a point for every candidate ranked below, half a point for every one tied.

    Parameters
    ----------
    ballots : iterable of (count, ranking)
        See :data:`judging.stats.library.ballot_papers.Ballot`.
    candidates : sequence, optional
        Everybody who stands; by default all who are on some ballot.

    Returns
    -------
    Series of float, by candidate, ascending
        Whole or half points, exact.

    Raises
    ------
    ValueError
        When a ballot is malformed.

    References
    ----------
    J.-C. de Borda, *Mémoire sur les élections au scrutin*, 1781.

    Examples
    --------
    >>> borda([(3, ["A", "B", "C"]), (2, ["B"])]).to_dict()
    {'A': 7.0, 'B': 7.0, 'C': 1.0}
    """
    cast = list(ballots)
    prefer = pairwise(cast, candidates)
    voters = sum(int(count) for count, _ in cast)
    others = voters * (len(prefer) - 1)
    twice = others + prefer.sum(axis=1) - prefer.sum(axis=0)
    return (twice / 2).rename("borda")


def condorcet_winner(prefer: pd.DataFrame) -> Hashable | None:
    """Return the candidate whom a majority prefers to each other one, if there is one.

    Parameters
    ----------
    prefer : DataFrame of shape (n_candidates, n_candidates)
        As :func:`pairwise` returns it.

    Returns
    -------
    candidate or None
        None where preferences go round in a circle or two are level at the top.

    Examples
    --------
    >>> condorcet_winner(pairwise([(3, ["A", "B"]), (2, ["B", "A"])]))
    'A'
    """
    beats = prefer.to_numpy() > prefer.to_numpy().T
    winners = np.flatnonzero(beats.sum(axis=1) == len(prefer) - 1)
    return prefer.index.tolist()[winners[0]] if len(winners) else None


def copeland(prefer: pd.DataFrame) -> pd.Series:
    """Count the duels won, half a point for each one that ended level.

    Parameters
    ----------
    prefer : DataFrame of shape (n_candidates, n_candidates)
        As :func:`pairwise` returns it.

    Returns
    -------
    Series of float, by candidate

    References
    ----------
    A. H. Copeland, "A 'reasonable' social welfare function", University of Michigan 1951.

    Examples
    --------
    >>> copeland(pairwise([(3, ["A", "B", "C"]), (2, ["C", "B", "A"])])).to_dict()
    {'A': 2.0, 'B': 1.0, 'C': 0.0}
    """
    votes = prefer.to_numpy()
    won, level = (votes > votes.T).sum(axis=1), (votes == votes.T).sum(axis=1) - 1
    return pd.Series(won + level / 2, index=prefer.index, name="copeland")


def schulze(prefer: pd.DataFrame) -> pd.Series:
    """Place the candidates by strongest paths of majorities.

    Parameters
    ----------
    prefer : DataFrame of shape (n_candidates, n_candidates)
        As :func:`pairwise` returns it.

    Returns
    -------
    Series of int64, by candidate
        1 plus the number of candidates with a stronger path to this one than back.

    Notes
    -----
    A path is as strong as its weakest majority, measured by the votes for the winning side
    (ties are no majority); Floyd and Warshall's algorithm, one numpy step per candidate.

    References
    ----------
    M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and
    Condorcet-consistent single-winner election method", *Social Choice and Welfare* 36
    (2011), 267-303.

    Examples
    --------
    >>> schulze(pairwise([(3, ["A", "B", "C"]), (2, ["C", "B", "A"])])).to_dict()
    {'A': 1, 'B': 2, 'C': 3}
    """
    votes = prefer.to_numpy()
    path = np.where(votes > votes.T, votes, 0)
    for through in range(len(path)):
        np.maximum(path, np.minimum(path[:, through, None], path[None, through, :]), out=path)
    return pd.Series(1 + (path < path.T).sum(axis=1), index=prefer.index, name="place")


def order(points: pd.Series) -> list[list[Any]]:
    """List the candidates from the most points down, those with equal points together.

    Parameters
    ----------
    points : Series of length n_candidates
        More is better; for places give the negative.

    Returns
    -------
    list of lists of candidates, each ascending

    Examples
    --------
    >>> order(pd.Series({"A": 1.0, "B": 2.5, "C": 1.0}))
    [['B'], ['A', 'C']]
    """
    return [tied.sort_index().index.tolist() for _, tied in points.groupby(-points)]
