"""What the pages of the results need, the same for the secretary's desk and for the room.

Each function takes a standing – whole, or as the room may see it – and returns the context
of a template.
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask import g, render_template, request, url_for
from markupsafe import Markup

from judging.core import clock
from judging.core.i18n import _, get_locale
from judging.core.refusals import Refused
from judging.results import (
    drawings,
    juror_sentences,
    jury_sentences,
    opened,
    remarks,
    sentences,
    warnings,
    weighing,
    what_if,
)
from judging.results.standing import Standing
from judging.results.table import ranked
from judging.web.page_cache import Pages

ROWS = 300
ASKED_ROWS = 100  # of a question: the leading ones

BODIES = 6  # kept bodies of the ranking page: half a megabyte each for 300 entries

Context = dict[str, Any]
_bodies = Pages(BODIES)


def ranking(standing: Standing, page: int, *, room: bool) -> Context:
    """Return the context of the ranking page; its body is rendered once for the same content."""
    pages = max(1, -(-len(standing.rows) // ROWS))
    page = min(max(page, 1), pages)
    here: Context = {"room": room, **around(standing)}
    if standing.pending:
        here["waiting"] = url_for(".show", slug=g.edition.slug, page=page, wait=1)
        return here | {"body": _escaped(_body(standing, page, pages, here))}
    address = (request.script_root, request.blueprint, g.edition.slug, g.area_number, page)
    key = (address, str(get_locale()), g.edition.time_zone, standing.content())
    kept = _bodies.get(key)
    if kept is None:
        kept = _body(standing, page, pages, here)
        _bodies.keep(key, kept)
    return here | {"body": _escaped(kept)}


def _body(standing: Standing, page: int, pages: int, here: Context) -> str:
    """Render what the page shows of the ranking itself."""
    return render_template("results/_ranking.html", **here, **_ranking(standing, page, pages))


def _escaped(body: str) -> Markup:
    return Markup(body)  # noqa: S704 -- rendered by Jinja, which has escaped it


def around(standing: Standing) -> Context:
    """Return what all these pages have in common: what they are of, and as of when."""
    return {
        "standing": standing,
        "area_choices": opened.choices(),
        "area_number": g.area_number,
        "printed_at": clock.arrived(),
    }


def _ranking(standing: Standing, page: int, pages: int) -> Context:
    """Return the context of the body: sentence, warnings, rows, chart of places."""
    document, first = standing.document, (page - 1) * ROWS
    shown: Context = {
        "document": document,
        "rows": ranked(standing, standing.rows[first : first + ROWS], _entry_urls()),
        "page": page,
        "pages": pages,
        "page_url": lambda number: url_for(".show", slug=g.edition.slug, page=number),
    }
    if standing.pending:
        return shown
    return shown | {
        "reliance": sentences.reliance(document),
        "settlement": sentences.front(document),
        "of_areas": bool(g.areas) and not standing.area,
        "warnings": warnings.warnings(document),
        "plot": drawings.dot_plot(standing) if page == 1 else None,
        "plot_rows": ranked(standing, drawings.chart_rows(standing)) if page == 1 else [],
        "connected": drawings.connected(standing),
        "names": drawings.entry_names(standing),
        "kinds": drawings.kinds(standing),
    }


def jury(standing: Standing) -> Context:
    """Return the context of agreement: for the room and for the secretary."""
    document = standing.document
    spread = sorted(standing.rows, key=_spread, reverse=True)[: drawings.DRAWN]
    return {
        **around(standing),
        "document": document,
        "agreement": document["agreement"],
        "reliance": sentences.reliance(document),
        "jury_size": jury_sentences.jury_size(document),
        "concordance": jury_sentences.concordance(document),
        "rows": ranked(standing, spread),
    }


def jurors(standing: Standing) -> Context:
    """Return the context of single jurors: for the secretary alone."""
    document = standing.document
    titles = {key: name.title for key, name in standing.names.items()}
    return {
        "severity": juror_sentences.severity(document, standing.jurors),
        "order_trend": juror_sentences.order_trend(document),
        "by_severity": sorted(document["jurors"], key=lambda row: row["severity"] or 0),
        "outlying": juror_sentences.outlying(document),
        "juror_remarks": {
            row["juror"]: remarks.juror_remarks(row, titles, declared=document["lines"]["declared"])
            for row in document["jurors"]
        },
        "titles": titles,
        "names": drawings.entry_names(standing),
        "juror_names": drawings.juror_names(standing),
        "signed": remarks.signed,
        "ladder": drawings.ladder(standing),
        **_heat(standing),
    }


def _spread(row: Mapping[str, Any]) -> float:
    """Return how far the sheets of an entry differ; an unknown spread comes last."""
    return -1.0 if row["spread"] is None else float(row["spread"])


def _heat(standing: Standing) -> Context:
    """Return the heat map with the table of its figures; nothing where there are no sheets."""
    heat = drawings.heat_map(standing)
    if heat is None:
        return {"heat": None}
    points = {(cell.y, cell.x): cell.value for cell in heat.cells}
    across = sorted({cell.x for cell in heat.cells})
    jurors = [juror for juror, _x in heat.columns]
    return {
        "heat": heat,
        "heads": {juror: drawings.initials(standing.jurors[juror]) for juror in jurors},
        "heat_columns": [{"label": standing.jurors[juror], "number": True} for juror in jurors],
        "heat_rows": [(key, [points.get((y, x)) for x in across]) for key, y in heat.rows],
    }


def asking(standing: Standing, asked: Mapping[str, str], *, sheets_open: bool) -> Context:
    """Return the context of the question that the address asks, and of weights and methods."""
    question = what_if.question(standing, asked)
    problem = None
    try:
        answer = what_if.count(standing, question)
    except Refused as refusal:
        problem, question = refusal, what_if.official(standing)
        answer = what_if.count(standing, question)
    return {
        **around(standing),
        "document": standing.document,
        "question": question,
        "official": what_if.official(standing),
        "problem": problem,
        "rows": what_if.rows(standing, question, answer, sheets_open=sheets_open)[:ASKED_ROWS],
        "sentence": what_if.sentence(standing, question, answer),
        "shares": what_if.shares(question.weights),
        "methods": sentences.methods(standing.document),
        "choices": what_if.method_choices(),
        "titles": {key: name.title for key, name in standing.names.items()},
        "names": drawings.entry_names(standing),
        "weights": drawings.weights(standing),
        "bump": drawings.bump(standing),
        "heads": drawings.method_heads(),
        "interval": weighing.interval,
        "method_name": remarks.method_name,
        "winners": drawings.winners(standing),
        "change": weighing.change_of_weights(standing),
        "without": weighing.without_criteria(standing),
    }


def answering(standing: Standing, asked: Mapping[str, str], *, sheets_open: bool) -> Context:
    """Return the answer to the question of the sliders, printed already."""
    question = what_if.question(standing, asked)
    answer = what_if.count(standing, question)
    return {
        "rows": what_if.rows(standing, question, answer, sheets_open=sheets_open)[:ASKED_ROWS],
        "shares": what_if.shares(question.weights),
        "sentence": what_if.sentence(standing, question, answer),
    }


def _entry_urls() -> Callable[[str], str]:
    """Return the address of an entry's page by its label; the address is built once."""
    mark = "0" * 16
    pattern = url_for(".entry", slug=g.edition.slug, entry_id=mark)
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
