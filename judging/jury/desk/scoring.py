"""The secretary's desk of the jury: assignment and progress – never a score."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _, ngettext
from judging.editions import timetable
from judging.editions.models import Edition, Round
from judging.jury import rules
from judging.jury.desk import plan_page
from judging.jury.desk.crumbs import crumbs
from judging.jury.forms import AssignForm
from judging.jury.operations import members, reopening
from judging.jury.operations.assignment import assign
from judging.jury.plan_request import PlanRequest
from judging.jury.queries import assignments, progress, requests
from judging.web.access import Who, allow
from judging.web.forms import Form, ReasonForm, Repeated, saved, shown
from judging.web.transaction import writing

bp = Blueprint("jury_scoring", __name__, url_prefix="/desk/<string:slug>/jury")


@bp.route("/assignment/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def assignment(slug: str) -> ResponseReturnValue:
    """Show what assigning would give, beside other ways of it, and assign; the question is in the address."""
    asked, form = PlanRequest.read(request.args), AssignForm()

    def assigned(session: Session) -> int:
        return assign(session, g.edition, _round(), asked, seen=form.seen.data or "", **act())

    if saved(form, assigned):
        flash(_("Assigned: %(count)s.", count=form.result), "success")
        return redirect(url_for(".assignment", slug=slug, **asked.asked))
    return shown("jury/assignment.html", form, **plan_page.page(get_session(), g.edition, _round(), asked))


@bp.get("/progress/")
@allow(Who.SECRETARY, edition=True)
def progress_page(slug: str) -> ResponseReturnValue:
    """Show who is behind; scores stay closed to the secretary until the round is closed."""
    return _progress_page()


def _progress_page(sent: Form | None = None) -> ResponseReturnValue:
    session = get_session()
    round_ = _round()
    takes, asked = timetable.takes_sheets(round_, clock.arrived()), requests.all_waiting(session, round_.id)
    return shown(
        "jury/progress.html",
        sent,
        round=round_,
        jurors=progress.by_juror(session, round_),
        entries=progress.of_entries(session, round_),
        sheets=progress.handed_in(session, round_, me()) if takes or sent or asked else (),
        asked=asked,
        reasons=Repeated(ReasonForm.blank(), sent),
        open=takes,
        crumbs=crumbs(_("Progress")),
    )


@bp.post("/progress/remind/")
@allow(Who.SECRETARY, edition=True)
def remind(slug: str) -> ResponseReturnValue:
    """Remind those who are behind, each once a day."""
    with writing() as session:
        count = members.remind(session, g.edition, _round(), at=clock.arrived())
    text = ngettext(
        "%(num)d member gets a reminder, once a day at most.",
        "%(num)d members get a reminder, once a day at most.",
        count,
    )
    flash(text, "success")
    return redirect(url_for(".progress_page", slug=slug))


@bp.post("/sheets/<string:sheet_id>/reopen/")
@allow(Who.SECRETARY, edition=True)
def reopen(slug: str, sheet_id: str) -> ResponseReturnValue:
    """Reopen a sheet at its juror's request, with the reason."""
    said = _("The sheet is open again; the juror gets an e-mail.")
    return _answered(slug, sheet_id, "reopen", reopening.reopen, said)


@bp.post("/sheets/<string:sheet_id>/decline/")
@allow(Who.SECRETARY, edition=True)
def decline(slug: str, sheet_id: str) -> ResponseReturnValue:
    """Leave a sheet as it is although its juror asked to reopen it, with the reason."""
    said = _("The sheet stays as it is; the juror gets an e-mail with your reason.")
    return _answered(slug, sheet_id, "decline", reopening.decline, said)


def _answered(slug: str, sheet_id: str, mark: str, operation: Callable[..., None], said: str) -> ResponseReturnValue:
    """Do to a sheet what is asked with a reason, and say so; or show the list with what is refused."""
    _task(get_session(), sheet_id)
    form = ReasonForm(mark=f"{mark}-{sheet_id}")

    def answer(session: Session) -> None:
        operation(session, _task(session, sheet_id), reason=form.reason.data, **act())

    if saved(form, answer):
        flash(said, "success")
        return redirect(url_for(".progress_page", slug=slug))
    return _progress_page(form)


def _round() -> Round:
    edition: Edition = g.edition
    return edition.current_round or abort(404)


def _task(session: Session, public_id: str) -> rules.Task:
    return assignments.any_task(session, g.edition, public_id) or abort(404)
