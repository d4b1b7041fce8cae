"""The secretary's desk of the jury: who may stand in for a member at the meeting."""

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act
from judging.core.db import get_session
from judging.core.i18n import _
from judging.editions.models import Seat
from judging.jury import rules
from judging.jury.desk.crumbs import crumbs
from judging.jury.forms.members import RemoveSubstituteForm, SubstituteForm
from judging.jury.operations import members, substitutes
from judging.jury.queries import chapter, seats
from judging.web.access import Who, allow
from judging.web.forms import Form, Repeated, saved, shown
from judging.web.transaction import writing

bp = Blueprint("jury_substitutes", __name__, url_prefix="/desk/<string:slug>/jury")


@bp.route("/members/<string:seat_id>/substitutes/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def index(slug: str, seat_id: str) -> ResponseReturnValue:
    """Show who may stand in for a member and whether they have declared; name one."""
    seat, form = _member(get_session(), seat_id), SubstituteForm(mark="name")
    if saved(form, lambda session: _name(session, seat_id, form)):
        flash(
            _("%(name)s is named. The person, the member and the chair get an e-mail.", name=form.name.data), "success"
        )
        return redirect(url_for(".index", slug=slug, seat_id=seat_id))
    return _page(seat, form)


def _name(session: Session, seat_id: str, form: SubstituteForm) -> None:
    said = {"name": form.name.data, "email": form.email.data, "title": form.title.data}
    substitutes.name_substitute(session, _member(session, seat_id), **said, **act())


def _page(seat: Seat, sent: Form) -> ResponseReturnValue:
    session = get_session()
    named = seats.substitutes(session, seat)
    member = url_for("jury_members.member", slug=g.edition.slug, seat_id=seat.public_id)
    return shown(
        "jury/substitutes.html",
        sent,
        seat=seat,
        named=named,
        silent=chapter.undeclared(session, g.edition, named),
        naming=sent if isinstance(sent, SubstituteForm) else SubstituteForm.blank(mark="name"),
        removing=Repeated(RemoveSubstituteForm.blank(), sent),
        refusal=rules.why_not_change_jury(g.edition),
        crumbs=[*crumbs(seat.user.name)[:-1], (seat.user.name, member), (_("Substitutes"), None)],
    )


@bp.post("/substitutes/<string:substitute_id>/invite/")
@allow(Who.SECRETARY, edition=True)
def invite_again(slug: str, substitute_id: str) -> ResponseReturnValue:
    """Send the invitation again, with a new link."""
    with writing() as session:
        found = _substitute(session, substitute_id)
        members.invite_again(session, found, **act())
        member = _member_of(found).public_id
    flash(_("A new link is on its way; the old one no longer works."), "success")
    return redirect(url_for(".index", slug=slug, seat_id=member))


@bp.post("/substitutes/<string:substitute_id>/remove/")
@allow(Who.SECRETARY, edition=True)
def remove(slug: str, substitute_id: str) -> ResponseReturnValue:
    """Take the right to stand in away, with a reason."""
    member = _member_of(_substitute(get_session(), substitute_id))
    form = RemoveSubstituteForm(mark=f"remove-{substitute_id}")

    def removed(session: Session) -> None:
        members.remove(session, _substitute(session, substitute_id), reason=form.reason.data, **act())

    if saved(form, removed):
        flash(_("The person stands in for the member no more."), "success")
        return redirect(url_for(".index", slug=slug, seat_id=member.public_id))
    return _page(member, form)


def _member(session: Session, public_id: str) -> Seat:
    return seats.member(session, g.edition, public_id) or abort(404)


def _substitute(session: Session, public_id: str) -> Seat:
    return seats.substitute(session, g.edition, public_id) or abort(404)


def _member_of(substitute: Seat) -> Seat:
    assert substitute.stands_for is not None  # a substitute is of a member
    return substitute.stands_for
