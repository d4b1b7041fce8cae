"""The mail of an edition, for its secretary: what waits, what went, what failed and why, each as its reader gets it.

An administrator helps with what does not get out, and reads neither what a letter says nor to whom it goes; nor
does a secretary who acts for an office that takes part, until the results are announced.
"""

from collections.abc import Mapping

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from judging.accounts.login import me
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.notifications import context, queries
from judging.notifications.boxes import Box, box_of
from judging.notifications.kinds import Kind
from judging.notifications.models import Message
from judging.notifications.operations import outbox
from judging.notifications.search import Search
from judging.searches.desk import ListSearched
from judging.searches.models import Searched
from judging.searches.queries import named
from judging.web.access import Who, allow, may, why_not_impartial
from judging.web.crumbs import to_the_edition
from judging.web.transaction import writing

bp = Blueprint("outbox_desk", __name__, url_prefix="/desk/<string:slug>/mail")

SEARCHED = ListSearched(Searched.MAIL, "outbox_desk.index", lambda asked: _search(asked).asked)


@bp.get("/")
@allow(Who.SECRETARY, Who.ADMINISTRATOR, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """List the messages of the edition that the search of the address finds."""
    whole, writes = _reads_letters(), may(Who.SECRETARY, g.edition)
    search, page = _search(request.args), request.args.get("page", 1, type=_natural)
    found = context.found(get_session(), g.edition.id, search, whole=whole, page=page, at=clock.arrived())
    return render_template(
        "notifications/index.html",
        found=found,
        whole=whole,
        writes=writes,
        search=search,
        searches=named(get_session(), g.edition.id, Searched.MAIL, me()) if writes else [],
        slug=slug,
        boxes=list(Box),
        kinds=list(Kind),
        url=lambda number: url_for(".index", slug=slug, page=number, **search.asked),
        crumbs=[to_the_edition(), (_("Mail"), None)],
    )


@bp.get("/<string:message_id>/")
@allow(Who.SECRETARY, edition=True, impartial=True)
def show(slug: str, message_id: str) -> ResponseReturnValue:
    """Show one message exactly as its reader gets it, and what became of it."""
    session, message = get_session(), _message(message_id)
    recipient = queries.readers(session, [message]).get(message.user_id)
    return render_template(
        "notifications/show.html",
        message=message,
        recipient=recipient,
        box=box_of(message, clock.arrived()),
        letter=context.as_read(message, recipient),
        sender=current_app.config["MAIL_FROM"],
        fault=context.told_of(message),
        slug=slug,
        crumbs=[to_the_edition(), (_("Mail"), url_for(".index", slug=slug)), (_("Letter"), None)],
    )


@bp.post("/<string:message_id>/again/")
@allow(Who.SECRETARY, Who.ADMINISTRATOR, edition=True)
def again(slug: str, message_id: str) -> ResponseReturnValue:
    """Send a message that failed once more."""
    with writing():
        message = _message(message_id)
        outbox.try_again(message if message.failed_at else abort(404), at=clock.arrived())
    flash(_("The message waits to be sent again."), "success")
    return redirect(url_for(".index", slug=slug, box=Box.FAILED))


def _reads_letters() -> bool:
    """Tell whether what letters say and to whom they go is for whoever looks."""
    return may(Who.SECRETARY, g.edition) and why_not_impartial(g.edition) is None


def _search(asked: Mapping[str, str]) -> Search:
    return Search.read(asked, whole=_reads_letters())


def _message(message_id: str) -> Message:
    return queries.message_of(get_session(), g.edition.id, message_id) or abort(404)


def _natural(text: str) -> int:
    return max(1, int(text[:6]))
