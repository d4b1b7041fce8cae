"""One tap from every entry: a conflict of interest in it is declared, and the entry is gone at once."""

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act
from judging.core.db import get_session
from judging.core.i18n import _
from judging.jury.forms.conflicts import DeclareForm
from judging.jury.models import Assignment, ConflictKind
from judging.jury.operations import conflicts
from judging.jury.views.crumbs import crumbs
from judging.jury.views.mine import my_assignment, my_task
from judging.web.access import Who, allow
from judging.web.forms import saved, shown

bp = Blueprint("own_conflicts", __name__, url_prefix="/jury/<string:slug>/sheets/<string:sheet_id>/conflict")


@bp.route("/", methods=["GET", "POST"])
@allow(Who.JUROR, edition=True)
def declare(slug: str, sheet_id: str) -> ResponseReturnValue:
    """Ask what the conflict is, with nothing of the entry but whose it is, and record it."""
    my_task(get_session(), sheet_id)
    form = DeclareForm()

    def declared(session: Session) -> None:
        found = session.get_one(Assignment, my_task(session, sheet_id).assignment_id)
        said = {"kind": ConflictKind(form.kind.data), "reason": form.reason.data}
        conflicts.declare_one(session, found.seat, found.entry, **said, **act())

    if saved(form, declared):
        flash(
            _(
                "The conflict has been recorded. The entry is no longer on your list. "
                "If it was a mistake, the secretary can take it back."
            ),
            "success",
        )
        return redirect(url_for("jury.index", slug=g.edition.slug))
    assignment = my_assignment(sheet_id)
    return shown(
        "jury/conflict.html",
        form,
        assignment=assignment,
        crumbs=crumbs(_("Conflict of interest: entry %(number)s", number=assignment.entry.number)),
    )
