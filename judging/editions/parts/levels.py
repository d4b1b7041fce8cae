"""What the points of a criterion mean, as a clerk types it: a line each, points, a colon, words. Pure."""

import re
from collections.abc import Iterable
from fractions import Fraction

from judging.core.exact import as_kept
from judging.core.formatting import number
from judging.core.text import one_line

Levels = tuple[tuple[str, str], ...]  # points as they are kept, what they mean; ascending
LINE = re.compile(
    r"\s*(?P<points>[0-9]+(?:[.,/][0-9]+)?)(?:\s*pkt\b\.?)?\s*(?:[:=–—.)-]|(?<=\s))\s*(?P<words>\S.*)", re.I
)
RANGE = re.compile(r"\s*[0-9.,/]+\s*[–—-]\s*[0-9.,/]+\s*[:=–—-].*")  # of several points: each has a line of its own
LONGEST = 500  # characters of what one level means


class NoLevel(ValueError):  # noqa: N818 -- an answer about what was typed, not a fault
    """A line that names no points, or points that a line before it has named."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def levels_read(text: str) -> Levels:
    r"""Return the levels of a text, ascending; the first line that is none raises.

    Examples
    --------
    >>> levels_read("10: Nowe podejście.\n0 – Powszechnie znane.\n\n7,5 = Rzadkie.")
    (('0', 'Powszechnie znane.'), ('7.5', 'Rzadkie.'), ('10', 'Nowe podejście.'))
    """
    found: dict[str, str] = {}
    for place, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        read = None if RANGE.fullmatch(line) else LINE.fullmatch(line)
        points = as_kept(read["points"]) if read else None
        words = one_line(read["words"]) if read else ""
        if points is None or points in found or not words or len(words) > LONGEST:
            raise NoLevel(place)
        found[points] = words
    return ordered(found.items())


def ordered(levels: Iterable[tuple[str, str]]) -> Levels:
    """Return levels by their points, ascending."""
    return tuple(sorted(levels, key=lambda one: Fraction(one[0])))


def levels_written(levels: Levels) -> str:
    r"""Return levels as they are typed, in the numbers of the reader's language.

    Examples
    --------
    >>> levels_written((("0", "Powszechnie znane."), ("10", "Nowe podejście.")))
    '0: Powszechnie znane.\n10: Nowe podejście.'
    """
    return "\n".join(f"{number(points)}: {words}" for points, words in levels)
