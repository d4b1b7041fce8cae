"""The secretary sets the awards: a list in the order in which they are given, a page for each."""

from functools import partial

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act
from judging.core.db import get_session
from judging.core.i18n import _
from judging.editions import queries
from judging.editions.desk import ordered
from judging.editions.desk.setup import fresh, way_to_section
from judging.editions.forms.awards import award_form
from judging.editions.models import AwardKind, Edition, Part
from judging.editions.operations import awards
from judging.editions.parts.awards import LABELS, AwardSetup, award_setup
from judging.editions.rules.changes import why_not_change_rules
from judging.editions.sections import beside
from judging.web.access import Who, allow
from judging.web.forms import Form, saved, shown

INDEX = "awards_desk.index"
bp = Blueprint("awards_desk", __name__, url_prefix="/desk/<string:slug>/setup/awards")


@bp.get("/")
@allow(Who.SECRETARY, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """List the kinds of awards."""
    return list_of_awards()


def list_of_awards(sent: Form | None = None) -> ResponseReturnValue:
    """Render the list, with a form that was refused on it."""
    before, after = beside(INDEX)
    return shown(
        "editions/awards/index.html",
        sent,
        taken=queries.taken_away(get_session(), g.edition, Part.AWARD),
        fixed=why_not_change_rules(g.edition),
        before=before,
        after=after,
        crumbs=way_to_section(INDEX),
    )


@bp.route("/new/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def new(slug: str) -> ResponseReturnValue:
    """Add a kind of award: a main prize where there is none yet."""
    first = not any(kind.main for kind in g.edition.award_kinds)
    form = award_form(g.edition, AwardSetup(name="", name_accusative="", main=first))

    def add(session: Session) -> None:
        awards.add_award(session, fresh(session), form.award(), **act())

    if saved(form, add):
        flash(_("The award is added."), "success")
        return redirect(url_for(".index", slug=slug))
    return _page(form, _("New award"))


@bp.route("/<string:kind_id>/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def change(slug: str, kind_id: str) -> ResponseReturnValue:
    """Change a kind of award."""
    known = _known(g.edition, kind_id)
    form = award_form(g.edition, award_setup(known))

    def save(session: Session) -> None:
        edition = fresh(session)
        changed, version = _known(edition, kind_id), form.version.data
        awards.change_award(session, edition, changed, form.award(), version=version, **act())

    if saved(form, save):
        flash(_("Your changes are saved."), "success")
        return redirect(url_for(".index", slug=slug, _anchor=f"award-{kind_id}"))
    return _page(form, known.name)


def _page(form: Form, here: str) -> ResponseReturnValue:
    return shown(
        "editions/awards/award.html",
        form,
        names=tuple(LABELS),
        fixed=why_not_change_rules(g.edition),
        crumbs=way_to_section(INDEX, here),
    )


@bp.post("/<string:kind_id>/move/")
@allow(Who.SECRETARY, edition=True)
def move(slug: str, kind_id: str) -> ResponseReturnValue:
    """Move a kind of award by one place."""
    return ordered.moved(
        partial(_known, public_id=kind_id), awards.move_award, list_of_awards, anchor=f"award-{kind_id}"
    )


@bp.post("/<string:kind_id>/take-away/")
@allow(Who.SECRETARY, edition=True)
def take_away(slug: str, kind_id: str) -> ResponseReturnValue:
    """Take a kind of award away; the list offers to bring it back."""
    return ordered.taken_away(
        partial(_known, public_id=kind_id), awards.take_away_award, list_of_awards, name=lambda one: one.name
    )


def _known(edition: Edition, public_id: str) -> AwardKind:
    """Return a kind of award of the edition."""
    return next((one for one in edition.award_kinds if one.public_id == public_id), None) or abort(404)
