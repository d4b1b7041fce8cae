"""Files of the results for the secretary: tables, the workbook, the report, the result pack.

Nothing before the round is closed; after the freeze the frozen record, before it the live one.
"""

from functools import partial

from flask import Blueprint, current_app, g, url_for
from flask.typing import ResponseReturnValue

from judging.core import clock
from judging.core.files import send_made
from judging.core.i18n import _
from judging.core.spreadsheets import CSV, XLSX
from judging.results.files.csv_tables import ranking_csv, sheets_csv
from judging.results.files.pack import Occasion, result_pack
from judging.results.files.report import report_pdf
from judging.results.files.workbook import workbook
from judging.results.views.comments import comments
from judging.results.views.opening import by_area, opened, scope
from judging.web.access import Who, allow

bp = Blueprint("results_exports", __name__, url_prefix="/desk/<string:slug>/results")
by_area(bp)


@bp.get("/ranking.csv")
@allow(Who.SECRETARY, edition=True, impartial=True)
def csv(slug: str) -> ResponseReturnValue:
    """Send the ranking as a table."""
    return _sent(ranking_csv(opened()), CSV, _("ranking"), "csv")


@bp.get("/sheets.csv")
@allow(Who.SECRETARY, edition=True, impartial=True)
def sheets(slug: str) -> ResponseReturnValue:
    """Send all sheets as a table."""
    return _sent(sheets_csv(opened()), CSV, _("sheets"), "csv")


@bp.get("/ranking.xlsx")
@allow(Who.SECRETARY, edition=True, impartial=True)
def xlsx(slug: str) -> ResponseReturnValue:
    """Send the workbook that counts the scores again."""
    now, of_round = opened(), _occasion().round if scope().rounds else ""
    title = _("Ranking: %(edition)s", edition=" – ".join(filter(None, [g.edition.name, of_round, scope().area])))
    return _sent(workbook(now, title, comments(now)), XLSX, _("ranking"), "xlsx")


@bp.get("/report.pdf")
@allow(Who.SECRETARY, edition=True, impartial=True)
def report(slug: str) -> ResponseReturnValue:
    """Send the report for the meeting."""
    now = opened()
    address = partial(_text, slug)
    content = report_pdf(now, _occasion(), at=clock.arrived(), comments=comments(now), address=address)
    return _sent(content, "application/pdf", _("report"), "pdf")


@bp.get("/pack.zip")
@allow(Who.SECRETARY, edition=True, impartial=True)
def pack(slug: str) -> ResponseReturnValue:
    """Send the result pack."""
    content = result_pack(opened(), _occasion())
    return _sent(content, "application/zip", _("result"), "zip")


def _text(slug: str, entry_id: str) -> str:
    """Return where the text of an entry is read, as a document that travels must say it."""
    base = str(current_app.config["BASE_URL"]).rstrip("/")
    return base + url_for("jury_texts.show", slug=slug, entry_id=entry_id)


def _occasion() -> Occasion:
    round_ = scope().round
    assert round_ is not None
    return Occasion(
        competition=g.edition.competition.name,
        edition=g.edition.name,
        slug=g.edition.slug,
        year=g.edition.year,
        round=round_.name,
        area=scope().area,
        rules_digest=g.edition.rules_digest,
    )


def _sent(content: bytes, media_type: str, what: str, kind: str) -> ResponseReturnValue:
    """Send a file of ours: as an attachment, never kept by anybody on the way."""
    area = "" if scope().number is None else f"-{scope().number}"
    of_round = "" if scope().round_number is None else _("-round-%(number)d", number=scope().round_number)
    name = f"{what}-{g.edition.slug}{of_round}{area}.{kind}"
    return send_made(content, media_type, name)
