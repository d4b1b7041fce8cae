"""The juror's own sheets side by side: compared, and adjusted in place."""

from itertools import groupby

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from judging.accounts.login import me
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.core.refusals import Refused
from judging.editions import timetable
from judging.jury import own_list, scales
from judging.jury.context import changeable
from judging.jury.forms.sheets import SheetInput, read_scores, typed_labels
from judging.jury.grid import grid
from judging.jury.operations import saving
from judging.jury.operations.saving import SheetContent
from judging.jury.own_list import OwnList
from judging.jury.queries import assignments
from judging.jury.views.crumbs import crumbs
from judging.jury.views.mine import has_declared, my_assignment, my_seat, my_task
from judging.web import typed
from judging.web.access import Who, allow
from judging.web.transaction import writing_plainly

bp = Blueprint("jury_grid", __name__, url_prefix="/jury/<string:slug>/grid")


@bp.get("/")
@allow(Who.JUROR, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """Show the scores of all own sheets, entries by criteria, and how they are spread; or let them be changed."""
    if not has_declared(my_seat()):
        return redirect(url_for("jury.conflicts", slug=slug))
    return _page(OwnList.read({**request.args, "view": own_list.GRID}), changed="adjust" in request.args)


@bp.post("/<string:sheet_id>/")
@allow(Who.JUROR, edition=True)
def adjust(slug: str, sheet_id: str) -> ResponseReturnValue:
    """Save the scores of one row; what is written on the sheet stays as it is."""
    here = OwnList.read({**request.form, "view": own_list.GRID})
    try:
        found = _save(slug, sheet_id)
    except Refused:
        asked = assignments.criteria(get_session(), my_task(get_session(), sheet_id).round_id)
        typed.note({name: label for name, label in typed_labels(asked).items() if name.startswith("score-")})
        raise
    if found.errors:
        return _page(here, changed=True, wrong={sheet_id: found}), 422
    flash(_("Saved: “%(title)s”.", title=my_assignment(sheet_id).entry_version.title), "success")
    return redirect(url_for(".index", slug=slug, adjust=1, saved=sheet_id, _anchor=f"row-{sheet_id}", **here.address))


def _save(slug: str, sheet_id: str) -> SheetInput:
    """Read the scores and keep them beside what else stands on the sheet, unless one of them is wrong."""
    by, at = me(), clock.arrived()
    if by in get_session():
        get_session().expunge(by)  # spares reading the person again under the lock
    seen = request.form.get("version", type=int) or 0
    try:
        with writing_plainly() as connection:
            task = assignments.task_on(connection, by.id, slug, sheet_id, at) or abort(404)
            saving.touch(connection, task.round_id)  # from here on nobody else writes a comment
            criteria = assignments.marks_of(connection, task)
            scale = scales.of_round(task, criteria)
            stored = saving.stored.one_or_none(connection, {"assignment_id": task.assignment_id})
            stands = SheetContent.of(stored) if stored else SheetContent()
            found = read_scores(request.form, criteria, scale, stands)
            if found.errors:
                raise _Wrong(found)
            saving.save_on(connection, task, found.content, version=seen, criteria=criteria, scale=scale, by=by, at=at)
    except _Wrong as wrong:
        return wrong.found
    return found


class _Wrong(Exception):  # noqa: N818 -- an answer about what was typed; it rolls back
    """A score that the scale does not have; nothing of the row is kept."""

    def __init__(self, found: SheetInput) -> None:
        super().__init__()
        self.found = found


def _page(here: OwnList, *, changed: bool, wrong: dict[str, SheetInput] | None = None) -> str:
    session, at = get_session(), clock.arrived()
    mine = assignments.my_assignments(session, me(), g.edition, at)
    complete = assignments.complete(session, mine)
    grids = []
    for one, listed in groupby(here.shown(mine), lambda one: one.round):
        those = list(listed)
        found = grid(one, assignments.criteria(session, one.id), those, complete)
        opened = changed and timetable.takes_sheets(one, at)
        grids.append(changeable(found, those, wrong or {}) if opened else found)
    return render_template(
        "jury/grid.html",
        grids=grids,
        here=here,
        adjusting=changed,
        adjustable=any(timetable.takes_sheets(one.round, at) and not own_list.is_submitted(one) for one in mine),
        areas=own_list.areas(mine),
        any=bool(mine),
        crumbs=crumbs(_("Grid of my scores")),
    )
