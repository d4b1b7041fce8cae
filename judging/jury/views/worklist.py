"""The juror's desk: what is to be scored, what conflicts, handing in what is complete."""

from flask import (
    Blueprint,
    abort,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.editions.models import Seat
from judging.jury import worklist
from judging.jury.forms import (
    declaration_form,
)
from judging.jury.operations import conflicts as conflict_operations
from judging.jury.operations import sheets
from judging.jury.queries import assignments, seats
from judging.jury.views.crumbs import crumbs
from judging.web.access import Who, allow
from judging.web.forms import saved, shown
from judging.web.transaction import writing

bp = Blueprint("jury", __name__, url_prefix="/jury/<string:slug>")


@bp.get("/")
@allow(Who.JUROR, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """Show the juror's own entries, in their own order, and what is next."""
    seat, at = _my_seat(), clock.arrived()
    if seat.conflicts_declared_at is None:
        return redirect(url_for(".conflicts", slug=slug))
    mine = assignments.my_assignments(get_session(), me(), g.edition, at)
    desk = worklist.desk(mine, request.args.get("list", worklist.ALL))
    declared = seats.my_conflicts(get_session(), seat)
    return render_template("jury/index.html", desk=desk, conflicts=declared, crumbs=crumbs())


@bp.route("/conflicts/", methods=["GET", "POST"])
@allow(Who.JUROR, edition=True)
def conflicts(slug: str) -> ResponseReturnValue:
    """Go through the offices and tell which entries one must not judge."""
    seat, entries = _my_seat(), seats.entries_to_declare(get_session(), g.edition)
    form = declaration_form(entries)

    def declare(session: Session) -> None:
        none, ticked = form["none-of-the-others"].data, form.ticked()
        conflict_operations.declare(session, _my_seat(), ticked, none_of_the_others=none, **act())

    if saved(form, declare):
        flash(_("Your declaration has been saved. Thank you."), "success")
        return redirect(url_for(".index", slug=slug))
    declared = seats.my_conflicts(get_session(), seat)
    return shown(
        "jury/conflicts.html",
        form,
        seat=seat,
        entries=entries,
        conflicts=declared,
        blocked={entry.id for entry in entries for one in declared if one.covers(entry)},
        crumbs=crumbs(_("Conflicts of interest")),
    )


@bp.post("/submit/")
@allow(Who.JUROR, edition=True)
def submit_all(slug: str) -> ResponseReturnValue:
    """Hand in every sheet that is complete; the others stay as they are."""
    with writing() as session:
        done = sheets.submit_complete(session, g.edition, **act())
    if done:
        flash(_("Sheets handed in: %(count)s.", count=done), "success")
    else:
        flash(_("No sheet is complete and waiting to be handed in."), "info")
    return redirect(url_for(".index", slug=slug))


def _my_seat() -> Seat:
    return seats.my_seat(get_session(), me(), g.edition) or abort(404)
