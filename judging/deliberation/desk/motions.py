"""The secretary's form of a motion: what is moved, how the chapter voted, and why."""

from collections.abc import Mapping

from flask import Blueprint, abort, flash, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import SelectChoice

from judging.accounts.login import act, me
from judging.core.db import get_session
from judging.core.i18n import _
from judging.core.refusals import NotNow
from judging.deliberation import queries, rules
from judging.deliberation.desk.meeting import crumbs, home
from judging.deliberation.forms import CorrectionForm, MotionForm, correction_form
from judging.deliberation.models import Meeting, Motion
from judging.deliberation.operations import corrections, decisions
from judging.deliberation.votes import Ballot
from judging.editions.models import AwardKind, Edition
from judging.entries.models import Entry
from judging.web.access import Who, allow
from judging.web.forms import saved, shown
from judging.web.reading import note_look

bp = Blueprint("motions_desk", __name__, url_prefix="/desk/<string:slug>/deliberation/motion")


@bp.route("/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True, impartial=True)
def motion(slug: str) -> ResponseReturnValue:
    """Record a motion to award and the votes on it."""
    form = _form(get_session(), g.edition)
    _meeting(get_session(), g.edition)
    if saved(form, lambda session: _decide(session, form)):
        flash(
            _("The motion was carried: the award is recorded.")
            if form.result
            else _("The motion was not carried; it is on record."),
            "success",
        )
        return home()
    able = len(_ballot(get_session(), form).able)
    if form.errors:
        form.confirmed.ask(form.count.cast, able)
    note_look(g.edition.slug, me().id)  # entries stand in the order of the ranking
    return shown("deliberation/motion.html", form, able=able, crumbs=crumbs((_("Motion"), None)))


@bp.route("/<string:motion_id>/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True, impartial=True)
def correct(slug: str, motion_id: str) -> ResponseReturnValue:
    """Correct the citation or the votes of a motion, until the first seal."""
    found = _motion(get_session(), motion_id)
    if refusal := corrections.why_not(get_session(), g.edition):
        raise refusal
    form = correction_form(found)
    if saved(form, lambda session: _correct(session, motion_id, form)):
        flash(_("The record of the motion is corrected; the history keeps what stood before."), "success")
        return home()
    found = _motion(get_session(), motion_id)
    if form.errors:
        form.confirmed.ask(form.count.cast, len(rules.able(found, rules.present(found.meeting))))
    office = queries.ranked_entries(get_session(), g.edition)[found.entry.public_id]["office"]
    able = len(rules.able(found, rules.present(found.meeting)))
    context = {"motion": found, "office": office, "able": able}
    return shown("deliberation/correct.html", form, crumbs=crumbs((_("Correction"), None)), **context)


def _correct(session: Session, motion_id: str, form: CorrectionForm) -> None:
    edition = queries.locked(session, g.edition)
    corrections.correct_motion(
        session,
        edition,
        _motion(session, motion_id),
        form.count,
        citation=form.citation.data,
        reason=form.reason.data,
        confirmed=form.confirmed.data or "",
        version=form.version.data or 0,
        **act(),
    )


def _motion(session: Session, public_id: str) -> Motion:
    query = select(Motion).join(Motion.meeting)
    return session.scalar(query.where(Motion.public_id == public_id, Meeting.edition_id == g.edition.id)) or abort(404)


def _ballot(session: Session, form: MotionForm) -> Ballot:
    """Return who may vote on the entry that is chosen; of none that is listed, on the first of the ranking."""
    edition, listed = g.edition, [choice.value for choice in form.entry.choices]
    chosen = form.entry.data if form.entry.data in listed else next(iter(listed), "")
    return decisions.ballot_on(session, edition, _meeting(session, edition), _entry(session, edition, chosen))


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
    if refusal := decisions.why_not_open(session, edition, found):
        raise refusal
    return found


def _form(session: Session, edition: Edition) -> MotionForm:
    """Return the form with the entries in the order of the ranking and the kinds of award."""
    form = MotionForm(entry=request.args.get("entry"), kind=request.args.get("kind"))
    ranking = queries.newest_ranking(session, edition)
    named = queries.ranked_entries(session, edition)
    form.entry.choices = [
        SelectChoice(row["entry"], _spelled(row["place"], named[row["entry"]]))
        for row in (ranking.analysis["ranking"] if ranking else [])
    ]
    form.kind.choices = [SelectChoice(kind.public_id, kind.name) for kind in edition.award_kinds]
    return form


def _spelled(place: int | None, entry: Mapping[str, str]) -> str:
    return f"{place or '–'}. {entry['office']} – {entry['title']}"


def _decide(session: Session, form: MotionForm) -> bool:
    """Carry the decision out; tell whether the motion was carried."""
    edition = queries.locked(session, g.edition)
    return decisions.decide(
        session,
        edition,
        _entry(session, edition, form.entry.data),
        _kind(session, edition, form.kind.data),
        form.count,
        confirmed=form.confirmed.data or "",
        citation=form.citation.data,
        departure=form.departure.data,
        dissent=form.dissent.data,
        **act(),
    ).carried


def _entry(session: Session, edition: Edition, public_id: str) -> Entry:
    query = select(Entry).where(Entry.public_id == public_id, Entry.edition_id == edition.id)
    return session.scalar(query) or abort(404)


def _kind(session: Session, edition: Edition, public_id: str) -> AwardKind:
    query = select(AwardKind).where(AwardKind.public_id == public_id, AwardKind.edition_id == edition.id)
    return session.scalar(query) or abort(404)
