"""The secretary sees the system as an office sees it: its own pages, asked for in the name of its person."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.accounts.stand_in import KEY, StandIn
from judging.core import clock
from judging.core.db import get_session
from judging.core.formatting import moment
from judging.core.i18n import _
from judging.participants import operations, queries
from judging.participants.desk.ways import crumbs, office_of_edition, why_not_view
from judging.participants.models import Viewing
from judging.participants.viewing import SEEN, without_controls
from judging.web.access import Who, allow
from judging.web.forms import ReasonForm, saved, shown

bp = Blueprint("viewing_desk", __name__, url_prefix="/desk/<string:slug>/participants")


@bp.route("/<string:office_id>/view/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def begin(slug: str, office_id: str) -> ResponseReturnValue:
    """Ask for the reason, then show the system as the office sees it."""
    form, office = ReasonForm(), office_of_edition(office_id)
    if refusal := why_not_view(office):
        raise refusal

    def begun(session: Session) -> Viewing:
        reason = form.reason.data
        return operations.begin_viewing(session, g.edition, office_of_edition(office_id), reason=reason, **act())

    if saved(form, begun):
        return redirect(url_for(".view", slug=slug, viewing_id=form.result.public_id, path="entries/"))
    way = crumbs(_("See what the office sees"), office=office_of_edition(office_id))
    return shown("participants/view.html", form, slug=slug, office=office_of_edition(office_id), crumbs=way)


@bp.get("/viewings/<string:viewing_id>/<path:path>")
@allow(Who.SECRETARY, edition=True)
def view(slug: str, viewing_id: str, path: str) -> ResponseReturnValue:
    """Answer with the page that a person of the office would get, without anything to press or to type."""
    viewing = queries.viewing(get_session(), g.edition, viewing_id, me()) or abort(404)
    if refusal := why_not_view(viewing.office):
        raise refusal
    back = url_for("participants_desk.show", slug=slug, office_id=viewing.office.public_id)
    if viewing.until <= clock.arrived():
        flash(_("The half hour is over. Begin again if you need to see more."), "success")
        return redirect(back)
    until = moment(viewing.until, g.edition.time_zone)
    bar = {"office": viewing.office.name, "until": until, "back": back}
    seen = StandIn(viewing.person_id, viewing.edition_id, viewing.office_id, bar)
    prefix = url_for(".view", slug=slug, viewing_id=viewing_id, path="").rstrip("/")
    environ = {**request.environ, "SCRIPT_NAME": prefix, "PATH_INFO": f"/{path}", KEY: seen}
    environ.pop("werkzeug.request", None)
    return _answered(environ) or abort(404)


def _answered(environ: dict[str, Any]) -> Response | None:
    """Return the answer to a request of the office's person, unless it is for a page that is not shown."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy
    with app.app_context(), app.request_context(environ):  # another `g`: nobody is signed in there yet
        if request.endpoint not in SEEN:
            return None
        answer: Response = app.full_dispatch_request()
        answer.direct_passthrough = False
        if answer.mimetype == "text/html":
            answer.set_data(without_controls(answer.get_data()))
        answer.headers.pop("Set-Cookie", None)
        return answer
