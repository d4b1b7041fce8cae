"""One address of the text of an entry, for reports and pages that several people read: each is led to their own."""

from flask import Blueprint, abort, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from judging.accounts.login import me
from judging.core import clock
from judging.core.db import get_session
from judging.entries.models import Entry
from judging.jury.models import Assignment
from judging.jury.queries import assignments
from judging.web.access import Who, allow, may

bp = Blueprint("jury_texts", __name__, url_prefix="/jury/<string:slug>/texts/<string:entry_id>")


@bp.get("/")
@allow(Who.JUROR, Who.SECRETARY, edition=True)
def show(slug: str, entry_id: str) -> ResponseReturnValue:
    """Lead the secretary to the page of the entry, a juror to it beside their own sheet; to nobody else is it there."""
    session = get_session()
    if may(Who.SECRETARY, g.edition):
        here = (Entry.public_id == entry_id, Entry.edition_id == g.edition.id, Entry.number.is_not(None))
        if session.scalar(select(Entry.id).where(*here)) is None:
            abort(404)
        return redirect(url_for("entries_desk.show", slug=slug, entry_id=entry_id))
    own = assignments.visible_assignments(me(), clock.arrived()).where(
        Entry.public_id == entry_id, Entry.edition_id == g.edition.id
    )
    newest = own.order_by(Assignment.id.desc()).limit(1)
    found = session.scalar(newest) or abort(404)
    return redirect(url_for("sheets.sheet", slug=slug, sheet_id=found.public_id))
