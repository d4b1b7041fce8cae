"""The receipts of a closed round, published to the chapter: whoever holds one finds it under the root."""

from flask import Blueprint, abort, g
from flask.typing import ResponseReturnValue

from judging.core.db import get_session
from judging.core.files import send_made
from judging.core.i18n import _
from judging.jury.receipts import listed
from judging.results.queries import records
from judging.web.access import Who, allow

bp = Blueprint("round_receipts", __name__, url_prefix="/jury/<string:slug>/rounds/<int:position>")


@bp.get("/receipts.txt")
@allow(Who.JUROR, edition=True)
def every(slug: str, position: int) -> ResponseReturnValue:
    """Send all receipts, one a line and sorted: the SHA-256 of this very file is the root."""
    closed = (one for one in g.edition.rounds if one.position == position and one.receipts_root)
    round_ = next(closed, None) or abort(404)
    content = listed(records.receipts(get_session(), round_))
    what = _("receipts")
    return send_made(content, "text/plain; charset=utf-8", f"{what}-{slug}-{position}.txt")
