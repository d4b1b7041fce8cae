"""The secretary's desk of the jury: undoing an assignment, who knows which area, who takes over from whom."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import SelectChoice

from judging.accounts.login import act, me
from judging.core.db import get_session
from judging.core.i18n import _
from judging.editions.models import Seat
from judging.jury import rules
from judging.jury.desk import plan_page
from judging.jury.desk.crumbs import crumbs
from judging.jury.desk.now import current_round
from judging.jury.forms.assignment import KnownAreasForm, TakeOverForm
from judging.jury.models import ActOfAssigning
from judging.jury.operations import areas as marking
from judging.jury.operations import assignment
from judging.jury.plan_request import PlanRequest
from judging.jury.queries import chapter, plans, seats
from judging.web.access import Who, allow
from judging.web.forms import ReasonForm, saved, shown

bp = Blueprint("jury_plan", __name__, url_prefix="/desk/<string:slug>/jury")


@bp.post("/assignment/<string:act_id>/undo/")
@allow(Who.SECRETARY, edition=True)
def undo(slug: str, act_id: str) -> ResponseReturnValue:
    """Undo the last act of assigning, with a reason, while nobody has begun a sheet of it."""
    form, asked = ReasonForm(mark="undo"), PlanRequest.read(_act(get_session(), act_id).asked)

    def undone(session: Session) -> None:
        assignment.undo(session, _act(session, act_id), reason=form.reason.data, **act())

    if saved(form, undone):
        flash(_("Undone. Letters that had not gone yet are held back."), "success")
        return redirect(url_for("jury_scoring.assignment", slug=slug, **asked.asked))
    page = plan_page.page(get_session(), g.edition, current_round(g.edition), asked)
    return shown("jury/assignment.html", form, **page | {"undoing": form})


@bp.get("/areas/")
@allow(Who.SECRETARY, edition=True)
def areas(slug: str) -> ResponseReturnValue:
    """Show which member knows which area."""
    session = get_session()
    return render_template(
        "jury/areas.html",
        seats=chapter.seats_of(session, g.edition),
        known=plans.areas_known(session, g.edition),
        themselves=plans.said_themselves(session, g.edition),
        refusal=rules.why_not_change_jury(g.edition),
        crumbs=crumbs(_("Areas that members know")),
    )


@bp.route("/members/<string:seat_id>/areas/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def areas_of(slug: str, seat_id: str) -> ResponseReturnValue:
    """Mark the areas that a member knows."""
    session = get_session()
    seat = _member(session, seat_id)
    known = plans.known_areas(session, g.edition).get(seat.id, frozenset())
    form = KnownAreasForm(data={"areas": [area.public_id for area in g.edition.areas if area.name in known]})
    form.areas.choices = [SelectChoice(area.public_id, area.name) for area in g.edition.areas]

    def marked(session: Session) -> None:
        marking.mark(session, _member(session, seat_id), form.areas.data or [], **act())

    if saved(form, marked):
        flash(_("The areas of %(name)s are marked.", name=seat.user.name), "success")
        return redirect(url_for(".areas", slug=slug))
    back = url_for(".areas", slug=slug)
    way = [*crumbs(seat.user.name)[:-1], (_("Areas that members know"), back), (seat.user.name, None)]
    return shown("jury/areas_of.html", form, seat=seat, refusal=rules.why_not_change_jury(g.edition), crumbs=way)


@bp.route("/members/<string:seat_id>/take-over/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def take_over(slug: str, seat_id: str) -> ResponseReturnValue:
    """Show what a member has open and who could take it over; give it to one of them."""
    session, round_ = get_session(), current_round(g.edition)
    seat, form = _member(session, seat_id), TakeOverForm()
    facts, _waiting = plans.facts(session, g.edition, round_)
    open_ = plans.open_of(session, round_, seat, me())
    offers = plans.offers(facts, seat, open_, plans.stood_in_for(session, seat))
    form.other.choices = [SelectChoice(one.juror.seat, one.juror.name) for one in offers]

    def taken(session: Session) -> ActOfAssigning:
        other = _member(session, form.other.data)
        return assignment.take_over(
            session, current_round(g.edition), _member(session, seat_id), other, reason=form.reason.data, **act()
        )

    if saved(form, taken):
        flash(_("Taken over. Sheets handed in stay; both members get an e-mail in ten minutes."), "success")
        return redirect(url_for("jury_members.member", slug=slug, seat_id=seat_id))
    member = url_for("jury_members.member", slug=slug, seat_id=seat_id)
    return shown(
        "jury/take_over.html",
        form,
        seat=seat,
        entries=[entry for entry in facts.entries if (entry.id, seat.id) in set(open_)],
        offers=offers,
        substitutes=seats.substitutes(session, seat),
        refusal=rules.why_not_assign(g.edition, round_),
        crumbs=[*crumbs(seat.user.name)[:-1], (seat.user.name, member), (_("Takeover"), None)],
    )


def _act(session: Session, public_id: str) -> ActOfAssigning:
    return plans.act_of(session, g.edition, public_id) or abort(404)


def _member(session: Session, public_id: str) -> Seat:
    return seats.member(session, g.edition, public_id) or abort(404)
