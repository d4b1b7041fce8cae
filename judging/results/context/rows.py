"""The rows of the ranking as HTML; while only the official table stands, those that have not changed are kept.

What such a row shows are the name of its entry and the official columns: equal ones give equal HTML,
whatever else has changed in the round. The figures that come later are of the whole field and
differ in every row.
"""

from collections.abc import Callable, Hashable, Sequence
from operator import attrgetter, itemgetter
from typing import Any

from flask import current_app, request
from markupsafe import Markup

from judging.core.cache import Cache
from judging.core.i18n import language
from judging.results.scope import Scope
from judging.results.snapshot import Document, Snapshot
from judging.results.table import line_classes, ranked
from judging.results.text import labels
from judging.web.typesetting import typeset

TABLES = 16  # kept: of a few rankings in both languages
ROWS = 1500  # kept of each, half a kilobyte a row: other pages, and what rows were before the last changes
END = "\x1e"  # of a row; no text of one line has it
_official = itemgetter("place", "tied", "score", "sheets", "numerator", "denominator", "value", "tie_step")
_named = attrgetter("number", "office", "title", "area")
_kept: Cache[dict[Hashable, str]] = Cache(TABLES)


def ranking_rows(
    scope: Scope, snapshot: Snapshot, page: Sequence[Document], url: Callable[[str], str], *, room: bool
) -> Markup:
    """Return some rows of the ranking as HTML, typeset; `url` is the page of an entry."""
    if not snapshot.pending:
        return Markup(typeset(_rendered(snapshot, page, url, room=room)))  # noqa: S704 -- as below
    table = _table(scope, snapshot, url(""))
    before, lines = _kept.get(table) or {}, line_classes(snapshot)
    keys = [_key(snapshot, row, lines) for row in page]
    found = [before.get(key) for key in keys]
    new = [row for row, html in zip(page, found, strict=True) if html is None]
    made = map(str.strip, typeset(_rendered(snapshot, new, url, room=room, end=END)).split(END) if new else ())
    rows = {key: next(made) if html is None else html for key, html in zip(keys, found, strict=True)}
    _kept.keep(table, before | rows if len(before) < ROWS else rows)
    return Markup("\n".join(rows.values()))  # noqa: S704 -- rendered by Jinja, which has escaped it


def _table(scope: Scope, snapshot: Snapshot, address: str) -> Hashable:
    """Return what all rows of a table depend on."""
    people, criteria = tuple(snapshot.jurors.items()), tuple(snapshot.criteria.items())
    here = (language(), request.script_root, request.blueprint, scope.edition.slug, scope.number, address)
    return here, snapshot.rules, people, criteria


def _key(snapshot: Snapshot, row: Document, lines: dict[str, str]) -> Hashable:
    """Return what one row depends on beside that: all that is known of it."""
    entry = row["entry"]
    return entry, _named(snapshot.names[entry]), lines.get(entry), _official(row), tuple(row["flags"])


def _rendered(
    snapshot: Snapshot, page: Sequence[Document], url: Callable[[str], str], *, room: bool, end: str = ""
) -> Markup:
    macros: Any = current_app.jinja_env.get_template("results/_table.html").module
    heads = labels.chance_heads(snapshot.document["lines"])
    last_places = {line: labels.last_place(line) for line in labels.LINES}
    rows: Markup = macros.ranking_rows(ranked(snapshot, page, url), heads, last_places, room, snapshot.pending, end)
    return rows
