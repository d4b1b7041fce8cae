"""The chance that an entry truly belongs among the first k, and the places it may have."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from judging.stats.design import Floats, Ints
from judging.stats.draws import Ints32, drawn_worth, place_bands, places_of, share_within
from judging.stats.mixed import MixedFit
from judging.stats.thresholds import DRAWS, FEWEST_JURORS_FOR_CHANCE, OUT, PLACE_BAND, SAFE
from judging.stats.vocabulary import Flag, Zone

KEPT_PLACES = 50_000_000  # places held at once: entries times draws
FEWEST_DRAWS = 500


@dataclass(frozen=True)
class PosteriorPlaces:
    """Chances and place bands of E entries, all from the same draws.

    Attributes
    ----------
    probability : DataFrame of shape (E, len(ks)), indexed by entry, columns `ks`
        Chance of being truly among the first k, 0 to 1; each column sums to k
        (to the number of entries where that is smaller). NaN for one juror; for two as well,
        unless no estimate is needed: all points are equal, or k reaches the number of entries.
    zone : DataFrame of the same shape
        ``"SAFE"`` from 0.95 up, ``"OUT"`` below 0.05, ``"CONTEST"`` between; None if unknown.
    band : DataFrame of shape (E, 2), indexed by entry
        ``low`` and ``high``: best and worst place of the central 90 % (NaN if unknown).
    component : int64 Series indexed by entry
        Connected component; where there are several, chances and places count inside
        each of them, and each component's column of `probability` sums to k, unless all
        points are equal: then everybody's chance is k/n.
    flags : tuple of str
        SINGLE_JUROR, SINGLE_ENTRY, NO_VARIATION, NO_SEPARATION, DISCONNECTED.
    draws : int
        Draws made; 0 where no draw was needed.
    """

    probability: pd.DataFrame
    zone: pd.DataFrame
    band: pd.DataFrame
    component: "pd.Series[int]"
    flags: tuple[Flag, ...]
    draws: int


def posterior_places(
    fit: MixedFit, ks: Iterable[int], rng: np.random.Generator, draws: int = DRAWS
) -> PosteriorPlaces:
    """Draw the true order from the posterior of the mixed model and count.

    Parameters
    ----------
    fit : MixedFit
        Result of :func:`judging.stats.mixed.fit_mixed`.
    ks : iterable of int
        The prize lines, such as (3, 8): prizes, and prizes with distinctions; 0 or more.
    rng : Generator
        Source of chance; seed it from the input so that the result can be repeated.
    draws : int, default 4000
        The standard error of a chance is at most 0.5 / sqrt(draws). Beyond 12 500
        entries fewer are made, for the sake of memory, yet never fewer than 500.

    Returns
    -------
    PosteriorPlaces
        Exactly k/n for everybody when `fit.var_entry` is 0: the scores do not
        separate the entries. Exactly 1 when k reaches the number of entries.

    Notes
    -----
    A draw is mean + response * mu' - g N b' + sqrt(g) sigma z with independent normal mu',
    b' and z: exact, without the matrix of entries by entries. Meaning: given how much
    the jurors differ, the chance that the entry really belongs among the first k; it
    leans on normal effects and takes the variance components as known.

    References
    ----------
    Calibration measured in ``scoring.md`` 3.1 and repeated in ``test_calibration.py``.
    """
    lines = tuple(dict.fromkeys(int(k) for k in ks))
    if any(k < 0 for k in lines):
        raise ValueError("a prize line cannot be negative")
    entries = fit.design.entries
    count, component, _ = fit.design.components
    compared = component if np.ptp(fit.design.points) else np.zeros_like(component)
    drawn = 0
    if len(fit.design.jurors) < FEWEST_JURORS_FOR_CHANCE:
        chances, band = _without_estimate(fit, compared, lines)
    elif fit.var_entry <= 0:
        chances, band = _equal_chances(compared, lines)
    else:
        drawn = min(draws, max(FEWEST_DRAWS, KEPT_PLACES // len(entries)))
        chances, band = _drawn_chances(fit, compared, lines, rng, drawn)
    return PosteriorPlaces(
        probability=pd.DataFrame(chances, index=entries, columns=list(lines)),
        zone=pd.DataFrame(zones(chances), index=entries, columns=list(lines)),
        band=pd.DataFrame(band, index=entries, columns=["low", "high"]),
        component=pd.Series(component, entries, name="component"),
        flags=_flags(fit, count),
        draws=drawn,
    )


def zones(chances: Floats) -> npt.NDArray[np.object_]:
    """Sort chances into zones.

    Parameters
    ----------
    chances : array of any shape
        From 0 to 1, NaN where unknown.

    Returns
    -------
    array of objects of the same shape
        ``"SAFE"`` from 0.95 up, ``"OUT"`` below 0.05, ``"CONTEST"`` between; None if unknown.
    """
    zone = np.full(chances.shape, Zone.CONTEST, dtype=object)
    zone[chances >= SAFE] = Zone.SAFE
    zone[chances < OUT] = Zone.OUT
    zone[np.isnan(chances)] = None
    return zone


def _flags(fit: MixedFit, components: int) -> tuple[Flag, ...]:
    E, J = fit.design.shape
    flags = {
        Flag.SINGLE_JUROR: J == 1,
        Flag.SINGLE_ENTRY: E == 1,
        Flag.NO_VARIATION: np.ptp(fit.design.points) == 0,
        Flag.NO_SEPARATION: fit.var_entry <= 0,
        Flag.DISCONNECTED: components > 1,
    }
    return tuple(flag for flag, raised in flags.items() if raised)


def _without_estimate(
    fit: MixedFit, component: Ints, lines: tuple[int, ...]
) -> tuple[Floats, Floats]:
    """Give two jurors' entries the chances that follow without knowing how far jurors differ."""
    chances, band = _equal_chances(component, lines)
    several = len(fit.design.jurors) > 1
    if several and np.ptp(fit.design.points) == 0:
        return chances, band
    return np.where(several & (chances == 1), 1.0, np.nan), np.full(band.shape, np.nan)


def _equal_chances(component: Ints, lines: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Give every entry of a component of n entries the same chance k/n."""
    size = np.bincount(component)[component].astype(float)
    chances = np.minimum(np.array(lines, dtype=float) / size[:, None], 1.0)
    tail = (1 - PLACE_BAND) / 2
    low = np.maximum(1, np.ceil(size * tail - 1e-9))
    return chances, np.column_stack([low, np.ceil(size * (1 - tail) - 1e-9)])


def _drawn_chances(
    fit: MixedFit, component: Ints, lines: tuple[int, ...], rng: np.random.Generator, draws: int
) -> tuple[Floats, Floats]:
    chances, band = np.empty((len(component), len(lines))), np.empty((len(component), 2))
    parts = [np.flatnonzero(component == c) for c in range(int(component.max()) + 1)]
    blocks: list[list[Ints32]] = [[] for _ in parts]
    for values in drawn_worth(fit, rng, draws):
        for part, block in zip(parts, blocks, strict=True):
            block.append(places_of(values[part]))
    for part, block in zip(parts, blocks, strict=True):
        places = block[0] if len(block) == 1 else np.concatenate(block, axis=1)
        band[part] = place_bands(places)
        for column, k in enumerate(lines):
            chances[part, column] = share_within(places, k)
    return chances, band


def top_k_probability(
    mean: npt.ArrayLike, cov: npt.ArrayLike, k: int, rng: np.random.Generator, draws: int = DRAWS
) -> "pd.Series[float]":
    """Return the chance of each of n normal values to be among the k largest.

    Parameters
    ----------
    mean : array_like of shape (n,)
        Expected values; a Series keeps its index.
    cov : array_like of shape (n, n)
        Their covariance, symmetric and positive semidefinite.
    k : int
        How many count as first; 0 or more.
    rng : Generator
        Source of chance.
    draws : int, default 4000
        The standard error is at most 0.5 / sqrt(draws).

    Returns
    -------
    Series of length n
        Sums to min(k, n). Exactly k/n for exchangeable values (equal means, variances
        and covariances) and exactly 1 when k >= n; no draw is made then.

    Raises
    ------
    ValueError
        When the shapes do not match, a number is not finite or k is negative.

    Examples
    --------
    >>> top_k_probability([7, 7], [[1, 0.5], [0.5, 1]], 1, np.random.default_rng(1)).to_list()
    [0.5, 0.5]
    """
    index = mean.index if isinstance(mean, pd.Series) else None
    m, C = np.asarray(mean, dtype=float), np.asarray(cov, dtype=float)
    if k < 0 or C.shape != (len(m), len(m)) or not (np.isfinite(m).all() and np.isfinite(C).all()):
        raise ValueError("mean and cov must be finite, of shapes (n,) and (n, n), and k >= 0")
    if k >= len(m) or _exchangeable(m, C):
        chance = np.full(len(m), min(1.0, k / max(len(m), 1)))
    else:
        root = _root(C)
        values = m[:, None] + root @ rng.standard_normal((len(m), draws))
        chance = share_within(places_of(values), k)
    return pd.Series(chance, index, name="probability")


def _exchangeable(mean: Floats, cov: Floats) -> bool:
    off = cov[~np.eye(len(mean), dtype=bool)]
    return all(len(np.unique(values)) <= 1 for values in (mean, np.diag(cov), off))


def _root(cov: Floats) -> Floats:
    """Return L with L L' = cov, for a semidefinite matrix as well."""
    try:
        return np.asarray(np.linalg.cholesky(cov))
    except np.linalg.LinAlgError:
        values, vectors = np.linalg.eigh(cov)
        return np.asarray(vectors * np.sqrt(np.maximum(values, 0.0)))
