"""An office's entries: begin, write, submit, correct, withdraw. Files and receipts stand in papers."""

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import SelectChoice

from judging.accounts.login import act, me
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.editions.models import Edition
from judging.entries import queries, reading, rules
from judging.entries.forms import BeginForm, SubmitForm, TextForm, begin_form, text_form
from judging.entries.models import Entry, Status
from judging.entries.operations import entries
from judging.offices.models import Office
from judging.offices.queries import offices_of
from judging.web.access import Who, allow
from judging.web.forms import ReasonForm, saved, shown
from judging.web.transaction import writing

bp = Blueprint("entries", __name__, url_prefix="/entries")


@bp.get("/")
@allow(Who.SIGNED_IN)
def index() -> ResponseReturnValue:
    """Show the entries of one's offices as cards, and what can be begun."""
    session, at = get_session(), clock.arrived()
    offices = offices_of(session, me())
    cards = [reading.card(entry, at) for entry in queries.entries_of(session, me())]
    editions = queries.open_editions(session, [office.id for office in offices], at)
    begin = [(edition, begin_form(edition, offices, formdata=None)) for edition in editions]
    return render_template("entries/index.html", cards=cards, offices=offices, begin=begin)


@bp.post("/new/")
@allow(Who.OFFICE)
def new() -> ResponseReturnValue:
    """Begin an entry and open its form."""
    form = BeginForm()
    with writing() as session:
        edition, office = _chosen_edition(form), _chosen_office(form)
        entry = entries.create(session, edition, office, **act())
        entry_id = entry.public_id
    return redirect(url_for(".edit", entry_id=entry_id))


@bp.get("/<string:entry_id>/")
@allow(Who.SIGNED_IN)
def show(entry_id: str) -> ResponseReturnValue:
    """Show where an entry stands and what can be done about it."""
    entry, at = visible_entry(entry_id), clock.arrived()
    may = {
        "edit": rules.why_not_edit(me(), entry, at) is None,
        "withdraw": rules.why_not_withdraw(me(), entry) is None,
    }
    card = reading.card(entry, at)
    return render_template("entries/show.html", entry=entry, card=card, may=may, crumbs=crumbs(entry))


@bp.route("/<string:entry_id>/edit/", methods=["GET", "POST"])
@allow(Who.OFFICE)
def edit(entry_id: str) -> ResponseReturnValue:
    """Write the entry."""
    entry = visible_entry(entry_id)
    form = text_form(entry)
    if refusal := rules.why_not_edit(me(), entry, clock.arrived()):
        raise refusal
    if saved(form, lambda session: _revise(session, entry_id, form)):
        flash(_("The entry is saved."), "success")
        files = "next" in request.form
        return redirect(url_for("papers.files" if files else ".edit", entry_id=entry_id))
    entry = visible_entry(entry_id)
    card = reading.card(entry, clock.arrived())
    way = crumbs(entry, _("Edit"))
    return shown("entries/edit.html", form, entry=entry, card=card, crumbs=way)


@bp.post("/<string:entry_id>/autosave/")
@allow(Who.OFFICE)
def autosave(entry_id: str) -> ResponseReturnValue:
    """Save what has been typed so far; answers the script of the form."""
    form = text_form(visible_entry(entry_id))
    if not form.validate():
        return jsonify(error=" ".join(form.errors[name][0] for name in form.errors)), 422
    with writing() as session:
        version = _revise(session, entry_id, form)
    return jsonify(saved_at=clock.arrived().isoformat(), version=version)


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
    rows = reading.answers(entry.edition, entry.answers, jury=True)
    return render_template("entries/preview.html", entry=entry, rows=rows, crumbs=crumbs(entry, _("Preview")))


@bp.route("/<string:entry_id>/submit/", methods=["GET", "POST"])
@allow(Who.OFFICE)
def submit(entry_id: str) -> ResponseReturnValue:
    """Check what is missing, accept the declarations, submit."""
    entry, at = visible_entry(entry_id), clock.arrived()
    if request.method == "POST" and entry.status is Status.SUBMITTED:
        return _to_the_receipt(entry)
    if refusal := rules.why_not_edit(me(), entry, at):
        raise refusal
    form, declared = SubmitForm(), rules.declarations(entry.edition)
    form.declarations.choices = [SelectChoice(one.id, one.text) for one in declared]

    def submitted(session: Session) -> int | None:
        entry = visible_entry(entry_id, to_change=True)
        entries.submit(session, entry, form.declarations.data or [], **act())
        return entry.number

    if saved(form, submitted):
        number = form.result
        flash(_("The entry is submitted. Its number is %(number)d.", number=number), "success")
        return redirect(url_for("papers.receipt", entry_id=entry_id))
    entry = visible_entry(entry_id)
    if form.refusal and entry.status is Status.SUBMITTED:  # by somebody else, at the same moment
        return _to_the_receipt(entry)
    everything = [one.id for one in rules.declarations(entry.edition)]
    lacks = rules.lacking(entry)
    return shown(
        "entries/submit.html",
        form,
        entry=entry,
        declared=rules.declarations(entry.edition),
        lacks=lacks,
        refusal=None if lacks else rules.why_not_submit(me(), entry, everything, at),
        crumbs=crumbs(entry, _("Submit")),
    )


def _to_the_receipt(entry: Entry) -> ResponseReturnValue:
    """Lead who submits an entry once more to the receipt of what was submitted."""
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
    return shown("entries/withdraw.html", form, entry=entry, crumbs=crumbs(entry, _("Withdraw")))


def visible_entry(entry_id: str, *, to_change: bool = False) -> Entry:
    """Load an entry or answer 404: what one may not see does not exist."""
    query = queries.visible_entries(me()).where(Entry.public_id == entry_id)
    if to_change:
        query = query.with_for_update(of=Entry)
    entry: Entry | None = get_session().scalar(query)
    return entry or abort(404)


def crumbs(entry: Entry, here: str = "") -> list[tuple[str, str | None]]:
    """Return the way from the list to a page of an entry."""
    name = entry.title or _("Entry without a title")
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
