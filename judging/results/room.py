"""The results for the room: opened by the secretary, projected, without a word about one juror."""

from flask import Blueprint, abort, g, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from judging.access import Who, allow
from judging.db import get_session
from judging.i18n import _
from judging.results import pages, queries, rules
from judging.results.standing import Standing, standing

bp = Blueprint("results_room", __name__, url_prefix="/desk/<string:slug>/results/room")


def _crumbs(*more: str) -> list[tuple[str, str | None]]:
    title = _("Results: %(edition)s", edition=g.edition.name)
    home = url_for(".show", slug=g.edition.slug) if more else None
    return [(title, home), *((part, None) for part in more)]


def _standing() -> Standing:
    """Return what the room may see; nothing before the round is closed."""
    round_ = queries.round_of(g.edition)
    if refusal := rules.why_not_look(round_):
        raise refusal
    assert round_ is not None
    return standing(get_session(), g.edition, round_).for_room()


@bp.get("/")
@allow(Who.SECRETARY, edition=True)
def show(slug: str) -> ResponseReturnValue:
    """Show the ranking."""
    context = pages.ranking(_standing(), request.args.get("page", 1, type=int), room=True)
    return render_template("results/show.html", crumbs=_crumbs(), **context)


@bp.get("/jury/")
@allow(Who.SECRETARY, edition=True)
def jury(slug: str) -> ResponseReturnValue:
    """Show how alike the jurors judge, naming none."""
    context = pages.jury(_standing())
    return render_template("results/jury.html", crumbs=_crumbs(_("Jury")), room=True, **context)


@bp.get("/what-if/")
@allow(Who.SECRETARY, edition=True)
def what_if(slug: str) -> ResponseReturnValue:
    """Rank again with other weights or by another method."""
    context = pages.asking(_standing(), request.args)
    return render_template(
        "results/what_if.html", crumbs=_crumbs(_("What if")), room=True, **context
    )


@bp.get("/what-if.json")
@allow(Who.SECRETARY, edition=True)
def what_if_data(slug: str) -> ResponseReturnValue:
    """Return the places under other weights, for the sliders."""
    return jsonify(pages.answering(_standing(), request.args))


@bp.get("/entries/<string:entry_id>/")
@allow(Who.SECRETARY, edition=True)
def entry(slug: str, entry_id: str) -> ResponseReturnValue:
    """Show why an entry has its place; its sheets without names, where the edition opens them."""
    sheets = "anonymous" if g.edition.sheets_open_to_jury else "none"
    round_ = queries.round_of(g.edition)
    if refusal := rules.why_not_look(round_):
        raise refusal
    assert round_ is not None
    whole = standing(get_session(), g.edition, round_)
    context = pages.entry(whole.for_room(), entry_id, pages.sheets_of(whole, entry_id, sheets))
    if context is None:
        abort(404)
    title = context["name"].title
    return render_template("results/entry.html", crumbs=_crumbs(title), room=True, **context)
