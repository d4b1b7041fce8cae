"""The secretary's pages of the deliberation: meeting, motions, awards, protocol."""

from collections.abc import Mapping
from datetime import datetime

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from judging import clock, files
from judging.access import Who, allow
from judging.accounts.login import me
from judging.accounts.second_factor import check_code
from judging.db import get_session
from judging.deliberation import operations, queries, rules
from judging.deliberation.forms import MeetingForm, MotionForm, ReasonForm, SealForm
from judging.deliberation.models import Award, Meeting, Protocol
from judging.deliberation.protocol import protocol_pdf
from judging.editions.dashboard import Panel, panel
from judging.editions.models import AwardKind, Edition, Role
from judging.editions.timetable import from_local
from judging.entries.models import Entry
from judging.filters import local_input
from judging.fingerprints import fingerprint
from judging.i18n import _
from judging.once import writing
from judging.refusals import NotNow, Refused

bp = Blueprint("deliberation_desk", __name__, url_prefix="/desk/<string:slug>/deliberation")


def _home() -> ResponseReturnValue:
    return redirect(url_for(".show", slug=g.edition.slug))


def _crumbs(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [
        (g.edition.name, url_for("editions_desk.show", slug=g.edition.slug)),
        (_("Deliberation"), url_for(".show", slug=g.edition.slug) if more else None),
        *more,
    ]


@bp.get("/")
@allow(Who.SECRETARY, edition=True)
def show(slug: str) -> ResponseReturnValue:
    """Show where the deliberation stands and what comes next."""
    session, edition = get_session(), g.edition
    ranking = queries.newest_ranking(session, edition)
    meeting = queries.meeting_of(session, edition)
    given = queries.awards_of(session, edition)
    protocol = queries.protocol_of(session, edition)
    return render_template(
        "deliberation/show.html",
        crumbs=_crumbs(),
        refusal=rules.why_not_meet(edition, ranking),
        ranking=ranking,
        advice=rules.supported(ranking, edition.award_kinds) if ranking else {},
        rows={row["id"]: row for row in ranking.entries} if ranking else {},
        meeting=meeting,
        no_quorum=rules.why_no_quorum(edition, meeting) if meeting else None,
        here=len(rules.present(meeting)) if meeting else 0,
        given={award.entry.public_id: award for award in given},
        protocol=protocol,
        no_protocol=rules.why_not_protocol(edition, meeting, given, edition.award_kinds),
        no_seal=rules.why_not_seal(protocol, Role.SECRETARY),
        seal_form=SealForm(digest=protocol.digest) if protocol else None,
        reason_form=ReasonForm(formdata=None),
    )


@bp.route("/meeting/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def meeting(slug: str) -> ResponseReturnValue:
    """Record the meeting and who was there."""
    session, edition = get_session(), g.edition
    found, seats = queries.meeting_of(session, edition), queries.chapter(session, edition)
    if refusal := rules.why_not_meet(edition, queries.newest_ranking(session, edition)):
        raise refusal
    form = MeetingForm(obj=found)
    if found and request.method == "GET":
        form.held_at.data = datetime.fromisoformat(local_input(found.held_at, edition.time_zone))
    if form.validate_on_submit() and form.held_at.data is not None:
        held_at = from_local(f"{form.held_at.data:%Y-%m-%dT%H:%M}", edition.time_zone)
        attendance = {
            seat.id: (
                f"present-{seat.public_id}" in request.form,
                request.form.get(f"substitute-{seat.public_id}", "")[:120],
            )
            for seat in seats
        }
        with writing() as session:
            operations.hold_meeting(
                session, _edition(session), held_at=held_at, place=form.place.data or "",
                secret_ballot=bool(form.secret_ballot.data), attendance=attendance,
                version=request.form.get("version", type=int), by=me(), at=clock.arrived(),
            )  # fmt: skip
        flash(_("The meeting and the attendance are recorded."), "success")
        return _home()
    noted = {row.seat_id: row for row in found.attendance} if found else {}
    context = {"form": form, "seats": seats, "noted": noted, "meeting": found}
    return render_template(
        "deliberation/meeting.html", crumbs=_crumbs((_("Meeting"), None)), **context
    ), 422 if form.errors else 200


@bp.route("/motion/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def motion(slug: str) -> ResponseReturnValue:
    """Record a motion to award and the votes on it."""
    session, edition = get_session(), g.edition
    ranking = queries.newest_ranking(session, edition)
    found = queries.meeting_of(session, edition)
    refusal = rules.why_not_meet(edition, ranking) or (
        rules.why_no_quorum(edition, found) if found else None
    )
    if refusal or ranking is None or found is None:
        raise refusal or NotNow(_("Record the meeting of the chapter first."))
    form = _motion_form(session, edition, found)
    reply = _decide(form) if form.validate_on_submit() else None
    if isinstance(reply, Refused) or reply is None:
        status = 422 if form.errors or reply else 200
        context = {"form": form, "refusal": reply, "here": len(rules.present(found))}
        return render_template(
            "deliberation/motion.html", crumbs=_crumbs((_("Motion"), None)), **context
        ), status
    return reply


def _motion_form(session: Session, edition: Edition, found: Meeting) -> MotionForm:
    """Return the form with the entries in the order of the ranking and the kinds of award."""
    form = MotionForm(entry=request.args.get("entry"), kind=request.args.get("kind"))
    entries = queries.entries_of_ranking(session, found.ranking)
    places = {row["entry"]: row["place"] for row in found.ranking.analysis["ranking"]}
    form.entry.choices = [
        (
            entry.public_id,
            f"{places.get(entry.public_id) or '–'}. {entry.office.name} – {entry.title}",
        )
        for entry in entries
    ]
    form.kind.choices = [(kind.public_id, kind.name) for kind in edition.award_kinds]
    return form


def _decide(form: MotionForm) -> ResponseReturnValue | Refused:
    """Carry the decision out, or return the refusal so that nothing typed is lost."""
    count = operations.Count(
        form.votes_for.data or 0,
        form.votes_against.data or 0,
        form.abstained.data or 0,
        bool(form.chair_decided.data),
    )
    try:
        with writing() as session:
            edition = _edition(session)
            decided = operations.decide(
                session, edition, _entry(session, edition, form.entry.data), _kind(session, edition, form.kind.data),
                count, citation=form.citation.data or "", departure=form.departure.data or "",
                dissent=form.dissent.data or "", by=me(), at=clock.arrived(),
            )  # fmt: skip
            carried = decided.carried
    except Refused as refusal:
        return refusal
    flash(
        _("The motion was carried: the award is recorded.")
        if carried
        else _("The motion was not carried; it is on record."),
        "success",
    )
    return _home()


@bp.post("/awards/<string:award_id>/withdraw/")
@allow(Who.SECRETARY, edition=True)
def withdraw_award(slug: str, award_id: str) -> ResponseReturnValue:
    """Take an award back before the seal."""
    with writing() as session:
        edition = _edition(session)
        query = select(Award).where(
            Award.public_id == award_id,
            Award.edition_id == edition.id,
            Award.withdrawn_at.is_(None),
        )
        award = session.scalar(query) or abort(404)
        operations.withdraw_award(
            session, edition, award, reason=_reason(), by=me(), at=clock.arrived()
        )
    flash(_("The award was taken back. The motion stays on record."), "success")
    return _home()


@bp.post("/left-out/")
@allow(Who.SECRETARY, edition=True)
def left_out(slug: str) -> ResponseReturnValue:
    """Write why entries the ranking honours get nothing."""
    with writing() as session:
        version = request.form.get("version", type=int) or 0
        operations.explain_left_out(
            session,
            _edition(session),
            reason=_reason(),
            version=version,
            by=me(),
            at=clock.arrived(),
        )
    flash(_("The reason is saved; it goes into the protocol."), "success")
    return _home()


@bp.post("/protocol/")
@allow(Who.SECRETARY, edition=True)
def make_protocol(slug: str) -> ResponseReturnValue:
    """Make the protocol and its PDF."""
    at = clock.arrived()
    content = operations.draft_protocol(get_session(), g.edition, at=at)
    pdf = files.keep_document(protocol_pdf(content))
    with writing() as session:
        operations.make_protocol(
            session, _edition(session), digest=fingerprint(content), pdf_sha256=pdf, by=me(), at=at
        )
    flash(_("The protocol is ready. Read it, then seal it; the chair seals it too."), "success")
    return _home()


@bp.get("/protocol.pdf")
@allow(Who.SECRETARY, Who.CHAIR, edition=True)
def protocol_file(slug: str) -> ResponseReturnValue:
    """Send the protocol to those who seal it."""
    protocol = queries.protocol_of(get_session(), g.edition) or abort(404)
    return send_protocol(protocol, g.edition)


def send_protocol(protocol: Protocol, edition: Edition) -> Response:
    """Return the PDF as an attachment."""
    return files.send(
        files.Document(f"protokol-{edition.slug}.pdf", "application/pdf", protocol.pdf_sha256)
    )


@bp.post("/seal/")
@allow(Who.SECRETARY, edition=True)
def seal(slug: str) -> ResponseReturnValue:
    """Put the secretary's seal."""
    return seal_as(Role.SECRETARY, url_for(".show", slug=slug))


def seal_as(role: Role, back: str) -> ResponseReturnValue:
    """Put the seal of a role with a fresh second factor; shared with the chair's page."""
    form = SealForm()
    if not form.validate_on_submit():
        flash(_("Nothing was sealed: enter the six-digit code."), "error")
        return redirect(back)
    with writing() as session:
        edition, by = _edition(session), me()
        check_code(session, by, form.code.data or "", clock.arrived())
        operations.seal(
            session, edition, queries.protocol_of(session, edition), role,
            digest=form.digest.data or "", by=by, at=clock.arrived(),
        )  # fmt: skip
        sealed = edition.sealed_at is not None
    flash(
        _("Both seals are there: the decision is sealed.")
        if sealed
        else _("Your seal is on the protocol."),
        "success",
    )
    return redirect(back)


@bp.post("/protocol/withdraw/")
@allow(Who.SECRETARY, edition=True)
def withdraw_protocol(slug: str) -> ResponseReturnValue:
    """Open the decision again before the announcement."""
    with writing() as session:
        edition = _edition(session)
        protocol = queries.protocol_of(session, edition)
        operations.withdraw_protocol(
            session, edition, protocol, reason=_reason(), by=me(), at=clock.arrived()
        )
    flash(_("The protocol was withdrawn. It stays on record with your reason."), "success")
    return _home()


def _reason() -> str:
    return str(request.form.get("reason", ""))[:3000]


def _edition(session: Session) -> Edition:
    """Return the edition of this page, read inside the writing transaction."""
    edition: Edition = g.edition
    session.refresh(edition)
    return edition


def _entry(session: Session, edition: Edition, public_id: str) -> Entry:
    query = select(Entry).where(Entry.public_id == public_id, Entry.edition_id == edition.id)
    return session.scalar(query) or abort(404)


def _kind(session: Session, edition: Edition, public_id: str) -> AwardKind:
    query = select(AwardKind).where(
        AwardKind.public_id == public_id, AwardKind.edition_id == edition.id
    )
    return session.scalar(query) or abort(404)


@panel(60)
def deliberation_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Tell the secretary how far the decision is."""
    url = url_for("deliberation_desk.show", slug=edition.slug)
    given = queries.awards_of(session, edition)
    protocol = queries.protocol_of(session, edition)
    figures: Mapping[str, int] = {
        _("awards given"): len(given),
        _("seals on the protocol"): len(protocol.seals) if protocol else 0,
    }
    return Panel(_("Deliberation"), url, figures=list(figures.items()))
