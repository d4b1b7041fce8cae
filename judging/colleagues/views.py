"""Pages of an office about its people: invite, accept, decline, say what each may do."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.colleagues import operations, queries, rules
from judging.colleagues.forms import AcceptForm, InviteForm, RightForm
from judging.colleagues.models import ColleagueInvitation
from judging.core import clock
from judging.core.addresses import canonical
from judging.core.db import get_session
from judging.core.i18n import _
from judging.offices.models import Office, Representative, Right
from judging.offices.queries import represented_offices, visible_offices
from judging.web.access import Who, allow
from judging.web.forms import saved, shown
from judging.web.transaction import writing

bp = Blueprint("colleagues", __name__, url_prefix="/office")


@bp.app_template_global()
def invitations_to_me() -> list[ColleagueInvitation]:
    """Return the invitations that the person who reads can accept."""
    return queries.to_person(get_session(), me(), clock.arrived())


@bp.app_template_global()
def words_of_right(right: str) -> str:
    """Return a right in words, for the mails that name it."""
    return Right(right).label


@bp.app_template_global()
def may_set_right(person: Representative) -> bool:
    """Tell whether the person who reads says what a colleague may do."""
    return rules.why_not_set_right(me(), person, person.right) is None


@bp.route("/<string:office_id>/invite/", methods=["GET", "POST"])
@allow(Who.OFFICE)
def invite(office_id: str) -> ResponseReturnValue:
    """Invite a colleague, and list the invitations that wait."""
    office, form = _own_office(office_id), InviteForm()
    if refusal := rules.why_not_invite(me(), office, 0, known=False):
        raise refusal

    def invited(session: Session) -> None:
        office, right = _own_office(office_id), Right(form.right.data)
        operations.invite(session, office, canonical(form.email.data), right, **act())

    if saved(form, invited):
        flash(_("The invitation is sent. It holds for 30 days."), "success")
        return redirect(url_for(".invite", office_id=office_id))
    office = _own_office(office_id)
    waiting = queries.of_office(get_session(), office, clock.arrived())
    return shown(
        "colleagues/invite.html", form, office=office, waiting=waiting, crumbs=_crumbs(_("Invite a colleague"))
    )


@bp.route("/people/<string:person_id>/right/", methods=["GET", "POST"])
@allow(Who.OFFICE)
def right(person_id: str) -> ResponseReturnValue:
    """Say what a colleague may do."""
    person = _colleague(person_id)
    form = RightForm(data={"right": person.right.value})
    if refusal := rules.why_not_set_right(me(), person, person.right):
        raise refusal

    def changed(session: Session) -> None:
        operations.set_right(session, _colleague(person_id), Right(form.right.data), **act())

    if saved(form, changed):
        flash(_("The right is changed, and the person is told by e-mail."), "success")
        return redirect(url_for("offices.index"))
    return shown("colleagues/right.html", form, person=_colleague(person_id), crumbs=_crumbs(_("Change the right")))


@bp.route("/invitations/<string:invitation_id>/", methods=["GET", "POST"])
@allow(Who.SIGNED_IN)
def accept(invitation_id: str) -> ResponseReturnValue:
    """Accept an invitation to act for an office."""
    invitation, form = _my_invitation(invitation_id), AcceptForm()
    if refusal := rules.why_not_accept(me(), invitation, clock.arrived()):
        raise refusal

    def accepted(session: Session) -> None:
        operations.accept(session, _my_invitation(invitation_id), form.position.data, **act())

    if saved(form, accepted):
        flash(_("You act for the office now."), "success")
        return redirect(url_for("entries.index"))
    crumbs = _crumbs(_("Invitation to an office"))
    return shown("colleagues/accept.html", form, invitation=_my_invitation(invitation_id), crumbs=crumbs)


@bp.post("/invitations/<string:invitation_id>/end/")
@allow(Who.SIGNED_IN)
def end(invitation_id: str) -> ResponseReturnValue:
    """Decline an invitation, or take it back."""
    with writing() as session:
        operations.end(session, _invitation(invitation_id), **act())
    flash(_("The invitation is no longer open."), "success")
    return redirect(url_for("offices.index"))


def _own_office(office_id: str) -> Office:
    query = visible_offices(me()).where(Office.public_id == office_id)
    return get_session().scalar(query) or abort(404)


def _colleague(person_id: str) -> Representative:
    """Load somebody of an office for which one decides, or answer 404."""
    mine = Representative.office_id.in_(represented_offices(me()))
    query = select(Representative).where(Representative.public_id == person_id, mine)
    return get_session().scalar(query) or abort(404)


def _invitation(invitation_id: str) -> ColleagueInvitation:
    query = queries.visible_invitations(me()).where(ColleagueInvitation.public_id == invitation_id)
    found: ColleagueInvitation | None = get_session().scalar(query)
    return found or abort(404)


def _my_invitation(invitation_id: str) -> ColleagueInvitation:
    """Load an invitation to the person who calls: nobody else accepts it, not even whoever sent it."""
    invitation = _invitation(invitation_id)
    return invitation if invitation.email in me().addresses else abort(404)


def _crumbs(here: str) -> list[tuple[str, str | None]]:
    return [(_("My offices"), url_for("offices.index")), (here, None)]
