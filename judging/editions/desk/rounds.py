"""The secretary sets how a round is scored and counted, and the ladder that breaks its ties."""

from functools import partial

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act
from judging.analysis.words import RUNGS_IN_EDITIONS
from judging.core.db import get_session
from judging.core.i18n import _
from judging.editions import queries
from judging.editions.desk import ordered
from judging.editions.desk.setup import fresh, way_to_section
from judging.editions.forms.rounds import RungForm, add_round_form, round_form
from judging.editions.method_example import SHEETS, made_by_each_method
from judging.editions.models import Edition, Part, Round, RoundKind
from judging.editions.operations import rounds
from judging.editions.parts import ladder_example
from judging.editions.parts.rounds import LABELS, QUALIFYING, round_setup
from judging.editions.rules.changes import why_not_change_rules
from judging.editions.rules_document import rounds_in_words
from judging.editions.sections import beside
from judging.stats.vocabulary import Rung
from judging.web.access import Who, allow
from judging.web.forms import Form, saved, shown

INDEX = "rounds_desk.index"
bp = Blueprint("rounds_desk", __name__, url_prefix="/desk/<string:slug>/setup/rounds")


@bp.get("/")
@allow(Who.SECRETARY, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """Say of each round how it is scored and counted, as the rules will."""
    return list_of_rounds()


def list_of_rounds(sent: Form | None = None) -> ResponseReturnValue:
    """Render the list, with a form that was refused on it."""
    before, after = beside(INDEX)
    return shown(
        "editions/rounds/index.html",
        sent,
        taken=queries.taken_away(get_session(), g.edition, Part.ROUND),
        rounds=zip(g.edition.rounds, rounds_in_words(g.edition), strict=True),
        fixed=why_not_change_rules(g.edition),
        before=before,
        after=after,
        crumbs=way_to_section(INDEX),
    )


@bp.route("/new/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def new(slug: str) -> ResponseReturnValue:
    """Add a round, first or after another one."""
    form = add_round_form(g.edition)

    def add(session: Session) -> str:
        kind, place = RoundKind(form.kind.data), form.place.data
        return rounds.add_round(session, fresh(session), kind, form.name.data, place, **act()).public_id

    if saved(form, add):
        flash(_("The round is added. Say what is needed for an entry to go on, and give it its dates."), "success")
        return redirect(url_for(".index", slug=slug, _anchor=f"round-{form.result}"))
    return shown(
        "editions/rounds/new.html",
        form,
        fixed=why_not_change_rules(g.edition),
        crumbs=way_to_section(INDEX, _("New round")),
    )


@bp.post("/<string:round_id>/take-away/")
@allow(Who.SECRETARY, edition=True)
def take_away(slug: str, round_id: str) -> ResponseReturnValue:
    """Take a round away; the list offers to bring it back."""
    return ordered.taken_away(
        partial(_known, public_id=round_id), rounds.take_away_round, list_of_rounds, name=lambda one: one.name
    )


@bp.route("/<string:round_id>/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def change(slug: str, round_id: str) -> ResponseReturnValue:
    """Change the scale of a round and how its sheets become a score."""
    known = _known(g.edition, round_id)
    form = round_form(g.edition, round_setup(known))

    def save(session: Session) -> None:
        edition = fresh(session)
        changed, version = _known(edition, round_id), form.version.data
        rounds.change_round(session, edition, changed, form.round(), version=version, **act())

    if saved(form, save):
        flash(_("Your changes are saved."), "success")
        return redirect(url_for(".index", slug=slug))
    return shown(
        "editions/rounds/qualifying.html" if known.qualifies else "editions/rounds/round.html",
        form,
        names=tuple(QUALIFYING if known.qualifies else LABELS),
        fixed=why_not_change_rules(g.edition),
        sheets=SHEETS,
        made=made_by_each_method(),
        crumbs=way_to_section(INDEX, known.name),
    )


@bp.route("/<string:round_id>/ladder/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def ladder(slug: str, round_id: str) -> ResponseReturnValue:
    """Choose what breaks a tie and in which order, beside an example of what each would do."""
    known, form = _known(g.edition, round_id), RungForm()
    if known.qualifies:
        abort(404)  # nothing is equal where no points are given

    def changed(session: Session) -> None:
        edition = fresh(session)
        rung, to = Rung(form.rung.data), form.to.data
        rounds.change_ladder(session, edition, _known(edition, round_id), rung, to, **act())

    if saved(form, changed):
        return redirect(url_for(".ladder", slug=slug, round_id=round_id, _anchor="ladder"))
    return shown(
        "editions/rounds/ladder.html",
        form,
        round=known,
        rungs=ladder_example.broken_by_each_rung(),
        others=[rung for rung in RUNGS_IN_EDITIONS if rung not in known.ties],
        outcome=ladder_example.broken_by(known.ties),
        example=ladder_example,
        fixed=why_not_change_rules(g.edition),
        crumbs=way_to_section(INDEX, _("Ladder: %(round)s", round=known.name)),
    )


def _known(edition: Edition, public_id: str) -> Round:
    """Return a round of the edition."""
    return next((one for one in edition.rounds if one.public_id == public_id), None) or abort(404)
