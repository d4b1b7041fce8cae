"""What a secretary entered for an office: the office reads it and confirms it."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import SelectChoice

from judging.accounts.login import act, me
from judging.core.i18n import _
from judging.entries import completeness, origins, reading
from judging.entries.forms import SubmitForm
from judging.entries.operations import typing_in
from judging.entries.views.entries import crumbs, visible_entry
from judging.web.access import Who, allow
from judging.web.forms import saved, shown

bp = Blueprint("origins", __name__, url_prefix="/entries")


@bp.route("/<string:entry_id>/confirm/", methods=["GET", "POST"])
@allow(Who.OFFICE)
def confirm(entry_id: str) -> ResponseReturnValue:
    """Read what was entered for the office, accept the declarations, confirm."""
    entry = visible_entry(entry_id)
    declared = completeness.declarations(entry.edition)
    if refusal := origins.why_not_confirm(me(), entry, [one.id for one in declared]):
        raise refusal
    form = SubmitForm()
    form.declarations.choices = [SelectChoice(one.id, one.text) for one in declared]

    def confirmed(session: Session) -> None:
        accepted = form.declarations.data or []
        typing_in.confirm(session, visible_entry(entry_id, to_change=True), accepted, **act())

    if saved(form, confirmed):
        flash(_("Thank you. The entry is confirmed as that of your office."), "success")
        return redirect(url_for("entries.show", entry_id=entry_id))
    entry = visible_entry(entry_id)
    sent = entry.versions[-1]
    page: dict[str, Any] = {"entry": entry, "sent": sent, "declared": declared}
    page["crumbs"] = crumbs(entry, _("Confirm"))
    page["rows"] = reading.answers(entry.edition, sent.answers, sent.files)
    return shown("entries/confirm.html", form, **page)
