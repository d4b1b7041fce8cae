"""Ballots as they are cast: rankings, perhaps incomplete, perhaps with shared places."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Ballot = tuple[int, Sequence[Any]]
"""How many voters gave it, and their candidates from the best down.

A place held by several candidates is a set of them; candidates left out are tied last.
"""


def from_scores(scores: pd.DataFrame) -> list[Ballot]:
    """Turn points into ballots: each juror ranks the entries by the points given.

    Parameters
    ----------
    scores : DataFrame of shape (n_entries, n_jurors)
        Points, more is better; NaN where the juror did not score the entry, which then
        stands last on this ballot, tied with the others left out.

    Returns
    -------
    list of n_jurors ballots
        Entries with equal points share a place.

    Examples
    --------
    >>> from_scores(pd.DataFrame({"Ewa": [7, 9, 7]}, index=["A", "B", "C"]))
    [(1, ('B', frozenset({...})))]
    """
    ballots: list[Ballot] = []
    for juror in scores.columns:
        given = scores[juror].dropna()
        places = [frozenset(tied.index) for _, tied in given.groupby(-given)]
        ballots.append((1, tuple(next(iter(p)) if len(p) == 1 else p for p in places)))
    return ballots


def candidates_on(ballots: Iterable[Ballot]) -> pd.Index:
    """Return every candidate that stands on some ballot, in ascending order.

    Parameters
    ----------
    ballots : iterable of (count, ranking)

    Returns
    -------
    Index of length n_candidates
    """
    named = {name for _, ranking in ballots for place in ranking for name in tied_at(place)}
    return pd.Index(sorted(named, key=lambda name: (str(type(name)), name)))


def tied_at(place: Any) -> Collection[Hashable]:
    """Return the candidates who share a place of a ranking, often a single one.

    Parameters
    ----------
    place : candidate, or set of candidates

    Returns
    -------
    collection of candidates
    """
    return place if isinstance(place, (set, frozenset)) else (place,)


def read_ballots(
    ballots: Iterable[Ballot], candidates: Sequence[Hashable] | None = None
) -> tuple[pd.Index, NDArray[np.int64], NDArray[np.int64]]:
    """Write the ballots as numbers, or say what is wrong with them.

    Parameters
    ----------
    ballots : iterable of (count, ranking)
        See :data:`Ballot`.
    candidates : sequence, optional
        Everybody who stands, also without a vote; by default all who are on some ballot.

    Returns
    -------
    candidates : Index of length n_candidates, ascending
    counts : int64 array of shape (n_ballots,)
    places : int64 array of shape (n_ballots, n_candidates)
        0 is the best place; candidates left out stand one place after the last.

    Raises
    ------
    ValueError
        When a count is negative or not whole, a candidate stands twice on one ballot or
        is a stranger, or nobody stands.
    """
    cast = [(count, tuple(ranking)) for count, ranking in ballots]
    names = candidates_on(cast) if candidates is None else pd.Index(list(candidates)).sort_values()
    if names.empty or not names.is_unique:
        raise ValueError("there must be at least one candidate, and each only once")
    column = {name: position for position, name in enumerate(names)}
    places = np.empty((len(cast), len(names)), dtype=np.int64)
    for row, (count, ranking) in enumerate(cast):
        if count != int(count) or count < 0:
            raise ValueError(f"a number of voters must be whole and not negative, got {count}")
        places[row] = len(ranking)
        _write_places(places[row], ranking, column)
    return names, np.array([int(count) for count, _ in cast], dtype=np.int64), places


def _write_places(row: NDArray[np.int64], ranking: tuple[Any, ...], column: dict[Hashable, int]) -> None:
    """Fill one row of places from one ranking."""
    seen: set[Hashable] = set()
    for place, tied in enumerate(ranking):
        for name in tied_at(tied):
            if name in seen:
                raise ValueError(f"{name} stands twice on one ballot")
            if name not in column:
                raise ValueError(f"{name} does not stand in this vote")
            seen.add(name)
            row[column[name]] = place
