"""The secretary's desk of the jury: its members."""

from datetime import datetime

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.accounts.rules import TOLD
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _, ngettext
from judging.core.searches import moment_of
from judging.editions import timetable
from judging.editions.models import LEADERS, Role, Seat
from judging.jury import rules
from judging.jury.desk.crumbs import crumbs
from judging.jury.desk.now import shown_round
from judging.jury.desk.panel import blockers
from judging.jury.forms.members import AppointForm, InviteForm
from judging.jury.operations import members, spoken
from judging.jury.queries import chapter, lateness, plans, progress, requests, seats
from judging.web.access import Who, allow
from judging.web.forms import Form, ReasonForm, Repeated, beside, saved, shown
from judging.web.transaction import writing

bp = Blueprint("jury_members", __name__, url_prefix="/desk/<string:slug>/jury")


@bp.get("/")
@allow(Who.SECRETARY, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """List the members of the jury with what each has still to do."""
    round_ = shown_round(g.edition)
    session, since = get_session(), moment_of(request.args, "since")
    found = progress.members(session, g.edition, round_, reader=me())
    both = [*(one.seat for one in found), *chapter.substitutes_of(session, g.edition)]
    silent = chapter.undeclared(session, g.edition, both)
    return render_template(
        "jury/members.html",
        members=[one for one in found if not since or _declared_since(one.seat, since)],
        since=since,
        withheld=seats.may_be_withheld(session, me()),
        silent=silent,
        lacking=blockers(session, g.edition),
        refusal=rules.why_not_change_jury(g.edition),
        crumbs=crumbs(),
    )


def _declared_since(seat: Seat, since: datetime) -> bool:
    return seat.conflicts_declared_at is not None and seat.conflicts_declared_at >= since


@bp.route("/invite/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def invite(slug: str) -> ResponseReturnValue:
    """Invite a person to the jury."""
    form = InviteForm()
    if saved(form, lambda session: _invite(session, form)):
        flash(_("The invitation to %(name)s is on its way.", name=form.name.data), "success")
        return redirect(url_for(".index", slug=slug))
    exists = chapter.ever_seated(get_session(), g.edition)
    late = rules.is_late(g.edition, clock.arrived(), chapter_exists=exists)
    return shown("jury/invite.html", form, late=late, crumbs=crumbs(_("Invitation")))


def _invite(session: Session, form: InviteForm) -> None:
    said = {"name": form.name.data, "email": form.email.data, "title": form.title.data, "reason": form.reason.data}
    members.invite(session, g.edition, **said, **act())


@bp.get("/members/<string:seat_id>/")
@allow(Who.SECRETARY, edition=True)
def member(slug: str, seat_id: str) -> ResponseReturnValue:
    """Show one member and what the secretary can do about the seat."""
    return member_page(seat_id)


def member_page(seat_id: str, sent: Form | None = None) -> ResponseReturnValue:
    """Render the page of a member, with a form as it was sent."""
    seat, round_ = _member(get_session(), seat_id), shown_round(g.edition)
    at = clock.arrived()
    appointed = AppointForm.blank(mark="appoint", data={"role": seat.role.value})
    return shown(
        "jury/member.html",
        sent,
        forms=beside(sent, appointed, ReasonForm.blank(mark="remove"), ReasonForm.blank(mark="code")),
        seat=seat,
        refusal=rules.why_not_change_jury(g.edition),
        conflicts=seats.my_conflicts(get_session(), seat, reader=me()),
        withheld=seats.may_be_withheld(get_session(), me()),
        leads=seat.role in LEADERS,
        silent=chapter.undeclared(get_session(), g.edition, [seat]),
        substitutes=seats.substitutes(get_session(), seat),
        known=plans.areas_known(get_session(), g.edition).get(seat.id, ()),
        themselves=seat.id in plans.said_themselves(get_session(), g.edition),
        standing=lateness.of_seat(get_session(), round_, seat, me(), at) if round_ else None,
        sheets=progress.handed_in(get_session(), round_, me(), seat=seat) if round_ else (),
        asked=requests.all_waiting(get_session(), round_.id) if round_ else {},
        reasons=Repeated(ReasonForm.blank(), sent),
        open=round_ is not None and timetable.takes_sheets(round_, at),
        crumbs=crumbs(seat.user.name),
    )


@bp.post("/members/<string:seat_id>/invite/")
@allow(Who.SECRETARY, edition=True)
def invite_again(slug: str, seat_id: str) -> ResponseReturnValue:
    """Send the invitation again, with a new link."""
    with writing() as session:
        members.invite_again(session, _member(session, seat_id), **act())
    flash(_("A new link is on its way; the old one no longer works."), "success")
    return redirect(url_for(".member", slug=slug, seat_id=seat_id))


@bp.post("/members/<string:seat_id>/code/")
@allow(Who.SECRETARY, edition=True)
def read_out_code(slug: str, seat_id: str) -> ResponseReturnValue:
    """Show, once, a code to be read out on the telephone to a member whom no mail reaches."""
    form = ReasonForm(mark="code")
    made: list[str] = []

    def read_out(session: Session) -> None:
        made.append(spoken.read_out_code(session, _member(session, seat_id), reason=form.reason.data, **act()))

    if saved(form, read_out):
        seat = _member(get_session(), seat_id)
        code = f"{made[-1][:4]} {made[-1][4:]}"
        return render_template(
            "jury/spoken_code.html",
            seat=seat,
            code=code,
            minutes=TOLD["spoken_minutes"],
            crumbs=crumbs(seat.user.name),
        )
    return member_page(seat_id, form)


@bp.post("/members/<string:seat_id>/appoint/")
@allow(Who.SECRETARY, edition=True)
def appoint(slug: str, seat_id: str) -> ResponseReturnValue:
    """Make a member chair, deputy, or a plain member."""
    form = AppointForm(mark="appoint")

    def appointed(session: Session) -> None:
        role, told = Role(form.role.data), bool(form.told.data)
        members.appoint(session, _member(session, seat_id), role, told=told, **act())

    if saved(form, appointed):
        flash(_("The change has been recorded."), "success")
        return redirect(url_for(".member", slug=slug, seat_id=seat_id))
    return member_page(seat_id, form)


@bp.post("/members/<string:seat_id>/protect/")
@allow(Who.SECRETARY, edition=True)
def remind_to_protect(slug: str, seat_id: str) -> ResponseReturnValue:
    """Remind the chair or the deputy to set up the second factor."""
    with writing() as session:
        members.remind_to_protect(session, _member(session, seat_id), at=clock.arrived())
    flash(_("The reminder is on its way, once a day at most."), "success")
    return redirect(url_for(".member", slug=slug, seat_id=seat_id))


@bp.post("/declare/")
@allow(Who.SECRETARY, edition=True)
def remind_to_declare(slug: str) -> ResponseReturnValue:
    """Remind those who have not declared their conflicts, each once a day."""
    with writing() as session:
        count = members.remind_to_declare(session, g.edition, at=clock.arrived())
    text = ngettext(
        "%(num)d member gets a reminder, once a day at most.",
        "%(num)d members get a reminder, once a day at most.",
        count,
    )
    flash(text, "success")
    return redirect(url_for(".index", slug=slug))


@bp.post("/members/<string:seat_id>/remove/")
@allow(Who.SECRETARY, edition=True)
def remove(slug: str, seat_id: str) -> ResponseReturnValue:
    """Take a member off the jury, with a reason; what was handed in stays."""
    form = ReasonForm(mark="remove")

    def removed(session: Session) -> None:
        members.remove(session, _member(session, seat_id), reason=form.reason.data, **act())

    if saved(form, removed):
        flash(_("The member has been removed. Sheets handed in are kept."), "success")
        return redirect(url_for(".index", slug=slug))
    return member_page(seat_id, form)


def _member(session: Session, public_id: str) -> Seat:
    return seats.member(session, g.edition, public_id) or abort(404)
