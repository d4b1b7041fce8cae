"""The words of the formal check: its points, the texts that are inserted into remarks."""

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act
from judging.core.db import get_session
from judging.core.i18n import _
from judging.screening.desk.ways import crumbs
from judging.screening.forms import ChangedTextForm, PointsForm, ReadyTextForm
from judging.screening.operations import wording
from judging.screening.points import USUAL
from judging.screening.queries import checking
from judging.web.access import Who, allow
from judging.web.forms import saved, shown

bp = Blueprint("check_words_desk", __name__, url_prefix="/desk/<string:slug>/check")


@bp.route("/points/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def points(slug: str) -> ResponseReturnValue:
    """Write the points of the formal check."""
    now = checking.points(get_session(), g.edition)
    form = PointsForm(data={"points": "\n".join(now)})

    def worded(session: Session) -> None:
        wording.word_points(session, g.edition, form.listed, **act())

    if saved(form, worded):
        flash(_("The points are saved. Decisions taken already keep the points that they were taken on."), "success")
        return redirect(url_for(".points", slug=slug))
    way = crumbs(_("Points of the formal check"), queue=True)
    return shown("screening/points.html", form, slug=slug, usual=now == list(USUAL), crumbs=way)


@bp.route("/texts/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def texts(slug: str) -> ResponseReturnValue:
    """List the ready texts, and keep one more."""
    form = ReadyTextForm()
    if saved(form, lambda session: wording.keep_text(session, g.edition, form.text.data, **act())):
        flash(_("The text is kept."), "success")
        return redirect(url_for(".texts", slug=slug))
    known = checking.ready_texts(get_session(), g.edition)
    return shown("screening/texts.html", form, slug=slug, known=known, crumbs=crumbs(_("Ready texts"), queue=True))


@bp.route("/texts/<string:text_id>/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def text(slug: str, text_id: str) -> ResponseReturnValue:
    """Write a ready text anew, or remove it by leaving it empty."""
    known = checking.ready_text(get_session(), g.edition, text_id) or abort(404)
    form = ChangedTextForm(data={"text": known.text})

    def changed(session: Session) -> None:
        ready = checking.ready_text(session, g.edition, text_id) or abort(404)
        wording.change_text(session, g.edition, ready, form.text.data or "", **act())

    if saved(form, changed):
        flash(_("The text is saved.") if form.text.data else _("The text is removed."), "success")
        return redirect(url_for(".texts", slug=slug))
    return shown("screening/text.html", form, slug=slug, crumbs=crumbs(_("Ready text"), queue=True))
