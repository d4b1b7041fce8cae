"""The secretary's list of offices: who acts for them, who waits for an answer."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from judging.accounts.login import act, me
from judging.core.db import get_session
from judging.core.i18n import _
from judging.offices import acting, operations, queries, rules
from judging.offices.models import Representative, Right
from judging.offices.people_search import PeopleSearch, found
from judging.offices.views import Act, WhyNot, asked_with_reason
from judging.searches.desk import ListSearched
from judging.searches.models import Searched
from judging.searches.queries import named
from judging.web.access import Who, allow
from judging.web.transaction import writing

bp = Blueprint("offices_desk", __name__, url_prefix="/desk/<string:slug>/offices")

SEARCHED = ListSearched(Searched.PEOPLE, "offices_desk.index", lambda asked: PeopleSearch.read(asked).asked)


@bp.get("/")
@allow(Who.SECRETARY, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """List the requests that wait, then those who act for offices: a search that stands in the address."""
    session, scope, search = get_session(), acting.scope(g.edition), PeopleSearch.read(request.args)
    asked = queries.waiting_people(scope)
    waiting = session.scalars(asked.where(queries.asked_since(search.since)) if search.since else asked).all()
    confirmed = queries.confirmed(session, scope, me())
    here = {"crumbs": _crumbs(), "slug": slug, "rules": rules, "me": me()}
    return render_template(
        "offices/desk.html",
        waiting=waiting,
        anybody=bool(confirmed),
        confirmed=found(confirmed, search),
        search=search,
        searches=named(session, g.edition.id, Searched.PEOPLE, me()),
        rights=[(right.value, right.label) for right in Right],
        sort=[
            ("person", url_for(".index", slug=slug, **search.sorted_by(office=False).asked), not search.by_office),
            ("office", url_for(".index", slug=slug, **search.sorted_by(office=True).asked), search.by_office),
        ],
        **here,
    )


@bp.post("/people/<string:person_id>/approve/")
@allow(Who.SECRETARY, edition=True)
def approve(slug: str, person_id: str) -> ResponseReturnValue:
    """Confirm that a person acts for an office."""
    with writing() as session:
        person = _person(person_id)
        operations.approve(session, person, secretary=True, **act())
        name = person.user.name
    flash(_("%(name)s now acts for the office.", name=name), "success")
    return redirect(url_for(".index", slug=slug))


@bp.route("/people/<string:person_id>/refuse/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def refuse(slug: str, person_id: str) -> ResponseReturnValue:
    """Refuse a request to act for an office, with the reason."""
    words = ("offices/refuse.html", _("Refuse the request"), _("The request is refused."))
    return _with_reason(person_id, rules.why_not_decide, operations.refuse, *words)


@bp.route("/people/<string:person_id>/remove/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def remove(slug: str, person_id: str) -> ResponseReturnValue:
    """End the right of somebody to act for an office, with the reason: so an office is handed over."""
    words = ("offices/remove.html", _("End the right to act"), _("This person no longer acts for the office."))
    return _with_reason(person_id, rules.why_not_remove, operations.remove, *words)


def _with_reason(person_id: str, why_not: WhyNot, do: Act, *words: str) -> ResponseReturnValue:
    """Ask for the reason of an act on the right of somebody whose office is this edition's business."""
    home = url_for(".index", slug=g.edition.slug)
    crumbs = [*_crumbs()[:-1], (_("People"), home), (words[1], None)]
    return asked_with_reason(lambda: _person(person_id), why_not, do, *words, secretary=True, way=(home, crumbs))


def _crumbs() -> list[tuple[str, str | None]]:
    return [
        (g.edition.name, url_for("editions_desk.show", slug=g.edition.slug)),
        (_("Offices"), url_for("participants_desk.index", slug=g.edition.slug)),
        (_("People"), None),
    ]


def _person(person_id: str) -> Representative:
    """Load somebody whose office is this edition's business, or answer 404."""
    return queries.person_in_scope(get_session(), acting.scope(g.edition), person_id) or abort(404)
