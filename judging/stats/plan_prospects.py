"""What people may hope of a plan of assignments, from the reliability that is expected of it."""

from dataclasses import dataclass
from math import asin, pi, sqrt
from statistics import NormalDist

from scipy.special import erfcx

NORMAL = NormalDist()
COVERED = 0.95  # of the intervals whose half-width is told


@dataclass(frozen=True, slots=True)
class Prospects:
    """What a reliability means for the scores of entries.

    Attributes
    ----------
    half_width : float
        Half of the 95 % interval of an entry's score, in standard deviations of the entries.
    any_two : float
        Probability that of two entries the better one gets the higher score, 0.5 to 1.
    neighbours : float
        The same of two entries next to each other in the true order, on average; NaN below two entries.
    """

    half_width: float
    any_two: float
    neighbours: float


def prospects(reliability: float, entries: int) -> Prospects:
    r"""Tell what a reliability means for one score, for two entries, and for two neighbours.

    Parameters
    ----------
    reliability : float
        Expected reliability of the scores, 0 to 1; see :func:`judging.stats.plan_quality.expected_precision`.
    entries : int
        How many entries are ranked, at least 1.

    Returns
    -------
    Prospects

    Raises
    ------
    ValueError
        When the reliability lies outside [0, 1] or there is no entry.

    Notes
    -----
    True and predicted merits are taken as normal and correlated by :math:`\sqrt{r}`, errors as equal and
    independent. The half-width is :math:`z\sqrt{1-r}`; two entries at random are told apart with
    :math:`1/2 + \arcsin(\sqrt{r})/\pi` (Sheppard's quadrant probability). Gaps between neighbours
    are taken as exponential with the mean of the expected range over their number (the maximum after Blom):
    :math:`1/2 + e^{\lambda^2/2}\,\Phi(-\lambda)`, :math:`\lambda` the error of a difference in mean gaps.
    That is within two percentage points of the model from five entries on.

    References
    ----------
    W. F. Sheppard, "On the application of the theory of error to cases of normal distribution and normal
    correlation", *Phil. Trans. R. Soc. A* 192 (1899), 101; G. Blom, *Statistical Estimates and Transformed
    Beta-Variables* (1958), p. 71.

    Examples
    --------
    >>> found = prospects(0.75, 20)
    >>> round(found.half_width, 3), round(found.any_two, 3), round(found.neighbours, 3)
    (0.98, 0.833, 0.591)
    """
    if not 0 <= reliability <= 1 or entries < 1:
        raise ValueError("a reliability lies between 0 and 1, and there is at least one entry")
    z = NORMAL.inv_cdf((1 + COVERED) / 2)
    return Prospects(
        half_width=z * sqrt(1 - reliability),
        any_two=0.5 + asin(sqrt(reliability)) / pi,
        neighbours=_of_neighbours(reliability, entries),
    )


def _of_neighbours(reliability: float, entries: int) -> float:
    if entries < 2:
        return float("nan")
    if reliability == 1:
        return 1.0
    gap = 2 * NORMAL.inv_cdf((entries - 0.375) / (entries + 0.25)) / (entries - 1)
    seen = gap * sqrt(reliability / (2 * (1 - reliability)))  # the mean gap, in the error of a difference
    return 0.5 if seen == 0 else float(0.5 + erfcx(1 / (seen * sqrt(2))) / 2)
