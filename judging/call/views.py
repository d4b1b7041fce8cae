"""An office asks about the call, and sees what became of its questions."""

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from judging.accounts.login import act, me
from judging.call import operations, queries, rules
from judging.call.forms import AskForm
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.web.access import Who, allow
from judging.web.forms import saved, shown

bp = Blueprint("asking", __name__, url_prefix="/editions/<string:slug>/questions")


@bp.route("/ask/", methods=["GET", "POST"])
@allow(Who.OFFICE, edition=True)
def ask(slug: str) -> ResponseReturnValue:
    """Ask a question, and list one's own with their answers."""
    form = AskForm()
    if saved(form, lambda session: operations.ask(session, g.edition, form.question.data, **act())):
        flash(_("The question is sent to the secretary. We will e-mail you when it is answered."), "success")
        return redirect(url_for(".ask", slug=slug))
    crumbs = [
        (g.edition.name, url_for("public.show", slug=slug)),
        (_("Questions and answers"), url_for("call.questions", slug=slug)),
        (_("Ask a question"), None),
    ]
    taken = rules.takes_questions(g.edition, clock.arrived())
    own = queries.own(get_session(), g.edition, me())
    return shown("call/ask.html", form, edition=g.edition, taken=taken, own=own, crumbs=crumbs)
