"""How sure the components of variance are: their likely values, each with its weight.

Few entries or jurors leave it open how much they truly differ; a chance that takes one estimate
for the truth is then too sure of itself. So the draws are shared out over a grid of likely values.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from judging.stats.blocks import Blocks, cube_cost
from judging.stats.design import Floats
from judging.stats.marginal import Moments, kernel_at
from judging.stats.posterior import Posterior, pull_of

INTEGRATED_COST = 300_000  # cubes of the blocks up to which the components are integrated
WHOLE = (-7.0, 14.0)  # logarithm of a ratio to the error: everything a panel can show
COARSE, FINE = 15, 9  # points on each axis of the first grid and of the second
NEGLIGIBLE = 1e-4  # of the greatest weight: outside it no point of the second grid is laid


@dataclass(frozen=True)
class _Slice:
    """The likelihood at one ratio of the eliminated side, for every ratio of the other.

    `value` and `turn` are the eigenvalues and eigenvectors of the kernel; `ones` and `sums` what
    the sheets give the solved side, turned by them; `base` is 1'1, 1'y and y'y once the eliminated
    side is taken out.
    """

    ratio: float
    value: Floats
    turn: Blocks
    ones: Floats
    sums: Floats
    base: tuple[float, float, float]
    log_determinant: float


def _slice(m: Moments, ratio: float) -> _Slice:
    weight = ratio / (1 + ratio * m.degrees)
    kernel = kernel_at(m, weight)
    values, turned = np.empty(len(m.juror_total)), []
    for ids, stack in kernel:
        value, vectors = np.linalg.eigh(stack)
        values[ids] = value
        turned.append(vectors.ravel())
    turn = Blocks(m.layout, np.concatenate(turned))
    back = turn.map(lambda stack: stack.transpose(0, 2, 1))
    ones, sums = m.sums(weight)
    base = (
        float(m.entry_count @ (m.degrees - weight * m.degrees**2)),
        m.total - float(weight @ (m.degrees * m.entry_total)),
        m.square - float(weight @ m.entry_square),
    )
    determinant = float(m.entry_count @ np.log1p(ratio * m.degrees))
    value = np.maximum(values, 0.0)
    return _Slice(ratio, value, turn, back.times(ones), back.times(sums), base, determinant)


def _criteria(m: Moments, at: _Slice, ratios: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the criterion, 1'V^-1 1, mu and the sum of squares for each ratio of the other side."""
    grown = 1 + ratios[:, None] * at.value
    shrink = ratios[:, None] / grown
    information = at.base[0] - shrink @ at.ones**2
    cross = at.base[1] - shrink @ (at.ones * at.sums)
    mu = cross / information
    squares = at.base[2] - shrink @ at.sums**2 - mu * cross
    squares = np.maximum(squares, np.finfo(float).tiny)
    free = len(m.design.entry) - 1
    determinant = at.log_determinant + np.log(grown).sum(axis=1)
    criterion = free * np.log(squares) + determinant + np.log(information)
    return criterion, information, mu, squares


def is_affordable(m: Moments) -> bool:
    """Tell whether a grid over the components of variance can be counted in no time.

    Parameters
    ----------
    m : Moments

    Returns
    -------
    bool
    """
    return cube_cost(m.design) <= INTEGRATED_COST


def likely_posteriors(
    m: Moments, centre: float, draws: int, *, is_turned: bool, one_way: bool
) -> Iterator[tuple[Posterior, int]]:
    r"""Share draws out over the likely components of variance.

    Parameters
    ----------
    m : Moments
        Of the design whose "jurors" are solved.
    centre : float
        Points that were taken from every sheet.
    draws : int
        To be shared out.
    is_turned : bool
        Whether those "jurors" are the entries.
    one_way : bool
        Whether jurors have no variance of their own (each has a single sheet).

    Yields
    ------
    posterior : Posterior
        At one point of the grid; its variances are the sums of squares over N - 1.
    draws : int
        Its share, above 0; all shares add up to `draws`.

    Notes
    -----
    The weight of a point is its restricted likelihood, the error variance integrated out under
    :math:`1/\sigma^2`, times a prior under which the standard deviation of each component over
    that of the error is half-Cauchy. A grid over all that a panel can show finds where the weight
    lies, a second one is laid there.

    References
    ----------
    A. Gelman, "Prior distributions for variance parameters in hierarchical models", *Bayesian
    Anal.* 1 (2006), 515; G. C. Tiao & W. Y. Tan, *Biometrika* 52 (1965), 37.
    """
    coarse = np.linspace(*WHOLE, COARSE)
    none = np.array([-np.inf])
    gone = none if one_way and is_turned else coarse
    solved = none if one_way and not is_turned else coarse
    _slices, weights = _grid(m, gone, solved)
    gone, solved = _narrowed(gone, weights.sum(axis=1)), _narrowed(solved, weights.sum(axis=0))
    slices, weights = _grid(m, gone, solved)
    shares = np.cumsum(weights.ravel()) / weights.sum()
    counts = np.diff(np.floor(shares * draws + 0.5), prepend=0).astype(int).reshape(weights.shape)
    for at, row in zip(slices, counts, strict=True):
        chosen = np.flatnonzero(row)
        ratios = np.exp(solved[chosen])
        _, *found = _criteria(m, at, ratios)
        for ratio, count, *numbers in zip(ratios, row[chosen].tolist(), *found, strict=True):
            yield _posterior(m, at, float(ratio), numbers, centre, is_turned), count


def _grid(m: Moments, gone: Floats, solved: Floats) -> tuple[list[_Slice], Floats]:
    """Weigh every pair of ratios, given by their logarithms."""
    slices = [_slice(m, float(ratio)) for ratio in np.exp(gone)]
    criteria = np.stack([_criteria(m, at, np.exp(solved))[0] for at in slices])
    logarithms = -criteria / 2 + _prior(gone)[:, None] + _prior(solved)
    return slices, np.exp(logarithms - logarithms.max())


def _prior(logarithm: Floats) -> Floats:
    """Return the logarithm of the density of a ratio's logarithm; of a fixed ratio 0."""
    if np.isinf(logarithm).any():
        return np.zeros(1)
    return np.asarray(logarithm / 2 - np.logaddexp(0, logarithm))


def _narrowed(axis: Floats, weight: Floats) -> Floats:
    """Lay the second grid where the first one has weight, and a step beyond."""
    if len(axis) == 1:
        return axis
    has = np.flatnonzero(weight > NEGLIGIBLE * weight.max())
    first, last = max(has[0] - 1, 0), min(has[-1] + 1, len(axis) - 1)
    return np.linspace(axis[first], axis[last], FINE)


def _posterior(m: Moments, at: _Slice, ratio: float, numbers: list[float], centre: float, is_turned: bool) -> Posterior:
    """Return what the entries may be worth at one point of the grid."""
    information, mu, squares = numbers
    sigma2 = squares / (len(m.design.entry) - 1)
    shrink = ratio / (1 + ratio * at.value)
    effect = at.turn.times(shrink * (at.sums - mu * at.ones))
    response = at.turn.times(shrink * at.ones)
    root = at.turn.map_columns(np.sqrt(sigma2 * shrink)) if ratio > 0 else None
    design, mu_sd = m.design, float(np.sqrt(sigma2 / information))
    if is_turned:
        none = np.zeros(len(effect))
        mean = mu + centre + effect
        return Posterior(design, True, mean, 1 - response, mu_sd, none, none, root)
    degree = design.sheets_of_entry
    pull = pull_of(at.ratio, degree)
    left = m.entry_sums - degree * mu - design.by_entry(effect[design.juror])
    swing = 1 - pull * (degree - design.by_entry(response[design.juror]))
    return Posterior(design, False, mu + centre + pull * left, swing, mu_sd, sigma2 * pull, pull, root)
