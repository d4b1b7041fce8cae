"""The secretary's desk of the jury: the register of conflicts of interest."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act
from judging.core.db import get_session
from judging.core.i18n import _
from judging.jury.desk.crumbs import crumbs
from judging.jury.forms import ConflictForm, LiftForm
from judging.jury.models import Conflict
from judging.jury.operations import conflicts
from judging.jury.queries import chapter, progress, seats
from judging.web.access import Who, allow
from judging.web.forms import Form, Repeated, saved, shown
from judging.web.transaction import writing

bp = Blueprint("jury_conflicts", __name__, url_prefix="/desk/<string:slug>/jury")


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
    seat = seats.member(session, g.edition, form.seat.data) or abort(404)
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
        silent=_silent(),
        crumbs=crumbs(_("Conflicts of interest")),
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


def _conflict(session: Session, public_id: str) -> Conflict:
    return seats.conflict(session, g.edition, public_id) or abort(404)


def _silent() -> list[str]:
    """Return the names of members of whose conflicts the register cannot know."""
    session = get_session()
    return [seat.user.name for seat in chapter.undeclared(session, g.edition, chapter.seats_of(session, g.edition))]


def _conflict_form(**kwargs: Any) -> ConflictForm:
    form = ConflictForm(mark="record", **kwargs)
    jurors = progress.members(get_session(), g.edition, None)
    form.seat.choices = [(one.seat.public_id, one.seat.user.name) for one in jurors]
    offices = seats.candidates(get_session(), g.edition)
    form.office.choices = [(office.public_id, office.name) for office in offices]
    return form
