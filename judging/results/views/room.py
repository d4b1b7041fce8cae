"""The results for the room: opened by the secretary, projected, without a word about one juror."""

from flask import Blueprint, abort, g, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from judging.core.i18n import _
from judging.results.context.entry import entry_page, sheets_of
from judging.results.context.jury import agreement
from judging.results.context.ranking import ranking_page
from judging.results.context.what_if import answer, question_page
from judging.results.views.comments import comments
from judging.results.views.opening import by_area, opened, opened_at_once, scope
from judging.web.access import Who, allow

bp = Blueprint("results_room", __name__, url_prefix="/desk/<string:slug>/results/room")
by_area(bp)


def _crumbs(*more: str) -> list[tuple[str, str | None]]:
    title = _("Results: %(edition)s", edition=g.edition.name)
    home = url_for(".show", slug=g.edition.slug) if more else None
    return [(title, home), *((part, None) for part in more)]


@bp.get("/")
@allow(Who.SECRETARY, edition=True, impartial=True)
def show(slug: str) -> ResponseReturnValue:
    """Show the ranking."""
    page = request.args.get("page", 1, type=int)
    context, _content = ranking_page(scope(), opened_at_once().for_room(), page, room=True)
    return render_template("results/show.html", crumbs=_crumbs(), **context)


@bp.get("/jury/")
@allow(Who.SECRETARY, edition=True, impartial=True)
def jury(slug: str) -> ResponseReturnValue:
    """Show how alike the jurors judge, naming none."""
    context = agreement(scope(), opened().for_room())
    return render_template("results/jury.html", crumbs=_crumbs(_("Jury")), room=True, **context)


@bp.get("/what-if/")
@allow(Who.SECRETARY, edition=True, impartial=True)
def what_if(slug: str) -> ResponseReturnValue:
    """Rank again with other weights or by another method."""
    context = question_page(scope(), opened().for_room(), request.args, sheets_open=g.edition.sheets_open_to_jury)
    return render_template("results/what_if.html", crumbs=_crumbs(_("What if")), room=True, **context)


@bp.get("/what-if.json")
@allow(Who.SECRETARY, edition=True, impartial=True)
def what_if_data(slug: str) -> ResponseReturnValue:
    """Return the places under other weights, for the sliders."""
    return jsonify(answer(opened().for_room(), request.args, sheets_open=g.edition.sheets_open_to_jury))


@bp.get("/entries/<string:entry_id>/")
@allow(Who.SECRETARY, edition=True, impartial=True)
def entry(slug: str, entry_id: str) -> ResponseReturnValue:
    """Show why an entry has its place; its sheets without names, where the edition opens them."""
    whole = opened()
    shown = whole.for_room()
    open_ = g.edition.sheets_open_to_jury and entry_id not in shown.withheld  # of few, no sheet is nameless
    context = entry_page(scope(), shown, entry_id, sheets_of(whole, entry_id, "anonymous" if open_ else "none"))
    if context is None:
        abort(404)
    title, said = context["name"].title, comments(whole, entry_id)
    return render_template("results/entry.html", crumbs=_crumbs(title), room=True, comments=said, **context)
