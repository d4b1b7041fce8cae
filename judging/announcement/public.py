"""The laureates' pages. They read the public tables only."""

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from judging.announcement import queries
from judging.core.db import get_session
from judging.core.i18n import _
from judging.web.access import Who, allow

bp = Blueprint("laureates", __name__, url_prefix="/laureates")


@bp.get("/")
@allow(Who.EVERYBODY, public=True)
def index() -> ResponseReturnValue:
    """Show the laureates of every announced edition."""
    editions = queries.public_editions(get_session())
    return render_template("announcement/index.html", editions=editions)


@bp.get("/<string:edition>/")
@allow(Who.EVERYBODY, public=True)
def laureates(edition: str) -> ResponseReturnValue:
    """Show the laureates of one edition."""
    found = queries.public_edition(get_session(), edition) or abort(404)
    crumbs = [(_("Laureates"), url_for(".index")), (found.name, None)]
    return render_template("announcement/laureates.html", announced=found, crumbs=crumbs)


@bp.get("/<string:edition>/<string:award_id>/")
@allow(Who.EVERYBODY, public=True)
def laureate(edition: str, award_id: str) -> ResponseReturnValue:
    """Show one laureate and the practice."""
    found = queries.public_award(get_session(), edition, award_id) or abort(404)
    crumbs = [
        (_("Laureates"), url_for(".index")),
        (found.edition.name, url_for(".laureates", edition=edition)),
        (found.office, None),
    ]
    return render_template("announcement/laureate.html", award=found, crumbs=crumbs)
