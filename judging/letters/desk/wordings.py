"""Wordings for letters: kept under a name, changed, removed."""

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.core.db import get_session
from judging.core.i18n import _
from judging.letters import queries
from judging.letters.desk.ways import crumbs, letter_of
from judging.letters.fields import Field
from judging.letters.forms import WordingForm, of_words
from judging.letters.models import Wording
from judging.letters.operations import wordings as operations
from judging.web.access import Who, allow
from judging.web.forms import saved, shown
from judging.web.transaction import writing

bp = Blueprint("wordings_desk", __name__, url_prefix="/desk/<string:slug>/mail/wordings")


@bp.route("/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """List the wordings, and keep one more: from nothing, or out of a letter."""
    letter_id = request.args.get("letter")
    form = WordingForm(data=of_words(letter_of(letter_id)) if letter_id else None)
    if saved(form, lambda session: operations.keep(session, g.edition, form.name.data, form.words)):
        flash(_("The wording is kept."), "success")
        return redirect(url_for(".index", slug=slug))
    kept = queries.wordings(get_session(), g.edition)
    here = crumbs((_("Wordings"), None))
    return shown("letters/wordings.html", form, slug=slug, wordings=kept, fields=list(Field), crumbs=here)


@bp.route("/<string:wording_id>/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def change(slug: str, wording_id: str) -> ResponseReturnValue:
    """Write a wording anew."""
    known = _wording(wording_id)
    form = WordingForm(data={**of_words(known), "name": known.name, "version": known.version})

    def changed(session: Session) -> None:
        told = {"version": form.version.data}
        operations.change(session, g.edition, _wording(wording_id), form.name.data, form.words, **told)

    if saved(form, changed):
        flash(_("The wording is saved."), "success")
        return redirect(url_for(".index", slug=slug))
    here = crumbs((_("Wordings"), url_for(".index", slug=slug)), (known.name, None))
    return shown("letters/wording.html", form, slug=slug, wording=known, fields=list(Field), crumbs=here)


@bp.post("/<string:wording_id>/remove/")
@allow(Who.SECRETARY, edition=True)
def remove(slug: str, wording_id: str) -> ResponseReturnValue:
    """Remove a wording; letters begun from it stay as they are."""
    with writing() as session:
        session.delete(_wording(wording_id))
    flash(_("The wording is removed."), "success")
    return redirect(url_for(".index", slug=slug))


def _wording(wording_id: str) -> Wording:
    return queries.wording_of(get_session(), g.edition, wording_id) or abort(404)
