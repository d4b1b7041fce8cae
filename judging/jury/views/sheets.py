"""Reading an entry and scoring it on one screen, and what else a juror does with a sheet."""

from collections.abc import Sequence
from typing import Any

from flask import (
    Blueprint,
    abort,
    flash,
    g,
    jsonify,
    redirect,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session, joinedload, selectinload

from judging.accounts.login import act, me
from judging.core import clock, files
from judging.core.db import get_session
from judging.core.i18n import _
from judging.core.refusals import Refused
from judging.entries.models import Attachment, Entry
from judging.jury import receipts, scales, worklist
from judging.jury.context import Opened, sheet_page
from judging.jury.forms import (
    AskForm,
    DeclareForm,
    SheetInput,
    read_sheet,
    typed_labels,
)
from judging.jury.models import Assignment
from judging.jury.operations import conflicts as conflict_operations
from judging.jury.operations import saving, sheets
from judging.jury.queries import assignments
from judging.jury.rules import Task
from judging.jury.views.crumbs import crumbs
from judging.web.access import Who, allow
from judging.web.forms import Form, beside, note_labels, saved, shown
from judging.web.transaction import writing, writing_plainly

bp = Blueprint("sheets", __name__, url_prefix="/jury/<string:slug>/sheets/<string:sheet_id>")


@bp.route("/", methods=["GET", "POST"])
@allow(Who.JUROR, edition=True)
def sheet(slug: str, sheet_id: str) -> ResponseReturnValue:
    """Read an entry and score it; saving and handing in without a script come here."""
    if request.method == "GET":
        return _sheet_page(sheet_id)
    try:
        found, _kept = _save(sheet_id)
    except Refused:
        task = _my_task(get_session(), sheet_id)
        note_labels(typed_labels(assignments.criteria(get_session(), task.round_id)))
        raise
    if found.errors:
        return _sheet_page(sheet_id, typed=found)
    here: dict[str, Any] = {
        "slug": slug,
        "sheet_id": sheet_id,
        "list": worklist.list_name(request.form.get("list")),
    }
    if request.form.get("act") == "submit":
        return _submit(here)
    flash(_("Saved."), "success")
    return redirect(url_for(".sheet", **here))


@bp.post("/autosave/")
@allow(Who.JUROR)  # without loading the edition: their own sheet in it is theirs, or is not found
def autosave(slug: str, sheet_id: str) -> ResponseReturnValue:
    """Save the sheet as it is being filled in."""
    found, kept = _save(sheet_id)
    if kept is None:
        return jsonify(error=" ".join(found.errors.values())), 422
    return jsonify(saved_at=kept.saved_at.isoformat(), version=kept.version)


@bp.post("/conflict/")
@allow(Who.JUROR, edition=True)
def declare_conflict(slug: str, sheet_id: str) -> ResponseReturnValue:
    """Declare a conflict in an entry that is being scored; it leaves the juror's desk at once."""
    _my_task(get_session(), sheet_id)
    form = DeclareForm(mark="conflict")

    def declare(session: Session) -> None:
        found = session.get_one(Assignment, _my_task(session, sheet_id).assignment_id)
        reason = form.reason.data
        conflict_operations.declare_one(session, found.seat, found.entry, reason=reason, **act())

    if saved(form, declare):
        flash(_("The conflict has been recorded. The entry is no longer on your list."), "success")
        return redirect(url_for("jury.index", slug=slug))
    return _sheet_page(sheet_id, form)


@bp.post("/ask/")
@allow(Who.JUROR, edition=True)
def ask(slug: str, sheet_id: str) -> ResponseReturnValue:
    """Ask the secretary to reopen a sheet that was handed in."""
    _my_task(get_session(), sheet_id)
    form = AskForm(mark="ask")

    def asked(session: Session) -> None:
        task = _my_task(session, sheet_id)
        sheets.ask_to_reopen(session, task, reason=form.reason.data, **act())

    if saved(form, asked):
        flash(_("We have asked the secretary to reopen the sheet."), "success")
        return redirect(url_for(".sheet", slug=slug, sheet_id=sheet_id))
    return _sheet_page(sheet_id, form)


@bp.get("/receipt.json")
@allow(Who.JUROR, edition=True)
def receipt(slug: str, sheet_id: str) -> ResponseReturnValue:
    """Give the juror all it takes to compute the receipt again."""
    assignment = _my_assignment(sheet_id)
    found = assignment.sheet
    if found is None or found.submitted_at is None or found.salt is None:
        abort(404)
    content = receipts.ReceiptContent(
        assignment.public_id,
        assignment.entry_version.digest,
        found.scores,
        found.comments,
        found.submitted_at,
    )
    return jsonify(
        receipt=found.receipt,
        salt=found.salt,
        content=receipts.spelled(content).decode(),
        how="SHA-256 of the salt, a line feed and the content, in UTF-8",
    )


@bp.get("/files/<string:file_id>/")
@allow(Who.JUROR, edition=True)
def file(slug: str, sheet_id: str, file_id: str) -> ResponseReturnValue:
    """Send an attachment of an entry that the juror scores."""
    sent = _files(_my_assignment(sheet_id))
    wanted = next((one for one in sent if one.public_id == file_id), None)
    return files.send(wanted) if wanted else abort(404)


def _sheet_page(sheet_id: str, sent: Form | None = None, *, typed: SheetInput | None = None) -> ResponseReturnValue:
    """Show an entry and its sheet; with ``typed`` what was just sent and is wrong."""
    session, at = get_session(), clock.arrived()
    assignment = _my_assignment(sheet_id)
    mine = assignments.my_assignments(session, me(), g.edition, at)
    opened = Opened(me(), _my_task(session, sheet_id), assignment, typed, at)
    context = sheet_page(session, g.edition, opened, check="check" in request.args)
    return shown(
        "jury/sheet.html",
        sent,
        status=422 if typed else 200,
        **context,
        forms=beside(sent, AskForm.blank(mark="ask"), DeclareForm.blank(mark="conflict")),
        files=_files(assignment),
        place=worklist.place(mine, assignment, request.values.get("list", worklist.ALL)),
        crumbs=crumbs(_("Entry %(number)s", number=assignment.entry.number)),
    )


def _save(sheet_id: str) -> tuple[SheetInput, saving.Saved | None]:
    """Read the form and keep it, unless something in it is wrong."""
    by, slug = me(), (request.view_args or {})["slug"]
    get_session().expunge(by)  # spares reading the person again under the lock
    version = request.form.get("version", type=int) or 0
    try:
        with writing_plainly() as connection:
            task = assignments.task_on(connection, by.id, slug, sheet_id, clock.arrived())
            if task is None:
                abort(404)
            criteria = assignments.marks_of(connection, task)
            scale = scales.of_round(task, criteria)
            found = read_sheet(request.form, criteria, scale)
            if found.errors:
                raise _Wrong(found)
            kept = saving.save_on(
                connection,
                task,
                found.content,
                version=version,
                criteria=criteria,
                scale=scale,
                by=by,
                at=clock.arrived(),
            )
    except _Wrong as wrong:
        return wrong.found, None
    return found, kept


class _Wrong(Exception):  # noqa: N818 -- an answer about what was typed; it rolls back
    """The form says what the scale does not have; nothing of it is kept."""

    def __init__(self, found: SheetInput) -> None:
        super().__init__()
        self.found = found


def _submit(here: dict[str, Any]) -> ResponseReturnValue:
    """Hand in the sheet just saved, or show what it lacks."""
    with writing() as session:
        task = _my_task(session, here["sheet_id"])
        criteria = assignments.marks(session, task.round_id)
        if sheets.lacks(session, task, criteria):
            return redirect(url_for(".sheet", **here, check=1))
        sheets.submit(session, task, criteria=criteria, **act())
    flash(_("The sheet has been handed in."), "success")
    return redirect(url_for(".sheet", **here))


def _my_task(session: Session, public_id: str) -> Task:
    """Load one of the juror's own assignments or answer 404: there are no others."""
    assert request.view_args is not None
    slug: str = request.view_args["slug"]
    return assignments.task(session, me().id, slug, public_id, clock.arrived()) or abort(404)


def _my_assignment(public_id: str) -> Assignment:
    query = (
        assignments.visible_assignments(me(), clock.arrived())
        .where(Assignment.public_id == public_id, Entry.edition_id == g.edition.id)
        .options(
            joinedload(Assignment.entry_version),
            joinedload(Assignment.sheet),
            joinedload(Assignment.entry).options(selectinload(Entry.attachments), selectinload(Entry.versions)),
        )
    )
    return get_session().scalars(query).unique().one_or_none() or abort(404)


def _files(assignment: Assignment) -> Sequence[Attachment]:
    """Return the attachments of the very version that is scored."""
    sent = {file["sha256"] for file in assignment.entry_version.files}
    return [file for file in assignment.entry.attachments if file.sha256 in sent]
