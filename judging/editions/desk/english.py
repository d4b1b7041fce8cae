"""The secretary writes the English version of an edition: what is missing, and each part beside its Polish."""

from itertools import groupby

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act
from judging.core.i18n import _
from judging.editions import english
from judging.editions.desk.setup import way_to_section
from judging.editions.english import PARTS, Part
from judging.editions.forms.english import english_form
from judging.editions.models import Edition
from judging.editions.operations.english import change_english
from judging.editions.sections import beside
from judging.web.access import TEXTS, Who, allow
from judging.web.forms import saved, shown

bp = Blueprint("english_desk", __name__, url_prefix="/desk/<string:slug>/setup/english")
INDEX = "english_desk.index"


@bp.get("/")
@allow(Who.SECRETARY, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """Show of each part how many of its texts are there in English."""
    before, after = beside(INDEX)
    return render_template(
        "editions/english/index.html",
        counts=english.counts(g.edition),
        parts=PARTS,
        before=before,
        after=after,
        crumbs=way_to_section(INDEX),
    )


@bp.route("/<string:part>/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True, body=TEXTS)
def change(slug: str, part: str) -> ResponseReturnValue:
    """Write how the texts of a part read in English."""
    known = Part(part) if part in set(Part) else abort(404)
    lines = english.lines(g.edition)[known]
    form = english_form(g.edition, lines)

    def save(session: Session) -> None:
        edition: Edition = g.edition
        session.refresh(edition)
        change_english(session, edition, known, form.typed(lines), version=form.version.data, **act())

    if saved(form, save):
        flash(_("Your changes are saved."), "success")
        return redirect(url_for(".change", slug=slug, part=part))
    counts = english.counts(g.edition)
    return shown(
        "editions/english/change.html",
        form,
        part=PARTS[known],
        groups=[(of, list(found)) for of, found in groupby(lines, key=lambda line: line.place.of)],
        count=counts.get(known),
        others=[(PARTS[one], one, found) for one, found in counts.items() if one is not known and found.waiting],
        crumbs=way_to_section(INDEX, str(PARTS[known])),
    )
