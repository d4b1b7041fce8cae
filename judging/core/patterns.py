"""Many rows from one pattern of HTML: Jinja renders the pattern once, the cells are put in here.

Jinja looks up, escapes and yields every cell by itself, a microsecond or two each; a table of 300
rows has thousands. A pattern is a block in which ``each.name`` stands for what each row has under
that name, and cells are escaped a column at a time::

    {% set pattern %}<tr><td>{{ each.place }}</td><td>{{ each.name.title }}</td></tr>{% endset %}
    {{ pattern | for_each(rows) }}
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

OPEN, CLOSE = "\ue000", "\ue001"  # private to us: no text of a template or a translation has them
MARK = re.compile(f"(?:{OPEN}|{quote(OPEN)})([\\w.]+)(?:{CLOSE}|{quote(CLOSE)})")
BETWEEN = "\x1f"


class Cell:
    """What stands in a pattern for the cell of a row."""

    def __init__(self, path: str = "") -> None:
        self._path = path

    def __getattr__(self, name: str) -> "Cell":
        if name.startswith("__"):
            raise AttributeError(name)
        return Cell(f"{self._path}.{name}" if self._path else name)

    def __str__(self) -> str:
        """Stand in an address that is built, too: there for an id, which needs no quoting."""
        return self.__html__()

    def __html__(self) -> str:
        return f"{OPEN}{self._path}{CLOSE}"


def for_each(pattern: Markup, rows: Sequence[object], **html: Mapping[Any, Markup]) -> Markup:
    """Return the pattern filled with each row in turn; every cell is escaped.

    A keyword gives HTML that is rendered already for one cell, by the values that rows have there.
    """
    parts = MARK.split(pattern)
    paths = parts[1::2]
    columns = {path: _column(path, rows, html.get(path)) for path in set(paths)}
    line = "%s".join(part.replace("%", "%%") for part in parts[::2])
    cells: Iterable[tuple[str, ...]] = zip(*(columns[path] for path in paths), strict=True)
    return Markup("".join([line % row for row in cells]))  # noqa: S704 -- escaped by column


def values_of(rows: Iterable[object], path: str) -> list[Any]:
    """Return the different values that rows have under a name, each once, in order."""
    return list(dict.fromkeys(map(attrgetter(path), rows)))


def _column(path: str, rows: Sequence[object], html: Mapping[Any, Markup] | None) -> list[str]:
    values = list(map(attrgetter(path), rows))
    if html is not None:
        return [html[value] for value in values]
    if any(hasattr(kind, "__html__") for kind in set(map(type, values))):
        return list(map(escape, values))
    return _escaped([value if type(value) is str else str(value) for value in values])


def _escaped(texts: list[str]) -> list[str]:
    """Escape all at once: one call instead of hundreds."""
    escaped = str.split(escape(BETWEEN.join(texts)), BETWEEN) if texts else []  # plain texts
    return escaped if len(escaped) == len(texts) else list(map(escape, texts))
