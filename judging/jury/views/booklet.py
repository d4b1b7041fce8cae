"""The juror's own entries as one PDF."""

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from judging.accounts.login import me
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.jury import booklet, own_list, pace
from judging.jury.own_list import OwnList
from judging.jury.queries import assignments, own
from judging.jury.views.crumbs import crumbs
from judging.web.access import Who, allow

bp = Blueprint("booklet", __name__, url_prefix="/jury/<string:slug>")


@bp.get("/booklet/")
@allow(Who.JUROR, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """Say what is in the booklet, and offer to make it with or without blank sheets."""
    mine = assignments.my_assignments(get_session(), me(), g.edition, clock.arrived())
    here = OwnList.read(request.args)
    listed = here.shown(mine)
    words = sum(own.lengths(get_session(), g.edition, listed).values())
    return render_template(
        "jury/booklet.html",
        here=here,
        areas=own_list.areas(mine),
        count=len(listed),
        pages=-(-words // pace.PAGE),
        crumbs=crumbs(_("Booklet of entries")),
    )


@bp.get("/booklet.pdf")
@allow(Who.JUROR, edition=True)
def pdf(slug: str) -> ResponseReturnValue:
    """Make the booklet of what the address lists, in the juror's own order."""
    session, at = get_session(), clock.arrived()
    listed = OwnList.read(request.args).shown(assignments.my_assignments(session, me(), g.edition, at))
    if not listed:
        return redirect(url_for(".index", slug=slug, **OwnList.read(request.args).address))
    wanted = {one.round_id for one in listed} if "sheets" in request.args else set()
    criteria = {round_id: assignments.criteria(session, round_id) for round_id in sorted(wanted)}
    own.read_whole(session, listed)
    made = booklet.pdf(g.edition, listed, criteria, at)
    answer = Response(made, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}-zgloszenia.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
