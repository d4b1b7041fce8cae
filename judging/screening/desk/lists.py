"""What is done with a whole search of the list: files of it, more time for its offices."""

from collections.abc import Sequence
from datetime import datetime

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.core import clock
from judging.core.bundles import ZIP, bundle
from judging.core.db import get_session
from judging.core.files import send_made, streamed
from judging.core.i18n import _, ngettext
from judging.core.spreadsheets import CSV, XLSX
from judging.core.word import DOCX
from judging.core.zones import NoSuchTime, from_local
from judging.screening import rules
from judging.screening.bundle import files_of
from judging.screening.desk.ways import crumbs
from judging.screening.documents import entries_docx
from judging.screening.files import entries_csv, entries_xlsx
from judging.screening.forms import MoreTimeForm
from judging.screening.listing import Line
from judging.screening.operations import more_time as operations
from judging.screening.queries import lists, more_time
from judging.screening.search import Search, found
from judging.web.access import Who, allow
from judging.web.forms import saved, shown
from judging.web.transaction import writing

bp = Blueprint("lists_desk", __name__, url_prefix="/desk/<string:slug>/entries")


@bp.get("/list.csv")
@allow(Who.SECRETARY, edition=True)
def csv(slug: str) -> ResponseReturnValue:
    """Send what the search finds as a table."""
    return _sent(entries_csv(_hits()), CSV, "csv")


@bp.get("/list.xlsx")
@allow(Who.SECRETARY, edition=True)
def xlsx(slug: str) -> ResponseReturnValue:
    """Send what the search finds as a workbook."""
    title = _("Entries: %(edition)s", edition=g.edition.name)
    return _sent(entries_xlsx(_hits(), title), XLSX, "xlsx")


@bp.get("/list.docx")
@allow(Who.SECRETARY, edition=True)
def docx(slug: str) -> ResponseReturnValue:
    """Send the texts of what the search finds as a document to write in."""
    return _sent(entries_docx(g.edition, lists.sent(get_session(), _hits())), DOCX, "docx")


@bp.get("/list.zip")
@allow(Who.SECRETARY, edition=True)
def bundled(slug: str) -> ResponseReturnValue:
    """Send what the search finds with all its files, while the archive is being made."""
    title, what = _("Entries: %(edition)s", edition=g.edition.name), _("entries")
    files = files_of(g.edition, lists.sent(get_session(), _hits()), title)
    return streamed(bundle(files), ZIP, f"{what}-{slug}.zip")


@bp.route("/more-time/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def longer(slug: str) -> ResponseReturnValue:
    """Show whom more time for the search concerns, then give it."""
    session, edition, search, at = get_session(), g.edition, Search.read(request.args), clock.arrived()
    form = MoreTimeForm(zone=edition.time_zone)
    if saved(form, lambda session: _extend(session, search, form)):
        flash(
            ngettext(
                "%(num)d office has more time and is told by e-mail.",
                "%(num)d offices have more time and are told by e-mail.",
                form.result,
            ),
            "success",
        )
        return redirect(url_for(".longer", slug=slug, **search.asked))
    typed, until, wrong = _until()
    effect = more_time.whom(session, edition, search, me(), until=until, at=at) if until else None
    if effect and until:
        form.renew(until=until, seen=effect.seen)
    given = more_time.given_to_many(session, edition)
    return shown(
        "screening/longer.html",
        form,
        slug=slug,
        search=search,
        typed=typed,
        wrong=wrong,
        effect=effect,
        refusal=effect and rules.why_not_extend_many(edition, effect, effect.seen, "-"),
        given=[(one, rules.why_not_undo(edition, one, at)) for one in given],
        crumbs=crumbs(_("More time")),
    )


@bp.post("/more-time/<string:given_id>/undo/")
@allow(Who.SECRETARY, edition=True)
def undo(slug: str, given_id: str) -> ResponseReturnValue:
    """Take more time given to many back."""
    with writing() as session:
        given = more_time.one_given(session, g.edition, given_id) or abort(404)
        number = operations.undo(session, g.edition, given, **act())
    flash(
        ngettext(
            "%(num)d office has the deadline back that it had before.",
            "%(num)d offices have the deadlines back that they had before.",
            number,
        ),
        "success",
    )
    return redirect(url_for(".longer", slug=slug))


def _extend(session: Session, search: Search, form: MoreTimeForm) -> int:
    given = {"until": form.until.data, "reason": form.reason.data, "seen": form.seen.data}
    return operations.extend_many(session, g.edition, search, **given, **act())


def _until() -> tuple[str, datetime | None, str]:
    """Return the deadline that the address asks about: as typed, as a moment, and what is wrong with it."""
    typed = request.args.get("until", "")[:40]
    if not typed.strip():
        return "", None, ""
    try:
        return typed, from_local(typed, g.edition.time_zone), ""
    except NoSuchTime as error:
        return typed, None, str(error)
    except OverflowError:
        return typed, None, _("Give a date and a time, such as 2027-03-31 23:59.")


def _hits() -> Sequence[Line]:
    """Return the lines that the search of the address finds, in its order."""
    session, edition, search = get_session(), g.edition, Search.read(request.args)
    lines = lists.lines(session, lists.rows(session, edition), edition.time_zone)
    return found(lines, search, clock.arrived(), lambda: lists.folded_texts(session, edition))


def _sent(content: bytes, media_type: str, kind: str) -> ResponseReturnValue:
    what = _("entries")
    return send_made(content, media_type, f"{what}-{g.edition.slug}.{kind}")
