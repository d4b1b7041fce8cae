"""A juror's sheet that was typed in from paper: what was typed in, its scan, confirming it or objecting."""

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.core import clock, files
from judging.core.db import get_session
from judging.core.i18n import _
from judging.jury import paper_rules, rules
from judging.jury.context import checks_of
from judging.jury.models import PaperSheet
from judging.jury.operations import paper as operations
from judging.jury.queries import paper as queries
from judging.jury.views.crumbs import crumbs
from judging.jury.views.mine import my_assignment, my_task
from judging.paper.forms import ObjectionForm
from judging.web.access import Who, allow
from judging.web.forms import Form, saved, shown

bp = Blueprint("own_paper", __name__, url_prefix="/jury/<string:slug>/sheets/<string:sheet_id>/paper")


@bp.get("/")
@allow(Who.JUROR, edition=True)
def index(slug: str, sheet_id: str) -> ResponseReturnValue:
    """Show what was typed in for the juror."""
    if _standing(get_session(), sheet_id) is None:
        return redirect(url_for("sheets.sheet", slug=slug, sheet_id=sheet_id))
    return _page(sheet_id)


def _page(sheet_id: str, sent: Form | None = None) -> ResponseReturnValue:
    session, assignment = get_session(), my_assignment(sheet_id)
    paper, task = _paper(session, sheet_id), my_task(session, sheet_id)
    comments = assignment.sheet.comments if assignment.sheet else {}
    for_office = assignment.sheet.for_office if assignment.sheet else {}
    return shown(
        "paper/own.html",
        sent,
        assignment=assignment,
        paper=paper,
        check=checks_of(session, [assignment])[assignment.id],
        comments=comments,
        for_office=for_office,
        refusal=paper_rules.why_not_answer(me(), task, paper),
        late=rules.why_not_ask_to_reopen(me(), task, clock.arrived()),
        objecting=sent if isinstance(sent, ObjectionForm) else ObjectionForm.blank(mark="object"),
        crumbs=crumbs(_("Typed in from paper: entry %(number)s", number=assignment.entry.number)),
    )


@bp.post("/confirm/")
@allow(Who.JUROR, edition=True)
def confirm(slug: str, sheet_id: str) -> ResponseReturnValue:
    """Confirm that the sheet says what the paper says."""
    _paper(get_session(), sheet_id)
    form = Form()

    def confirmed(session: Session) -> None:
        operations.confirm(session, my_task(session, sheet_id), _paper(session, sheet_id), **act())

    if saved(form, confirmed):
        flash(_("Thank you. The sheet stands as it was typed in."), "success")
        return redirect(url_for("sheets.sheet", slug=slug, sheet_id=sheet_id))
    return _page(sheet_id, form)


@bp.post("/object/")
@allow(Who.JUROR, edition=True)
def object_to(slug: str, sheet_id: str) -> ResponseReturnValue:
    """Ask the secretary to open the sheet again, for it differs from the paper."""
    _paper(get_session(), sheet_id)
    form = ObjectionForm(mark="object")

    def objected(session: Session) -> None:
        task, paper = my_task(session, sheet_id), _paper(session, sheet_id)
        operations.object_to(session, task, paper, reason=form.reason.data or "", **act())

    if saved(form, objected):
        flash(_("We have asked the secretary to reopen the sheet."), "success")
        return redirect(url_for("sheets.sheet", slug=slug, sheet_id=sheet_id))
    return _page(sheet_id, form)


@bp.get("/scans/<string:scan_id>/")
@allow(Who.JUROR, edition=True)
def scan(slug: str, sheet_id: str, scan_id: str) -> ResponseReturnValue:
    """Send the juror a scan of their own paper sheet."""
    assignment = my_assignment(sheet_id)
    found, whose = queries.scan(get_session(), g.edition, scan_id) or abort(404)
    return files.send(found) if whose.id == assignment.id else abort(404)


def _standing(session: Session, sheet_id: str) -> PaperSheet | None:
    return queries.standing(session, my_assignment(sheet_id).sheet)


def _paper(session: Session, sheet_id: str) -> PaperSheet:
    """Load the paper sheet that the juror's own sheet is, or answer 404."""
    return _standing(session, sheet_id) or abort(404)
