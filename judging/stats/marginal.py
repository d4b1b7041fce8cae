"""The restricted likelihood of crossed random entries and jurors, and its gradient.

The entries of the design are eliminated and the jurors solved, a block a component; where jurors
outnumber entries hand in the turned design and read every name here the other way round.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from judging.stats.blocks import Blocks, Layout, gram_blocks, inverted, layout_of
from judging.stats.design import Design, Floats, Ints

STACKED = 4_000_000  # numbers held at most in the Gram matrices kept by degree


@dataclass(frozen=True)
class Moments:
    """All that the likelihood needs of the sheets, by number of sheets of an entry.

    `degrees` are the D distinct numbers of sheets, `group` tells the one of each entry;
    `grams` holds N_d' N_d in blocks, shape (D, size), or None where that would not fit;
    `juror_pulls` has N_d' Z'y and N_d' Z'1, shape (2, D, J); the sums are shape (D,).
    """

    design: Design
    layout: Layout
    group: Ints
    degrees: Floats
    grams: Floats | None
    juror_pulls: Floats
    entry_sums: Floats
    entry_count: Floats
    entry_total: Floats
    entry_square: Floats
    juror_total: Floats
    square: float
    total: float

    def gram(self, weight: Floats) -> Blocks:
        """Return N' diag(weight) N for one weight per degree."""
        if self.grams is None:
            return gram_blocks(self.design, self.layout, weight[self.group])
        return Blocks(self.layout, weight @ self.grams)

    def sums(self, weight: Floats) -> tuple[Floats, Floats]:
        """Return what is left of the jurors' numbers of sheets and sums of points."""
        ones = self.design.sheets_of_juror - weight @ self.juror_pulls[1]
        return ones, self.juror_total - weight @ self.juror_pulls[0]


def read_moments(design: Design, y: Floats) -> Moments:
    """Sum the sheets over the entries with equally many sheets.

    Parameters
    ----------
    design : Design
        See :func:`judging.stats.design.read_design`.
    y : array of shape (N,)
        Points of the sheets less their mean.

    Returns
    -------
    Moments
    """
    J = len(design.jurors)
    degrees, group = np.unique(design.sheets_of_entry, return_inverse=True)
    D, layout = len(degrees), layout_of(design)
    sums = design.by_entry(y)
    grams = None
    if D * layout.size <= STACKED:
        one_by_one = (gram_blocks(design, layout, (group == d).astype(float)) for d in range(D))
        grams = np.stack([gram.flat for gram in one_by_one])
    key = group[design.entry] * J + design.juror
    pulls = [np.bincount(key, w[design.entry], D * J).astype(float) for w in (sums, design.sheets_of_entry)]
    return Moments(
        design=design,
        layout=layout,
        group=group,
        degrees=degrees.astype(float),
        grams=grams,
        juror_pulls=np.stack(pulls).reshape(2, D, J),
        entry_sums=sums,
        entry_count=np.bincount(group, minlength=D).astype(float),
        entry_total=np.bincount(group, sums, D).astype(float),
        entry_square=np.bincount(group, sums**2, D).astype(float),
        juror_total=design.by_juror(y),
        square=float(y @ y),
        total=float(y.sum()),
    )


@dataclass(frozen=True)
class Marginal:
    """The restricted likelihood at two ratios of variance components to the error.

    With V = I + a ZZ' + b WW': `solver` is (I + b K)^-1 with K = W' (I + a ZZ')^-1 W,
    `juror_effect` the prediction of the jurors, `juror_response` what one point more
    in mu takes from it, `information` 1'V^-1 1, `sigma2` the profiled error variance.
    """

    moments: Moments
    entry_ratio: float
    juror_ratio: float
    kernel: Blocks
    solver: Blocks
    log_determinant: float
    information: float
    mu: float
    sigma2: float
    juror_effect: Floats
    juror_response: Floats

    @property
    def criterion(self) -> float:
        """Return minus twice the restricted log-likelihood, as lme4 prints it."""
        df = len(self.moments.design.entry) - 1
        free = df * (1 + np.log(2 * np.pi * self.sigma2))
        return float(free + self.log_determinant + np.log(self.information))

    @cached_property
    def gradient(self) -> Floats:
        """Return the derivatives of the criterion by the two ratios."""
        return np.array([self._by_entry_ratio(), self._by_juror_ratio()])

    def _by_entry_ratio(self) -> float:
        m, design = self.moments, self.moments.design
        shrink = 1 / (1 + self.entry_ratio * m.degrees)
        spread = float((m.entry_count * m.degrees * shrink).sum())
        if self.juror_ratio:
            spread -= self.juror_ratio * float(self.solver.flat @ m.gram(shrink**2).flat)
        lean, degree = shrink[m.group], m.degrees[m.group]
        response = lean * (degree - design.by_entry(self.juror_response[design.juror]))
        left = lean * (m.entry_sums - design.by_entry(self.juror_effect[design.juror]))
        left -= self.mu * lean * degree
        return spread - self._share(response) - float(left @ left) / self.sigma2

    def _by_juror_ratio(self) -> float:
        m = self.moments
        weight = self.entry_ratio / (1 + self.entry_ratio * m.degrees)
        ones, sums = m.sums(weight)
        spread = float(self.kernel.flat @ self.solver.flat)
        left = self.solver.times(sums - self.mu * ones)
        return spread - self._share(self.solver.times(ones)) - float(left @ left) / self.sigma2

    def _share(self, response: Floats) -> float:
        return float(response @ response) / self.information


def marginal_at(moments: Moments, entry_ratio: float, juror_ratio: float) -> Marginal:
    """Evaluate the restricted likelihood.

    Parameters
    ----------
    moments : Moments
    entry_ratio, juror_ratio : float
        Variance components over that of the error, 0 or more; 0 leaves the effect out.

    Returns
    -------
    Marginal

    References
    ----------
    H. D. Patterson & R. Thompson, *Biometrika* 58 (1971), 545.
    """
    m, a, b = moments, float(entry_ratio), float(juror_ratio)
    weight = a / (1 + a * m.degrees)
    kernel = kernel_at(m, weight)
    solver, determinant = inverted(Blocks(m.layout, b * kernel.flat).plus_diagonal(1.0))
    determinant += float(m.entry_count @ np.log1p(a * m.degrees))
    ones, sums = m.sums(weight)
    response, effect = b * solver.times(ones), b * solver.times(sums)
    information = float(m.entry_count @ (m.degrees - weight * m.degrees**2)) - ones @ response
    cross = m.total - float(weight @ (m.degrees * m.entry_total)) - ones @ effect
    mu = float(cross / information)
    square = m.square - float(weight @ m.entry_square) - sums @ effect
    sigma2 = max(float(square - mu * cross), np.finfo(float).tiny) / (len(m.design.entry) - 1)
    return Marginal(
        moments=m,
        entry_ratio=a,
        juror_ratio=b,
        kernel=kernel,
        solver=solver,
        log_determinant=determinant,
        information=float(information),
        mu=mu,
        sigma2=sigma2,
        juror_effect=effect - mu * response,
        juror_response=response,
    )


def kernel_at(m: Moments, weight: Floats) -> Blocks:
    """Return what the sheets tell of the jurors once the entries are eliminated.

    Parameters
    ----------
    m : Moments
    weight : array of shape (D,)
        Of an entry, by its number of sheets.

    Returns
    -------
    Blocks
    """
    gram = m.gram(weight)
    return Blocks(m.layout, -gram.flat).plus_diagonal(m.design.sheets_of_juror.astype(float))
