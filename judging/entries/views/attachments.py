"""The papers of an entry: its attachments and the receipts of what was submitted."""

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from judging.accounts.login import act, me
from judging.core import clock, files
from judging.core.db import get_session
from judging.core.file_types import MEGABYTE
from judging.core.i18n import _, ngettext
from judging.core.refusals import Incomplete, Refused, TooLarge
from judging.entries import queries, reading, receipts, rules
from judging.entries.context import upload_rules
from judging.entries.forms import CaptionsForm, FilesForm, PlaceForm, captions_form, files_form
from judging.entries.models import Attachment, Entry, EntryVersion
from judging.entries.operations import attachments as operations
from judging.entries.papers import papers
from judging.entries.views.entries import crumbs, refuse_without_a_form, visible_entry
from judging.web import errors
from judging.web.access import Who, allow, may
from judging.web.forms import Form, saved, shown, tried
from judging.web.held import wants_json
from judging.web.transaction import writing

bp = Blueprint("papers", __name__, url_prefix="/entries")


@bp.route("/<string:entry_id>/files/", methods=["GET", "POST"], endpoint="files")
@allow(Who.OFFICE, body=files.BODY)
def attachments(entry_id: str) -> ResponseReturnValue:
    """List the attachments, take new ones."""
    entry = visible_entry(entry_id)
    refuse_without_a_form(entry)
    form = files_form(entry.edition)
    if request.method == "POST" and wants_json():
        return _attached_one(entry_id, form)
    if tried(form, lambda: _attach_all(entry_id, form)):
        return redirect(url_for(".files", entry_id=entry_id))
    return _files_page(visible_entry(entry_id), form)


def _attached_one(entry_id: str, form: FilesForm) -> ResponseReturnValue:
    """Answer the script of the form, which sends each file by itself."""
    if not form.validate():
        return jsonify(error=" ".join(form.errors[name][0] for name in form.errors)), 422
    if refusal := rules.why_not_edit(me(), visible_entry(entry_id), clock.arrived()):
        raise refusal
    uploads = _uploads(form)
    if wrong := [why for why in (_why_not_attached(entry_id, one, form, named=False) for one in uploads) if why]:
        return jsonify(error=" ".join(wrong)), 422
    return jsonify(attached=len(uploads))


def _files_page(entry: Entry, form: Form) -> ResponseReturnValue:
    """Show the attachments with what was refused: the files just sent, or that one be taken off."""
    return shown(
        "entries/files.html",
        form,
        captions=form if isinstance(form, CaptionsForm) else captions_form(entry, blank=True),
        papers=papers(entry.files),
        attaching=form if isinstance(form, FilesForm) else files_form(entry.edition, blank=True),
        entry=entry,
        limits={"megabytes": files.most_bytes() // MEGABYTE, "number": rules.MOST_FILES},
        upload=upload_rules(entry),
        crumbs=crumbs(entry, _("Attachments")),
    )


def _attach_all(entry_id: str, form: FilesForm) -> None:
    """Take the files one by one: a refused one does not keep the others out."""
    if refusal := rules.why_not_edit(me(), visible_entry(entry_id), clock.arrived()):
        raise refusal
    uploads = _uploads(form)
    if not uploads:
        raise Incomplete(_("Choose a file first."), field="files")
    wrong = list(filter(None, (_why_not_attached(entry_id, upload, form) for upload in uploads)))
    if taken := len(uploads) - len(wrong):
        flash(ngettext("%(num)d file is attached.", "%(num)d files are attached.", taken), "success")
    if wrong:
        raise Incomplete(*wrong, field="files")


def _uploads(form: FilesForm) -> list[FileStorage]:
    return [one for one in form.files.data or [] if isinstance(one, FileStorage) and one.filename]


def _why_not_attached(entry_id: str, upload: FileStorage, form: FilesForm, *, named: bool = True) -> str | None:
    """Attach one file, or return the reason why not, after the name of the file."""
    try:
        with files.received(upload) as received:
            _attach(entry_id, received, form.question.data or "")
    except Refused as refusal:
        return f"{files.clean_name(upload.filename or '')}: {refusal}" if named else str(refusal)
    return None


def _attach(entry_id: str, received: files.Received, question: str) -> None:
    most = files.most_bytes()
    with writing() as session:
        entry = visible_entry(entry_id, to_change=True)
        operations.attach(session, entry, received, question=question, most=most, **act())
        files.keep(received)


@bp.errorhandler(RequestEntityTooLarge)
def more_than_is_read(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Answer files that are too large together to be read at all: on the page where they were chosen."""
    entry = _entry_of_files()
    if entry is None:
        return errors.page(_("That is too large"), errors.too_large(), 413)
    form = files_form(entry.edition, blank=True)
    form.refuse(TooLarge(errors.too_large(), field="files"))
    return _files_page(entry, form)


def _entry_of_files() -> Entry | None:
    """Return the entry to which files were sent, of a request that the guard has not seen; None if it is none."""
    if request.endpoint != "papers.files" or not may(Who.OFFICE):
        return None
    chosen = Entry.public_id == (request.view_args or {})["entry_id"]
    found: Entry | None = get_session().scalar(queries.visible_entries(me()).where(chosen))
    return found if found and rules.owns(me(), found) else None


@bp.post("/<string:entry_id>/files/captions/")
@allow(Who.OFFICE)
def describe(entry_id: str) -> ResponseReturnValue:
    """Write what stands under the attachments."""
    entry = visible_entry(entry_id)
    refuse_without_a_form(entry)
    form = captions_form(entry)

    def described(session: Session) -> None:
        entry = visible_entry(entry_id, to_change=True)
        operations.describe(session, entry, form.captions(), version=form.version.data, **act())

    if not saved(form, described):
        return _files_page(visible_entry(entry_id), form)
    flash(_("The captions are saved."), "success")
    return redirect(url_for(".files", entry_id=entry_id))


@bp.post("/<string:entry_id>/files/<string:file_id>/move/")
@allow(Who.OFFICE)
def move(entry_id: str, file_id: str) -> ResponseReturnValue:
    """Move an attachment by one place."""
    _visible_file(entry_id, file_id)
    form = PlaceForm()

    def moved(session: Session) -> None:
        visible_entry(entry_id, to_change=True)
        operations.move(session, _visible_file(entry_id, file_id), up=form.to.data == "up", **act())

    if not saved(form, moved):
        return _files_page(visible_entry(entry_id), form)
    return redirect(url_for(".files", entry_id=entry_id, _anchor=f"file-{file_id}"))


@bp.post("/<string:entry_id>/files/<string:file_id>/remove/")
@allow(Who.OFFICE)
def remove(entry_id: str, file_id: str) -> ResponseReturnValue:
    """Take an attachment off the entry."""
    _visible_file(entry_id, file_id)
    form = Form()

    def removed(session: Session) -> None:
        operations.remove_attachment(session, _visible_file(entry_id, file_id), **act())

    if not saved(form, removed):
        return _files_page(visible_entry(entry_id), form)
    flash(_("The attachment is removed."), "success")
    return redirect(url_for(".files", entry_id=entry_id))


@bp.get("/<string:entry_id>/files/<string:file_id>/")
@allow(Who.SIGNED_IN)
def download(entry_id: str, file_id: str) -> Response:
    """Send an attachment to those who may see the entry."""
    return files.send(_visible_file(entry_id, file_id))


@bp.get("/<string:entry_id>/files/<string:file_id>/thumbnail/")
@allow(Who.SIGNED_IN)
def thumbnail(entry_id: str, file_id: str) -> Response:
    """Send a small picture of an attached one to those who may see the entry."""
    return files.send_thumbnail(_visible_file(entry_id, file_id))


@bp.get("/<string:entry_id>/receipt/")
@allow(Who.SIGNED_IN)
def receipt(entry_id: str) -> ResponseReturnValue:
    """Show the receipt of the newest version, and those of the earlier ones."""
    entry = visible_entry(entry_id)
    if not entry.versions:
        abort(404)
    newest = entry.versions[-1]
    page = {"entry": entry, "sent": newest, "facts": receipts.facts(newest)}
    page |= {"card": reading.card(entry, clock.arrived(), own=rules.owns(me(), entry))}
    page |= {"fingerprints": receipts.fingerprints, "crumbs": crumbs(entry, _("Receipt"))}
    return render_template("entries/receipt.html", **page)


@bp.get("/<string:entry_id>/receipt/<int:number>.pdf")
@allow(Who.SIGNED_IN)
def receipt_pdf(entry_id: str, number: int) -> Response:
    """Send the receipt of one version as a PDF."""
    version = _version(entry_id, number)
    answer = Response(receipts.pdf(version), mimetype="application/pdf")
    name = f"kapitula-{version.entry.number}-{version.number}.pdf"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


@bp.get("/<string:entry_id>/receipt/<int:number>.json")
@allow(Who.SIGNED_IN)
def receipt_json(entry_id: str, number: int) -> Response:
    """Send the very content that the fingerprint of a version is of."""
    version = _version(entry_id, number)
    answer = Response(receipts.canonical(receipts.content(version)), mimetype="application/json")
    name = f"kapitula-{version.entry.number}-{version.number}.json"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _version(entry_id: str, number: int) -> EntryVersion:
    versions = {version.number: version for version in visible_entry(entry_id).versions}
    return versions.get(number) or abort(404)


def _visible_file(entry_id: str, file_id: str) -> Attachment:
    """Load an attachment of an entry one may see; one not yet submitted is the office's alone."""
    entry = visible_entry(entry_id)
    query = queries.visible_files(me()).where(Attachment.public_id == file_id, Attachment.entry_id == entry.id)
    found: Attachment | None = get_session().scalar(query)
    submitted = {file["id"] for version in entry.versions for file in version.files}
    if found and not rules.owns(me(), entry) and found.public_id not in submitted:
        abort(404)
    return found or abort(404)
