"""The secretary's desk of the jury: the register of conflicts of interest."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.core.db import get_session
from judging.core.i18n import _
from judging.core.searches import moment_of
from judging.editions.models import Seat
from judging.jury.desk.crumbs import crumbs
from judging.jury.forms.conflicts import ConflictForm, DismissForm, LiftForm
from judging.jury.models import Conflict
from judging.jury.operations import conflicts, detecting
from judging.jury.queries import chapter, seats
from judging.offices.models import Office
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
    seat, office = _pair(session, form.seat.data, form.office.data)
    conflicts.record_for(session, seat, office, reason=form.reason.data, **act())


def _register_page(sent: Form) -> ResponseReturnValue:
    """Render the register with its forms: one to record, one in each row to lift."""
    since = moment_of(request.args, "since")
    record = sent if isinstance(sent, ConflictForm) else _conflict_form(formdata=None)
    return shown(
        "jury/register.html",
        sent,
        record=record,
        lifting=Repeated(LiftForm.blank(), sent),
        dismissing=Repeated(DismissForm.blank(), sent),
        undecided=detecting.undecided(get_session(), g.edition, me()),
        conflicts=seats.register(get_session(), g.edition, me(), since),
        since=since,
        withheld=seats.may_be_withheld(get_session(), me()),
        silent=_silent(),
        crumbs=crumbs(_("Conflicts of interest")),
    )


@bp.post("/conflicts/detect/")
@allow(Who.SECRETARY, edition=True)
def detect(slug: str) -> ResponseReturnValue:
    """Look for conflicts that follow from facts."""
    with writing() as session:
        found = detecting.detect_all(session, g.edition, decided=True, **act())
    flash(_("New conflicts found: %(count)s.", count=found), "success")
    return redirect(url_for(".register", slug=slug))


@bp.post("/conflicts/<string:seat_id>/<string:office_id>/dismiss/")
@allow(Who.SECRETARY, edition=True)
def dismiss(slug: str, seat_id: str, office_id: str) -> ResponseReturnValue:
    """Say that what an office's address lets one suspect is no conflict, with a reason."""
    _pair(get_session(), seat_id, office_id)
    form = DismissForm(mark=f"dismiss-{seat_id}-{office_id}")

    def dismissed(session: Session) -> None:
        seat, office = _pair(session, seat_id, office_id)
        conflicts.dismiss(session, seat, office, reason=form.reason.data, **act())

    if saved(form, dismissed):
        flash(_("Recorded: there is no conflict. You will not be asked again."), "success")
        return redirect(url_for(".register", slug=slug))
    return _register_page(form)


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


def _pair(session: Session, seat_id: str, office_id: str) -> tuple[Seat, Office]:
    """Return somebody who declares and an office that is judged."""
    seat = seats.member(session, g.edition, seat_id) or seats.substitute(session, g.edition, seat_id) or abort(404)
    offices = {office.public_id: office for office in seats.candidates(session, g.edition)}
    return seat, offices.get(office_id) or abort(404)


def _called(seat: Seat) -> str:
    if seat.stands_for is None:
        return seat.user.name
    words = {"name": seat.user.name, "member": seat.stands_for.user.name}
    called: str = _("%(name)s, the substitute of %(member)s", **words)
    return called


def _silent() -> list[str]:
    """Return the names of those of whose conflicts the register cannot know."""
    session = get_session()
    return [seat.user.name for seat in chapter.undeclared(session, g.edition, _declaring(session))]


def _declaring(session: Session) -> list[Seat]:
    """Return the members and the substitutes, whose conflicts the register holds."""
    return [*chapter.seats_of(session, g.edition), *chapter.substitutes_of(session, g.edition)]


def _conflict_form(**kwargs: Any) -> ConflictForm:
    asked = {name: request.args[name] for name in ("seat", "office") if name in request.args}  # as a row above says
    form = ConflictForm(mark="record", data=asked, **kwargs)
    form.seat.choices = [(seat.public_id, _called(seat)) for seat in _declaring(get_session())]
    offices = seats.candidates(get_session(), g.edition)
    form.office.choices = [(office.public_id, office.name) for office in offices]
    return form
