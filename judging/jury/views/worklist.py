"""The juror's desk: what is to be scored, what conflicts."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.editions.guidance import first
from judging.editions.guidance.first import First, Judging
from judging.editions.models import LEADERS, Seat
from judging.jury import duties, news, own_list, rules, worklist
from judging.jury.forms.conflicts import declaration_form
from judging.jury.operations import areas as marking
from judging.jury.operations import conflicts as conflict_operations
from judging.jury.own_list import OwnList
from judging.jury.queries import assignments, chapter, own, paper, plans, seats
from judging.jury.views.crumbs import crumbs
from judging.jury.views.mine import has_declared, my_practice, my_seat
from judging.web.access import Who, allow
from judging.web.forms import saved, shown

bp = Blueprint("jury", __name__, url_prefix="/jury/<string:slug>")


@bp.get("/")
@allow(Who.JUROR, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """Show the juror's own entries, in their own order, and what is next."""
    seat, at = my_seat(), clock.arrived()
    if not has_declared(seat):
        return redirect(url_for(".conflicts", slug=slug))
    mine = assignments.my_assignments(get_session(), me(), g.edition, at)
    complete = assignments.complete(get_session(), mine)
    gone = assignments.my_gone(get_session(), me(), g.edition, at)
    words = own.lengths(get_session(), g.edition, [*mine, *gone])
    desk = worklist.desk(mine, asked_list(), complete, gone, words)
    declared = seats.my_conflicts(get_session(), seat)
    now = g.edition.current_round
    counts = (desk.total, desk.submitted) if now and desk.newest and desk.newest.id == now.id else (0, 0)
    lifted = seats.lifted_conflicts(get_session(), seat)
    since = news.last_time(seat, mine, at)
    corrected = own.corrected_since(get_session(), mine, since)
    said = first.juror(g.edition, at, Judging(seat, given=counts[0], submitted=counts[1]))
    leads = seat.role in LEADERS and not seat.awaits_consent
    return render_template(
        "jury/index.html",
        desk=desk,
        said=said,
        to_score=said.first is First.TO_SCORE,
        unprotected=leads and not me().has_second_factor,
        waiting=[one for one in chapter.seats_of(get_session(), g.edition) if one.awaits_consent] if leads else [],
        conflicts=declared,
        lifted=lifted,
        areas=own_list.areas([*mine, *gone]),
        since=since,
        papers=paper.unanswered(get_session(), me(), g.edition),
        changes=news.changes(since, mine, corrected, lifted),
        practice=my_practice(seat, at),
        crumbs=crumbs(),
    )


def asked_list() -> OwnList | None:
    """Return the list that the address asks for; none where it asks for no state."""
    if not {"list", "area", "q"} & set(request.args):
        return None
    return OwnList.read(request.args)


@bp.route("/conflicts/", methods=["GET", "POST"])
@allow(Who.JUROR, Who.SUBSTITUTE, edition=True)
def conflicts(slug: str) -> ResponseReturnValue:
    """Go through the offices and tell which entries one must not judge, as a member or as a substitute."""
    seat, entries = _declaring(), seats.entries_to_declare(get_session(), g.edition)
    asked = [] if seat.stands_for or rules.why_not_change_jury(g.edition) else g.edition.areas
    known = plans.known_areas(get_session(), g.edition).get(seat.id, frozenset())
    form = declaration_form(entries, agreed=own.has_agreed(get_session(), seat), areas=asked, known=known)

    def declare(session: Session) -> None:
        said = {"none_of_the_others": form["none-of-the-others"].data, "kinds": form.kinds(), "agreed": form.agrees}
        conflict_operations.declare(session, _declaring(), form.ticked(), **said, **act())
        if form.areas_known is not None:
            marking.mark(session, _declaring(), form.areas_known, **act())

    if saved(form, declare):
        flash(_("Your declaration has been saved. Thank you."), "success")
        return redirect(url_for(".conflicts" if seat.stands_for else ".index", slug=slug))
    declared = seats.my_conflicts(get_session(), seat)
    return shown(
        "jury/conflicts.html",
        form,
        seat=seat,
        duties=duties.words(),
        agreement=own.agreement(get_session(), seat),
        stale=bool(seat.conflicts_declared_at) and not has_declared(seat),
        entries=entries,
        conflicts=declared,
        lifted=seats.lifted_conflicts(get_session(), seat),
        blocked={entry.id for entry in entries for one in declared if one.covers(entry)},
        crumbs=[(_("Conflicts of interest"), None)] if seat.stands_for else crumbs(_("Conflicts of interest")),
    )


def _declaring() -> Seat:
    """Return the seat as which the person declares."""
    return next(iter(seats.held_on_jury(get_session(), g.edition, me())), None) or abort(404)
