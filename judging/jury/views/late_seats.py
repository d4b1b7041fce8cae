"""The chair's page of late seats: who was invited after scoring had opened, and why."""

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.accounts.operations.second_factor import check_code
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.editions.models import Seat
from judging.jury import rules
from judging.jury.forms.members import ConsentForm
from judging.jury.operations import members
from judging.jury.queries import chapter, seats
from judging.jury.views.crumbs import crumbs
from judging.web.access import Who, allow
from judging.web.forms import Form, Repeated, saved, shown

bp = Blueprint("late_seats", __name__, url_prefix="/chapter/<string:slug>/seats")


@bp.get("/")
@allow(Who.CHAIR, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """Show the late seats, those that wait for a consent first."""
    return _page()


@bp.post("/<string:seat_id>/")
@allow(Who.CHAIR, edition=True)
def consent(slug: str, seat_id: str) -> ResponseReturnValue:
    """Agree to a late seat, with a fresh second factor."""
    form = ConsentForm(mark=f"consent-{seat_id}")
    _seat(get_session(), seat_id)
    if saved(form, lambda session: _consent(session, seat_id, form)):
        flash(_("The seat counts from now on. The protocol will name it with its reason."), "success")
        return redirect(url_for(".index", slug=slug))
    return _page(form)


def _consent(session: Session, seat_id: str, form: ConsentForm) -> None:
    check_code(session, me(), form.code.data, clock.arrived())
    members.consent(session, _seat(session, seat_id), **act())


def _seat(session: Session, public_id: str) -> Seat:
    return seats.member(session, g.edition, public_id) or abort(404)


def _page(sent: Form | None = None) -> ResponseReturnValue:
    session, edition = get_session(), g.edition
    late = [seat for seat in chapter.seats_of(session, edition) if seat.late_reason]
    leaders = chapter.leaders(session, edition)
    return shown(
        "jury/late_seats.html",
        sent,
        consents=Repeated(ConsentForm.blank(), sent),
        late=sorted(late, key=lambda seat: not seat.awaits_consent),
        refusals={seat.id: rules.why_not_consent(me(), seat, leaders) for seat in late},
        crumbs=crumbs(_("Late seats")),
    )
