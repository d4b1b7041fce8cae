"""Handing sheets in: never in passing. A check says what goes, and what was not seen there does not go."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from judging.accounts.login import act, me
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _, ngettext
from judging.editions import timetable
from judging.jury import rules, scales, worklist
from judging.jury.context import checks_of
from judging.jury.forms.sheets import HandInForm, as_shown, hand_in_all_form, read_sheet
from judging.jury.models import Assignment, SheetState
from judging.jury.operations import sheets
from judging.jury.operations.saving import SheetContent
from judging.jury.own_list import OwnList
from judging.jury.queries import assignments
from judging.jury.rules import Task
from judging.jury.views.crumbs import crumbs
from judging.jury.views.mine import my_assignment, my_task
from judging.web.access import Who, allow
from judging.web.forms import saved, shown
from judging.web.transaction import writing

bp = Blueprint("handing_in", __name__, url_prefix="/jury/<string:slug>")
ACTS = ("check", "submit", "submit-next")
NEVER = -1  # the version of a sheet that no check has shown


def answer(sheet_id: str, asked: str, content: SheetContent, version: int) -> ResponseReturnValue:
    """Hand in the sheet just saved if its check was seen with just these scores; else show what lacks, or the check."""
    here = {"slug": g.edition.slug, "sheet_id": sheet_id, **_list_sent()}
    with writing() as session:
        task = my_task(session, sheet_id)
        if refusal := rules.why_not_score(me(), task, clock.arrived()):
            raise refusal
        criteria = assignments.marks(session, task.round_id)
        if sheets.lacks(session, task, criteria):
            return redirect(url_for("sheets.sheet", **here, check=1))
        if asked == "check" or not _was_seen(session, task, content):
            return redirect(url_for("handing_in.check", **here))
        sheets.submit(session, task, criteria=criteria, seen=version, **act())
    return _lead_on(sheet_id, onward=asked == "submit-next")


def _was_seen(session: Session, task: Task, content: SheetContent) -> bool:
    """Tell whether the page that was sent had shown the very scores that it sends."""
    shown_there = MultiDict(parse_qsl(request.form.get("shown", "")))
    criteria = assignments.marks(session, task.round_id)
    seen = read_sheet(shown_there, criteria, scales.of_round(task, criteria))
    return seen.content.scores == content.scores


@bp.route("/sheets/<string:sheet_id>/check/", methods=["GET", "POST"])
@allow(Who.JUROR, edition=True)
def check(slug: str, sheet_id: str) -> ResponseReturnValue:
    """Show what goes when a saved sheet is handed in, and hand it in."""
    my_task(get_session(), sheet_id)
    form = HandInForm()

    def submitted(session: Session) -> None:
        task, version = my_task(session, sheet_id), form.version.data
        seen = NEVER if version is None else version
        sheets.submit(session, task, criteria=assignments.marks(session, task.round_id), seen=seen, **act())

    if saved(form, submitted):
        return _lead_on(sheet_id, onward=request.form.get("act") == "submit-next")
    assignment, task = my_assignment(sheet_id), my_task(get_session(), sheet_id)
    form.renew(version=assignment.sheet.version if assignment.sheet else 0)
    return shown(
        "jury/check.html",
        form,
        assignment=assignment,
        here=_list_sent(),
        check=checks_of(get_session(), [assignment])[assignment.id],
        refusal=rules.why_not_score(me(), task, clock.arrived()),
        following=worklist.following(_mine(), assignment),
        crumbs=crumbs(_("Hand in: entry %(number)s", number=assignment.entry.number)),
    )


def _lead_on(sheet_id: str, *, onward: bool) -> ResponseReturnValue:
    """Say what has been handed in and how many there are, and go on to the next entry if that is wanted."""
    assignment, mine = my_assignment(sheet_id), _mine()
    done, count = worklist.handed_in(mine, assignment.round_id)
    title = assignment.entry_version.title
    flash(
        _("Handed in: “%(title)s”. That makes %(done)d of %(count)d.", title=title, done=done, count=count), "success"
    )
    following = worklist.following(mine, assignment) if onward else assignment
    if following is None:
        return redirect(url_for("jury.index", slug=g.edition.slug))
    return redirect(url_for("sheets.sheet", slug=g.edition.slug, sheet_id=following.public_id, **_list_sent()))


@bp.route("/submit/", methods=["GET", "POST"])
@allow(Who.JUROR, edition=True)
def every(slug: str) -> ResponseReturnValue:
    """Name the complete sheets, and hand in those that are left ticked."""
    ready = _ready(get_session())
    form = hand_in_all_form(ready)

    def submitted(session: Session) -> int:
        return sheets.submit_named(session, g.edition, form.named(), **act())

    if saved(form, submitted):
        words = ngettext("%(num)d sheet has been handed in.", "%(num)d sheets have been handed in.", form.result)
        flash(words, "success")
        return redirect(url_for("jury.index", slug=slug))
    ready = _ready(get_session())
    return shown(
        "jury/submit_all.html",
        form,
        ready=ready,
        checks=checks_of(get_session(), ready),
        ticked=(form.sheets.data or [])
        if form.is_submitted()
        else [as_shown(one) for one in ready if one.sheet_state is SheetState.DRAFT],
        crumbs=crumbs(_("Hand in complete sheets")),
    )


def _ready(session: Session) -> list[Assignment]:
    """Return what can be handed in at once, in the juror's order."""
    mine, at = _mine(), clock.arrived()
    whole = assignments.complete(session, mine)
    return [one for one in mine if one.id in whole and timetable.takes_sheets(one.round, at)]


def _mine() -> Sequence[Assignment]:
    return assignments.my_assignments(get_session(), me(), g.edition, clock.arrived())


def _list_sent() -> dict[str, Any]:
    return OwnList.read(request.values).address
