"""An answer as its juror reads it: sentence by sentence, with their own highlights and notes. Pure.

A mark is kept with the number of its sentence and the sentence itself. A version of an entry never changes; should
sentences once be told apart otherwise, the mark is found by its words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from judging.core import readability, richtext
from judging.core.richtext import Kind
from judging.jury.models import ReadingMark

WHOLE = -1  # the place of a note on an answer as a whole


@dataclass(slots=True)
class Sentence:
    """One sentence of an answer; it is highlighted where it is marked."""

    place: int
    text: str
    marked: bool = False
    note: str = ""


@dataclass(slots=True)
class Block:
    """A paragraph or a list, whose lines are sentences."""

    kind: Kind
    numbers: Sequence[int]
    lines: list[list[Sentence]] = field(default_factory=list)


@dataclass(slots=True)
class Marked:
    """An answer with the marks of one juror."""

    blocks: list[Block]
    note: str = ""  # on the answer as a whole
    notes: Sequence[Sentence] = ()  # the sentences that have one

    @property
    def sentences(self) -> list[Sentence]:
        """All sentences, in order."""
        return [one for block in self.blocks for line in block.lines for one in line]


def read(answer: str, marks: Iterable[ReadingMark] = ()) -> Marked:
    """Return an answer in sentences, with the marks on them.

    Examples
    --------
    >>> [(one.place, one.text) for one in read("Krótko. I jasno.").sentences]
    [(0, 'Krótko.'), (1, 'I jasno.')]
    """
    found = Marked([])
    place = 0
    for block in richtext.typed(answer):
        found.blocks.append(Block(block.kind, block.numbers))
        for line in block.lines:
            said = readability.in_line(line)
            found.blocks[-1].lines.append([Sentence(place + i, type(line)(one)) for i, one in enumerate(said)])
            place += len(said)
    _put(found, marks)
    found.notes = [one for one in found.sentences if one.note]
    return found


def _put(found: Marked, marks: Iterable[ReadingMark]) -> None:
    sentences = found.sentences
    by_words = {str(one.text): one for one in sentences}
    for mark in marks:
        if mark.place == WHOLE:
            found.note = mark.note
            continue
        here = sentences[mark.place] if mark.place < len(sentences) else None
        one = here if here and str(here.text) == mark.quote else by_words.get(mark.quote)
        if one:
            one.marked, one.note = True, mark.note
