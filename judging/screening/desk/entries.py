"""The list of submitted entries, one of them as it was sent in, a decision undone, more time for an office."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import SelectChoice

from judging.accounts.login import act, me
from judging.accounts.models import User
from judging.core import clock
from judging.core.cache import Cache
from judging.core.db import get_session
from judging.core.i18n import _, ngettext
from judging.core.searches import moment_told
from judging.editions.dashboard import News, Panel
from judging.editions.guidance.facts import Entries, Longer
from judging.editions.models import Edition
from judging.editions.timetable import over
from judging.entries import queries, reading, rules
from judging.entries.models import NEXT, Entry, Status
from judging.entries.operations import screening
from judging.entries.operations.extensions import extend
from judging.entries.participation import may_enter
from judging.offices.models import Office
from judging.screening.desk.ways import crumbs, entry_of_edition
from judging.screening.forms import ExtensionForm
from judging.screening.queries import checking, lists
from judging.screening.search import Choices, Gap, Order, Search, found
from judging.searches.desk import ListSearched
from judging.searches.models import Searched
from judging.searches.queries import named
from judging.stats.collation import alphabetical
from judging.web.access import Who, allow
from judging.web.forms import ReasonForm, saved, shown
from judging.web.kept_parts import kept_page, large_part

bp = Blueprint("entries_desk", __name__, url_prefix="/desk/<string:slug>/entries")
PER_PAGE = 300
SEARCHED = ListSearched(Searched.ENTRIES, "entries_desk.index", lambda asked: Search.read(asked).asked)
_lists: Cache[bytes] = Cache(16)
_pages: Cache[str] = Cache(32)


@bp.get("/")
@allow(Who.SECRETARY, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """List what was submitted; the search stands in the address."""
    session, edition, search = get_session(), g.edition, Search.read(request.args)
    rows = lists.rows(session, edition)
    kept = named(session, edition.id, Searched.ENTRIES, me())
    page = max(1, request.args.get("page", 1, type=int))
    told = cache(lambda: _told(session, search, rows, page))  # asked for only where nothing is kept

    def list_() -> str:
        return render_template("screening/_list.html", **told())

    def page_(body: Markup) -> str:
        return render_template("screening/index.html", **told(), searches=kept, body=body)

    if search.words or search.gap:  # what other texts and the moment decide
        return page_(Markup(list_()))  # noqa: S704 -- rendered by Jinja, which has escaped it
    key = (slug, edition.name, edition.time_zone, search, page, tuple(rows))
    body = large_part("entries", _lists, key, list_)
    return kept_page(_pages, (key, tuple(kept)), lambda: page_(body))


def _told(session: Session, search: Search, rows: list[tuple[Any, ...]], page: int) -> dict[str, Any]:
    """Return what the list shows of a search."""
    edition, at = g.edition, clock.arrived()
    lines = lists.lines(session, rows, edition.time_zone)
    texts = lambda: lists.folded_texts(session, edition)  # noqa: E731 -- read only where words are looked for
    whole = found(lines, search.of_state(None), at, texts)
    hits = [line for line in whole if search.status in {None, line.status}]
    pages = max(1, -(-len(hits) // PER_PAGE))
    page = min(page, pages)
    return {
        "slug": edition.slug,
        "crumbs": crumbs(),
        "search": search,
        "counts": {state: sum(line.status is state for line in whole) for state in Status if state != Status.DRAFT},
        "total": len(hits),
        "page": page,
        "pages": pages,
        "page_url": _page_url(search),
        "entries": hits[(page - 1) * PER_PAGE : page * PER_PAGE],
        "sort": {order: (_sorted(search, order), _direction(search, order)) for order in Order},
        **_choices(Choices.among(lines)),
    }


def _choices(choices: Choices) -> dict[str, object]:
    """Return what the lists of the search offer: each value with its words."""
    return {
        "areas": [(area, area) for area in choices.areas],
        "voivodeships": [(name, name) for name in choices.voivodeships],
        "kinds": [(name, kind.label) for name, kind in choices.kinds],
        "gaps": [(gap.value, gap.label) for gap in Gap],
    }


def _sorted(search: Search, order: Order) -> str:
    return url_for(".index", slug=g.edition.slug, **search.sorted_by(order).asked)


def _direction(search: Search, order: Order) -> str:
    if search.order is not order:
        return ""
    return "descending" if search.descending else "ascending"


@bp.get("/<string:entry_id>/")
@allow(Who.SECRETARY, edition=True)
def show(slug: str, entry_id: str) -> ResponseReturnValue:
    """Show one entry as submitted, and what was decided on it."""
    entry = entry_of_edition(entry_id)
    return render_template(
        "screening/show.html",
        **as_submitted(entry),
        slug=slug,
        open=Status.ACCEPTED in NEXT[entry.status],
        reopenable=rules.why_not_reopen(entry, "-") is None,
        crumbs=crumbs(str(entry.number)),
    )


def as_submitted(entry: Entry) -> dict[str, Any]:
    """Return what a page shows of an entry: its newest version, what changed before, what was decided."""
    session, versions = get_session(), list(entry.versions)
    return {
        "entry": entry,
        "newest": versions[-1],
        "versions": {version.id: version.number for version in versions},
        "rows": reading.answers(g.edition, versions[-1].answers, versions[-1].files),
        "changes": [(new, reading.changes(g.edition, old, new)) for old, new in pairwise(versions)],
        "declared": queries.accepted_declarations(session, entry).values(),
        "checked": checking.checked_points(session, entry),
    }


@bp.route("/<string:entry_id>/reopen/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def reopen(slug: str, entry_id: str) -> ResponseReturnValue:
    """Undo a decision of the formal check, with the reason."""
    entry, form = entry_of_edition(entry_id), ReasonForm()
    if refusal := rules.why_not_reopen(entry, "-"):
        raise refusal

    def reopened(session: Session) -> None:
        entry, reason = entry_of_edition(entry_id, to_change=True), form.reason.data
        screening.reopen(session, entry, reason=reason, **act())

    if saved(form, reopened):
        flash(_("The formal check is open again."), "success")
        return redirect(url_for(".show", slug=slug, entry_id=entry_id))
    way = crumbs(_("Open the formal check again"))
    return shown("screening/reopen.html", form, entry=entry_of_edition(entry_id), slug=slug, crumbs=way)


@bp.route("/extensions/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def extensions(slug: str) -> ResponseReturnValue:
    """Give one office a later deadline, and list those given."""
    form = ExtensionForm(zone=g.edition.time_zone, data={"office": request.args.get("office", "")})
    found = get_session().scalars(select(Office).where(may_enter(g.edition)))
    offices = sorted(found, key=lambda office: alphabetical(office.name))
    form.office.choices = [SelectChoice(office.public_id, office.name) for office in offices]
    if saved(form, lambda session: _extend(session, form)):
        flash(_("The office has more time and is told by e-mail."), "success")
        return redirect(url_for(".extensions", slug=slug))
    given = queries.extensions(get_session(), g.edition)
    return shown("screening/extensions.html", form, given=given, crumbs=crumbs(_("More time")))


def _extend(session: Session, form: ExtensionForm) -> None:
    query = select(Office).where(Office.public_id == form.office.data, may_enter(g.edition))
    office = session.scalar(query) or abort(404)
    given = {"until": form.until.data, "reason": form.reason.data}
    extend(session, g.edition, office, **given, **act())


def entries_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Tell how many entries there are in which state, and which offices have more time."""
    counts = queries.counts_by_status(session, edition.id)
    sent = sum(counts.values()) - counts[Status.WITHDRAWN]
    figures = [(_("In all"), sent)]
    figures += [(status.label, count) for status, count in counts.items() if count]
    part = Entries(
        to_check=counts[Status.SUBMITTED],
        first=session.scalar(
            queries.submitted_entries(edition, status=Status.SUBMITTED).limit(1).with_only_columns(Entry.public_id)
        )
        or "",
        returned=counts[Status.RETURNED],
        accepted=counts[Status.ACCEPTED],
        sent=sent,
        held=queries.number_held(session, edition),
        unconfirmed=[number for number in session.scalars(queries.unconfirmed(edition)) if number],
        longer=[
            Longer(one.office.name, one.until) for one in queries.extensions(session, edition) if at < over(one.until)
        ],
    )
    return Panel(_("Entries"), url_for("entries_desk.index", slug=edition.slug), figures, part)


def entries_news(session: Session, edition: Edition, reader: User, since: datetime) -> list[News]:
    """Tell what was sent in or corrected since a moment."""
    count = lists.number_since(session, edition, since)
    words = ngettext("%(num)d entry sent in or corrected", "%(num)d entries sent in or corrected", count)
    return [News(count, words, url_for("entries_desk.index", slug=edition.slug, since=moment_told(since)))]


def _page_url(search: Search) -> Callable[[int], str]:
    """Return the address of a page of the same search."""
    return lambda number: url_for(".index", slug=g.edition.slug, page=number, **search.asked)
