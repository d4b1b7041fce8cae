"""One entry that came by e-mail or by post, typed in for its office."""

from contextlib import ExitStack

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from judging.accounts.login import act, me
from judging.core import clock, files
from judging.core.db import get_session
from judging.core.i18n import _
from judging.core.refusals import Incomplete, Refused
from judging.entries.limits import why_not_one_more
from judging.entries.models import Entry
from judging.entries.operations.typing_in import type_in
from judging.entries.origins import why_not_enter_now
from judging.entries.queries import numbers_counted
from judging.intake.desk.imports import crumbs
from judging.intake.forms import TypedInForm, typed_in_form
from judging.intake.operations.offices import invite, office_for
from judging.jury.queries.chapter import is_begun
from judging.offices.models import Office, Unit
from judging.offices.queries import find, office_of_unit
from judging.offices.rules import why_not_impartial
from judging.web.access import Who, allow
from judging.web.forms import shown, tried
from judging.web.transaction import writing

bp = Blueprint("by_hand_desk", __name__, url_prefix="/desk/<string:slug>/intake/by-hand")


@bp.get("/")
@allow(Who.SECRETARY, edition=True)
def choose(slug: str) -> ResponseReturnValue:
    """Find the unit whose entry came."""
    text = request.args.get("q", "")[:100]
    units = find(get_session(), text) if text else []
    way = crumbs(_("Type an entry in"))
    return render_template("intake/choose.html", slug=slug, text=text, units=units, crumbs=way)


@bp.route("/<string:teryt>/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True, body=files.BODY)
def write(slug: str, teryt: str) -> ResponseReturnValue:
    """Type the entry of a unit in."""
    unit = _unit(teryt)
    office = office_of_unit(get_session(), unit)
    refusal = (office and why_not_impartial(me(), office)) or _why_not_now()
    if office and refusal is None:
        refusal = _why_not_one_more(office)
    if refusal and request.method == "GET":
        raise refusal
    form = typed_in_form(g.edition)
    if tried(form, lambda: _enter(form, teryt)):
        number, entry_id = form.result
        flash(_("The entry is entered as no. %(number)d; its office is asked to confirm it.", number=number), "success")
        return redirect(url_for("entries_desk.show", slug=slug, entry_id=entry_id))
    unit = _unit(teryt)
    page = {"unit": unit, "office": office_of_unit(get_session(), unit), "fields": g.edition.fields}
    return shown("intake/write.html", form, slug=slug, crumbs=crumbs(_("Type an entry in")), **page)


def _why_not_now() -> Refused | None:
    return why_not_enter_now(g.edition, clock.arrived(), scored=is_begun(get_session(), g.edition))


def _why_not_one_more(office: Office) -> Refused | None:
    counted = numbers_counted(get_session(), [g.edition], [office.id])
    return why_not_one_more(g.edition, counted[g.edition.id, office.id])


def _enter(form: TypedInForm, teryt: str) -> tuple[int, str]:
    """Check the files, then enter all at once; return the number and the address."""
    with ExitStack() as open_:
        checked = [(_received(open_, upload), question) for upload, question in form.uploads()]
        with writing() as session:
            entry = _typed_in(session, form, _unit(teryt), checked)
            for file in {file.sha256: file for file, _question in checked}.values():
                files.keep(file)
            return entry.number or 0, entry.public_id


def _received(open_: ExitStack, upload: FileStorage) -> files.Received:
    """Check a file, or refuse the whole with its name: nothing is entered without what came with it."""
    try:
        return open_.enter_context(files.received(upload))
    except Refused as refusal:
        raise Incomplete(f"{files.clean_name(upload.filename or '')}: {refusal}", field="files") from None


def _typed_in(session: Session, form: TypedInForm, unit: Unit, checked: list[tuple[files.Received, str]]) -> Entry:
    office = office_for(session, unit, email=form.email.data, **act())
    entry = type_in(
        session,
        g.edition,
        office,
        form.text(g.edition),
        form.source(),
        checked,
        most=files.most_bytes(),
        as_it_came=bool(form.as_it_came.data),
        scored=is_begun(session, g.edition),
        **act(),
    )
    if form.invites.data:
        invite(session, entry, form.email.data, **act())
    return entry


def _unit(teryt: str) -> Unit:
    """Load a present unit of the register, or answer 404."""
    query = select(Unit).where(Unit.teryt == teryt, Unit.removed_at.is_(None))
    return get_session().scalar(query) or abort(404)
