"""The secretary's side: the list of submitted entries, the formal check, more time for an office."""

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import SelectChoice

from judging.accounts.login import act, me
from judging.core.cache import Cache
from judging.core.db import get_session
from judging.core.i18n import _, ngettext
from judging.editions.dashboard import Panel
from judging.editions.models import Edition
from judging.entries import queries, reading, rules
from judging.entries.forms import ExtensionForm, ScreeningForm
from judging.entries.models import NEXT, Entry, Outcome, Status
from judging.entries.operations import screening
from judging.entries.participation import may_enter
from judging.offices import acting
from judging.offices.models import Office
from judging.offices.queries import number_waiting
from judging.stats.collation import alphabetical
from judging.web.access import Who, allow
from judging.web.forms import ReasonForm, saved, shown
from judging.web.kept_parts import kept_page, large_part

bp = Blueprint("entries_desk", __name__, url_prefix="/desk/<string:slug>/entries")
PER_PAGE = 300
_lists: Cache[bytes] = Cache(16)
_pages: Cache[str] = Cache(32)


@bp.get("/")
@allow(Who.SECRETARY, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """List what was submitted; the search stands in the address."""
    session, edition, text = get_session(), g.edition, request.args.get("q", "")
    status = next((one for one in Status if one == request.args.get("status")), None)
    counts = queries.counts_by_status(session, edition.id)
    total = counts.get(status, 0) if status else sum(counts.values())
    if text.strip():
        total = queries.number_listed(session, edition, text, status)
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    rows = queries.listed(session, edition, text, status, ((page - 1) * PER_PAGE, PER_PAGE))
    here = (slug, edition.name, edition.time_zone)
    found = {"total": total, "page": page, "pages": pages, "text": text, "status": status, "counts": counts}

    def list_() -> str:
        entries = queries.lines(session, rows, edition.time_zone)
        return render_template("entries/_list.html", slug=slug, entries=entries, counts=counts)

    body = large_part("entries", _lists, (here, tuple(rows)), list_) if rows else None

    def page_() -> str:
        around = {"slug": slug, "crumbs": _crumbs(), "page_url": _page_url(slug, text, status)}
        return render_template("entries/desk_index.html", body=body, **around, **found)

    if text:
        return page_()
    return kept_page(_pages, (here, status, tuple(counts.values()), page), page_)


@bp.route("/<string:entry_id>/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def show(slug: str, entry_id: str) -> ResponseReturnValue:
    """Show one entry as submitted, and decide its formal check."""
    _entry(entry_id)
    form = ScreeningForm(zone=g.edition.time_zone)
    if saved(form, lambda session: _decide(session, entry_id, form)):
        flash(_("The decision is saved and the office is told by e-mail."), "success")
        return redirect(url_for(".show", slug=slug, entry_id=entry_id))
    entry = _entry(entry_id)
    versions = list(entry.versions)
    pairs = pairwise(versions)
    return shown(
        "entries/desk_show.html",
        form,
        slug=slug,
        entry=entry,
        newest=versions[-1],
        rows=reading.answers(g.edition, versions[-1].answers),
        changes=[(new, reading.changes(g.edition, old, new)) for old, new in pairs],
        declared=queries.accepted_declarations(get_session(), entry).values(),
        open=Status.ACCEPTED in NEXT[entry.status],
        reopenable=rules.why_not_reopen(entry, "-") is None,
        crumbs=_crumbs(str(entry.number)),
    )


def _decide(session: Session, entry_id: str, form: ScreeningForm) -> None:
    """Take the decision of the formal check."""
    entry, outcome = _entry(entry_id, to_change=True), Outcome(form.outcome.data)
    remarks, until = form.remarks.data, form.until.data
    screening.decide(session, entry, outcome, remarks=remarks, until=until, **act())


@bp.route("/<string:entry_id>/reopen/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def reopen(slug: str, entry_id: str) -> ResponseReturnValue:
    """Undo a decision of the formal check, with the reason."""
    entry, form = _entry(entry_id), ReasonForm()
    if refusal := rules.why_not_reopen(entry, "-"):
        raise refusal

    def reopened(session: Session) -> None:
        entry, reason = _entry(entry_id, to_change=True), form.reason.data
        screening.reopen(session, entry, reason=reason, **act())

    if saved(form, reopened):
        flash(_("The formal check is open again."), "success")
        return redirect(url_for(".show", slug=slug, entry_id=entry_id))
    crumbs = _crumbs(_("Open the formal check again"))
    return shown("entries/reopen.html", form, entry=_entry(entry_id), slug=slug, crumbs=crumbs)


@bp.route("/extensions/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def extensions(slug: str) -> ResponseReturnValue:
    """Give one office a later deadline, and list those given."""
    form = ExtensionForm(zone=g.edition.time_zone)
    found = get_session().scalars(select(Office).where(may_enter(g.edition)))
    offices = sorted(found, key=lambda office: alphabetical(office.name))
    form.office.choices = [SelectChoice(office.public_id, office.name) for office in offices]
    if saved(form, lambda session: _extend(session, form)):
        flash(_("The office has more time and is told by e-mail."), "success")
        return redirect(url_for(".extensions", slug=slug))
    given, crumbs = queries.extensions(get_session(), g.edition), _crumbs(_("More time"))
    return shown("entries/extensions.html", form, given=given, crumbs=crumbs)


def _extend(session: Session, form: ExtensionForm) -> None:
    query = select(Office).where(Office.public_id == form.office.data, may_enter(g.edition))
    office = session.scalar(query) or abort(404)
    given = {"until": form.until.data, "reason": form.reason.data}
    screening.extend(session, g.edition, office, **given, **act())


def entries_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Tell the dashboard how many entries there are and which wait."""
    counts = queries.counts_by_status(session, edition.id)
    waiting, people = counts[Status.SUBMITTED], number_waiting(session, acting.scope(g.edition))
    url = url_for("entries_desk.index", slug=edition.slug)
    figures = [(_("Submitted"), sum(counts.values()) - counts[Status.WITHDRAWN])]
    figures += [(status.label, count) for status, count in counts.items() if count]
    blockers = []
    if waiting:
        blockers.append(
            ngettext(
                "%(num)d entry waits for the formal check.",
                "%(num)d entries wait for the formal check.",
                waiting,
            )
        )
    if people:
        blockers.append(
            ngettext(
                "%(num)d person waits to act for an office.",
                "%(num)d people wait to act for an office.",
                people,
            )
        )
    step = (_("Check entries"), f"{url}?status=submitted") if waiting else None
    if people:
        step = (_("Confirm representatives"), url_for("offices_desk.index", slug=edition.slug))
    return Panel(_("Entries"), url, figures, blockers, step)


def _page_url(slug: str, text: str, status: Status | None) -> Callable[[int], str]:
    """Return the address of a page of the same search."""
    return lambda number: url_for(".index", slug=slug, page=number, q=text or None, status=status and status.value)


def _crumbs(here: str = "") -> list[tuple[str, str | None]]:
    slug = g.edition.slug
    way = [(g.edition.name, url_for("editions_desk.show", slug=slug))]
    if not here:
        return [*way, (_("Entries"), None)]
    return [*way, (_("Entries"), url_for("entries_desk.index", slug=slug)), (here, None)]


def _entry(entry_id: str, *, to_change: bool = False) -> Entry:
    """Load an entry of this edition as submitted; a draft does not exist for the secretary."""
    query = queries.visible_entries(me()).where(
        Entry.public_id == entry_id, Entry.edition_id == g.edition.id, Entry.status != Status.DRAFT
    )
    if to_change:
        query = query.with_for_update(of=Entry)
    found: Entry | None = get_session().scalar(query)
    return found or abort(404)
