"""The secretary's list of offices, the same as a file, and the page of one of them."""

from datetime import datetime
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import me
from judging.accounts.models import User
from judging.core.db import get_session
from judging.core.files import send_made
from judging.core.i18n import _, ngettext
from judging.core.searches import moment_told
from judging.core.spreadsheets import CSV, XLSX
from judging.editions.dashboard import News
from judging.editions.models import Edition
from judging.participants import queries
from judging.participants.desk.ways import crumbs, office_of_edition, why_not_view
from judging.participants.files import offices_csv, offices_xlsx
from judging.participants.listing import Line
from judging.participants.search import Choices, Gap, Has, Order, Search, found
from judging.searches.desk import ListSearched
from judging.searches.models import Searched
from judging.searches.queries import named
from judging.web.access import Who, allow

bp = Blueprint("participants_desk", __name__, url_prefix="/desk/<string:slug>/participants")
PER_PAGE = 100
SEARCHED = ListSearched(Searched.OFFICES, "participants_desk.index", lambda asked: Search.read(asked).asked)


@bp.get("/")
@allow(Who.SECRETARY, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """List the offices that take part or may; the search stands in the address."""
    search = Search.read(request.args)
    lines = queries.lines(get_session(), g.edition)
    hits = found(lines, search)
    pages = max(1, -(-len(hits) // PER_PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    return render_template(
        "participants/index.html",
        slug=slug,
        search=search,
        searches=named(get_session(), g.edition.id, Searched.OFFICES, me()),
        total=len(hits),
        offices=hits[(page - 1) * PER_PAGE : page * PER_PAGE],
        page=page,
        pages=pages,
        page_url=lambda number: url_for(".index", slug=slug, page=number, **search.asked),
        sort={one: (_sorted(search, one), search.direction(one)) for one in Order},
        crumbs=crumbs(),
        **_choices(Choices.among(lines)),
    )


@bp.get("/list.csv")
@allow(Who.SECRETARY, edition=True)
def csv(slug: str) -> ResponseReturnValue:
    """Send what the search finds as a table."""
    return _sent(offices_csv(_hits()), CSV, "csv")


@bp.get("/list.xlsx")
@allow(Who.SECRETARY, edition=True)
def xlsx(slug: str) -> ResponseReturnValue:
    """Send what the search finds as a workbook."""
    title = _("Offices: %(edition)s", edition=g.edition.name)
    return _sent(offices_xlsx(_hits(), title), XLSX, "xlsx")


@bp.get("/<string:office_id>/")
@allow(Who.SECRETARY, edition=True)
def show(slug: str, office_id: str) -> ResponseReturnValue:
    """Show one office: whom to call, who acts for it, what it has sent in."""
    session, office = get_session(), office_of_edition(office_id)
    return render_template(
        "participants/show.html",
        slug=slug,
        office=office,
        entries=queries.sent_by(session, g.edition, office),
        drafts=queries.number_of_drafts(session, g.edition, office),
        longer=queries.longer_deadline(session, g.edition, office),
        viewings=queries.viewings(session, g.edition, office),
        not_to_be_viewed=why_not_view(office),
        crumbs=crumbs(office.name),
    )


def offices_news(session: Session, edition: Edition, reader: User, since: datetime) -> list[News]:
    """Tell which offices have registered since a moment."""
    count = queries.number_since(session, edition, since)
    words = ngettext("%(num)d office that has registered", "%(num)d offices that have registered", count)
    return [News(count, words, url_for("participants_desk.index", slug=edition.slug, since=moment_told(since)))]


def _sorted(search: Search, order: Order) -> str:
    return url_for(".index", slug=g.edition.slug, **search.sorted_by(order).asked)


def _hits() -> list[Line]:
    return found(queries.lines(get_session(), g.edition), Search.read(request.args))


def _sent(content: bytes, media_type: str, kind: str) -> ResponseReturnValue:
    what = _("offices")
    return send_made(content, media_type, f"{what}-{g.edition.slug}.{kind}")


def _choices(choices: Choices) -> dict[str, Any]:
    """Return what the lists of the search offer: each value with its words."""
    return {
        "voivodeships": [(name, name) for name in choices.voivodeships],
        "kinds": [(name, kind.label) for name, kind in choices.kinds],
        "having": [(has.value, has.label) for has in Has],
        "gaps": [(gap.value, gap.label) for gap in Gap],
    }
