"""The secretary sets the practice round: whether it is wanted, its anchors, and sees who has done it; never a score."""

from collections.abc import Sequence

from flask import Blueprint, abort, current_app, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act
from judging.core.db import get_session
from judging.core.i18n import _
from judging.editions.desk.setup import fresh, way_to_section
from judging.editions.forms.anchors import POINTS, REASON, AnchorForm, anchor_form, practice_form
from judging.editions.forms.questions import PREFIX
from judging.editions.models import Anchor, Edition, PracticeRound
from judging.editions.operations import anchors
from judging.editions.parts.practice import MOST, AnchorSetup, anchor_setup, lacks, practised_round, whole
from judging.editions.rules.changes import why_not_change_what_lasts
from judging.editions.sections import beside
from judging.jury.earlier_practices import Told, as_anchor
from judging.jury.queries import practice
from judging.web.access import TEXTS, Who, allow
from judging.web.forms import Form, saved, shown

INDEX = "practice_desk.index"
bp = Blueprint("practice_desk", __name__, url_prefix="/desk/<string:slug>/setup/practice")


@bp.route("/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """Say whether jurors practise; list the anchors with what each lacks, and who has practised."""
    form = practice_form(g.edition)

    def save(session: Session) -> None:
        wanted, version = PracticeRound(form.practice_round.data), form.version.data
        anchors.want_practice(session, fresh(session), wanted, version=version, **act())

    if saved(form, save):
        flash(_("Your changes are saved."), "success")
        return redirect(url_for(".index", slug=slug))
    return _list(form)


def _list(form: Form, sent: Form | None = None) -> ResponseReturnValue:
    edition, (before, after) = g.edition, beside(INDEX)
    ready = whole(edition)
    return shown(
        "editions/practice/index.html",
        sent or form,
        wish=form,
        anchors=[(one, list(lacks(edition, one))) for one in edition.anchors],
        removed=practice.removed_anchors(get_session(), edition),
        earlier=_earlier(),
        practised=practice.practised(get_session(), edition, ready) if _is_wanted(edition) else [],
        ready=len(ready),
        room=len(edition.anchors) < MOST,
        fixed=why_not_change_what_lasts(edition),
        before=before,
        after=after,
        crumbs=way_to_section(INDEX),
    )


@bp.route("/new/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True, body=TEXTS)
def new(slug: str) -> ResponseReturnValue:
    """Add an anchor: written here, or begun from what the public reads of an earlier edition."""
    form = anchor_form(g.edition, _begun_from(request.args.get("from", "")))

    def add(session: Session) -> str:
        return anchors.add_anchor(session, fresh(session), form.setup(), **act()).public_id

    if saved(form, add):
        flash(_("The anchor is added."), "success")
        return redirect(url_for(".index", slug=slug, _anchor=f"anchor-{form.result}"))
    return _page(form, _("New anchor"))


@bp.route("/<string:anchor_id>/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True, body=TEXTS)
def change(slug: str, anchor_id: str) -> ResponseReturnValue:
    """Change an anchor."""
    known = _known(g.edition, anchor_id)
    form = anchor_form(g.edition, anchor_setup(known))

    def save(session: Session) -> None:
        edition, version = fresh(session), form.version.data
        anchors.change_anchor(session, edition, _known(edition, anchor_id), form.setup(), version=version, **act())

    if saved(form, save):
        flash(_("Your changes are saved."), "success")
        return redirect(url_for(".index", slug=slug, _anchor=f"anchor-{anchor_id}"))
    return _page(form, known.title)


@bp.post("/<string:anchor_id>/take-away/")
@allow(Who.SECRETARY, edition=True)
def take_away(slug: str, anchor_id: str) -> ResponseReturnValue:
    """Take an anchor away; the list offers to bring it back."""
    title, form = _known(g.edition, anchor_id).title, Form()

    def take(session: Session) -> None:
        edition = fresh(session)
        anchors.take_away_anchor(session, edition, _known(edition, anchor_id), **act())

    if saved(form, take):
        flash(_("“%(name)s” is taken away. You can bring it back below.", name=title), "success")
        return redirect(url_for(".index", slug=slug, _anchor="taken-away"))
    return _list(practice_form(g.edition), form)


@bp.post("/<string:anchor_id>/bring-back/")
@allow(Who.SECRETARY, edition=True)
def bring_back(slug: str, anchor_id: str) -> ResponseReturnValue:
    """Bring back what was taken away."""
    _removed(get_session(), anchor_id)
    form = Form()

    def bring(session: Session) -> None:
        anchors.bring_back_anchor(session, fresh(session), _removed(session, anchor_id), **act())

    if saved(form, bring):
        flash(_("It is back as it was."), "success")
        return redirect(url_for(".index", slug=slug, _anchor=f"anchor-{anchor_id}"))
    return _list(practice_form(g.edition), form)


def _page(form: AnchorForm, here: str) -> ResponseReturnValue:
    round_ = practised_round(g.edition)
    keys = [one.key for one in round_.criteria] if round_ else []
    return shown(
        "editions/practice/anchor.html",
        form,
        questions=[PREFIX + key for key in form.of(PREFIX)],
        criteria=[(POINTS + key, REASON + key) for key in keys],
        round=round_,
        fixed=why_not_change_what_lasts(g.edition),
        crumbs=way_to_section(INDEX, here),
    )


def _earlier() -> Sequence[Told]:
    """Return what the public reads of earlier editions of this competition; a later slice knows it."""
    found: Sequence[Told] = current_app.extensions["earlier_practices"](get_session(), g.edition)
    return found


def _begun_from(public_id: str) -> AnchorSetup:
    """Return what a new anchor begins with: nothing, or a practice of an earlier edition."""
    if not public_id:
        return AnchorSetup("")
    told = next((one for one in _earlier() if one.public_id == public_id), None) or abort(404)
    return as_anchor(told, g.edition)


def _known(edition: Edition, public_id: str) -> Anchor:
    """Return an anchor of the edition."""
    return next((one for one in edition.anchors if one.public_id == public_id), None) or abort(404)


def _removed(session: Session, public_id: str) -> Anchor:
    """Return an anchor of the edition that was taken away."""
    found = practice.removed_anchors(session, g.edition)
    return next((one for one in found if one.public_id == public_id), None) or abort(404)


def _is_wanted(edition: Edition) -> bool:
    return edition.practice_round is not PracticeRound.NONE
