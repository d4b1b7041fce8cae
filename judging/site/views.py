"""Pages of the site itself: one's work, declarations, contact, health; and the language of one's own pages."""

import shutil
from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from judging.accounts.login import me
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import LANGUAGES
from judging.editions.dashboard import Way
from judging.editions.queries import contacts
from judging.site.places import Place, places_of
from judging.web.access import Who, allow
from judging.web.languages import KEPT, home
from judging.web.redirects import same_site

FREE_SPACE_FLOOR = 100 * 1024 * 1024  # bytes; below it nothing is promised to be saved
bp = Blueprint("site", __name__)


@bp.get("/work/")
@allow(Who.SIGNED_IN)
def work() -> ResponseReturnValue:
    """List where the person has work and what waits there, the archive too; one place alone is gone to."""
    found = _places()
    if len(found) == 1:
        return redirect(_address(found[0].way))
    past = [one for one in found if one.past]
    return render_template("site/work.html", places=[one for one in found if not one.past], past=past)


@bp.get("/work/first/")
@allow(Who.SIGNED_IN)
def first() -> ResponseReturnValue:
    """Lead whoever has come in to where they have work; whoever has none yet, to the way into the competition."""
    found = _places()
    current = [one for one in found if not one.past]
    if len(current) == 1:
        return redirect(_address(current[0].way))
    return redirect(url_for(".work" if found else "entries.index"))


def _places() -> list[Place]:
    return places_of(get_session(), me(), clock.arrived(), current_app.extensions["panels"])


def _address(way: Way) -> str:
    values: dict[str, Any] = dict(way.values)
    return url_for(way.endpoint, **values)


@bp.post("/language/<string:code>/")
@allow(Who.SIGNED_IN)
def language(code: str) -> ResponseReturnValue:
    """Choose the language of the pages behind sign-in; of the others the address tells it."""
    if code not in LANGUAGES:
        abort(404)
    session[KEPT] = code
    return redirect(same_site(request.referrer, home()))


@bp.get("/healthz")
@allow(Who.EVERYBODY)
def healthz() -> ResponseReturnValue:
    """Say whether we are alive, can read the database, and have room to write."""
    get_session().execute(text("SELECT 1"))
    if shutil.disk_usage(current_app.config["DATA_DIR"]).free < FREE_SPACE_FLOOR:
        return {"status": "disk nearly full"}, 503
    return {"status": "ok"}


@bp.get("/accessibility/")
@allow(Who.EVERYBODY, public=True)
def accessibility() -> ResponseReturnValue:
    """Show the declaration of accessibility."""
    return render_template("site/accessibility.html")


@bp.get("/privacy/")
@allow(Who.EVERYBODY, public=True)
def privacy() -> ResponseReturnValue:
    """Show the privacy notice."""
    return render_template("site/privacy.html")


@bp.get("/contact/")
@allow(Who.EVERYBODY, public=True)
def contact() -> ResponseReturnValue:
    """Show whom to write to."""
    return render_template("site/contact.html", editions=contacts(get_session()))
