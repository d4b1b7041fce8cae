"""Blank paper sheets: chosen, printed, or as a table to be filled in."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from judging.core import clock, files
from judging.core.db import get_session
from judging.core.i18n import _
from judging.core.spreadsheets import XLSX
from judging.jury.desk.now import current_round
from judging.jury.models import Assignment
from judging.jury.queries import assignments
from judging.jury.queries import paper as queries
from judging.paper import headings, printing
from judging.paper.desk.frame import crumbs, is_secretary
from judging.web.access import Who, allow
from judging.web.forms import shown

bp = Blueprint("paper_print", __name__, url_prefix="/desk/<string:slug>/jury/paper/print")


@bp.get("/")
@allow(Who.SECRETARY, Who.CLERK, edition=True, impartial=True)
def index(slug: str) -> ResponseReturnValue:
    """Choose whose sheets of which entries are printed."""
    round_ = current_round(g.edition)
    wanted = queries.sheets_of(get_session(), round_)
    entries = sorted({(one.entry_number, one.title) for one in wanted})
    jurors = list(dict.fromkeys((one.seat, one.juror) for one in wanted))
    page: dict[str, Any] = {"round": round_, "jurors": jurors, "entries": entries, "sees": is_secretary()}
    return shown("paper/print.html", **page, waiting=sum(one.waits for one in wanted), crumbs=crumbs(_("Print")))


@bp.get("/sheets.pdf")
@allow(Who.SECRETARY, Who.CLERK, edition=True, impartial=True)
def pdf(slug: str) -> ResponseReturnValue:
    """Make the PDF of the sheets that the address names."""
    those = _chosen()
    if not those:
        return redirect(url_for(".index", slug=slug))
    criteria = assignments.criteria(get_session(), those[0].round_id)
    made = printing.pdf(g.edition, those, criteria, _address, clock.arrived())
    return _sent(made, "application/pdf", "pdf")


@bp.get("/template.xlsx")
@allow(Who.SECRETARY, Who.CLERK, edition=True, impartial=True)
def template(slug: str) -> ResponseReturnValue:
    """Make the table of the same sheets, to be filled in and imported."""
    those = _chosen()
    if not those:
        return redirect(url_for(".index", slug=slug))
    criteria = assignments.criteria(get_session(), those[0].round_id)
    made = headings.template(those, criteria, title=" – ".join((g.edition.name, _("Sheets on paper"))))
    return _sent(made, XLSX, "xlsx")


def _chosen() -> Sequence[Assignment]:
    """Return what the address names: of one juror or all, of some entries or all, with what is handed in if asked."""
    asked, round_ = request.args, current_round(g.edition)
    seat, numbers = asked.get("juror", ""), set(asked.getlist("entry", type=int))
    found = queries.sheets_of(get_session(), round_, seat=seat)
    ids = [one.id for one in found if (one.waits or "every" in asked) and (not numbers or one.entry_number in numbers)]
    return queries.to_print(get_session(), round_, ids)


def _address(assignment: Assignment) -> str:
    """Return the page on which a sheet is typed in, as it is printed on it."""
    path = url_for("paper_desk.sheet", slug=g.edition.slug, sheet_id=assignment.public_id)
    return f"{str(current_app.config['BASE_URL']).rstrip('/')}{path}"


def _sent(made: bytes, kind: str, ending: str) -> Response:
    return files.send_made(made, kind, f"{g.edition.slug}-karty.{ending}")
