"""The papers of an entry: its attachments and the receipts of what was submitted."""

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
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
from judging.core.file_types import KINDS, MEGABYTE
from judging.core.i18n import _, ngettext
from judging.core.refusals import Incomplete, Refused, TooLarge
from judging.core.unfit import empty_file, of_another_kind, too_large
from judging.entries import queries, reading, receipts, rules
from judging.entries.forms import FilesForm, files_form
from judging.entries.models import Attachment, Entry, EntryVersion
from judging.entries.operations import attachments as operations
from judging.entries.views.entries import crumbs, refuse_without_a_form, visible_entry
from judging.web import errors
from judging.web.access import Who, allow, may
from judging.web.forms import Form, saved, shown, tried
from judging.web.transaction import writing

bp = Blueprint("papers", __name__, url_prefix="/entries")


@bp.route("/<string:entry_id>/files/", methods=["GET", "POST"], endpoint="files")
@allow(Who.OFFICE, body=files.BODY)
def attachments(entry_id: str) -> ResponseReturnValue:
    """List the attachments, take new ones."""
    entry = visible_entry(entry_id)
    refuse_without_a_form(entry)
    form = files_form(entry.edition)
    if tried(form, lambda: _attach_all(entry_id, form)):
        return redirect(url_for(".files", entry_id=entry_id))
    return _files_page(visible_entry(entry_id), form)


def _files_page(entry: Entry, form: Form) -> ResponseReturnValue:
    """Show the attachments with what was refused: the files just sent, or that one be taken off."""
    return shown(
        "entries/files.html",
        form,
        attaching=form if isinstance(form, FilesForm) else files_form(entry.edition, blank=True),
        entry=entry,
        limits={"megabytes": files.most_bytes() // MEGABYTE, "number": rules.MOST_FILES},
        upload=_upload(entry),
        crumbs=crumbs(entry, _("Attachments")),
    )


def _upload(entry: Entry) -> dict[str, object]:
    """Return what the script needs to say before sending what the server would say after: limits and words."""
    most = files.most_bytes()
    texts = {
        "kind": of_another_kind(),
        "empty": empty_file(),
        "large": too_large("{size}", most // MEGABYTE),
        "many": rules.too_many_files(),
        "together": rules.too_large_together(most),
        "refused": _("These files cannot be sent; the others can:"),
        "sending": _("Sending the files…"),
        "checking": _("The files are sent; we are checking them…"),
        "offline": _("The files were not sent: there is no connection. They are still chosen; press “Attach” again."),
        "failed": _("The files were not sent. They are still chosen; press “Attach” again, or load the page anew."),
    }
    return {
        "most": most,
        "together": rules.bytes_left(entry, most),
        "room": max(0, rules.MOST_FILES - len(entry.files)),
        "kinds": list(KINDS),
        "texts": {name: str(words) for name, words in texts.items()},
    }


def _attach_all(entry_id: str, form: FilesForm) -> None:
    """Take the files one by one: a refused one does not keep the others out."""
    if refusal := rules.why_not_edit(me(), visible_entry(entry_id), clock.arrived()):
        raise refusal
    uploads = [one for one in form.files.data or [] if isinstance(one, FileStorage) and one.filename]
    if not uploads:
        raise Incomplete(_("Choose a file first."), field="files")
    question = form.question.data or ""
    wrong = list(filter(None, (_why_not_attached(entry_id, upload, question) for upload in uploads)))
    if taken := len(uploads) - len(wrong):
        flash(ngettext("%(num)d file is attached.", "%(num)d files are attached.", taken), "success")
    if wrong:
        raise Incomplete(*wrong, field="files")


def _why_not_attached(entry_id: str, upload: FileStorage, question: str) -> str | None:
    """Attach one file, or return its name with the reason why not."""
    try:
        with files.received(upload) as received:
            _attach(entry_id, received, question)
    except Refused as refusal:
        return f"{files.clean_name(upload.filename or '')}: {refusal}"
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
