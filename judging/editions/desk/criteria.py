"""The secretary sets the criteria: a list with their shares, a page for each."""

from functools import partial

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act
from judging.core.db import get_session
from judging.core.i18n import _
from judging.editions import queries, rulebook
from judging.editions.desk import ordered
from judging.editions.desk.setup import fresh, way_to_section
from judging.editions.forms.criteria import blank_criterion, criterion_form
from judging.editions.models import Criterion, Edition, Part
from judging.editions.operations import criteria
from judging.editions.parts.criteria import LABELS, answerable, criterion_setup, scores
from judging.editions.rules.changes import why_not_change_rules
from judging.editions.sections import beside
from judging.web.access import TEXTS, Who, allow
from judging.web.forms import Form, saved, shown

INDEX = "criteria_desk.index"
bp = Blueprint("criteria_desk", __name__, url_prefix="/desk/<string:slug>/setup/criteria")


@bp.get("/")
@allow(Who.SECRETARY, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """List the criteria with their shares of the score."""
    return list_of_criteria()


def list_of_criteria(sent: Form | None = None) -> ResponseReturnValue:
    """Render the list, with a form that was refused on it."""
    edition, (before, after) = g.edition, beside(INDEX)
    scoring = {one.key: [round_ for round_ in edition.rounds if one in round_.criteria] for one in edition.criteria}
    return shown(
        "editions/criteria/index.html",
        sent,
        shares=rulebook.shares({one.key: one.weight for one in edition.criteria}),
        scored={one.key: [(round_, scores(round_, one)) for round_ in scoring[one.key]] for one in edition.criteria},
        questions={field.key: field.label for field in answerable(edition)},
        taken=queries.taken_away(get_session(), edition, Part.CRITERION),
        fixed=why_not_change_rules(edition),
        before=before,
        after=after,
        crumbs=way_to_section(INDEX),
    )


@bp.route("/new/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True, body=TEXTS)
def new(slug: str) -> ResponseReturnValue:
    """Add a criterion."""
    form = criterion_form(g.edition, blank_criterion(g.edition))

    def add(session: Session) -> str:
        return criteria.add_criterion(session, fresh(session), form.criterion(), **act()).key

    if saved(form, add):
        flash(_("The criterion is added."), "success")
        return redirect(url_for(".index", slug=slug, _anchor=f"criterion-{form.result}"))
    return _page(form, _("New criterion"))


@bp.route("/<string:criterion>/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True, body=TEXTS)
def change(slug: str, criterion: str) -> ResponseReturnValue:
    """Change a criterion."""
    known = _known(g.edition, criterion)
    form = criterion_form(g.edition, criterion_setup(g.edition, known))

    def save(session: Session) -> None:
        edition = fresh(session)
        changed, version = _known(edition, criterion), form.version.data
        criteria.change_criterion(session, edition, changed, form.criterion(), version=version, **act())

    if saved(form, save):
        flash(_("Your changes are saved."), "success")
        return redirect(url_for(".index", slug=slug, _anchor=f"criterion-{criterion}"))
    return _page(form, known.name)


def _page(form: Form, here: str) -> ResponseReturnValue:
    return shown(
        "editions/criteria/criterion.html",
        form,
        names=tuple(LABELS),
        fixed=why_not_change_rules(g.edition),
        crumbs=way_to_section(INDEX, here),
    )


@bp.post("/<string:criterion>/move/")
@allow(Who.SECRETARY, edition=True)
def move(slug: str, criterion: str) -> ResponseReturnValue:
    """Move a criterion by one place."""
    return ordered.moved(
        partial(_known, key=criterion), criteria.move_criterion, list_of_criteria, anchor=f"criterion-{criterion}"
    )


@bp.post("/<string:criterion>/take-away/")
@allow(Who.SECRETARY, edition=True)
def take_away(slug: str, criterion: str) -> ResponseReturnValue:
    """Take a criterion away; the list offers to bring it back."""
    return ordered.taken_away(
        partial(_known, key=criterion), criteria.take_away_criterion, list_of_criteria, name=lambda one: one.name
    )


def _known(edition: Edition, key: str) -> Criterion:
    """Return a criterion of the edition by its key."""
    return next((one for one in edition.criteria if one.key == key), None) or abort(404)
