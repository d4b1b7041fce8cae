"""The chance that an entry truly belongs among the first k, and the places it may have."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from judging.stats.design import Floats
from judging.stats.draws import drawn_worth, place_bands, places_of, share_within
from judging.stats.mixed_fit import MixedFit
from judging.stats.thresholds import DRAWS, FEWEST_JURORS_FOR_CHANCE, OUT, PLACE_BAND, SAFE
from judging.stats.vocabulary import Flag, Missing, Zone

KEPT_PLACES = 50_000_000  # places held at once: entries times draws
FEWEST_DRAWS = 500


@dataclass(frozen=True)
class PosteriorPlaces:
    """Chances and place bands of E entries, all from the same draws.

    Attributes
    ----------
    probability : DataFrame of shape (E, len(ks)), indexed by entry, columns `ks`
        Chance of being truly among the first k of all entries, connected or not, 0 to 1; each
        column sums to k (to the number of entries where that is smaller). NaN for one juror, and
        for two or where no entry has two sheets as well, unless no estimate is needed: all
        points are equal, or k reaches the number of entries.
    zone : DataFrame of the same shape
        ``"SAFE"`` from 0.95 up, ``"OUT"`` below 0.05, ``"CONTEST"`` between; None if unknown.
    band : DataFrame of shape (E, 2), indexed by entry
        ``low`` and ``high``: best and worst place of the central 90 % (NaN if unknown).
    component : int64 Series indexed by entry
        Connected component; chances and places are counted over all of them together.
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


def posterior_places(fit: MixedFit, ks: Iterable[int], rng: np.random.Generator, draws: int = DRAWS) -> PosteriorPlaces:
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
    A draw takes likely components of variance, then the worth of all entries from their joint
    posterior: exact, without the matrix of entries by entries. Jurors and entries are random, so
    components meet in their common mean, and the width says how little is known between them.
    Meaning: given how much the jurors differ, the chance that the entry really belongs among the
    first k; it leans on normal effects. With more jurors and entries than a grid over the
    components of variance can be counted for, those of the fit are taken for known.

    References
    ----------
    Calibration measured in ``scoring.md`` 3.1 and repeated in ``test_calibration.py``.
    """
    lines = tuple(dict.fromkeys(int(k) for k in ks))
    if any(k < 0 for k in lines):
        raise ValueError("a prize line cannot be negative")
    entries = fit.design.entries
    count, component, _ = fit.design.components
    drawn = 0
    if why_unknown(fit) is not None:
        chances, band = _without_estimate(fit, lines)
    elif fit.var_entry <= 0:
        chances, band = _equal_chances(len(entries), lines)
    else:
        drawn = min(draws, max(FEWEST_DRAWS, KEPT_PLACES // len(entries)))
        chances, band = _drawn_chances(fit, lines, rng, drawn)
    return PosteriorPlaces(
        probability=pd.DataFrame(chances, index=entries, columns=list(lines)),
        zone=pd.DataFrame(zones(chances), index=entries, columns=list(lines)),
        band=pd.DataFrame(band, index=entries, columns=["low", "high"]),
        component=pd.Series(component, entries, name="component"),
        flags=_flags(fit, count),
        draws=drawn,
    )


def zones(chances: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.object_]:
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


def zones_by_place(
    chances: npt.NDArray[np.floating[Any]],
    places: npt.NDArray[np.floating[Any]],
    line: int,
    *,
    can_settle: bool = True,
) -> npt.NDArray[np.object_]:
    """Sort chances into zones that do not contradict the official places.

    Parameters
    ----------
    chances : array of shape (E,)
        Of being truly among the first `line`, NaN where unknown.
    places : array of shape (E,)
        The official places.
    line : int
        The last place that is awarded.
    can_settle : bool, default True
        Whether a place may be called settled at all; where everybody is awarded it always may.

    Returns
    -------
    array of objects of shape (E,)
        As :func:`zones`, but an entry outside the line is never ``"SAFE"`` and one inside never
        ``"OUT"``: where chance and place contradict each other there is something to discuss.
    """
    zone, inside = zones(chances), places <= line
    everybody = line >= len(places)
    doubtful = (zone == Zone.SAFE) & (~inside | (not can_settle and not everybody))
    zone[doubtful | ((zone == Zone.OUT) & inside)] = Zone.CONTEST
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


def why_unknown(fit: MixedFit) -> Missing | None:
    """Tell why chances cannot be drawn.

    Parameters
    ----------
    fit : MixedFit

    Returns
    -------
    Missing or None
    """
    if len(fit.design.jurors) < FEWEST_JURORS_FOR_CHANCE:
        return Missing.TOO_FEW_JURORS
    varies = bool(np.ptp(fit.design.points) > 0)
    return Missing.ONE_SHEET_EACH if varies and not fit.tells_entries_from_error else None


def _without_estimate(fit: MixedFit, lines: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Give the chances that follow without knowing how far entries and jurors differ."""
    chances, band = _equal_chances(len(fit.design.entries), lines)
    several = len(fit.design.jurors) > 1
    if several and np.ptp(fit.design.points) == 0:
        return chances, band
    return np.where(several & (chances == 1), 1.0, np.nan), np.full(band.shape, np.nan)


def _equal_chances(size: int, lines: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Give every one of n entries the same chance k/n."""
    chances = np.minimum(np.array(lines, dtype=float) / size, 1.0)
    tail = (1 - PLACE_BAND) / 2
    ends = [max(1.0, np.ceil(size * share - 1e-9)) for share in (tail, 1 - tail)]
    return np.tile(chances, (size, 1)), np.tile(ends, (size, 1))


def _drawn_chances(
    fit: MixedFit, lines: tuple[int, ...], rng: np.random.Generator, draws: int
) -> tuple[Floats, Floats]:
    places = np.concatenate([places_of(values) for values in drawn_worth(fit, rng, draws)], axis=1)
    return np.column_stack([share_within(places, k) for k in lines]), place_bands(places)
