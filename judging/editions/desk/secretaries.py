"""Who are the secretaries of an edition, one more, one fewer: where one has an interest, another opens the results."""

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.accounts.queries import person
from judging.core.db import get_session
from judging.core.i18n import _
from judging.core.refusals import NotNow
from judging.editions import queries
from judging.editions.forms import SecretaryForm
from judging.editions.models import Edition, Seat
from judging.editions.operations.secretaries import appoint_secretary, end_secretary
from judging.editions.rules import people
from judging.web.access import Who, allow
from judging.web.crumbs import to_the_edition
from judging.web.forms import Form, ReasonForm, beside, saved, shown

bp = Blueprint("secretaries_desk", __name__, url_prefix="/desk/<string:slug>/secretaries")


@bp.route("/", methods=["GET", "POST"])
@allow(Who.SECRETARY, Who.ADMINISTRATOR, edition=True)
def show(slug: str) -> ResponseReturnValue:
    """List the secretaries of the edition, and appoint another."""
    form = SecretaryForm(mark="appoint")
    if saved(form, lambda session: _appoint(session, form)):
        flash(_("The edition has one more secretary; the person is told by e-mail."), "success")
        return redirect(url_for(".show", slug=slug))
    return _page(form)


@bp.post("/<string:seat_id>/end/")
@allow(Who.SECRETARY, Who.ADMINISTRATOR, edition=True)
def end(slug: str, seat_id: str) -> ResponseReturnValue:
    """End the seat of a secretary, with the reason."""
    mine = _seat(get_session(), seat_id).user_id == me().id
    form = ReasonForm(mark=f"end-{seat_id}")

    def ended(session: Session) -> None:
        edition = _locked(session)
        end_secretary(session, edition, _seat(session, seat_id), reason=form.reason.data, **act())

    if saved(form, ended):
        flash(_("The seat of the secretary is ended; the person is told by e-mail."), "success")
        return redirect(url_for("site.work") if mine else url_for(".show", slug=slug))
    return _page(form)


def _page(sent: Form) -> ResponseReturnValue:
    seats = queries.secretaries(get_session(), g.edition)
    blank = [ReasonForm.blank(mark=f"end-{seat.public_id}") for seat in seats]
    return shown(
        "editions/secretaries.html",
        sent,
        seats=seats,
        refusals={seat.id: people.why_not_end_secretary(seat, seats, "-") for seat in seats},
        forms=beside(sent, SecretaryForm.blank(mark="appoint"), *blank),
        crumbs=[to_the_edition(), (_("Secretaries"), None)],
    )


def _appoint(session: Session, form: SecretaryForm) -> None:
    found = person(session, form.secretary.data)
    if found is None:
        raise NotNow(_("Nobody has an account with this address. Ask the person to open one first."), field="secretary")
    appoint_secretary(session, _locked(session), found, **act())


def _locked(session: Session) -> Edition:
    session.refresh(g.edition, with_for_update=True)
    edition: Edition = g.edition
    return edition


def _seat(session: Session, seat_id: str) -> Seat:
    return queries.secretary(session, g.edition, seat_id) or abort(404)
