"""What an office does with an entry besides writing it: reads how it reads, prints, copies, deletes, takes back."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import DEFAULT, _, speaking
from judging.core.written import joined
from judging.entries import draft_document, plain_language, queries, rules
from judging.entries.carrying import Carried
from judging.entries.changes import changes
from judging.entries.forms import CopyForm
from judging.entries.models import Entry
from judging.entries.operations import drafts
from judging.entries.views.entries import crumbs, visible_entry
from judging.web.access import Who, allow
from judging.web.forms import saved, shown
from judging.web.transaction import writing

bp = Blueprint("drafts", __name__, url_prefix="/entries")


@bp.get("/<string:entry_id>/language/")
@allow(Who.OFFICE)
def language(entry_id: str) -> ResponseReturnValue:
    """Show how the long answers read: their time, their long sentences, their index."""
    entry = _own(entry_id)
    found = plain_language.readings(entry)
    page = {"entry": entry, "readings": found, "source": plain_language.source()}
    return render_template("entries/language.html", **page, crumbs=crumbs(entry, _("Plain language")))


@bp.get("/<string:entry_id>/changes/")
@allow(Who.OFFICE)
def changed(entry_id: str) -> ResponseReturnValue:
    """Show who of the office changed what, sitting by sitting."""
    entry = _own(entry_id)
    found = changes(entry.edition, queries.revisions(get_session(), entry))
    page = {"entry": entry, "changes": found, "crumbs": crumbs(entry, _("Who changed what"))}
    return render_template("entries/changes.html", **page)


@bp.get("/<string:entry_id>/draft.pdf")
@allow(Who.OFFICE)
def draft_pdf(entry_id: str) -> Response:
    """Give what stands in the form for whoever approves it."""
    entry = _own(entry_id)
    with speaking(DEFAULT):
        made = draft_document.pdf(entry, clock.arrived())
    answer = Response(made, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=f"kapitula-{entry.public_id}.pdf")
    return answer


@bp.route("/<string:entry_id>/copy/", methods=["GET", "POST"])
@allow(Who.OFFICE)
def copy(entry_id: str) -> ResponseReturnValue:
    """Begin an entry of the call that is open with the text of an earlier one."""
    source, form = _own(entry_id), CopyForm()
    editions = queries.open_editions(get_session(), [source.office_id], clock.arrived())
    form.edition.choices = [(one.slug, one.name) for one in editions if one.id != source.edition_id]

    def copied(session: Session) -> tuple[Entry, Carried]:
        edition = next(one for one in editions if one.slug == form.edition.data)
        return drafts.copy(session, _own(entry_id), edition, **act())

    if saved(form, copied):
        entry, taken = form.result
        _tell(taken)
        return redirect(url_for("entries.edit", entry_id=entry.public_id))
    source = _own(entry_id)
    return shown("entries/copy.html", form, entry=source, crumbs=crumbs(source, _("Copy the entry")))


def _tell(taken: Carried) -> None:
    flash(_("The text is copied. Read it through and attach the files anew."), "success")
    if taken.left:
        left = joined("; ", taken.left)
        flash(_("These answers have no place in the new form; they stand in the earlier entry: %(left)s", left=left))


@bp.post("/<string:entry_id>/delete/")
@allow(Who.OFFICE)
def delete(entry_id: str) -> ResponseReturnValue:
    """Throw a draft away; the list of entries offers to take it back."""
    with writing() as session:
        drafts.delete(session, visible_entry(entry_id, to_change=True), **act())
    flash(_("The draft is deleted. You can take it back below."), "success")
    return redirect(url_for("entries.index", _anchor="deleted"))


@bp.post("/<string:entry_id>/restore/")
@allow(Who.OFFICE)
def restore(entry_id: str) -> ResponseReturnValue:
    """Take a deleted draft back."""
    with writing() as session:
        drafts.restore(session, _deleted(entry_id), **act())
    flash(_("The draft is back, as it was."), "success")
    return redirect(url_for("entries.show", entry_id=entry_id))


def _own(entry_id: str) -> Entry:
    """Load an entry of one's office: how it reads, and what it was, is nobody else's business."""
    entry = visible_entry(entry_id)
    if not rules.owns(me(), entry):
        abort(404)
    return entry


def _deleted(entry_id: str) -> Entry:
    found: Entry | None = get_session().scalar(queries.deleted_drafts(me()).where(Entry.public_id == entry_id))
    return found or abort(404)
