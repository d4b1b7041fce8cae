"""Draws of what the entries are truly worth, and the places they take in them."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from judging.stats.design import CHUNK, Floats
from judging.stats.mixed_fit import MixedFit
from judging.stats.posterior import Posterior
from judging.stats.thresholds import PLACE_BAND
from judging.stats.variance_grid import is_affordable, likely_posteriors

Ints32 = npt.NDArray[np.int32]


def drawn_worth(fit: MixedFit, rng: np.random.Generator, draws: int, *, plugged: bool = False) -> Iterator[Floats]:
    """Draw from the posterior of the mixed model what the entries are worth.

    Parameters
    ----------
    fit : MixedFit
        Result of :func:`judging.stats.mixed.fit_mixed`, with `moments`.
    rng : Generator
        Source of chance.
    draws : int
        How many draws there will be.
    plugged : bool, default False
        Take the variance components of the fit for the truth, as is done anyway where there are
        too many jurors and entries to ask how sure they are.

    Yields
    ------
    array of shape (E, block)
        Worth in points, one column a draw, in blocks that fit into memory.
    """
    step = max(1, CHUNK // len(fit.design.entries))
    free = len(fit.design.entry) - 1
    for posterior, share in _posteriors(fit, draws, plugged):
        for first in range(0, share, step):
            size = min(step, share - first)
            values = posterior.deviations(rng, size)
            if not plugged:
                values *= np.sqrt(free / rng.chisquare(free, size))
            values += posterior.mean[:, None]
            yield values


def _posteriors(fit: MixedFit, draws: int, plugged: bool) -> Iterator[tuple[Posterior, int]]:
    """Yield the posteriors to draw from, and how many draws each gets."""
    moments = fit.moments
    if plugged or moments is None or not is_affordable(moments):
        yield fit.posterior, draws
        return
    yield from likely_posteriors(
        moments,
        float(fit.design.points.mean()),
        draws,
        is_turned=fit.posterior.is_turned,
        one_way=not fit.tells_jurors_from_error,
    )


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
