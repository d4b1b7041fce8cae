"""The secretary's desk of the jury: assignment and progress – never a score."""

from collections.abc import Callable, Sequence

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import SelectChoice

from judging.accounts.login import act, me
from judging.accounts.models import User
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _, ngettext
from judging.editions import timetable
from judging.editions.models import Round
from judging.jury import coverage, rules
from judging.jury.desk import plan_page
from judging.jury.desk.crumbs import crumbs
from judging.jury.desk.members import member_page
from judging.jury.desk.now import current_round
from judging.jury.forms.assignment import AssignForm, RemindersForm, RemindForm
from judging.jury.operations import reminders, reopening
from judging.jury.operations.assignment import assign
from judging.jury.plan_request import PlanRequest
from judging.jury.queries import assignments, lateness, progress
from judging.jury.queries.lateness import Juror
from judging.notifications.models import Message
from judging.notifications.rendering import Letter, letter
from judging.web.access import Who, allow
from judging.web.forms import ReasonForm, saved, shown

bp = Blueprint("jury_scoring", __name__, url_prefix="/desk/<string:slug>/jury")


@bp.route("/assignment/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def assignment(slug: str) -> ResponseReturnValue:
    """Show what assigning would give, beside other ways of it, and assign; the question is in the address."""
    asked, form = PlanRequest.read(request.args), AssignForm()

    def assigned(session: Session) -> int:
        return assign(session, g.edition, current_round(g.edition), asked, seen=form.seen.data or "", **act())

    if saved(form, assigned):
        flash(_("Assigned: %(count)s.", count=form.result), "success")
        return redirect(url_for(".assignment", slug=slug, **asked.asked))
    return shown(
        "jury/assignment.html", form, **plan_page.page(get_session(), g.edition, current_round(g.edition), asked)
    )


@bp.get("/progress/")
@allow(Who.SECRETARY, edition=True)
def progress_page(slug: str) -> ResponseReturnValue:
    """Show who is late and what may be done; scores stay closed to the secretary until the round is closed."""
    session, round_, at = get_session(), current_round(g.edition), clock.arrived()
    return render_template(
        "jury/progress.html",
        round=round_,
        jurors=lateness.jurors(session, round_, me(), at),
        asked=progress.asked(session, round_, me()),
        coverage=coverage.summed(progress.of_entries(session, round_), round_.min_sheets),
        open=timetable.takes_sheets(round_, at),
        crumbs=crumbs(_("Progress")),
    )


@bp.route("/progress/remind/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def remind(slug: str) -> ResponseReturnValue:
    """Show who would get a reminder, who would not and why, and what it says; send it."""
    session, round_, at = get_session(), current_round(g.edition), clock.arrived()
    form = RemindForm()
    chosen = set(form.seats.data or []) or set(request.args.getlist("seat"))

    def reminded(session: Session) -> int:
        return reminders.remind(session, g.edition, current_round(g.edition), seats=chosen or None, **act())

    if saved(form, reminded):
        sent = form.result
        text = ngettext("%(num)d member gets a reminder.", "%(num)d members get a reminder.", sent)
        flash(text if sent else _("Nobody gets a reminder: everybody has had one today, or has nothing left to do."))
        return redirect(url_for(".progress_page", slug=slug))
    found = [one for one in lateness.jurors(session, round_, me(), at) if not chosen or one.row.seat in chosen]
    return shown(
        "jury/remind.html",
        form,
        round=round_,
        gets=[one for one in found if one.skipped is None],
        skipped=[one for one in found if one.skipped],
        letters=_letters(round_, found),
        named=chosen,
        open=timetable.takes_sheets(round_, at),
        crumbs=crumbs(_("Reminder")),
    )


def _letters(round_: Round, found: Sequence[Juror]) -> list[tuple[str, str, Letter]]:
    """Return the first of the reminders as it would be read, with whom it goes to."""
    first = next((one for one in found if one.skipped is None), None)
    if first is None:
        return []
    person = get_session().get_one(User, first.row.user_id)
    context = reminders.told(g.edition, round_, first)
    message = Message(template=lateness.TEMPLATE, language=person.language, context=context, to=person.email)
    return [(person.name, person.language, letter(message, person))]


@bp.route("/progress/automatic/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def automatic(slug: str) -> ResponseReturnValue:
    """Choose how many days before the end of a round those who are behind are reminded."""
    form = RemindersForm(data={"days": [str(day) for day in g.edition.reminder_days]})
    form.days.choices = [
        SelectChoice(str(day), ngettext("%(num)d day before the end", "%(num)d days before the end", day))
        for day in reminders.DAYS
    ]

    def chosen(session: Session) -> None:
        reminders.set_days(session, g.edition, form.chosen(), **act())

    if saved(form, chosen):
        flash(_("The reminders are set."), "success")
        return redirect(url_for(".progress_page", slug=slug))
    way = [*crumbs(_("Progress"))[:-1], (_("Progress"), url_for(".progress_page", slug=slug)), (_("Reminders"), None)]
    return shown("jury/automatic.html", form, refusal=rules.why_not_change_jury(g.edition), crumbs=way)


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
    """Do to a sheet what is asked with a reason, and say so; or show its juror's page with what is refused."""
    _task(get_session(), sheet_id)
    form = ReasonForm(mark=f"{mark}-{sheet_id}")

    def answer(session: Session) -> None:
        operation(session, _task(session, sheet_id), reason=form.reason.data, **act())

    seat_id = assignments.seat_of(get_session(), sheet_id)
    if saved(form, answer):
        flash(said, "success")
        return redirect(url_for("jury_members.member", slug=slug, seat_id=seat_id, _anchor="sheets"))
    return member_page(seat_id, form)


def _task(session: Session, public_id: str) -> rules.Task:
    return assignments.any_task(session, g.edition, public_id) or abort(404)
