"""The queue of paper sheets: found by code, juror or entry, typed in one after another."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from flask import Blueprint, abort, flash, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.core import clock, files
from judging.core.db import get_session
from judging.core.i18n import _
from judging.core.refusals import Refused
from judging.editions.queries import roles_of
from judging.jury import context, paper_rules, scales
from judging.jury.desk.now import current_round
from judging.jury.forms.sheets import LONGEST_COMMENT, SheetInput
from judging.jury.models import Assignment, PaperSheet
from judging.jury.operations import paper as operations
from judging.jury.operations.paper import Typing
from judging.jury.queries import assignments
from judging.jury.queries import paper as queries
from judging.jury.rules import Task, gaps
from judging.paper.codes import code_of, number_in, sheet_in
from judging.paper.desk.frame import crumbs, is_secretary
from judging.paper.forms import ScanForm, TypingForm, typing_form
from judging.web.access import Who, allow
from judging.web.forms import Form, shown, tried
from judging.web.transaction import writing

bp = Blueprint("paper_desk", __name__, url_prefix="/desk/<string:slug>/jury/paper")


@bp.get("/")
@allow(Who.SECRETARY, Who.CLERK, edition=True, impartial=True)
def index(slug: str) -> ResponseReturnValue:
    """List the sheets that may come on paper, and open one by its code."""
    round_ = current_round(g.edition)
    session, code = get_session(), request.args.get("code", "").strip()
    wanted = queries.sheets_of(session, round_)
    if code and (named := _named(wanted, code)):
        return redirect(url_for(".sheet", slug=slug, sheet_id=named))
    seat, every = request.args.get("juror", ""), "every" in request.args
    listed = [one for one in wanted if (not seat or one.seat == seat) and (every or one.waits)]
    return shown(
        "paper/index.html",
        round=round_,
        code=code,
        seat=seat,
        every=every,
        listed=listed,
        code_of=code_of,
        jurors=list(dict.fromkeys((one.seat, one.juror) for one in wanted)),
        done=sum(not one.waits for one in wanted),
        paper=[one for one in wanted if one.paper],
        all=len(wanted),
        sees=is_secretary(),
        crumbs=crumbs(),
    )


def _named(wanted: Sequence[queries.Waiting], code: str) -> str:
    """Return the sheet that a code, or the address behind a QR code, names among those wanted; "" for none."""
    number, sheet = number_in(code), sheet_in(code)
    return next((one.public_id for one in wanted if one.id == number or one.public_id == sheet), "")


@bp.route("/sheets/<string:sheet_id>/", methods=["GET", "POST"])
@allow(Who.SECRETARY, Who.CLERK, edition=True, body=files.BODY, impartial=True)
def sheet(slug: str, sheet_id: str) -> ResponseReturnValue:
    """Type one paper sheet in, and go on to the next of the same juror."""
    task = _task(get_session(), sheet_id)
    criteria = assignments.criteria(get_session(), task.round_id)
    form, found = typing_form(criteria), None
    if form.is_submitted():
        found = form.sheet(scales.of_round(task, criteria))
        lacking = gaps(criteria, found.content.scores, found.content.comments)
        found.errors = {gap.key: gap.sentence for gap in lacking} | found.errors
        wrong = found.errors and _why_not(task, _assignment(get_session(), sheet_id)) is None
        if not wrong and tried(form, lambda: _type_in(sheet_id, form, found)):
            return _go_on(slug, sheet_id)
    return _page(sheet_id, form, found)


def _type_in(sheet_id: str, form: TypingForm, found: SheetInput) -> None:
    how = Typing(form.version.data or 0, replaces=form.replaces.data, checked_by=form.checked_by.data or "")
    with _received(form) as scan, writing() as session:
        task = _task(session, sheet_id)
        marks = assignments.marks(session, task.round_id)
        made = operations.type_in(session, task, found.content, how, criteria=marks, **act())
        if scan:
            operations.attach_scan(session, made, scan, **act())
            files.keep(scan)


@contextmanager
def _received(form: TypingForm | ScanForm) -> Iterator[files.Received | None]:
    """Check the scan that was sent, before the transaction; what is wrong with it stands beside its field."""
    if form.upload is None:
        yield None
        return
    with ExitStack() as stack:
        try:
            scan = stack.enter_context(files.received(form.upload))
        except Refused as refusal:
            refusal.field = "scan"
            raise
        yield scan


def _go_on(slug: str, sheet_id: str) -> ResponseReturnValue:
    """Lead on to the next sheet of the same juror that waits, or to the list."""
    done = _assignment(get_session(), sheet_id)
    flash(
        _(
            "Typed in and handed in: entry no. %(number)d, %(juror)s.",
            number=done.entry.number or 0,
            juror=done.seat.user.name,
        ),
        "success",
    )
    rest = queries.sheets_of(get_session(), done.round, seat=done.seat.public_id)
    waiting = [one for one in rest if one.waits]
    after = [one for one in waiting if one.position > done.position] or waiting
    if not after:
        return redirect(url_for(".index", slug=slug))
    return redirect(url_for(".sheet", slug=slug, sheet_id=after[0].public_id))


def _page(sheet_id: str, sent: Form, found: SheetInput | None = None) -> ResponseReturnValue:
    session = get_session()
    assignment, task = _assignment(session, sheet_id), _task(session, sheet_id)
    criteria = assignments.criteria(session, task.round_id)
    stored = queries.sheet_of(session, assignment)
    paper = queries.standing(session, stored)
    refusal = _why_not(task, assignment) or paper_rules.why_not_over(stored, paper, replaces=True)
    typing = sent if isinstance(sent, TypingForm) else typing_form(criteria, formdata=None)
    typing.renew(version=stored.version if stored else 0)
    typed = found or SheetInput()
    mine = paper is not None and paper.typed_by_id == me().id
    answer = make_response(
        shown(
            "paper/sheet.html",
            sent,
            typing=typing,
            scanning=sent if isinstance(sent, ScanForm) else ScanForm.blank(),
            assignment=assignment,
            code=code_of(assignment.id),
            refusal=refusal,
            begun=stored is not None and stored.submitted_at is None and paper_rules.is_begun(stored),
            paper=paper,
            scans=_scans(paper) if mine else [],
            mine=mine,
            marks=context.marks(criteria, (), scales.of_round(task, criteria), typed),
            note=typed.typed.get("note", ""),
            office_note=typed.typed.get("whole-office", ""),
            longest=LONGEST_COMMENT,
            limit=files.in_megabytes(files.most_bytes()),
            sees=is_secretary(),
            crumbs=crumbs(_("Sheet %(code)s", code=code_of(assignment.id))),
        )
    )
    if found and found.errors and answer.status_code == 200:  # the criteria are no fields of the form
        answer.status_code = 422
    return answer


def _why_not(task: Task, assignment: Assignment) -> Refused | None:
    roles = roles_of(get_session(), g.edition, me())
    return paper_rules.why_not_type_in(me(), roles, task, assignment, clock.arrived())


def _scans(paper: PaperSheet | None) -> list[Mapping[str, Any]]:
    return [{"id": one.public_id, "name": one.name} for one in paper.scans] if paper else []


@bp.post("/sheets/<string:sheet_id>/scan/")
@allow(Who.SECRETARY, Who.CLERK, edition=True, body=files.BODY, impartial=True)
def add_scan(slug: str, sheet_id: str) -> ResponseReturnValue:
    """Attach a scan to a sheet that one has typed in."""
    _own_paper(get_session(), sheet_id)
    form = ScanForm()
    if tried(form, lambda: _attach(sheet_id, form)):
        flash(_("The scan is attached."), "success")
        return redirect(url_for(".sheet", slug=slug, sheet_id=sheet_id))
    return _page(sheet_id, form)


def _attach(sheet_id: str, form: ScanForm) -> None:
    with _received(form) as scan, writing() as session:
        assert scan is not None  # the form asks for a file
        operations.attach_scan(session, _own_paper(session, sheet_id), scan, **act())
        files.keep(scan)


@bp.get("/scans/<string:scan_id>/")
@allow(Who.SECRETARY, Who.CLERK, edition=True, impartial=True)
def scan(slug: str, scan_id: str) -> ResponseReturnValue:
    """Send a scan to the clerk who typed the sheet in; to a secretary once the round is closed."""
    found, assignment = queries.scan(get_session(), g.edition, scan_id) or abort(404)
    roles = roles_of(get_session(), g.edition, me())
    if not paper_rules.may_read_scan(me(), roles, found, assignment.round):
        abort(404)
    return files.send(found)


def _assignment(session: Session, sheet_id: str) -> Assignment:
    found: Assignment = queries.assignment(session, g.edition, sheet_id) or abort(404)
    if found.round.position > 1:
        current_round(g.edition)  # who takes part in a later round is kept from whoever acts for an office in it
    return found


def _task(session: Session, sheet_id: str) -> Task:
    return assignments.any_task(session, g.edition, sheet_id) or abort(404)


def _own_paper(session: Session, sheet_id: str) -> PaperSheet:
    """Load the paper sheet of an assignment that the person has typed in, or answer 404."""
    paper = queries.standing(session, queries.sheet_of(session, _assignment(session, sheet_id)))
    return paper if paper and paper.typed_by_id == me().id else abort(404)
