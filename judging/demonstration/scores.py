"""Plausible scores for the invented entries: quality, a juror's leniency, and chance by the seed. Pure."""

import random

from judging.demonstration.people_data import Member, Practice

NOISE = 0.95  # points, of one criterion of one sheet
LOWEST, SPAN = 3.2, 6.0  # points a practice of quality 0 gets, and what quality 1 adds


def drawn(practice: Practice, member: Member, criteria: list[str], seed: int) -> dict[str, int]:
    """Return whole points from 0 to 10 by criterion; the same seed gives the same scores."""
    chance = random.Random(f"{seed}/{practice.title}/{member.name}")  # noqa: S311 -- a story, not a secret
    taste = chance.gauss(0, 0.5)  # what this juror thinks of the whole entry
    middle = LOWEST + SPAN * practice.quality + member.leniency + taste
    return {key: min(10, max(0, round(middle + chance.gauss(0, NOISE)))) for key in criteria}
