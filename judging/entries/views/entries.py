"""An office's entries: begin, write, submit, correct, withdraw. Files and receipts stand in papers."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import Blueprint, abort, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session, joinedload
from wtforms import SelectChoice

from judging.accounts.login import act, me
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.core.refusals import Refused
from judging.editions.models import Edition
from judging.entries import completeness, limits, plain_language, promises, queries, reading, rules
from judging.entries.context import beginnings
from judging.entries.forms import BeginForm, SubmitForm, TextForm, text_form
from judging.entries.models import Attachment, Entry, EntryVersion, Status
from judging.entries.operations import entries, holding
from judging.offices.models import Office, Right
from judging.offices.queries import offices_of
from judging.offices.rules import right_of
from judging.web import merging
from judging.web.access import TEXTS, Who, allow
from judging.web.forms import Form, ReasonForm, naming_its_fields, saved, shown
from judging.web.transaction import writing

bp = Blueprint("entries", __name__, url_prefix="/entries")


@bp.get("/")
@allow(Who.SIGNED_IN)
def index() -> ResponseReturnValue:
    """Show the entries of one's offices as cards, and what can be begun."""
    session, at = get_session(), clock.arrived()
    offices = offices_of(session, me())
    cards = [
        reading.card(entry, at, own=True, writes=right_of(me(), entry.office) is not Right.SEE)
        for entry in queries.entries_of(session, me())
    ]
    writing_for = [office for office in offices if right_of(me(), office) is not Right.SEE]
    editions = queries.open_editions(session, [office.id for office in writing_for], at) if writing_for else []
    begin = beginnings(session, editions, writing_for)
    deleted = session.scalars(queries.deleted_drafts(me()).options(joinedload(Entry.edition))).all()
    within = rules.TAKEN_BACK_WITHIN.days
    page = {"cards": cards, "offices": offices, "begin": begin, "deleted": deleted, "taken_back_within": within}
    return render_template("entries/index.html", **page)


@bp.post("/new/")
@allow(Who.OFFICE)
def new() -> ResponseReturnValue:
    """Begin an entry and open its form."""
    form = BeginForm()
    with writing() as session:
        edition, office = _chosen_edition(form), _chosen_office(form)
        entry = entries.begin(session, edition, office, **act())
        entry_id = entry.public_id
    return redirect(url_for(".edit", entry_id=entry_id))


@bp.get("/<string:entry_id>/")
@allow(Who.SIGNED_IN)
def show(entry_id: str) -> ResponseReturnValue:
    """Show where an entry stands and what can be done about it."""
    return _show_page(visible_entry(entry_id))


def _show_page(entry: Entry, form: Form | None = None) -> ResponseReturnValue:
    at = clock.arrived()
    may = {
        "edit": rules.why_not_edit(me(), entry, at) is None,
        "drop": entry.standing is not None and rules.why_not_drop(me(), entry, at) is None,
        "withdraw": rules.why_not_withdraw(me(), entry) is None,
        "take_back": rules.why_not_take_back(me(), entry) is None,
        "delete": rules.why_not_delete(me(), entry) is None,
        "copied": _is_copied(entry, at),
        "read": rules.owns(me(), entry),
    }
    card = reading.card(entry, at, own=rules.owns(me(), entry))
    stopped = current_app.extensions["stopped_in"](get_session(), entry)
    return shown("entries/show.html", form, entry=entry, card=card, may=may, stopped_in=stopped, crumbs=crumbs(entry))


def _is_copied(entry: Entry, at: datetime) -> bool:
    """Tell whether the person may begin an entry of another edition with the text of this one."""
    if not rules.owns(me(), entry) or right_of(me(), entry.office) is Right.SEE:
        return False
    return any(one.id != entry.edition_id for one in queries.open_editions(get_session(), [entry.office_id], at))


@bp.route("/<string:entry_id>/edit/", methods=["GET", "POST"])
@allow(Who.OFFICE, body=TEXTS)
def edit(entry_id: str) -> ResponseReturnValue:
    """Write the entry."""
    entry = visible_entry(entry_id)
    form = text_form(entry)
    refuse_without_a_form(entry)
    if saved(form, lambda session: _revise(session, entry_id, form)):
        flash(_("The entry is saved."), "success")
        files = "next" in request.form
        return redirect(url_for("papers.files" if files else ".edit", entry_id=entry_id))
    entry = visible_entry(entry_id)
    card = reading.card(entry, clock.arrived(), own=True)
    way = crumbs(entry, _("Edit"))
    minutes = plain_language.minutes(entry)
    return shown("entries/edit.html", form, entry=entry, card=card, minutes=minutes, crumbs=way)


@bp.post("/<string:entry_id>/autosave/")
@allow(Who.OFFICE, body=TEXTS)
def autosave(entry_id: str) -> ResponseReturnValue:
    """Save what has been typed so far; answers the script of the form."""
    form = text_form(visible_entry(entry_id))
    if not form.validate():
        return jsonify(error=" ".join(form.errors[name][0] for name in form.errors)), 422
    with naming_its_fields(form), writing() as session:
        version = _revise(session, entry_id, form)
    return jsonify(merging.saved(clock.arrived(), version, merging.stands_now(form)))


def _revise(session: Session, entry_id: str, form: TextForm) -> int:
    """Save the text of the form; return the version that stands now."""
    entry = visible_entry(entry_id, to_change=True)
    text, version = form.text(entry.edition), form.version.data
    entries.revise(session, entry, text, version=version, **act())
    return entry.version


@bp.get("/<string:entry_id>/preview/")
@allow(Who.SIGNED_IN)
def preview(entry_id: str) -> ResponseReturnValue:
    """Show the entry exactly as the jury will see it."""
    entry = visible_entry(entry_id)
    if not rules.owns(me(), entry):
        abort(404)
    sent = entry.standing if rules.why_not_edit(me(), entry, clock.arrived()) else None
    of = sent or entry
    attached: Sequence[Attachment | Mapping[str, str]] = of.files
    rows = reading.answers(entry.edition, of.answers, attached, jury=True)
    files = reading.open_to_jury(entry.edition, attached)
    page = {"entry": entry, "sent": sent, "rows": rows, "files": files, "crumbs": crumbs(entry, _("Preview"))}
    return render_template("entries/preview.html", **page)


@bp.route("/<string:entry_id>/submit/", methods=["GET", "POST"])
@allow(Who.OFFICE)
def submit(entry_id: str) -> ResponseReturnValue:
    """Check what is missing, accept the declarations, submit."""
    entry, at = visible_entry(entry_id), clock.arrived()
    if rules.owns(me(), entry) and _is_sent(entry):
        return _to_the_receipt(entry)
    refuse_without_a_form(entry)
    form, declared = SubmitForm(), completeness.declarations(entry.edition)
    form.declarations.choices = [SelectChoice(one.id, one.text) for one in declared]

    def submitted(session: Session) -> int | None:
        entry = visible_entry(entry_id, to_change=True)
        sent = holding.hand_in(session, entry, form.declarations.data or [], **act())
        return sent.number if isinstance(sent, EntryVersion) else None

    if saved(form, submitted):
        return _sent(visible_entry(entry_id), form.result)
    entry = visible_entry(entry_id)
    if form.refusal and _is_sent(entry):  # by somebody at the same moment
        return _to_the_receipt(entry)
    everything = [one.id for one in completeness.declarations(entry.edition)]
    lacks = completeness.lacking(entry)
    return shown(
        "entries/submit.html",
        form,
        entry=entry,
        declared=completeness.declarations(entry.edition),
        lacks=lacks,
        card=reading.card(entry, at, own=True),
        refusal=None if lacks else _why_not_hand_in(entry, everything, at),
        crumbs=crumbs(entry, _("Submit")),
    )


def _why_not_hand_in(entry: Entry, everything: Sequence[int], at: datetime) -> Refused | None:
    if refusal := rules.why_not_hand_in(me(), entry, everything, at):
        return refusal
    if entry.status is not Status.WITHDRAWN:
        return None
    counted = queries.numbers_counted(get_session(), [entry.edition], [entry.office_id])
    return limits.why_not_one_more(entry.edition, counted[entry.edition_id, entry.office_id])


def _is_sent(entry: Entry) -> bool:
    """Tell whether what is in the form is what was submitted last, and waits for nobody of the office."""
    return (entry.status is Status.SUBMITTED or entry.held is not None) and not entry.changed


def _sent(entry: Entry, version: int | None) -> ResponseReturnValue:
    """Say what became of what was sent: a first version, a later one, or one that is held."""
    if version is None:
        flash(_("The entry is sent in, in time. It waits for the confirmation of your right."), "success")
        return redirect(url_for(".show", entry_id=entry.public_id))
    if version > 1:
        flash(_("Version %(version)d is submitted and stands from now on.", version=version), "success")
    else:
        flash(_("The entry is submitted. Its number is %(number)d.", number=entry.number), "success")
    return redirect(url_for("papers.receipt", entry_id=entry.public_id))


def _to_the_receipt(entry: Entry) -> ResponseReturnValue:
    """Lead who submits an entry once more to the receipt of what was submitted, or to where it waits."""
    if entry.held:
        flash(_("This entry has already been sent in. It waits for the confirmation of your right."), "success")
        return redirect(url_for(".show", entry_id=entry.public_id))
    flash(_("This entry has already been submitted. Here is its receipt."), "success")
    return redirect(url_for("papers.receipt", entry_id=entry.public_id))


@bp.route("/<string:entry_id>/withdraw/", methods=["GET", "POST"])
@allow(Who.OFFICE)
def withdraw(entry_id: str) -> ResponseReturnValue:
    """Withdraw a submitted entry, with the reason."""
    entry, form = visible_entry(entry_id), ReasonForm()
    if refusal := rules.why_not_withdraw(me(), entry):
        raise refusal

    def withdrawn(session: Session) -> None:
        entry, reason = visible_entry(entry_id, to_change=True), form.reason.data
        entries.withdraw(session, entry, reason=reason, **act())

    if saved(form, withdrawn):
        flash(_("The entry is withdrawn."), "success")
        return redirect(url_for(".show", entry_id=entry_id))
    entry = visible_entry(entry_id)
    promise, way = promises.of_withdrawing(), crumbs(entry, _("Withdraw"))
    return shown("entries/withdraw.html", form, entry=entry, promise=promise, crumbs=way)


@bp.route("/<string:entry_id>/take-back/", methods=["GET", "POST"])
@allow(Who.OFFICE)
def take_back(entry_id: str) -> ResponseReturnValue:
    """Take back what waits for the confirmation of a right."""
    entry, form = visible_entry(entry_id), Form()
    if refusal := rules.why_not_take_back(me(), entry):
        raise refusal
    if saved(form, lambda session: holding.take_back(session, visible_entry(entry_id, to_change=True), **act())):
        flash(_("The entry is taken back. It is a draft again."), "success")
        return redirect(url_for(".show", entry_id=entry_id))
    entry = visible_entry(entry_id)
    promise, way = promises.of_taking_back(entry, clock.arrived()), crumbs(entry, _("Take back"))
    return shown("entries/take_back.html", form, entry=entry, promise=promise, crumbs=way)


@bp.post("/<string:entry_id>/drop/")
@allow(Who.OFFICE)
def drop(entry_id: str) -> ResponseReturnValue:
    """Give up a correction that was not submitted: the form holds the submitted version again."""
    visible_entry(entry_id)
    form = Form()

    def dropped(session: Session) -> None:
        entries.drop_correction(session, visible_entry(entry_id, to_change=True), **act())

    if not saved(form, dropped):
        return _show_page(visible_entry(entry_id), form)
    flash(_("The correction is given up. The form holds what you submitted."), "success")
    return redirect(url_for(".show", entry_id=entry_id))


def visible_entry(entry_id: str, *, to_change: bool = False) -> Entry:
    """Load an entry or answer 404: what one may not see does not exist."""
    query = queries.visible_entries(me()).where(Entry.public_id == entry_id)
    if to_change:
        query = query.with_for_update(of=Entry)
    entry: Entry | None = get_session().scalar(query)
    return entry or abort(404)


def refuse_without_a_form(entry: Entry) -> None:
    """Refuse who may not change an entry, unless they have sent its form: to that they return, with all in it."""
    refusal = rules.why_not_edit(me(), entry, clock.arrived())
    if refusal and not (request.method == "POST" and rules.owns(me(), entry)):
        raise refusal


def crumbs(entry: Entry, here: str = "") -> list[tuple[str, str | None]]:
    """Return the way from the list to a page of an entry."""
    title = reading.title(entry, clock.arrived(), own=rules.owns(me(), entry))
    name = title or _("Entry without a title")
    way: list[tuple[str, str | None]] = [(_("My entries"), url_for("entries.index"))]
    if not here:
        return [*way, (name, None)]
    return [*way, (name, url_for("entries.show", entry_id=entry.public_id)), (here, None)]


def _chosen_edition(form: BeginForm) -> Edition:
    offices = [office.id for office in offices_of(get_session(), me())]
    editions = queries.open_editions(get_session(), offices, clock.arrived())
    slug = form.edition.data
    return next((one for one in editions if one.slug == slug), None) or abort(404)


def _chosen_office(form: BeginForm) -> Office:
    chosen = form.office.data
    offices = offices_of(get_session(), me())
    return next((one for one in offices if one.public_id == chosen), None) or abort(404)
