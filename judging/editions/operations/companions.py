"""What later slices keep of an edition that goes with its set-up: copied with it, written into its file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from judging.editions.models import Edition
from judging.editions.outline import Longest, Outline, outline_of


class Companion(NamedTuple):
    """A list of texts, or of rows of them: what it is called in a file, how long each may be, how it is read, written.

    ``longest`` is one number for a list of texts, and the number of each field, by its name, for a list of rows.
    """

    name: str
    longest: Longest
    read: Callable[[Session, Edition], Sequence[Any]]
    write: Callable[[Session, Edition, Sequence[Any]], None]


_companions: tuple[Companion, ...] = ()


def register_companions(companions: tuple[Companion, ...]) -> None:
    """Say what goes along: `judging.app.COMPANIONS`, when the application is made."""
    global _companions
    _companions = companions


def lengths() -> Mapping[str, Longest]:
    """Return how long the texts of each list may be, by the name of the list."""
    return {one.name: one.longest for one in _companions}


def whole_outline(session: Session, edition: Edition) -> Outline:
    """Return the outline of an edition with all that goes along."""
    return replace(outline_of(edition), more={one.name: list(one.read(session, edition)) for one in _companions})


def write_more(session: Session, edition: Edition, outline: Outline) -> None:
    """Give a new edition what goes along with its outline."""
    for one in _companions:
        if texts := outline.more.get(one.name):
            one.write(session, edition, texts)
