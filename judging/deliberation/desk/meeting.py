"""The secretary's page of the deliberation, its meeting, and what is said of awards."""

from dataclasses import replace
from datetime import datetime

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.deliberation import queries, rules
from judging.deliberation.context import decision_so_far, deliberation_page, take_back_question
from judging.deliberation.forms import LeftOutForm, MeetingForm, TakeBackForm, meeting_form
from judging.deliberation.models import Award
from judging.deliberation.operations import decisions
from judging.editions.dashboard import Panel
from judging.editions.models import Edition
from judging.jury.queries import chapter
from judging.web import access
from judging.web.access import Who, allow
from judging.web.forms import Form, saved, shown
from judging.web.reading import note_look

bp = Blueprint("deliberation_desk", __name__, url_prefix="/desk/<string:slug>/deliberation")


def home() -> ResponseReturnValue:
    """Lead back to the page of the deliberation."""
    return redirect(url_for("deliberation_desk.show", slug=g.edition.slug))


def crumbs(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """Return the way from the desk to a page of the deliberation."""
    here = url_for("deliberation_desk.show", slug=g.edition.slug) if more else None
    desk = (g.edition.name, url_for("editions_desk.show", slug=g.edition.slug))
    return [desk, (_("Deliberation"), here), *more]


@bp.get("/")
@allow(Who.SECRETARY, edition=True, impartial=True)
def show(slug: str) -> ResponseReturnValue:
    """Show where the deliberation stands and what comes next."""
    return page()


def page(sent: Form | None = None) -> ResponseReturnValue:
    """Render the page of the deliberation; a form just sent to it as it came."""
    context = deliberation_page(get_session(), g.edition, me(), clock.arrived(), sent)
    if context["ranking"]:
        note_look(g.edition.slug, me().id)
    return shown("deliberation/show.html", sent, crumbs=crumbs(), **context)


@bp.route("/meeting/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True, impartial=True)
def meeting(slug: str) -> ResponseReturnValue:
    """Record the meeting and who was there."""
    session, edition = get_session(), g.edition
    found, seats = queries.meeting_of(session, edition), queries.chapter(session, edition)
    form = meeting_form(found, seats, queries.who_stand_in(session, edition, found), edition.time_zone)
    ranking, protocol = (
        queries.newest_ranking(session, edition),
        queries.protocol_of(session, edition),
    )
    if refusal := rules.why_not_meet(edition, ranking, protocol):
        raise refusal
    if saved(form, lambda session: _hold(session, form)):
        flash(_("The meeting and the attendance are recorded."), "success")
        return home()
    seats, stand_in = queries.chapter(session, edition), queries.who_stand_in(session, edition, found)
    return shown(
        "deliberation/meeting.html",
        form,
        seats=seats,
        with_substitute={one.stands_for_id for one in stand_in},
        silent=chapter.undeclared(session, edition, [*seats, *stand_in]),
        crumbs=crumbs((_("Meeting"), None)),
    )


def _hold(session: Session, form: MeetingForm) -> None:
    """Keep the meeting as typed."""
    edition = queries.locked(session, g.edition)
    found = queries.meeting_of(session, edition)
    assert form.held_at.data is not None  # the form asks for it
    decisions.hold_meeting(
        session,
        edition,
        held_at=form.held_at.data,
        place=form.place.data or "",
        secret_ballot=form.voting.data == "secret",
        attendance=form.attendance(queries.chapter(session, edition), queries.who_stand_in(session, edition, found)),
        version=form.version.data,
        **act(),
    )


@bp.post("/awards/<string:award_id>/withdraw/")
@allow(Who.SECRETARY, edition=True, impartial=True)
def withdraw_award(slug: str, award_id: str) -> ResponseReturnValue:
    """Take an award back before the seal."""
    award = _award(get_session(), award_id)
    asks = take_back_question(award, queries.ranked_entries(get_session(), g.edition))
    form = TakeBackForm(mark=f"award-{award_id}", asks=asks)

    def take_back(session: Session) -> None:
        edition = queries.locked(session, g.edition)
        award = _award(session, award_id)
        decisions.withdraw_award(session, edition, award, reason=form.reason.data, **act())

    if saved(form, take_back):
        flash(_("The award was taken back. The motion stays on record."), "success")
        return home()
    return page(form)


@bp.post("/left-out/")
@allow(Who.SECRETARY, edition=True, impartial=True)
def left_out(slug: str) -> ResponseReturnValue:
    """Write why entries the ranking honours get nothing."""
    form = LeftOutForm(mark="left-out")

    def explain(session: Session) -> None:
        edition, version = queries.locked(session, g.edition), form.version.data or 0
        reason = form.reason.data
        decisions.explain_left_out(session, edition, reason=reason, version=version, **act())

    if saved(form, explain):
        flash(_("The reason is saved; it goes into the protocol."), "success")
        return home()
    return page(form)


def _award(session: Session, public_id: str) -> Award:
    query = select(Award).where(Award.public_id == public_id, Award.edition_id == g.edition.id)
    return session.scalar(query) or abort(404)


def deliberation_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Tell how far the decision is."""
    part = decision_so_far(session, edition, at)
    if part.gap and current_user.is_authenticated and (own := access.why_not_impartial(edition)):
        part = replace(part, gap=str(own))  # a gap names who has an award
    figures = [(_("awards given"), part.given), (_("seals on the protocol"), len(part.seals))]
    return Panel(_("Deliberation"), url_for("deliberation_desk.show", slug=edition.slug), figures, part)
