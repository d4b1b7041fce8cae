"""The laureates' pages. They read the public tables only."""

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from judging.announcement import queries
from judging.core.db import get_session
from judging.core.i18n import _
from judging.web import page_cache
from judging.web.access import Who, allow

bp = Blueprint("laureates", __name__, url_prefix="/laureates")


@bp.get("/")
@allow(Who.EVERYBODY)
def index() -> ResponseReturnValue:
    """Show the laureates of every announced edition."""
    session = get_session()
    return page_cache.page(
        queries.version_of_all(session),
        lambda: render_template(
            "announcement/index.html", editions=queries.public_editions(session)
        ),
    )


@bp.get("/<string:edition>/")
@allow(Who.EVERYBODY)
def laureates(edition: str) -> ResponseReturnValue:
    """Show the laureates of one edition."""
    version = queries.version_of_edition(get_session(), edition) or abort(404)
    return page_cache.page(version, lambda: _laureates(edition))


def _laureates(edition: str) -> str:
    found = queries.public_edition(get_session(), edition) or abort(404)
    crumbs = [(_("Laureates"), url_for(".index")), (found.name, None)]
    return render_template("announcement/laureates.html", announced=found, crumbs=crumbs)


@bp.get("/<string:edition>/<string:award_id>/")
@allow(Who.EVERYBODY)
def laureate(edition: str, award_id: str) -> ResponseReturnValue:
    """Show one laureate and the practice."""
    version = queries.version_of_edition(get_session(), edition) or abort(404)
    return page_cache.page(version, lambda: _laureate(edition, award_id))


def _laureate(edition: str, award_id: str) -> str:
    found = queries.public_award(get_session(), edition, award_id) or abort(404)
    crumbs = [
        (_("Laureates"), url_for(".index")),
        (found.edition.name, url_for(".laureates", edition=edition)),
        (found.office, None),
    ]
    return render_template("announcement/laureate.html", award=found, crumbs=crumbs)
