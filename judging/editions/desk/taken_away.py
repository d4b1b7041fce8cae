"""What a secretary took away while setting an edition up, brought back."""

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act
from judging.core.db import get_session
from judging.core.i18n import _
from judging.editions import queries
from judging.editions.desk.awards import list_of_awards
from judging.editions.desk.criteria import list_of_criteria
from judging.editions.desk.form import list_of_questions
from judging.editions.desk.rounds import list_of_rounds
from judging.editions.desk.setup import fresh
from judging.editions.models import Part
from judging.editions.operations import taken_away
from judging.web.access import Who, allow
from judging.web.forms import Form, saved

LISTS = {
    Part.CRITERION: ("criteria_desk.index", list_of_criteria),
    Part.AWARD: ("awards_desk.index", list_of_awards),
    Part.QUESTION: ("form_desk.index", list_of_questions),
    Part.ROUND: ("rounds_desk.index", list_of_rounds),
}
bp = Blueprint("taken_away_desk", __name__, url_prefix="/desk/<string:slug>/setup/taken-away")


@bp.post("/<string:taken_id>/")
@allow(Who.SECRETARY, edition=True)
def bring_back(slug: str, taken_id: str) -> ResponseReturnValue:
    """Put a thing back where it stood."""
    taken = queries.one_taken_away(get_session(), g.edition, taken_id) or abort(404)
    (endpoint, listed), name, form = LISTS[taken.part], taken.name, Form()

    def back(session: Session) -> None:
        edition = fresh(session)
        taken_away.bring_back(
            session, edition, queries.one_taken_away(session, edition, taken_id) or abort(404), **act()
        )

    if saved(form, back):
        flash(_("“%(name)s” is back, as it was.", name=name), "success")
        return redirect(url_for(endpoint, slug=slug))
    return listed(form)
