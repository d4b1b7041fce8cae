"""The secretary's desk of the jury: which entry has how many sheets, as a search with an address."""

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from judging.core.db import get_session
from judging.core.i18n import _
from judging.jury import coverage
from judging.jury.desk.crumbs import crumbs
from judging.jury.desk.now import current_round
from judging.jury.queries import progress
from judging.web.access import Who, allow

bp = Blueprint("jury_coverage", __name__, url_prefix="/desk/<string:slug>/jury/coverage")


@bp.get("/")
@allow(Who.SECRETARY, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """List the entries of the round with their sheets; scores stay closed to the secretary."""
    round_ = current_round(g.edition)
    rows, search = progress.of_entries(get_session(), round_), coverage.Search.read(request.args)
    states = [(coverage.MISSING, _("with too few sheets"))]
    return render_template(
        "jury/coverage.html",
        round=round_,
        rows=coverage.found(rows, search, round_.min_sheets),
        total=len(rows),
        sums=coverage.summed(rows, round_.min_sheets),
        search=search,
        states=states + [(state.value, state.label) for state in coverage.Cover],
        crumbs=crumbs(_("Coverage")),
    )
