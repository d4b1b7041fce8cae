"""The juror's own sheets side by side: compared, and adjusted one tap away."""

from itertools import groupby

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from judging.accounts.login import me
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.jury import own_list
from judging.jury.grid import grid
from judging.jury.own_list import OwnList
from judging.jury.queries import assignments
from judging.jury.views.crumbs import crumbs
from judging.jury.views.mine import has_declared, my_seat
from judging.web.access import Who, allow

bp = Blueprint("jury_grid", __name__, url_prefix="/jury/<string:slug>/grid")


@bp.get("/")
@allow(Who.JUROR, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """Show the scores of all own sheets, entries by criteria, and how they are spread."""
    if not has_declared(my_seat()):
        return redirect(url_for("jury.conflicts", slug=slug))
    session = get_session()
    mine = assignments.my_assignments(session, me(), g.edition, clock.arrived())
    here = OwnList.read({**request.args, "view": own_list.GRID})
    complete = assignments.complete(session, mine)
    listed = groupby(here.shown(mine), lambda one: one.round)
    grids = [grid(one, assignments.criteria(session, one.id), list(those), complete) for one, those in listed]
    return render_template(
        "jury/grid.html",
        grids=grids,
        here=here,
        areas=own_list.areas(mine),
        any=bool(mine),
        crumbs=crumbs(_("Grid of my scores")),
    )
