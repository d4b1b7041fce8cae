"""Plain text with a little order – headings, points, bullets, bold words, links – for a template (pure).

A small part of Markdown: what the buttons of the editor make and nothing else. No markup comes out of
here: templates escape every line and every run themselves, and a link leads to the web or to a mail.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from judging.core.written import Worded, Written, wording

Kind = Literal["heading", "paragraph", "numbered", "bulleted"]
NUMBERED = re.compile(r"(\d{1,3})[.)]\s+")
BULLETED = re.compile(r"[-–•]\s+")
INLINE = re.compile(r"\*\*(?=[^\s*])(?P<bold>.{1,1000}?)(?<=[^\s*])\*\*|\[(?P<link>[^\[\]]+)\]\((?P<href>[^()\s]+)\)")


class Run(NamedTuple):
    """A piece of a line: how it reads, whether it is bold, where it leads."""

    text: str
    bold: bool = False
    href: str = ""


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


def runs(line: str) -> list[Run]:
    """Return a line in pieces: what is bold, what leads somewhere; a link that leads nowhere safe stays as typed.

    >>> runs("Zgłoś **do końca marca** na [stronie](https://urzad.example).")[1:3]
    [Run(text='do końca marca', bold=True, href=''), Run(text=' na ', bold=False, href='')]
    >>> runs("[x](javascript:alert)")
    [Run(text='[x](javascript:alert)', bold=False, href='')]
    """
    english = wording(line)
    kind = Written if isinstance(line, Written) and not english else str
    return [run._replace(text=kind(run.text)) for run in _joined(_pieces(str(english or line)))]


def plain(line: str) -> str:
    """Return a line without its signs, for a place that holds nothing but words."""
    kind = Written if isinstance(line, Written) and not wording(line) else str
    return kind("".join(run.text for run in runs(line)))


def is_safe(href: str) -> bool:
    """Tell whether a link may lead there: to a page of the web, or to somebody's mail.

    >>> [is_safe(it) for it in ("https://gov.pl/x", "mailto:a@b.pl", "javascript:alert(1)", "//gov.pl", "/desk/")]
    [True, True, False, False, False]
    """
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    if not href.isprintable() or any(sign in href for sign in "\"'<>\\"):
        return False
    if parts.scheme in {"http", "https"}:
        return "." in parts.netloc.strip(".")
    return parts.scheme == "mailto" and "@" in parts.path


def _pieces(line: str, *, bold: bool = False, href: str = "") -> Iterator[Run]:
    end = 0
    for found in INLINE.finditer(line):
        if found["bold"] and not bold:
            inside = _pieces(found["bold"], bold=True, href=href)
        elif found["link"] and not href and is_safe(found["href"]):
            inside = _pieces(found["link"], bold=bold, href=found["href"])
        else:
            continue
        yield Run(line[end : found.start()], bold, href)
        yield from inside
        end = found.end()
    yield Run(line[end:], bold, href)


def _joined(pieces: Iterator[Run]) -> list[Run]:
    """Return pieces without empty ones, neighbours of one kind as one."""
    found: list[Run] = []
    for run in pieces:
        if found and found[-1][1:] == run[1:]:
            found[-1] = found[-1]._replace(text=found[-1].text + run.text)
        elif run.text:
            found.append(run)
    return found
