"""What the page of the ranking is given: its body is rendered once for the same content."""

from collections.abc import Callable, Hashable

from flask import render_template, request, url_for

from judging.core.cache import Cache
from judging.core.i18n import _
from judging.results.charts import series
from judging.results.context.common import Context, around
from judging.results.context.rows import ranking_rows
from judging.results.scope import Scope
from judging.results.snapshot import Snapshot
from judging.results.table import ranked
from judging.results.text import labels
from judging.results.text.ranking import front, reliance
from judging.results.text.warnings import warnings
from judging.web.kept_parts import large_part

ROWS = 300
PLACE_OF_ROWS = "\x1d"  # no text of one line has it
BODIES = 6  # kept bodies of the ranking page: half a megabyte each for 300 entries

_bodies: Cache[bytes] = Cache(BODIES)


def ranking_page(scope: Scope, snapshot: Snapshot, page: int, *, room: bool) -> tuple[Context, Hashable]:
    """Return the context of the ranking page, and what the page depends on beside its body.

    The body is rendered once for the same content.
    """
    pages = max(1, -(-len(snapshot.rows) // ROWS))
    page = min(max(page, 1), pages)
    here: Context = {"room": room, **around(scope, snapshot)}
    if snapshot.pending:
        here["waiting"] = url_for(".show", slug=scope.edition.slug, page=page, wait=1)
    edition, areas = scope.edition, tuple(scope.choices)
    address = (request.blueprint, edition.slug, scope.round_number, scope.number, page)
    key = (address, edition.name, edition.time_zone, areas, tuple(one.name for one in scope.rounds))
    content = (key, snapshot.content())
    body = large_part("ranking", _bodies, content, lambda: _body(scope, snapshot, page, pages, here))
    return here | {"body": body}, (key, snapshot.area, snapshot.pending, snapshot.frozen)


def _body(scope: Scope, snapshot: Snapshot, page: int, pages: int, here: Context) -> str:
    """Render what the page shows of the ranking itself; its rows, typeset as they were made, come in at the end."""
    room, first = here["room"], (page - 1) * ROWS
    rows = ranking_rows(scope, snapshot, snapshot.rows[first : first + ROWS], _entry_urls(scope), room=room)
    context = _ranking(scope, snapshot, page, pages)
    return render_template("results/_ranking.html", **here, **context, rows=PLACE_OF_ROWS).replace(PLACE_OF_ROWS, rows)


def _ranking(scope: Scope, snapshot: Snapshot, page: int, pages: int) -> Context:
    """Return the context of the body: sentence, warnings, chart of places."""
    document = snapshot.document
    shown: Context = {
        "document": document,
        "chance_heads": labels.chance_heads(document["lines"]),
        "page": page,
        "pages": pages,
        "page_url": lambda number: url_for(".show", slug=scope.edition.slug, page=number),
    }
    if snapshot.pending:
        return shown
    return shown | {
        "reliance": reliance(document),
        "settlement": front(document),
        "of_areas": bool(scope.areas) and not snapshot.area,
        "warnings": warnings(document),
        "plot": series.dot_plot(snapshot) if page == 1 else None,
        "plot_rows": ranked(snapshot, series.chart_rows(snapshot)) if page == 1 else [],
        "has_bands": snapshot.has_bands,
        "names": series.entry_names(snapshot),
        "kinds": series.kinds(snapshot),
    }


def _entry_urls(scope: Scope) -> Callable[[str], str]:
    """Return the address of an entry's page by its label; the address is built once."""
    mark = "0" * 16
    pattern = url_for(".entry", slug=scope.edition.slug, entry_id=mark)
    return lambda entry_id: pattern.replace(mark, entry_id)


def exports(slug: str) -> list[tuple[str, str]]:
    """Return the files that can be taken away."""
    offered = [
        ("results_exports.xlsx", _("Spreadsheet that recounts the scores (XLSX)")),
        ("results_exports.csv", _("Table (CSV)")),
        ("results_exports.sheets", _("All sheets (CSV)")),
        ("results_exports.report", _("Report for the meeting (PDF)")),
        ("results_exports.pack", _("Result pack to verify (ZIP)")),
    ]
    return [(text, url_for(name, slug=slug)) for name, text in offered]
