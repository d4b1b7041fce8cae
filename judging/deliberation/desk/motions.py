"""The secretary's form of a motion: what is moved, how the chapter voted, and why."""

from collections.abc import Mapping

from flask import Blueprint, abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import SelectChoice

from judging.accounts.login import me
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.core.refusals import NotNow, Refused
from judging.deliberation import operations, queries, rules
from judging.deliberation.desk.meeting import crumbs, home
from judging.deliberation.forms import MotionForm
from judging.deliberation.models import Choice, Meeting
from judging.deliberation.votes import Count
from judging.editions.models import AwardKind, Edition
from judging.entries.models import Entry
from judging.web.access import Who, allow
from judging.web.transaction import writing

bp = Blueprint("motions_desk", __name__, url_prefix="/desk/<string:slug>/deliberation/motion")


@bp.route("/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def motion(slug: str) -> ResponseReturnValue:
    """Record a motion to award and the votes on it."""
    session, edition = get_session(), g.edition
    found = _meeting(session, edition)
    form = _form(session, edition, found)
    reply = _decide(form) if form.validate_on_submit() else None
    if reply is not None and not isinstance(reply, Refused):
        return reply
    found = _meeting(get_session(), edition)
    context = {"form": form, "refusal": reply, "here": len(rules.present(found))}
    status = 422 if form.errors or reply else 200
    return render_template(
        "deliberation/motion.html", crumbs=crumbs((_("Motion"), None)), **context
    ), status


def _meeting(session: Session, edition: Edition) -> Meeting:
    """Return the meeting that may vote now, or say why there is none."""
    ranking, found = (
        queries.newest_ranking(session, edition),
        queries.meeting_of(session, edition),
    )
    if refusal := rules.why_not_meet(edition, ranking, queries.protocol_of(session, edition)):
        raise refusal
    if found is None:
        raise NotNow(_("Record the meeting of the chapter first."))
    if refusal := rules.why_no_quorum(edition, len(rules.present(found))):
        raise refusal
    return found


def _form(session: Session, edition: Edition, found: Meeting) -> MotionForm:
    """Return the form with the entries in the order of the ranking and the kinds of award."""
    form = MotionForm(entry=request.args.get("entry"), kind=request.args.get("kind"))
    named = {row["id"]: row for row in found.ranking.entries}
    form.entry.choices = [
        SelectChoice(row["entry"], _spelled(row["place"], named[row["entry"]]))
        for row in found.ranking.analysis["ranking"]
    ]
    form.kind.choices = [SelectChoice(kind.public_id, kind.name) for kind in edition.award_kinds]
    return form


def _spelled(place: int | None, entry: Mapping[str, str]) -> str:
    return f"{place or '–'}. {entry['office']} – {entry['title']}"


def _decide(form: MotionForm) -> ResponseReturnValue | Refused:
    """Carry the decision out, or return the refusal so that nothing typed is lost."""
    try:
        with writing() as session:
            edition = queries.locked(session, g.edition)
            decided = operations.decide(
                session, edition, _entry(session, edition, form.entry.data),
                _kind(session, edition, form.kind.data), _count(form),
                citation=form.citation.data or "", departure=form.departure.data or "",
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
    return home()


def _count(form: MotionForm) -> Count:
    return Count(
        form.votes_for.data or 0,
        form.votes_against.data or 0,
        form.abstained.data or 0,
        Choice(form.casting.data) if form.casting.data else None,
    )


def _entry(session: Session, edition: Edition, public_id: str) -> Entry:
    query = select(Entry).where(Entry.public_id == public_id, Entry.edition_id == edition.id)
    return session.scalar(query) or abort(404)


def _kind(session: Session, edition: Edition, public_id: str) -> AwardKind:
    query = select(AwardKind).where(
        AwardKind.public_id == public_id, AwardKind.edition_id == edition.id
    )
    return session.scalar(query) or abort(404)
