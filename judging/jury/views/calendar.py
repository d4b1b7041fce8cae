"""The dates of scoring for a juror's own calendar."""

from flask import Blueprint, Response, g, url_for

from judging.call.calendar_file import of_dates
from judging.core import clock
from judging.core.i18n import _
from judging.web.access import Who, allow

bp = Blueprint("jury_calendar", __name__, url_prefix="/jury/<string:slug>")


@bp.get("/calendar.ics")
@allow(Who.JUROR, edition=True)
def dates(slug: str) -> Response:
    """Give when scoring opens and closes, of every round, for the calendars of people."""
    found = []
    for one in g.edition.rounds:
        words = {"round": one.name}
        opens, closes = (
            (_("The round opens: %(round)s", **words), _("The round closes: %(round)s", **words))
            if one.qualifies
            else (_("Scoring opens: %(round)s", **words), _("Scoring closes: %(round)s", **words))
        )
        found.append((f"round-{one.position}-opens", opens, one.opens_at))
        found.append((f"round-{one.position}-closes", closes, one.closes_at))
    url = url_for("jury.index", slug=slug, _external=True)
    answer = Response(
        of_dates(g.edition, found, url=url, at=clock.arrived()).encode(), content_type="text/calendar; charset=utf-8"
    )
    answer.headers.set("Content-Disposition", "attachment", filename=f"{slug}-scoring.ics")
    return answer
