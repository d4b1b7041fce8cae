"""Plain text with a little order – headings, points, bullets – as blocks for a template (pure).

No markup comes out of here: templates escape every line themselves.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from judging.core.written import Worded, Written, wording

Kind = Literal["heading", "paragraph", "numbered", "bulleted"]
NUMBERED = re.compile(r"(\d{1,3})[.)]\s+")
BULLETED = re.compile(r"[-–•]\s+")


@dataclass(slots=True)
class Block:
    """A heading or a paragraph, or a list (one line an item, with the number typed before it)."""

    kind: Kind
    lines: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)


def blocks(text: str) -> list[Block]:
    r"""Return the blocks of a text; an empty line ends a paragraph.

    >>> [block.kind for block in blocks("## Aim\n1. First.\n2. Second.\n\nOne\nparagraph.")]
    ['heading', 'numbered', 'paragraph']
    """
    found: list[Block] = []
    after_gap = True
    english = wording(text)
    for kind, line in _read(english or text):
        if kind is None:
            after_gap = True
            continue
        continues = found and found[-1].kind == kind and kind != "heading"
        if continues and kind == "paragraph" and not after_gap:
            found[-1].lines[-1] += f" {line}"
        elif continues and kind != "paragraph":
            found[-1].lines.append(line)
        else:
            found.append(Block(kind, [line]))
        after_gap = False
    if not english:
        for block in found:
            block.lines = [Written(line) for line in block.lines]
    return found


def typed(text: str) -> list[Block]:
    r"""Return the blocks of what was typed into a plain field: lines and numbers stay as they are, # is a sign.

    >>> [(block.kind, block.lines) for block in typed("Cost:\n- 5 zł\n- 7 zł\nof which\nhalf")]
    [('paragraph', ['Cost:']), ('bulleted', ['5 zł', '7 zł']), ('paragraph', ['of which', 'half'])]
    """
    found: list[Block] = []
    after_gap = True
    kind_of_line: type[str] = Worded if isinstance(text, Worded) else Written
    if english := wording(text):
        text, kind_of_line = english, str
    for line in map(str.strip, text.split("\n")):
        if line:
            number, bullet = NUMBERED.match(line), BULLETED.match(line)
            kind: Kind = "numbered" if number else "bulleted" if bullet else "paragraph"
            if not found or found[-1].kind != kind or (after_gap and kind == "paragraph"):
                found.append(Block(kind))
            mark = number or bullet
            found[-1].lines.append(kind_of_line(line[mark.end() :] if mark else line))
            found[-1].numbers += [int(number[1])] if number else []
        after_gap = not line
    return found


def _read(text: str) -> Iterator[tuple[Kind | None, str]]:
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            yield None, ""
        elif line.startswith("#"):
            yield "heading", line.lstrip("# ")
        elif match := NUMBERED.match(line):
            yield "numbered", line[match.end() :]
        elif match := BULLETED.match(line):
            yield "bulleted", line[match.end() :]
        else:
            yield "paragraph", line
