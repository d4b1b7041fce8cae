"""Pages of a person's offices: find the unit, register or join, keep the details."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.core.db import get_session
from judging.core.i18n import DEFAULT, _
from judging.core.refusals import Refused
from judging.offices import operations, queries, rules
from judging.offices.acting import deciders
from judging.offices.forms import EditForm, PositionForm, RefusalForm, RegisterForm
from judging.offices.models import Office, Representative, Unit
from judging.offices.official import official_name
from judging.offices.places import full_name, told_apart, where
from judging.web.access import Who, allow
from judging.web.forms import saved, shown
from judging.web.transaction import writing

WhyNot = Callable[..., Refused | None]
Act = Callable[..., None]
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
    units = queries.find(get_session(), text) if text else []
    crumbs, unchosen = _crumbs(_("Find your unit")), "unchosen" in request.args
    return render_template("offices/find.html", text=text, units=units, unchosen=unchosen, crumbs=crumbs)


@bp.get("/units.json")
@allow(Who.SIGNED_IN)
def units() -> ResponseReturnValue:
    """Suggest units to the search by typing."""
    found = queries.find(get_session(), request.args.get("q", "")[:100])
    return jsonify([_suggestion(unit, district) for unit, district in found])


def _suggestion(unit: Unit, district: str) -> dict[str, str]:
    url = url_for(".start", unit=unit.teryt)
    return {
        "value": unit.teryt,
        "label": full_name(unit),
        "note": told_apart(unit, district),
        "url": url,
        "lang": DEFAULT,
    }


@bp.get("/start/")
@allow(Who.SIGNED_IN)
def start() -> ResponseReturnValue:
    """Lead from the chosen unit to registering its office, or to joining it; to the list, where none is chosen."""
    if not request.args.get("unit"):
        return redirect(url_for(".find", q=request.args.get("q", "")[:100], unchosen=""))
    unit = _unit(request.args.get("unit", ""))
    office = queries.office_of_unit(get_session(), unit)
    if office is None:
        return redirect(url_for(".register", teryt=unit.teryt))
    return redirect(url_for(".join", office_id=office.public_id))


@bp.route("/register/<string:teryt>/", methods=["GET", "POST"])
@allow(Who.SIGNED_IN)
def register(teryt: str) -> ResponseReturnValue:
    """Register the office of a unit."""
    unit = _unit(teryt)
    form = RegisterForm(data={"unit": teryt, "name": official_name(unit)})
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
        operations.ask_to_act(session, office, position, tell=deciders(office), **act())

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
    words = ("offices/refuse.html", _("Refuse the request"), _("The request is refused."))
    return _with_reason(person_id, rules.why_not_decide, operations.refuse, *words)


@bp.route("/people/<string:person_id>/remove/", methods=["GET", "POST"])
@allow(Who.OFFICE)
def remove(person_id: str) -> ResponseReturnValue:
    """End the right of somebody to act for one's office, with the reason."""
    words = ("offices/remove.html", _("End the right to act"), _("This person no longer acts for the office."))
    return _with_reason(person_id, rules.why_not_remove, operations.remove, *words)


def _with_reason(person_id: str, why_not: WhyNot, do: Act, *words: str) -> ResponseReturnValue:
    """Ask for the reason of an act on the right of a colleague."""
    way = url_for(".index"), _crumbs(words[1])
    return asked_with_reason(lambda: _visible_person(person_id), why_not, do, *words, secretary=False, way=way)


def asked_with_reason(
    load: Callable[[], Representative],
    why_not: WhyNot,
    do: Act,
    template: str,
    title: str,
    done: str,
    *,
    secretary: bool,
    way: tuple[str, list[tuple[str, str | None]]],
) -> ResponseReturnValue:
    """Ask for the reason of an act on a person's right to act for an office, and do it; ``way``: home and crumbs."""
    form, (home, crumbs) = RefusalForm(), way
    if refusal := why_not(me(), load(), secretary=secretary):
        raise refusal

    def acted(session: Session) -> None:
        do(session, load(), reason=form.reason.data, secretary=secretary, **act())

    if saved(form, acted):
        flash(done, "success")
        return redirect(home)
    return shown(template, form, person=load(), crumbs=crumbs)


def _crumbs(here: str) -> list[tuple[str, str | None]]:
    return [(_("My offices"), url_for("offices.index")), (here, None)]


bp.add_app_template_filter(where, "where")
bp.add_app_template_filter(told_apart, "told_apart")
bp.add_app_template_filter(full_name, "full_name")


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
    """Load somebody of an office for which one decides, or oneself once confirmed, or answer 404."""
    oneself = and_(Representative.user_id == me().id, Representative.approved_at.is_not(None))
    mine = or_(Representative.office_id.in_(queries.represented_offices(me())), oneself)
    query = select(Representative).where(Representative.public_id == person_id, mine)
    return get_session().scalar(query) or abort(404)
