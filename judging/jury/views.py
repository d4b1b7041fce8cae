"""Pages of the juror: conflicts, the desk, reading and scoring on one screen."""

from collections.abc import Sequence
from typing import Any

from flask import (
    Blueprint,
    abort,
    flash,
    g,
    jsonify,
    redirect,
    render_template,
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
from judging.editions.models import Seat
from judging.entries.models import Attachment, Entry
from judging.jury import receipts, scales, worklist
from judging.jury.context import Opened, sheet_page
from judging.jury.forms import (
    AskForm,
    DeclareForm,
    SheetInput,
    declaration_form,
    read_sheet,
    typed_labels,
)
from judging.jury.models import Assignment
from judging.jury.operations import conflicts as conflict_operations
from judging.jury.operations import sheets
from judging.jury.queries import assignments, seats
from judging.jury.rules import Task
from judging.web.access import Who, allow
from judging.web.forms import Form, beside, note_labels, saved, shown
from judging.web.transaction import writing, writing_plainly

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
    return render_template("jury/index.html", desk=desk, conflicts=declared, crumbs=_crumbs())


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
        crumbs=_crumbs(_("Conflicts of interest")),
    )


@bp.route("/sheets/<string:sheet_id>/", methods=["GET", "POST"])
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


@bp.post("/sheets/<string:sheet_id>/autosave/")
@allow(Who.JUROR)  # without loading the edition: their own sheet in it is theirs, or is not found
def autosave(slug: str, sheet_id: str) -> ResponseReturnValue:
    """Save the sheet as it is being filled in."""
    found, kept = _save(sheet_id)
    if kept is None:
        return jsonify(error=" ".join(found.errors.values())), 422
    return jsonify(saved_at=kept.saved_at.isoformat(), version=kept.version)


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


@bp.post("/sheets/<string:sheet_id>/conflict/")
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
        return redirect(url_for(".index", slug=slug))
    return _sheet_page(sheet_id, form)


@bp.post("/sheets/<string:sheet_id>/ask/")
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


@bp.get("/sheets/<string:sheet_id>/receipt.json")
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


@bp.get("/sheets/<string:sheet_id>/files/<string:file_id>/")
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
        crumbs=_crumbs(_("Entry %(number)s", number=assignment.entry.number)),
    )


def _save(sheet_id: str) -> tuple[SheetInput, sheets.Saved | None]:
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
            kept = sheets.save_on(
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


def _my_seat() -> Seat:
    return seats.my_seat(get_session(), me(), g.edition) or abort(404)


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


def _crumbs(last: str | None = None) -> list[tuple[str, str | None]]:
    desk = _("Jury: %(edition)s", edition=g.edition.name)
    if last is None:
        return [(desk, None)]
    return [(desk, url_for("jury.index", slug=g.edition.slug)), (last, None)]
