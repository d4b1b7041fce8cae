"""Draws of what the entries are truly worth, and the places they take in them."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from judging.stats.design import CHUNK, Floats
from judging.stats.mixed import MixedFit
from judging.stats.thresholds import PLACE_BAND

Ints32 = npt.NDArray[np.int32]


def drawn_worth(fit: MixedFit, rng: np.random.Generator, draws: int) -> Iterator[Floats]:
    """Draw from the posterior of the mixed model what the entries are worth.

    Parameters
    ----------
    fit : MixedFit
        Result of :func:`judging.stats.mixed.fit_mixed`.
    rng : Generator
        Source of chance.
    draws : int
        How many draws there will be.

    Yields
    ------
    array of shape (E, block)
        Worth in points, one column a draw, in blocks that fit into memory.
    """
    E, J = fit.design.shape
    mean, own = fit.posterior_mean.to_numpy(), np.sqrt(fit.var_error * fit.pull)
    swing = fit.mean_response * fit.mu_sd
    shared = (
        fit.pull[:, None] * (fit.design.incidence @ fit.juror_root) if E <= CHUNK // J else None
    )
    block = max(1, CHUNK // E)
    for first in range(0, draws, block):
        size = min(block, draws - first)
        chance = rng.standard_normal((J, size))
        values = rng.standard_normal((E, size))
        values *= own[:, None]
        if shared is None:
            values -= fit.pull[:, None] * (fit.design.incidence @ (fit.juror_root @ chance))
        else:
            values -= shared @ chance
        values += np.outer(swing, rng.standard_normal(size))
        values += mean[:, None]
        yield values


def places_of(values: Floats) -> Ints32:
    """Rank each column, the largest value first.

    Parameters
    ----------
    values : array of shape (E, draws)

    Returns
    -------
    array of int32, shape (E, draws)
        Places 1 to E; equal values have no common place, as they do not occur in draws.
    """
    order = np.argsort(-values.T, axis=1)
    places = np.empty(order.shape, dtype=np.int32)
    np.put_along_axis(places, order, np.arange(1, order.shape[1] + 1, dtype=np.int32)[None], axis=1)
    return np.ascontiguousarray(places.T)


def share_within(places: Ints32, k: int) -> Floats:
    """Return the share of draws in which each entry was among the first k.

    Parameters
    ----------
    places : array of int32, shape (E, draws)
    k : int

    Returns
    -------
    array of shape (E,)
        From 0 to 1; sums to min(k, E).
    """
    return np.asarray(np.count_nonzero(places <= k, axis=1) / places.shape[1])


def place_bands(places: Ints32) -> Floats:
    """Return the places between which the central 90 % of the draws lie.

    Parameters
    ----------
    places : array of int32, shape (E, draws)

    Returns
    -------
    array of shape (E, 2)
        Best and worst place of the band.
    """
    draws, tail = places.shape[1], (1 - PLACE_BAND) / 2
    ends = [max(int(np.ceil(draws * share - 1e-9)), 1) - 1 for share in (tail, 1 - tail)]
    return np.partition(places, ends, axis=1)[:, ends].astype(float)
