"""Pages of the site itself: declarations, contact, health; and the language of one's own pages."""

import shutil

from flask import Blueprint, abort, current_app, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy import select, text
from sqlalchemy.orm import joinedload

from judging.core.db import get_session
from judging.core.i18n import LANGUAGES
from judging.editions.models import Edition
from judging.web.access import Who, allow
from judging.web.languages import KEPT, home
from judging.web.redirects import same_site

FREE_SPACE_FLOOR = 100 * 1024 * 1024  # bytes; below it nothing is promised to be saved
bp = Blueprint("site", __name__)


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
    public = select(Edition).where(
        Edition.rules_frozen_at.is_not(None),
        Edition.archived_at.is_(None),
        Edition.contact_email != "",
    )
    editions = (
        get_session().scalars(public.options(joinedload(Edition.competition)).order_by(Edition.year.desc())).all()
    )
    return render_template("site/contact.html", editions=editions)
