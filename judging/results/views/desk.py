"""The secretary's pages of the results: the ranking with its acts, the jury, what if, an entry."""

import secrets
from typing import Any

from flask import Blueprint, abort, flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act
from judging.core import clock
from judging.core.cache import Cache
from judging.core.db import get_session
from judging.core.i18n import _
from judging.core.refusals import NotNow, Refused
from judging.editions import timetable
from judging.editions.models import Edition, Round
from judging.jury import readiness
from judging.jury.queries import chapter, progress
from judging.results import rules
from judging.results.context.entry import entry_page, sheets_of
from judging.results.context.jury import agreement, single_jurors
from judging.results.context.ranking import exports, ranking_page
from judging.results.context.what_if import answer, question_page
from judging.results.forms import CloseForm, FreezeForm, ReopenForm
from judging.results.operations import closing as operations
from judging.results.queries import next_round, records
from judging.results.queries.live import all_live
from judging.results.snapshot import Snapshot
from judging.results.views.comments import comments
from judging.results.views.next_round import decisions
from judging.results.views.opening import (
    by_area,
    closed_round,
    of_rounds,
    opened,
    opened_at_once,
    scope,
    way_to_results,
    why_not_shown,
)
from judging.web.access import Who, allow
from judging.web.forms import Form, beside, saved, shown
from judging.web.kept_parts import kept_page

bp = Blueprint("results_desk", __name__, url_prefix="/desk/<string:slug>/results")
by_area(bp)
SEEN = 2**62 + secrets.randbits(61)  # stands for the version of the data in what is kept
PAGES = 32  # kept: without the ranking itself, some kilobytes each
_kept_pages: Cache[str] = Cache(PAGES)


def _home() -> ResponseReturnValue:
    return redirect(url_for(".show", slug=g.edition.slug))


def _round() -> Round:
    """Return the round of this page; an edition without one has no results."""
    return scope().round or abort(404)


@bp.get("/")
@allow(Who.SECRETARY, edition=True, impartial=True)
def show(slug: str) -> ResponseReturnValue:
    """Show the ranking; before the round is closed, only how far the scoring has come."""
    round_ = scope().round
    if round_ is None or rules.why_not_look(round_):
        return _not_yet(round_)
    if round_.qualifies:
        return decisions(round_)
    if changed := why_not_shown(round_, named=True):
        return _changed(round_, changed)
    return _ranking(round_)


def _page(sent: Form) -> ResponseReturnValue:
    """Render the page as it stands now, with the form that was just sent and refused."""
    round_ = _round()
    if rules.why_not_look(round_):
        return _not_yet(round_, sent)
    if round_.qualifies:
        return decisions(round_, sent)
    if changed := why_not_shown(round_, named=True):
        return _changed(round_, changed, sent)
    return _ranking(round_, sent)


def _changed(round_: Round, changed: Refused, sent: Form | None = None) -> ResponseReturnValue:
    """Say which sheets are not what was handed in, in place of a ranking; the round can be opened again."""
    frozen = records.is_frozen(get_session(), round_)
    return shown(
        "results/changed.html",
        sent,
        409,
        forms=beside(sent, ReopenForm.blank(mark="reopen")),
        crumbs=way_to_results(),
        changed=changed,
        cannot_reopen=_why_not_reopen(round_, frozen=frozen),
        **of_rounds(),
    )


def _why_not_reopen(round_: Round, *, frozen: bool) -> Refused | None:
    went_on = next_round.went_on_from(get_session(), round_)
    return rules.why_not_reopen(g.edition, round_, frozen, "-", went_on=went_on)


def _ranking(round_: Round, sent: Form | None = None) -> ResponseReturnValue:
    """Render the ranking with its acts; the page is kept unless a form of it has just been refused."""
    now = opened_at_once()
    context, around = ranking_page(scope(), now, request.args.get("page", 1, type=int), room=False)
    acts = _acts(round_, now)

    def shows() -> dict[str, Any]:
        forms = _forms(sent, seen=round_.data_version if sent else SEEN)
        return {"crumbs": way_to_results(), "exports": exports(g.edition.slug), "forms": forms, **acts, **context}

    if sent:
        return shown("results/show.html", sent, **shows())
    key = (around, *map(str, acts.values()), f"{context['printed_at']:%Y-%m-%d %H:%M}")
    page = kept_page(_kept_pages, key, lambda: render_template("results/show.html", **shows()))
    return page.replace(str(SEEN), str(round_.data_version))


def _acts(round_: Round, now: Snapshot) -> dict[str, object]:
    """Return what can be decided on the page, and why not."""
    frozen = now.frozen is not None
    return {
        "frozen": frozen,
        "cannot_freeze": rules.why_not_freeze(g.edition, round_, frozen),
        "cannot_reopen": _why_not_reopen(round_, frozen=frozen),
        "next": next_round.round_after(round_),
    }


def _forms(sent: Form | None, seen: int) -> dict[str, Form]:
    """Return the forms of the page, the one just sent in its own place."""
    freeze = FreezeForm.blank(mark="freeze", data={"seen": seen})
    return beside(sent, freeze, ReopenForm.blank(mark="reopen"))


def _not_yet(round_: Round | None, sent: Form | None = None) -> ResponseReturnValue:
    """Render the page of a round that is not closed: counts of sheets, never a score."""
    session, at = get_session(), clock.arrived()
    facts = progress.completeness(session, round_) if round_ else None
    body = chapter.chapter_of(session, g.edition, round_)
    before = next_round.round_before(round_) if round_ else None
    return shown(
        "results/not_yet.html",
        sent,
        forms=beside(sent, CloseForm.blank(mark="close")),
        crumbs=way_to_results(),
        round=round_,
        missing=facts.missing if facts else 0,
        jurors=progress.by_juror(session, round_) if round_ else [],
        below=progress.below_minimum(session, round_) if round_ else (),
        short=[lack.sentence for lack in readiness.of_sheets(body)],
        cannot_close=(rules.why_not_close(round_, facts, "-", at) or rules.why_not_ready(body, "-"))
        if round_ and facts
        else None,
        before=before if before and next_round.advance_into(session, round_) is None else None,
        **of_rounds(),
        running=round_ is not None and timetable.takes_sheets(round_, at),
    )


@bp.post("/close/")
@allow(Who.SECRETARY, edition=True, impartial=True)
def close(slug: str) -> ResponseReturnValue:
    """Close the round: from now on no sheet changes and the scores are shown."""
    form = CloseForm(mark="close")

    def closed(session: Session) -> None:
        operations.close_round(session, _round_of(session), reason=form.reason.data, **act())

    if saved(form, closed):
        flash(
            _("The round is closed. Here is who goes on.")
            if _round().qualifies
            else _("The round is closed. Here is the ranking."),
            "success",
        )
        return _home()
    return _page(form)


@bp.post("/reopen/")
@allow(Who.SECRETARY, edition=True, impartial=True)
def reopen(slug: str) -> ResponseReturnValue:
    """Open the round again, with a reason."""
    form = ReopenForm(mark="reopen")

    def reopened(session: Session) -> None:
        round_, reason = _round_of(session), form.reason.data
        operations.reopen_round(session, g.edition, round_, reason=reason, **act())

    if saved(form, reopened):
        flash(_("The round is open again. The scores are hidden until it is closed."), "success")
        return _home()
    return _page(form)


@bp.post("/freeze/")
@allow(Who.SECRETARY, edition=True, impartial=True)
def freeze(slug: str) -> ResponseReturnValue:
    """Close the results: keep this ranking for good."""
    form = FreezeForm(mark="freeze")
    now = all_live(get_session(), closed_round())

    def frozen(session: Session) -> None:
        if (seen := form.seen.data) is None:
            raise NotNow(_("Look at the ranking first: what you have seen is what is closed."))
        round_ = _round_of(session)
        operations.freeze(session, g.edition, round_, now, seen=seen, **act())

    if saved(form, frozen):
        flash(_("The results are closed. The ranking will not change any more."), "success")
        return _home()
    form.renew(seen=_round().data_version)  # the page shows the ranking as it stands now
    return _page(form)


@bp.get("/jury/")
@allow(Who.SECRETARY, edition=True, impartial=True)
def jury(slug: str) -> ResponseReturnValue:
    """Show how alike the jurors judge, who is strict, whose absence would change the winners."""
    now = opened()
    rows = progress.by_juror(get_session(), closed_round())
    return render_template(
        "results/jury.html",
        crumbs=way_to_results(_("Jury")),
        room=False,
        given={} if scope().area else {row.seat: row.given for row in rows},
        **agreement(scope(), now),
        **single_jurors(now),
    )


@bp.get("/what-if/")
@allow(Who.SECRETARY, edition=True, impartial=True)
def what_if(slug: str) -> ResponseReturnValue:
    """Rank again with other weights, without a juror, by another method."""
    context = question_page(scope(), opened(), request.args, sheets_open=True)
    return render_template("results/what_if.html", crumbs=way_to_results(_("What if")), room=False, **context)


@bp.get("/what-if.json")
@allow(Who.SECRETARY, edition=True, impartial=True)
def what_if_data(slug: str) -> ResponseReturnValue:
    """Return the places under other weights, for the sliders."""
    return jsonify(answer(opened(), request.args, sheets_open=True))


@bp.get("/entries/<string:entry_id>/")
@allow(Who.SECRETARY, edition=True, impartial=True)
def entry(slug: str, entry_id: str) -> ResponseReturnValue:
    """Show why an entry has its place."""
    now = opened()
    context = entry_page(scope(), now, entry_id, sheets_of(now, entry_id, "named")) or abort(404)
    title, said = context["name"].title, comments(now, entry_id)
    return render_template("results/entry.html", crumbs=way_to_results(title), room=False, comments=said, **context)


def _round_of(session: Session) -> Round:
    """Return the round, read inside the writing transaction."""
    edition: Edition = g.edition
    session.refresh(edition)
    known = scope().round
    return next((one for one in edition.rounds if known and one.id == known.id), None) or abort(404)
