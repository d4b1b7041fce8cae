"""Pages of a person's offices: find the unit, register or join, keep the details."""

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.core.db import get_session
from judging.core.i18n import _
from judging.offices import operations, queries, rules
from judging.offices.acting import deciders
from judging.offices.forms import EditForm, PositionForm, RefusalForm, RegisterForm
from judging.offices.models import Office, Representative, Unit
from judging.offices.places import where
from judging.web.access import Who, allow
from judging.web.forms import saved, shown
from judging.web.transaction import writing

bp = Blueprint("offices", __name__, url_prefix="/office")


@bp.get("/")
@allow(Who.SIGNED_IN)
def index() -> ResponseReturnValue:
    """List the offices of the signed-in person and the requests to act for them."""
    offices = queries.offices_of(get_session(), me())
    return render_template("offices/index.html", offices=offices, me=me(), rules=rules)


@bp.get("/find/")
@allow(Who.SIGNED_IN)
def find() -> ResponseReturnValue:
    """Find the unit by typing; works without scripts."""
    text = request.args.get("q", "")[:100]
    units = queries.find_units(get_session(), text) if text else []
    return render_template("offices/find.html", text=text, units=units, crumbs=_crumbs(_("Find your unit")))


@bp.get("/units.json")
@allow(Who.SIGNED_IN)
def units() -> ResponseReturnValue:
    """Suggest units to the search by typing."""
    found = queries.find_units(get_session(), request.args.get("q", "")[:100])
    return jsonify([_suggestion(unit) for unit in found])


def _suggestion(unit: Unit) -> dict[str, str]:
    url = url_for(".start", unit=unit.teryt)
    return {"value": unit.teryt, "label": unit.name, "note": where(unit), "url": url}


@bp.get("/start/")
@allow(Who.SIGNED_IN)
def start() -> ResponseReturnValue:
    """Lead from the chosen unit to registering its office, or to joining it."""
    unit = _unit(request.args.get("unit", ""))
    office = queries.office_of_unit(get_session(), unit)
    if office is None:
        return redirect(url_for(".register", teryt=unit.teryt))
    return redirect(url_for(".join", office_id=office.public_id))


@bp.route("/register/<string:teryt>/", methods=["GET", "POST"])
@allow(Who.SIGNED_IN)
def register(teryt: str) -> ResponseReturnValue:
    """Register the office of a unit."""
    unit, form = _unit(teryt), RegisterForm(data={"unit": teryt})
    if refusal := rules.why_not_register(me(), unit, queries.office_of_unit(get_session(), unit)):
        raise refusal

    def registered(session: Session) -> None:
        said = (form.details(), form.position.data)
        operations.register(session, _unit(teryt), *said, tell=deciders(), **act())

    if saved(form, registered):
        flash(_("The office is registered. You can begin your entry now."), "success")
        return redirect(url_for("entries.index"))
    crumbs = _crumbs(_("Register the office"))
    return shown("offices/register.html", form, unit=_unit(teryt), crumbs=crumbs)


@bp.route("/join/<string:office_id>/", methods=["GET", "POST"])
@allow(Who.SIGNED_IN)
def join(office_id: str) -> ResponseReturnValue:
    """Ask to act for an office that takes part already."""
    office, form = _known_office(office_id), PositionForm()
    if refusal := rules.why_not_ask(me(), office):
        raise refusal

    def asked(session: Session) -> None:
        office, position = _known_office(office_id), form.position.data
        operations.ask_to_act(session, office, position, tell=deciders(), **act())

    if saved(form, asked):
        flash(
            _("Your request is sent to the representatives of the office and to the secretary."),
            "success",
        )
        return redirect(url_for(".index"))
    crumbs = _crumbs(_("Join the office"))
    return shown("offices/join.html", form, office=_known_office(office_id), crumbs=crumbs)


@bp.route("/<string:office_id>/edit/", methods=["GET", "POST"])
@allow(Who.OFFICE)
def edit(office_id: str) -> ResponseReturnValue:
    """Change the details of one's office."""
    office = _kept_office(office_id)
    form = EditForm(obj=office)

    def changed(session: Session) -> None:
        office, version = _kept_office(office_id), form.version.data
        operations.change_details(session, office, form.details(), version=version, **act())

    if saved(form, changed):
        flash(_("The details of the office are saved."), "success")
        return redirect(url_for(".index"))
    crumbs = _crumbs(_("Details of the office"))
    return shown("offices/edit.html", form, office=_kept_office(office_id), crumbs=crumbs)


@bp.post("/people/<string:person_id>/approve/")
@allow(Who.OFFICE)
def approve(person_id: str) -> ResponseReturnValue:
    """Confirm a colleague."""
    with writing() as session:
        person = _visible_person(person_id)
        operations.approve(session, person, secretary=False, **act())
        name = person.user.name
    flash(_("%(name)s now acts for the office.", name=name), "success")
    return redirect(url_for(".index"))


@bp.route("/people/<string:person_id>/refuse/", methods=["GET", "POST"])
@allow(Who.OFFICE)
def refuse(person_id: str) -> ResponseReturnValue:
    """Refuse a request to act for one's office, with the reason."""
    person, form = _visible_person(person_id), RefusalForm()
    if refusal := rules.why_not_decide(me(), person, secretary=False):
        raise refusal

    def refused(session: Session) -> None:
        person, reason = _visible_person(person_id), form.reason.data
        operations.refuse(session, person, reason=reason, secretary=False, **act())

    if saved(form, refused):
        flash(_("The request is refused."), "success")
        return redirect(url_for(".index"))
    crumbs = _crumbs(_("Refuse the request"))
    return shown("offices/refuse.html", form, person=_visible_person(person_id), crumbs=crumbs)


@bp.route("/people/<string:person_id>/remove/", methods=["GET", "POST"])
@allow(Who.OFFICE)
def remove(person_id: str) -> ResponseReturnValue:
    """End the right of somebody to act for one's office, with the reason."""
    person, form = _visible_person(person_id), RefusalForm()
    if refusal := rules.why_not_remove(me(), person, secretary=False):
        raise refusal

    def removed(session: Session) -> None:
        person, reason = _visible_person(person_id), form.reason.data
        operations.remove(session, person, reason=reason, secretary=False, **act())

    if saved(form, removed):
        flash(_("This person no longer acts for the office."), "success")
        return redirect(url_for(".index"))
    crumbs = _crumbs(_("End the right to act"))
    return shown("offices/remove.html", form, person=_visible_person(person_id), crumbs=crumbs)


def _crumbs(here: str) -> list[tuple[str, str | None]]:
    return [(_("My offices"), url_for("offices.index")), (here, None)]


bp.add_app_template_filter(where, "where")


def _unit(teryt: str) -> Unit:
    found: Unit | None = get_session().scalar(select(Unit).where(Unit.teryt == teryt))
    return found or abort(404)


def _known_office(office_id: str) -> Office:
    """Load any office: that it takes part is known to whoever finds its unit."""
    return get_session().scalar(select(Office).where(Office.public_id == office_id)) or abort(404)


def _visible_office(office_id: str) -> Office:
    query = queries.visible_offices(me()).where(Office.public_id == office_id)
    return get_session().scalar(query) or abort(404)


def _kept_office(office_id: str) -> Office:
    """Load an office the person is trusted with: one who has only asked to act for it reads nothing of it."""
    office = _visible_office(office_id)
    if not rules.keeps(me(), office):
        abort(404)
    return office


def _visible_person(person_id: str) -> Representative:
    """Load somebody of an office that one is confirmed to act for, or answer 404."""
    mine = queries.represented_offices(me())
    query = select(Representative).where(Representative.public_id == person_id, Representative.office_id.in_(mine))
    return get_session().scalar(query) or abort(404)
