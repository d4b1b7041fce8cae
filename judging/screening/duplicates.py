"""Entries that say nearly the same: the share of runs of three words that two texts have in common. Pure.

Broder, A. Z. (1997), *On the resemblance and containment of documents*: of two texts as sets of runs of
words the resemblance is the share of common runs in all of them, the containment the share of them in
the shorter one. Containment is asked, so that a copy is found in a text that is much longer, too.
"""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zlib import crc32

RUN = 3  # words
ALIKE = 0.2  # of the runs of the shorter text: two that are about the same have 2 in 100 in common, a copy half
FEWEST = 20  # runs: of a shorter text nothing can be told
MOST = 5  # entries that are named


@dataclass(frozen=True, slots=True)
class Likeness:
    """An entry whose text is nearly that of another."""

    key: str
    share: float  # of the runs of the shorter text


def runs(folded: str) -> "array[int]":
    """Return the runs of words of a folded text, each as a whole number of 32 bits, once.

    Examples
    --------
    >>> len(runs("co zrobilismy i dla kogo")), len(runs("co zrobilismy"))
    (3, 0)
    """
    words = folded.split()
    found = {crc32(" ".join(words[at : at + RUN]).encode()) for at in range(len(words) - RUN + 1)}
    return array("I", sorted(found))


def alike(one: Iterable[int], others: Mapping[str, "array[int]"]) -> list[Likeness]:
    """Return those of the others that share much with one text, the most alike first."""
    mine, found = frozenset(one), []
    for key, theirs in others.items():
        shorter = min(len(mine), len(theirs))
        if shorter < FEWEST:
            continue
        share = sum(run in mine for run in theirs) / shorter
        if share >= ALIKE:
            found.append(Likeness(key, share))
    return sorted(found, key=lambda likeness: (-likeness.share, likeness.key))[:MOST]
