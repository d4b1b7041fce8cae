"""The secretary's desk of the jury: another quorum by an annex to the rules."""

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act
from judging.core.db import get_session
from judging.core.i18n import _
from judging.editions import queries
from judging.jury import rules
from judging.jury.desk.crumbs import crumbs
from judging.jury.forms.members import QuorumForm
from judging.jury.operations.quorum import lower_quorum
from judging.jury.queries.chapter import is_judged
from judging.web.access import Who, allow
from judging.web.forms import saved, shown

bp = Blueprint("jury_quorum", __name__, url_prefix="/desk/<string:slug>/jury/quorum")


@bp.route("/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def annex(slug: str) -> ResponseReturnValue:
    """Set another quorum by an annex, which everybody can read."""
    form = QuorumForm(data={"quorum": g.edition.quorum})
    if saved(form, lambda session: _lower(session, form)):
        flash(_("The annex is made and published beside the rules."), "success")
        return redirect(url_for("jury_members.index", slug=slug))
    session = get_session()
    return shown(
        "jury/quorum.html",
        form,
        refusal=rules.why_not_annex(g.edition, 0, "-", judged=is_judged(session, g.edition)),
        annexes=queries.annexes(session, g.edition),
        crumbs=crumbs(_("Quorum")),
    )


def _lower(session: Session, form: QuorumForm) -> None:
    session.refresh(g.edition, with_for_update=True)
    lower_quorum(session, g.edition, form.quorum.data or 0, reason=form.reason.data, **act())
