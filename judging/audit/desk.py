"""The history of an edition: who, when, what, why. For its secretary and the administrator."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, current_app, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from judging.accounts.login import me
from judging.audit import audience, labels
from judging.audit.actions import Action
from judging.audit.audience import Reader
from judging.audit.models import AuditEvent
from judging.audit.queries import matters
from judging.audit.queries.events import among, count, events_of_edition, events_of_record, names, page_of
from judging.core.db import get_session
from judging.core.i18n import _
from judging.web.access import Who, allow, may, why_not_impartial
from judging.web.crumbs import to_the_edition

bp = Blueprint("audit_desk", __name__, url_prefix="/desk/<string:slug>/history")
PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One event in words."""

    number: int
    at: datetime
    who: str
    act: str
    reason: str
    particulars: list[tuple[str, str]]
    subject: str


@bp.get("/")
@allow(Who.SECRETARY, Who.ADMINISTRATOR, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """Show what the reader may know of the history, the newest event first; of one record, if the address names it."""
    reader = Reader.SECRETARY if may(Who.SECRETARY, g.edition) else Reader.ADMINISTRATOR
    session, subject = get_session(), request.args.get("record", "")[:60]
    query = events_of_edition(g.edition.id)
    if subject:
        query = events_of_record(g.edition.id, subject)
    interested = why_not_impartial(g.edition) is not None
    query = among(query, audience.acts(reader, announced=g.edition.announced_at is not None, interested=interested))
    partial = matters.has_own(session, me())
    if partial:
        query = query.where(matters.not_of_own(me(), current_app.extensions["matters"]))
    total = count(session, query)
    pages = max(1, -(-total // PAGE))
    page = min(request.args.get("page", 1, type=_natural), pages)
    events = page_of(session, query, page, PAGE)
    called = names(session, events)
    context = {
        "lines": [_line(event, called, reader) for event in events],
        "reader": reader,
        "whole": reader is Reader.SECRETARY and not partial,
        "subject": subject,
        "total": total,
        "page": page,
        "pages": pages,
        "url": lambda number: url_for(".index", slug=slug, record=subject or None, page=number),
        "crumbs": [to_the_edition(), (_("History"), None)],
    }
    return render_template("audit/index.html", **context)


def _line(event: AuditEvent, names: dict[int, str], reader: Reader) -> Line:
    shown = audience.details(Action(event.action), reader)
    who = names.get(event.by_id, _("account removed")) if event.by_id else _("the system")
    words = (labels.act(event), labels.reason(event, shown), labels.particulars(event, shown))
    return Line(event.number, event.at, who, *words, event.subject)


def _natural(text: str) -> int:
    return max(1, int(text[:6]))
