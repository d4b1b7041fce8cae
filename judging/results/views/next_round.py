"""The secretary says who goes on to the next round: shown before it is done, taken back until somebody judges them."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.core.db import get_session
from judging.core.files import send_made
from judging.core.i18n import _, ngettext
from judging.core.refusals import NotNow
from judging.core.spreadsheets import CSV, XLSX
from judging.editions.models import Edition, Round
from judging.editions.parts import qualifying
from judging.editions.parts.qualifying import Outcome
from judging.results import rules
from judging.results.files.decisions import decisions_csv, decisions_xlsx
from judging.results.forms import GoOnForm, LineForm, ReopenForm, RuleForm
from judging.results.models import Line
from judging.results.operations import next_round as operations
from judging.results.qualified import Decided, line_in_words
from judging.results.queries import next_round, records
from judging.results.queries.chosen import choice, seen_of
from judging.results.views.opening import by_area, of_rounds, scope, way_to_results, why_not_shown
from judging.web.access import Who, allow
from judging.web.forms import Form, ReasonForm, Repeated, beside, saved, shown
from judging.web.reading import note_look

bp = Blueprint("results_next", __name__, url_prefix="/desk/<string:slug>/results/next")
by_area(bp)


@bp.get("/")
@allow(Who.SECRETARY, edition=True, impartial=True)
def show(slug: str) -> ResponseReturnValue:
    """Show who would go on to the next round, by the line that is asked for."""
    return _page(_closed())


@bp.get("/decisions.csv")
@allow(Who.SECRETARY, edition=True, impartial=True)
def csv(slug: str) -> ResponseReturnValue:
    """Send what was decided on each entry as a table."""
    return _sent(decisions_csv(_decided(), g.edition.time_zone), CSV, "csv")


@bp.get("/decisions.xlsx")
@allow(Who.SECRETARY, edition=True, impartial=True)
def xlsx(slug: str) -> ResponseReturnValue:
    """Send the same as a workbook."""
    title = _("Who goes on: %(round)s", round=_closed().name)
    return _sent(decisions_xlsx(_decided(), g.edition.time_zone, title), XLSX, "xlsx")


def _decided() -> Sequence[Decided]:
    """Return what the page of a closed qualifying round shows, noting the look; nothing over a changed sheet."""
    round_ = _closed()
    if not round_.qualifies:
        raise NotNow(_("Nobody says yes or no in a scored round: see its ranking."))
    if changed := why_not_shown(round_, named=True):
        raise changed
    note_look(g.edition.slug, me().id)
    return next_round.decided(get_session(), round_)


def _sent(content: bytes, media_type: str, kind: str) -> ResponseReturnValue:
    of_round = "" if scope().round_number is None else _("-round-%(number)d", number=scope().round_number)
    what = _("decisions")
    return send_made(content, media_type, f"{what}-{g.edition.slug}{of_round}.{kind}")


def _page(round_: Round, sent: Form | None = None) -> ResponseReturnValue:
    """Render the page of a round whose entries go on, with a form that was refused on it."""
    return decisions(round_, sent) if round_.qualifies else _by_line(round_, sent)


def decisions(round_: Round, sent: Form | None = None) -> ResponseReturnValue:
    """Show what was decided on each entry of a closed qualifying round, and who goes on."""
    session = get_session()
    note_look(g.edition.slug, me().id)
    changed = why_not_shown(round_, named=True)
    found = [] if changed else next_round.decided(session, round_)
    after = next_round.round_after(round_)
    advance = next_round.advance_into(session, after)
    return shown(
        "results/decisions.html",
        sent,
        forms=_forms(round_, sent, Line.PASSED, ""),
        reasons=Repeated(RuleForm.blank(), sent),
        crumbs=way_to_results(),
        changed=changed,
        round=round_,
        found=found,
        Outcome=Outcome,
        rule=qualifying.in_words(qualifying.rule_of(round_), reason_on_no=round_.no_needs_reason)[1:3],
        cannot_reopen=rules.why_not_reopen(
            g.edition, round_, records.is_frozen(session, round_), "-", went_on=advance is not None
        ),
        **({} if changed else _going(round_, Line.PASSED, "")),
        **of_rounds(),
    )


def _by_line(round_: Round, sent: Form | None = None) -> ResponseReturnValue:
    """Show who of a frozen ranking would go on by a line, and let it be drawn elsewhere."""
    note_look(g.edition.slug, me().id)
    asked = LineForm(request.args, meta={"csrf": False})
    drawn = sent.line_and_value() if isinstance(sent, GoOnForm) else None
    if drawn is None and request.args.get("value") is not None and asked.validate():
        drawn = asked.line_and_value()
    line, value = drawn or (Line.PLACES, "")
    record = records.frozen_ranking(get_session(), round_)
    return shown(
        "results/next.html",
        sent,
        forms=_forms(round_, sent, line, value),
        asked=asked,
        crumbs=way_to_results(_("Who goes on")),
        round=round_,
        entries=next_round.ranked(get_session(), record) if record else [],
        drawn=bool(value),
        said=line_in_words(line, value) if value else "",
        **_going(round_, line, value or "0"),
        **of_rounds(),
    )


def _going(round_: Round, line: Line, value: str) -> dict[str, Any]:
    """Return who goes on or would, and why it cannot be done or taken back."""
    session, after = get_session(), next_round.round_after(round_)
    advance, found = next_round.advance_into(session, after), choice(session, round_, line, value)
    begun = after is not None and next_round.is_begun(session, after)
    return {
        "after": after,
        "advance": advance,
        "line_of_advance": line_in_words(advance.line, advance.value) if advance else "",
        "going": next_round.chosen(session, after) if advance and after else set(found.going),
        "cannot_begin": rules.why_not_begin(
            g.edition, round_, after, found, begun=advance is not None, waiting=next_round.waiting(session, round_)
        ),
        "cannot_undo": rules.why_not_undo(g.edition, begun=begun, reason="-"),
    }


def _forms(round_: Round, sent: Form | None, line: Line, value: str) -> dict[str, Form]:
    seen = seen_of(choice(get_session(), round_, line, value).going) if value or round_.qualifies else ""
    begin = GoOnForm.blank(mark="begin", data={"seen": seen, "line": line.value, "value": value})
    return beside(sent, begin, ReopenForm.blank(mark="reopen"), ReasonForm.blank(mark="undo"))


@bp.post("/begin/")
@allow(Who.SECRETARY, edition=True, impartial=True)
def begin(slug: str) -> ResponseReturnValue:
    """Let exactly those that were shown go on."""
    form = GoOnForm(mark="begin")

    def begun(session: Session) -> int:
        round_ = _fresh(session)
        if (asked := form.line_and_value()) is None:
            raise NotNow(_("Say first who goes on."))
        line, value = asked
        return operations.begin(session, g.edition, round_, line, value, seen=form.seen.data, **act()).went_on

    if saved(form, begun):
        words = ngettext(
            "%(num)d entry goes on to the next round. Now assign it to the members of the chapter.",
            "%(num)d entries go on to the next round. Now assign them to the members of the chapter.",
            form.result,
        )
        flash(words, "success")
        return redirect(url_for(".show", slug=slug))
    return _page(_closed(), form)


@bp.post("/undo/")
@allow(Who.SECRETARY, edition=True, impartial=True)
def undo(slug: str) -> ResponseReturnValue:
    """Take back who goes on, until somebody has begun to judge them."""
    form = ReasonForm(mark="undo")

    def undone(session: Session) -> None:
        operations.undo(session, g.edition, _fresh(session), reason=form.reason.data, **act())

    if saved(form, undone):
        flash(_("Nobody goes on now. Say again who does."), "success")
        return redirect(url_for(".show", slug=slug))
    return _page(_closed(), form)


@bp.post("/rulings/<string:entry_id>/")
@allow(Who.SECRETARY, edition=True, impartial=True)
def rule(slug: str, entry_id: str) -> ResponseReturnValue:
    """Decide on one entry in place of its sheets, with a reason."""
    form = RuleForm(mark=f"rule-{entry_id}")

    def ruled(session: Session) -> None:
        round_ = _fresh(session)
        entry = next((one for one in next_round.decided(session, round_) if one.public_id == entry_id), None)
        passes = form.passes.data == "yes"
        operations.rule_on(session, round_, entry or abort(404), passes=passes, reason=form.reason.data, **act())

    round_ = _closed()
    if not next_round.stands_in(get_session(), round_, entry_id):
        abort(404)
    if not round_.qualifies and (refusal := rules.why_not_rule(round_, begun=False, reason="-")):
        raise refusal
    if saved(form, ruled):
        flash(_("The decision is recorded with its reason."), "success")
        return redirect(url_for(".show", slug=slug, _anchor=f"entry-{entry_id}"))
    return _page(_closed(), form)


def _closed() -> Round:
    """Return the round of the address, or refuse: nobody sees a decision before it is closed."""
    round_ = scope().round
    if refusal := rules.why_not_look(round_):
        raise refusal
    return round_ or abort(404)


def _fresh(session: Session) -> Round:
    """Return the round, read inside the writing transaction."""
    edition: Edition = g.edition
    known = _closed()
    session.refresh(edition)
    return next((one for one in edition.rounds if one.id == known.id), None) or abort(404)
