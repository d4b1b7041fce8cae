"""A panel of an edition's dashboard; ``judging.app`` says which there are, in which order.

So the dashboard shows entries, jury and results without this slice knowing them. What a panel knows of the edition
goes on as its ``part`` to ``judging.editions.guidance``, which says what is best done now.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

SHORT = 9  # characters of a figure: 120 / 1 200


class Way(NamedTuple):
    """A link that a template makes: what it says, and the endpoint with its values; ``_anchor`` is a place there."""

    label: str
    endpoint: str
    values: Mapping[str, str]


class Blocker(NamedTuple):
    """What stands in the way, and the link that mends it."""

    sentence: str
    way: Way


class News(NamedTuple):
    """What has come since the last visit: a number with its words, and the search that lists exactly those."""

    number: int
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Panel:
    """What one part of the work tells the secretary.

    Parameters
    ----------
    title, url
        The name of the part and its page.
    figures
        Pairs of a label and what is counted.
    part
        What is known of this part, one of those in ``judging.editions.guidance.facts``.
    """

    title: str
    url: str
    figures: Sequence[tuple[str, int | str]] = field(default_factory=list)
    part: Any = None

    @property
    def counts(self) -> list[tuple[str, int | str]]:
        """The figures that are short enough for a column of figures."""
        return [(label, figure) for label, figure in self.figures if len(str(figure)) <= SHORT]

    @property
    def in_words(self) -> list[tuple[str, int | str]]:
        """The figures that are told in words, such as a date."""
        return [(label, figure) for label, figure in self.figures if len(str(figure)) > SHORT]
