"""A juror practises on anchors: the same sheet, feedback that nobody else reads, nothing that counts."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, flash, g, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.editions.models import Anchor, Edition, PracticeRound, Round
from judging.editions.parts.practice import practised_round
from judging.jury import practice, practice_rules, rules, scales
from judging.jury.context import check, marks, passages
from judging.jury.forms.sheets import LONGEST_COMMENT, SheetInput, read_sheet, typed_labels
from judging.jury.models import PracticeSheet
from judging.jury.operations import practice as practising
from judging.jury.operations.saving import Saved, SheetContent, sent_as
from judging.jury.practice import Feedback, Said
from judging.jury.queries import practice as queries
from judging.jury.scales import Scale
from judging.jury.views.crumbs import crumbs
from judging.jury.views.mine import my_seat
from judging.web import merging, typed
from judging.web.access import TEXTS, Who, allow
from judging.web.forms import Form, saved, shown
from judging.web.merging import BASE, digests
from judging.web.transaction import writing

bp = Blueprint("practice", __name__, url_prefix="/jury/<string:slug>/practice")


@bp.get("/")
@allow(Who.JUROR, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """List the anchors, how far the juror is with each, and what all of them say together."""
    _wanted()
    anchors, sheets, at = practice_rules.offered(g.edition), _own_sheets(), clock.arrived()
    feedback = {one.id: _feedback(one, sheets[one.id]) for one in anchors if _is_handed_in(sheets.get(one.id))}
    return shown(
        "jury/practice.html",
        anchors=anchors,
        sheets=sheets,
        feedback=feedback,
        overall=practice.overall(list(feedback.values()), _scale()) if feedback else None,
        to_do=practice_rules.to_do(g.edition, sheets, at),
        over=practice_rules.is_over(g.edition, at),
        first=g.edition.practice_round is PracticeRound.FIRST,
        crumbs=crumbs(_("Practice round")),
    )


@bp.route("/<string:anchor_id>/", methods=["GET", "POST"])
@allow(Who.JUROR, edition=True, body=TEXTS)
def sheet(slug: str, anchor_id: str) -> ResponseReturnValue:
    """Read an anchor and score it; once that is handed in, read how it compares."""
    anchor = _anchor(anchor_id)
    if request.method == "GET":
        return _page(anchor)
    hands_in = request.form.get("act") == "submit"
    found, kept = _save(anchor_id, hands_in=hands_in)
    if kept is None:
        return _page(anchor, found)
    is_whole = not rules.gaps(_round().criteria, found.content.scores, found.content.comments)
    if not hands_in:
        flash(_("Saved."), "success")
    elif is_whole:
        flash(_("Handed in for practice. It counts nowhere; below you read how it compares."), "success")
    lacking = 1 if hands_in and not is_whole else None
    return redirect(url_for(".sheet", slug=slug, anchor_id=anchor_id, check=lacking))


@bp.post("/<string:anchor_id>/autosave/")
@allow(Who.JUROR, edition=True, body=TEXTS)
def autosave(slug: str, anchor_id: str) -> ResponseReturnValue:
    """Save the practice sheet as it is being filled in."""
    found, kept = _save(anchor_id)
    if kept is None:
        return jsonify(error=" ".join(found.errors.values())), 422
    return jsonify(merging.saved(kept.saved_at, kept.version, found.base))


@bp.post("/<string:anchor_id>/again/")
@allow(Who.JUROR, edition=True)
def again(slug: str, anchor_id: str) -> ResponseReturnValue:
    """Begin a practice sheet anew."""
    anchor, form = _anchor(anchor_id), Form()

    def begin(session: Session) -> None:
        practising.once_more(session, _fresh(session), my_seat(), _anchor(anchor_id), **act())

    if saved(form, begin):
        flash(_("The practice sheet is empty again."), "success")
        return redirect(url_for(".sheet", slug=slug, anchor_id=anchor_id))
    return _page(anchor, sent=form)


def _save(anchor_id: str, *, hands_in: bool = False) -> tuple[SheetInput, Saved | None]:
    """Read the form and keep it, handed in where that is asked and it is whole; nothing is kept of what is wrong."""
    _anchor(anchor_id)
    criteria, scale = _round().criteria, _scale()
    typed.note(typed_labels(criteria))
    found = read_sheet(request.form, criteria, scale)
    if found.errors:
        return found, None
    version = request.form.get("version", type=int) or 0
    with writing() as session:
        edition, seat, anchor = _fresh(session), my_seat(), _anchor(anchor_id)
        kept = practising.save(
            session,
            edition,
            seat,
            anchor,
            found.content,
            version=version,
            criteria=criteria,
            scale=scale,
            **act(),
        )
        if hands_in and not rules.gaps(criteria, found.content.scores, found.content.comments):
            practising.hand_in(session, edition, seat, anchor, criteria=criteria, **act())
    return found, kept


def _page(anchor: Anchor, found: SheetInput | None = None, sent: Form | None = None) -> ResponseReturnValue:
    sheets, at = _own_sheets(), clock.arrived()
    sheet = sheets.get(anchor.id)
    context = {"anchor": anchor, "sheet": sheet, "crumbs": _way(anchor)}
    refusal = practice_rules.why_not_practise(me(), my_seat(), g.edition, sheet, at)
    criteria, scale = _round().criteria, _scale()
    stored = _content(sheet)
    kept = found or SheetInput(stored)
    if "check" in request.args and not found:
        kept.errors = {gap.key: gap.sentence for gap in rules.gaps(criteria, stored.scores, stored.comments)}
    beside = marks(criteria, g.edition.fields, scale, kept)
    asked, rest = passages(g.edition.fields, anchor.answers, beside)
    answers = [one for one in asked if one.answer or one.marks]  # an anchor need not answer everything
    in_order = [mark.criterion for passage in answers for mark in passage.marks] + [mark.criterion for mark in rest]
    handed_in = _is_handed_in(sheet)
    return shown(
        "jury/practice_sheet.html",
        sent,
        status=422 if found else 200,
        **context,
        **_typed(kept, sheet, stored),
        labels=typed_labels(criteria),
        marks=beside,
        passages=answers,
        whole=rest,
        check=check(in_order, scale, kept.content),
        longest=LONGEST_COMMENT,
        refusal=refusal,
        feedback=_feedback(anchor, sheet) if sheet and handed_in else None,
        changed=bool(sheet and handed_in and sheet.changes_seen != anchor.changes),
        to_do=practice_rules.to_do(g.edition, sheets, at),
    )


def _typed(kept: SheetInput, sheet: PracticeSheet | None, stored: SheetContent) -> Mapping[str, Any]:
    """Return the parts of the form that belong to no criterion."""
    return {
        "version": kept.typed.get("version", sheet.version if sheet else 0),
        "base": kept.typed.get(BASE, digests(sent_as(stored, _scale()))),
        "note": kept.typed.get("note", kept.content.comments.get("", "")),
        "office_note": kept.typed.get("whole-office", kept.content.for_office.get("", "")),
    }


def _feedback(anchor: Anchor, sheet: PracticeSheet) -> Feedback:
    content = _content(sheet)
    said = Said(content.scores, content.comments, content.for_office)
    return practice.feedback(anchor, _round().criteria, _scale(), said)


def _content(sheet: PracticeSheet | None) -> SheetContent:
    """Return what stands on a sheet, without points that its scale has no longer."""
    if sheet is None:
        return SheetContent()
    scale = _scale()
    scores = {key: one for key, one in sheet.scores.items() if key in scale.steps and one in scale.allowed(key)}
    return SheetContent(scores, sheet.comments, sheet.for_office)


def _is_handed_in(sheet: PracticeSheet | None) -> bool:
    return sheet is not None and sheet.submitted_at is not None


def _wanted() -> None:
    """Answer 404 where the edition has no practice round."""
    if g.edition.practice_round is PracticeRound.NONE:
        abort(404)


def _anchor(public_id: str) -> Anchor:
    """Return an anchor that jurors may read now, or answer 404."""
    return next((one for one in practice_rules.offered(g.edition) if one.public_id == public_id), None) or abort(404)


def _own_sheets() -> dict[int, PracticeSheet]:
    return queries.own_sheets(get_session(), my_seat())


def _round() -> Round:
    return practised_round(g.edition) or abort(404)


def _scale() -> Scale:
    round_ = _round()
    return scales.of_round(round_, round_.criteria)


def _fresh(session: Session) -> Edition:
    """Read the edition again, inside the writing transaction."""
    edition: Edition = g.edition
    session.refresh(edition)
    return edition


def _way(anchor: Anchor) -> list[tuple[str, str | None]]:
    desk, _here = crumbs(_("Practice round"))
    return [desk, (_("Practice round"), url_for(".index", slug=g.edition.slug)), (anchor.title, None)]
