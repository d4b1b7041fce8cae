"""The secretary's desk of the jury: members, conflicts, assignment, progress – never a score."""

from datetime import datetime
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _, ngettext
from judging.editions import timetable
from judging.editions.dashboard import Panel
from judging.editions.models import Edition, Role, Round, Seat
from judging.jury import rules
from judging.jury.forms import AppointForm, ConflictForm, InviteForm, LiftForm
from judging.jury.models import Conflict
from judging.jury.operations import conflicts, members, sheets
from judging.jury.operations.assignment import assign_all, plan
from judging.jury.queries import assignments, progress, seats
from judging.web.access import Who, allow
from judging.web.forms import Form, ReasonForm, Repeated, beside, saved, shown
from judging.web.transaction import writing

bp = Blueprint("jury_desk", __name__, url_prefix="/desk/<string:slug>/jury")


@bp.get("/")
@allow(Who.SECRETARY, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """List the members of the jury with what each has still to do."""
    round_ = g.edition.current_round
    found = progress.members(get_session(), g.edition, round_)
    return render_template(
        "jury/members.html",
        members=found,
        refusal=rules.why_not_change_jury(g.edition),
        crumbs=_crumbs(),
    )


@bp.route("/invite/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def invite(slug: str) -> ResponseReturnValue:
    """Invite a person to the jury."""
    form = InviteForm()
    if saved(form, lambda session: _invite(session, form)):
        flash(_("The invitation to %(name)s is on its way.", name=form.name.data), "success")
        return redirect(url_for(".index", slug=slug))
    return shown("jury/invite.html", form, crumbs=_crumbs(_("Invitation")))


def _invite(session: Session, form: InviteForm) -> None:
    said = {"name": form.name.data, "email": form.email.data, "title": form.title.data}
    members.invite(session, g.edition, **said, **act())


@bp.get("/members/<string:seat_id>/")
@allow(Who.SECRETARY, edition=True)
def member(slug: str, seat_id: str) -> ResponseReturnValue:
    """Show one member and what the secretary can do about the seat."""
    return _member_page(seat_id)


def _member_page(seat_id: str, sent: Form | None = None) -> ResponseReturnValue:
    seat = _member(get_session(), seat_id)
    appointed = AppointForm.blank(mark="appoint", data={"role": seat.role.value})
    return shown(
        "jury/member.html",
        sent,
        forms=beside(sent, appointed, ReasonForm.blank(mark="remove")),
        seat=seat,
        refusal=rules.why_not_change_jury(g.edition),
        conflicts=seats.my_conflicts(get_session(), seat),
        crumbs=_crumbs(seat.user.name),
    )


@bp.post("/members/<string:seat_id>/invite/")
@allow(Who.SECRETARY, edition=True)
def invite_again(slug: str, seat_id: str) -> ResponseReturnValue:
    """Send the invitation again, with a new link."""
    with writing() as session:
        members.invite_again(session, _member(session, seat_id), **act())
    flash(_("A new link is on its way; the old one no longer works."), "success")
    return redirect(url_for(".member", slug=slug, seat_id=seat_id))


@bp.post("/members/<string:seat_id>/appoint/")
@allow(Who.SECRETARY, edition=True)
def appoint(slug: str, seat_id: str) -> ResponseReturnValue:
    """Make a member chair, deputy, or a plain member."""
    form = AppointForm(mark="appoint")

    def appointed(session: Session) -> None:
        members.appoint(session, _member(session, seat_id), Role(form.role.data), **act())

    if saved(form, appointed):
        flash(_("The change has been recorded."), "success")
        return redirect(url_for(".member", slug=slug, seat_id=seat_id))
    return _member_page(seat_id, form)


@bp.post("/members/<string:seat_id>/remove/")
@allow(Who.SECRETARY, edition=True)
def remove(slug: str, seat_id: str) -> ResponseReturnValue:
    """Take a member off the jury, with a reason; what was handed in stays."""
    form = ReasonForm(mark="remove")

    def removed(session: Session) -> None:
        members.remove(session, _member(session, seat_id), reason=form.reason.data, **act())

    if saved(form, removed):
        flash(_("The member has been removed. Sheets handed in are kept."), "success")
        return redirect(url_for(".index", slug=slug))
    return _member_page(seat_id, form)


@bp.route("/conflicts/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def register(slug: str) -> ResponseReturnValue:
    """Show the register of conflicts, and record one that the secretary knows of."""
    form = _conflict_form()
    if saved(form, lambda session: _record(session, form)):
        flash(_("The conflict has been recorded."), "success")
        return redirect(url_for(".register", slug=slug))
    return _register_page(form)


def _record(session: Session, form: ConflictForm) -> None:
    seat = _member(session, form.seat.data)
    offices = {office.public_id: office for office in seats.candidates(session, g.edition)}
    office, reason = offices[form.office.data], form.reason.data
    conflicts.record_for(session, seat, office, reason=reason, **act())


def _register_page(sent: Form) -> ResponseReturnValue:
    """Render the register with its forms: one to record, one in each row to lift."""
    record = sent if isinstance(sent, ConflictForm) else _conflict_form(formdata=None)
    return shown(
        "jury/register.html",
        sent,
        record=record,
        lifting=Repeated(LiftForm.blank(), sent),
        conflicts=seats.register(get_session(), g.edition),
        crumbs=_crumbs(_("Conflicts of interest")),
    )


@bp.post("/conflicts/detect/")
@allow(Who.SECRETARY, edition=True)
def detect(slug: str) -> ResponseReturnValue:
    """Look for conflicts that follow from facts."""
    with writing() as session:
        found = conflicts.detect_all(session, g.edition, **act())
    flash(_("New conflicts found: %(count)s.", count=found), "success")
    return redirect(url_for(".register", slug=slug))


@bp.post("/conflicts/<string:conflict_id>/lift/")
@allow(Who.SECRETARY, edition=True)
def lift(slug: str, conflict_id: str) -> ResponseReturnValue:
    """Lift a conflict, with a reason."""
    _conflict(get_session(), conflict_id)
    form = LiftForm(mark=f"lift-{conflict_id}")

    def lifted(session: Session) -> None:
        conflict, reason = _conflict(session, conflict_id), form.reason.data
        conflicts.lift(session, conflict, reason=reason, **act())

    if saved(form, lifted):
        flash(_("The conflict has been lifted."), "success")
        return redirect(url_for(".register", slug=slug))
    return _register_page(form)


@bp.route("/assignment/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def assignment(slug: str) -> ResponseReturnValue:
    """Show what assigning would give, and assign."""
    if request.method == "POST":
        with writing() as session:
            added = assign_all(session, g.edition, _round(), **act())
        flash(_("Assigned: %(count)s.", count=added), "success")
        return redirect(url_for(".progress_page", slug=slug))
    round_ = _round()
    return render_template(
        "jury/assignment.html",
        round=round_,
        plan=plan(get_session(), g.edition, round_),
        refusal=rules.why_not_assign(g.edition, round_),
        crumbs=_crumbs(_("Assignment")),
    )


@bp.get("/progress/")
@allow(Who.SECRETARY, edition=True)
def progress_page(slug: str) -> ResponseReturnValue:
    """Show who is behind; scores stay closed to the secretary until the round is closed."""
    return _progress_page()


def _progress_page(sent: Form | None = None) -> ResponseReturnValue:
    session = get_session()
    round_ = _round()
    takes = timetable.takes_sheets(round_, clock.arrived())
    return shown(
        "jury/progress.html",
        sent,
        round=round_,
        jurors=progress.by_juror(session, round_),
        entries=progress.by_entry(session, round_),
        sheets=progress.handed_in(session, round_) if takes or sent else (),
        reopening=Repeated(ReasonForm.blank(), sent),
        open=takes,
        crumbs=_crumbs(_("Progress")),
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
    _task(get_session(), sheet_id)
    form = ReasonForm(mark=f"reopen-{sheet_id}")

    def reopened(session: Session) -> None:
        sheets.reopen(session, _task(session, sheet_id), reason=form.reason.data, **act())

    if saved(form, reopened):
        flash(_("The sheet is open again; the juror gets an e-mail."), "success")
        return redirect(url_for(".progress_page", slug=slug))
    return _progress_page(form)


def jury_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Tell how the jury stands."""
    url = url_for("jury_desk.index", slug=edition.slug)
    round_ = edition.current_round
    found = progress.members(session, edition, round_)
    undeclared = [one for one in found if one.seat.conflicts_declared_at is None]
    rows = progress.by_juror(session, round_) if round_ else []
    given, done = sum(row.given for row in rows), sum(row.submitted for row in rows)
    blockers = []
    if undeclared:
        blockers.append(
            ngettext(
                "%(num)d member has not declared conflicts of interest.",
                "%(num)d members have not declared conflicts of interest.",
                len(undeclared),
            )
        )
    if given > done:
        blockers.append(
            ngettext("%(num)d sheet is missing.", "%(num)d sheets are missing.", given - done)
        )
    figures: list[tuple[str, int | str]] = [
        (_("Members of the jury"), len(found)),
        (_("Sheets handed in"), f"{done} / {given}"),
    ]
    return Panel(_("Jury"), url, figures, blockers, _next_step(edition, found, given, done))


def _next_step(edition: Edition, found: Any, given: int, done: int) -> tuple[str, str] | None:
    if not found:
        return _("Invite the jury"), url_for("jury_desk.invite", slug=edition.slug)
    if not given:
        return _("Assign the entries"), url_for("jury_desk.assignment", slug=edition.slug)
    if given > done:
        return _("See who is behind"), url_for("jury_desk.progress_page", slug=edition.slug)
    return None


def _member(session: Session, public_id: str) -> Seat:
    return seats.member(session, g.edition, public_id) or abort(404)


def _round() -> Round:
    edition: Edition = g.edition
    return edition.current_round or abort(404)


def _conflict(session: Session, public_id: str) -> Conflict:
    return seats.conflict(session, g.edition, public_id) or abort(404)


def _task(session: Session, public_id: str) -> rules.Task:
    return assignments.any_task(session, g.edition, public_id) or abort(404)


def _conflict_form(**kwargs: Any) -> ConflictForm:
    form = ConflictForm(mark="record", **kwargs)
    jurors = progress.members(get_session(), g.edition, None)
    form.seat.choices = [(one.seat.public_id, one.seat.user.name) for one in jurors]
    offices = seats.candidates(get_session(), g.edition)
    form.office.choices = [(office.public_id, office.name) for office in offices]
    return form


def _crumbs(last: str | None = None) -> list[tuple[str, str | None]]:
    desk = (g.edition.name, url_for("editions_desk.show", slug=g.edition.slug))
    if last is None:
        return [desk, (_("Jury"), None)]
    return [desk, (_("Jury"), url_for("jury_desk.index", slug=g.edition.slug)), (last, None)]
