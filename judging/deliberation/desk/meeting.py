"""The secretary's page of the deliberation, its meeting, and what is said of awards."""

from collections.abc import Sequence
from datetime import datetime

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.login import me
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.deliberation import advising, operations, queries, rules
from judging.deliberation.forms import MeetingForm, SealForm
from judging.deliberation.models import Award
from judging.editions.dashboard import Panel
from judging.editions.models import Edition, Role, Seat
from judging.web.access import Who, allow
from judging.web.transaction import writing

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
@allow(Who.SECRETARY, edition=True)
def show(slug: str) -> ResponseReturnValue:
    """Show where the deliberation stands and what comes next."""
    session, edition = get_session(), g.edition
    ranking = queries.newest_ranking(session, edition)
    meeting = queries.meeting_of(session, edition)
    awards = queries.all_awards(session, edition)
    given = [award for award in awards if award.withdrawn_at is None]
    protocol = queries.protocol_of(session, edition)
    here = len(rules.present(meeting)) if meeting else 0
    kinds, at = edition.award_kinds, clock.arrived()
    return render_template(
        "deliberation/show.html",
        crumbs=crumbs(),
        refusal=rules.why_not_meet(edition, ranking, protocol),
        ranking=ranking,
        support=advising.advice(ranking, kinds).support if ranking else {},
        rows={row["id"]: row for row in ranking.entries} if ranking else {},
        meeting=meeting,
        no_quorum=rules.why_no_quorum(edition, here) if meeting else None,
        here=here,
        given={award.entry.public_id: award for award in given},
        taken_back={award.motion_id: award for award in awards if award.withdrawn_at},
        in_area=advising.area_places(ranking) if ranking else {},
        tally=[
            (
                kind,
                sum(award.award_kind_id == kind.id for award in given),
                kind.quantity * (len(ranking.areas) if ranking and kind.per_area else 1),
            )
            for kind in kinds
        ],
        protocol=protocol,
        no_protocol=rules.why_not_protocol(edition, meeting, given, kinds, at),
        no_seal=rules.why_not_seal(protocol, Role.SECRETARY, me(), edition.seats),
        seal_form=SealForm(digest=protocol.digest) if protocol else None,
    )


@bp.route("/meeting/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def meeting(slug: str) -> ResponseReturnValue:
    """Record the meeting and who was there."""
    session, edition = get_session(), g.edition
    ranking, protocol = (
        queries.newest_ranking(session, edition),
        queries.protocol_of(session, edition),
    )
    if refusal := rules.why_not_meet(edition, ranking, protocol):
        raise refusal
    found = queries.meeting_of(session, edition)
    form = MeetingForm(obj=found, zone=edition.time_zone)
    if form.validate_on_submit() and form.held_at.data is not None:
        return _hold(form, form.held_at.data)
    seats = queries.chapter(session, edition)
    noted = (
        {row.seat_id: (row.present, row.substitute) for row in found.attendance} if found else {}
    )
    context = {
        "form": form,
        "seats": seats,
        "noted": _attendance(seats) if request.method == "POST" else noted,
        "meeting": found,
        "crumbs": crumbs((_("Meeting"), None)),
    }
    status = 422 if form.errors else 200
    return render_template("deliberation/meeting.html", **context), status


def _hold(form: MeetingForm, held_at: datetime) -> ResponseReturnValue:
    """Keep the meeting as typed."""
    with writing() as session:
        edition = queries.locked(session, g.edition)
        operations.hold_meeting(
            session, edition, held_at=held_at, place=form.place.data or "",
            secret_ballot=bool(form.secret_ballot.data),
            attendance=_attendance(queries.chapter(session, edition)),
            version=request.form.get("version", type=int), by=me(), at=clock.arrived(),
        )  # fmt: skip
    flash(_("The meeting and the attendance are recorded."), "success")
    return home()


def _attendance(seats: Sequence[Seat]) -> dict[int, tuple[bool, str]]:
    """Read the list of members off the form: who was there, and by whom."""
    return {
        seat.id: (
            f"present-{seat.public_id}" in request.form,
            " ".join(request.form.get(f"substitute-{seat.public_id}", "").split())[:120],
        )
        for seat in seats
    }


@bp.post("/awards/<string:award_id>/withdraw/")
@allow(Who.SECRETARY, edition=True)
def withdraw_award(slug: str, award_id: str) -> ResponseReturnValue:
    """Take an award back before the seal."""
    with writing() as session:
        edition = queries.locked(session, g.edition)
        query = select(Award).where(Award.public_id == award_id, Award.edition_id == edition.id)
        award = session.scalar(query) or abort(404)
        operations.withdraw_award(
            session, edition, award, reason=_reason(), by=me(), at=clock.arrived()
        )
    flash(_("The award was taken back. The motion stays on record."), "success")
    return home()


@bp.post("/left-out/")
@allow(Who.SECRETARY, edition=True)
def left_out(slug: str) -> ResponseReturnValue:
    """Write why entries the ranking honours get nothing."""
    version = request.form.get("version", type=int) or 0
    with writing() as session:
        edition = queries.locked(session, g.edition)
        operations.explain_left_out(
            session, edition, reason=_reason(), version=version, by=me(), at=clock.arrived()
        )
    flash(_("The reason is saved; it goes into the protocol."), "success")
    return home()


def _reason() -> str:
    return str(request.form.get("reason", ""))[:3000]


def deliberation_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Tell the secretary how far the decision is."""
    url = url_for("deliberation_desk.show", slug=edition.slug)
    protocol = queries.protocol_of(session, edition)
    figures = [
        (_("awards given"), len(queries.awards_of(session, edition))),
        (_("seals on the protocol"), len(protocol.seals) if protocol else 0),
    ]
    blockers = []
    if protocol and edition.sealed_at is None:
        blockers.append(_("The protocol waits for the seals of the chair and the secretary."))
    return Panel(_("Deliberation"), url, figures=figures, blockers=blockers)
