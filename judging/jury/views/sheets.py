"""Reading an entry and scoring it on one screen, and what else a juror does with a sheet."""

from collections.abc import Mapping, Sequence

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
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.core import clock, files
from judging.core.db import get_session
from judging.core.i18n import _
from judging.core.refusals import Refused
from judging.editions.models import PracticeRound
from judging.entries.models import Attachment
from judging.entries.papers import papers
from judging.entries.reading import open_to_jury
from judging.jury import receipts, scales, worklist
from judging.jury.context import Opened, sheet_page
from judging.jury.forms.sheets import AskForm, SheetInput, read_sheet, typed_labels
from judging.jury.models import Assignment
from judging.jury.operations import reopening, saving
from judging.jury.own_list import OwnList
from judging.jury.queries import assignments
from judging.jury.views import handing_in
from judging.jury.views.crumbs import crumbs
from judging.jury.views.mine import my_assignment, my_practice, my_seat, my_task
from judging.web import merging, typed
from judging.web.access import TEXTS, Who, allow
from judging.web.forms import Form, beside, saved, shown
from judging.web.transaction import writing_plainly

MOVES = ("previous", "next")  # buttons that save and go to a neighbour in the list

bp = Blueprint("sheets", __name__, url_prefix="/jury/<string:slug>/sheets/<string:sheet_id>")


@bp.route("/", methods=["GET", "POST"])
@allow(Who.JUROR, edition=True, body=TEXTS)
def sheet(slug: str, sheet_id: str) -> ResponseReturnValue:
    """Read an entry and score it; saving and handing in without a script come here."""
    if request.method == "GET":
        return _practice_first(sheet_id) or _sheet_page(sheet_id)
    try:
        found, kept = _save(sheet_id)
    except Refused:
        task = my_task(get_session(), sheet_id)
        typed.note(typed_labels(assignments.criteria(get_session(), task.round_id)))
        raise
    if kept is None:
        return _sheet_page(sheet_id, typed=found)
    act_asked = request.form.get("act", "")
    if act_asked in handing_in.ACTS:
        return handing_in.answer(sheet_id, act_asked, found.content, kept.version)
    return _after_saving(sheet_id, act_asked)


@bp.post("/autosave/")
@allow(Who.JUROR, body=TEXTS)  # without loading the edition: their own sheet in it is theirs, or is not found
def autosave(slug: str, sheet_id: str) -> ResponseReturnValue:
    """Save the sheet as it is being filled in."""
    found, kept = _save(sheet_id)
    if kept is None:
        return jsonify(error=" ".join(found.errors.values())), 422
    return jsonify(merging.saved(kept.saved_at, kept.version, found.base))


@bp.post("/ask/")
@allow(Who.JUROR, edition=True)
def ask(slug: str, sheet_id: str) -> ResponseReturnValue:
    """Ask the secretary to reopen a sheet that was handed in."""
    my_task(get_session(), sheet_id)
    form = AskForm(mark="ask")

    def asked(session: Session) -> None:
        task = my_task(session, sheet_id)
        reopening.ask_to_reopen(session, task, reason=form.reason.data, **act())

    if saved(form, asked):
        flash(_("We have asked the secretary to reopen the sheet."), "success")
        return redirect(url_for(".sheet", slug=slug, sheet_id=sheet_id))
    return _sheet_page(sheet_id, form)


@bp.get("/receipt.json")
@allow(Who.JUROR, edition=True)
def receipt(slug: str, sheet_id: str) -> ResponseReturnValue:
    """Give the juror all it takes to compute the receipt again."""
    assignment = my_assignment(sheet_id)
    found = assignment.sheet
    if found is None or found.submitted_at is None or found.salt is None:
        abort(404)
    content = receipts.ReceiptContent(
        assignment.public_id,
        assignment.entry_version.digest,
        found.scores,
        found.comments,
        found.for_office,
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
    return files.send(_file(sheet_id, file_id))


@bp.get("/files/<string:file_id>/thumbnail/")
@allow(Who.JUROR, edition=True)
def thumbnail(slug: str, sheet_id: str, file_id: str) -> ResponseReturnValue:
    """Send a small picture of an attached one."""
    return files.send_thumbnail(_file(sheet_id, file_id))


def _practice_first(sheet_id: str) -> ResponseReturnValue | None:
    """Lead to the practice round where it comes before the first sheet; saving a sheet is never held up."""
    if g.edition.practice_round is not PracticeRound.FIRST:
        return None
    task, practice = my_task(get_session(), sheet_id), my_practice(my_seat(), clock.arrived())
    if practice is None or not practice.holds(task.round_id):
        return None
    flash(str(practice.waits), "info")
    return redirect(url_for("practice.index", slug=g.edition.slug))


def _sheet_page(sheet_id: str, sent: Form | None = None, *, typed: SheetInput | None = None) -> ResponseReturnValue:
    """Show an entry and its sheet; with ``typed`` what was just sent and is wrong."""
    session, at = get_session(), clock.arrived()
    assignment = my_assignment(sheet_id)
    mine = assignments.my_assignments(session, me(), g.edition, at)
    opened = Opened(me(), my_task(session, sheet_id), assignment, typed, at)
    context = sheet_page(session, g.edition, opened, lacking="check" in request.args)
    submitted, count = worklist.handed_in(mine, assignment.round_id)
    return shown(
        "jury/sheet.html",
        sent,
        status=422 if typed else 200,
        **context,
        forms=beside(sent, AskForm.blank(mark="ask")),
        files=papers(_files(assignment)),
        place=worklist.place(mine, assignment, OwnList.read(request.values)),
        following=worklist.following(mine, assignment),
        submitted=submitted,
        count=count,
        crumbs=crumbs(_("Entry %(number)s", number=assignment.entry.number)),
    )


def _after_saving(sheet_id: str, act_asked: str) -> ResponseReturnValue:
    """Lead on to where the button that saved leads: the next entry, the list, or the same sheet."""
    session, here = get_session(), OwnList.read(request.form)
    if act_asked in MOVES:
        mine = assignments.my_assignments(session, me(), g.edition, clock.arrived())
        place = worklist.place(mine, my_assignment(sheet_id), here)
        if target := getattr(place, act_asked):
            return redirect(url_for(".sheet", slug=g.edition.slug, sheet_id=target.public_id, **here.address))
    elif act_asked != "list":
        flash(_("Saved."), "success")
        return redirect(url_for(".sheet", slug=g.edition.slug, sheet_id=sheet_id, **here.address))
    return redirect(url_for("jury_grid.index" if here.grid else "jury.index", slug=g.edition.slug, **here.address))


def _save(sheet_id: str) -> tuple[SheetInput, saving.Saved | None]:
    """Read the form and keep it, unless something in it is wrong."""
    by, slug = me(), (request.view_args or {})["slug"]
    if by in get_session():
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


def _files(assignment: Assignment) -> Sequence[Mapping[str, str]]:
    """Return the files of the very version that is scored, as it describes and orders them."""
    return open_to_jury(g.edition, assignment.entry_version.files)


def _file(sheet_id: str, file_id: str) -> Attachment:
    """Load a file of the version that is scored: what was replaced is kept for the record, not for the jury."""
    assignment = my_assignment(sheet_id)
    sent = {file.get("id") for file in _files(assignment)}
    attached = {file.public_id: file for file in assignment.entry.attachments if file.public_id in sent}
    return attached.get(file_id) or abort(404)
