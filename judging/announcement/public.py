"""The laureates' pages. They read the public tables only."""

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from judging.announcement import queries
from judging.announcement.models import PublicAward
from judging.core.db import get_session
from judging.core.i18n import _
from judging.editions.models import Edition
from judging.editions.public import Honoured, register_laureates
from judging.web.access import Who, allow

bp = Blueprint("laureates", __name__, url_prefix="/laureates")
bp.record_once(lambda state: register_laureates(state.app.extensions, _honoured))


def _honoured(edition: Edition) -> list[Honoured]:
    """Return the laureates of an edition for its home page."""
    found = queries.public_edition(get_session(), edition.slug)
    return [_shown(award) for award in found.awards] if found else []


def _shown(award: PublicAward) -> Honoured:
    url = url_for("laureates.laureate", edition=award.edition.slug, award_id=award.public_id)
    return Honoured(award.office, award.award, award.practice.title if award.practice else "", award.main, url)


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
