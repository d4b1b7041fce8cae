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
from werkzeug.datastructures import FileStorage

from judging.accounts.login import act, me
from judging.core import clock, files
from judging.core.db import get_session
from judging.core.i18n import _, ngettext
from judging.core.refusals import Incomplete, Refused
from judging.entries import queries, receipts, rules
from judging.entries.forms import FilesForm
from judging.entries.models import Attachment, EntryVersion
from judging.entries.operations import entries
from judging.entries.views.entries import crumbs, visible_entry
from judging.web.access import Who, allow
from judging.web.forms import shown, tried
from judging.web.transaction import writing

bp = Blueprint("papers", __name__, url_prefix="/entries")


@bp.route("/<string:entry_id>/files/", methods=["GET", "POST"], endpoint="files")
@allow(Who.OFFICE, body=files.BODY)
def attachments(entry_id: str) -> ResponseReturnValue:
    """List the attachments, take new ones."""
    entry = visible_entry(entry_id)
    refusal = rules.why_not_edit(me(), entry, clock.arrived())
    if request.method == "POST":
        refusal = rules.why_not_attach(me(), entry, 0, files.most_bytes(), clock.arrived())
    if refusal:
        raise refusal
    form = FilesForm()
    if tried(form, lambda: _attach_all(entry_id, form)):
        return redirect(url_for(".files", entry_id=entry_id))
    entry = visible_entry(entry_id)
    return shown(
        "entries/files.html",
        form,
        entry=entry,
        limits={"megabytes": files.most_bytes() // (1024 * 1024), "number": rules.MOST_FILES},
        crumbs=crumbs(entry, _("Attachments")),
    )


def _attach_all(entry_id: str, form: FilesForm) -> None:
    """Take the files one by one: a refused one does not keep the others out."""
    uploads = [one for one in form.files.data or [] if one.filename]
    if not uploads:
        raise Incomplete(_("Choose a file first."), field="files")
    wrong = list(filter(None, (_why_not_attached(entry_id, upload) for upload in uploads)))
    if taken := len(uploads) - len(wrong):
        flash(ngettext("%(num)d file is attached.", "%(num)d files are attached.", taken), "success")
    if wrong:
        raise Incomplete(*wrong, field="files")


def _why_not_attached(entry_id: str, upload: FileStorage) -> str | None:
    """Attach one file, or return its name with the reason why not."""
    try:
        with files.received(upload) as received:
            _attach(entry_id, received)
    except Refused as refusal:
        return f"{files.clean_name(upload.filename or '')}: {refusal}"
    return None


def _attach(entry_id: str, received: files.Received) -> None:
    most = files.most_bytes()
    with writing() as session:
        entry = visible_entry(entry_id, to_change=True)
        entries.attach(session, entry, received, most=most, **act())
        files.keep(received)


@bp.post("/<string:entry_id>/files/<string:file_id>/remove/")
@allow(Who.OFFICE)
def remove(entry_id: str, file_id: str) -> ResponseReturnValue:
    """Take an attachment off the entry."""
    with writing() as session:
        entries.remove_attachment(session, _visible_file(entry_id, file_id), **act())
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
