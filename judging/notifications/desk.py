"""The mail of an edition, for its secretary: what waits, what went, what failed and why.

An administrator helps with what does not get out, and reads neither what a letter says nor to whom it goes; nor
does a secretary who acts for an office that takes part, until the results are announced.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from jinja2 import TemplateError
from sqlalchemy import select

from judging.accounts.models import User
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _, get_locale
from judging.core.written import with_written
from judging.notifications import queries
from judging.notifications.faults import kind_of_fault
from judging.notifications.models import Message
from judging.notifications.operations import outbox
from judging.notifications.queries import Box
from judging.notifications.rendering import letter
from judging.web.access import Who, allow, may, why_not_impartial
from judging.web.crumbs import to_the_edition
from judging.web.transaction import writing

bp = Blueprint("outbox_desk", __name__, url_prefix="/desk/<string:slug>/mail")
PAGE = 50

WRITTEN = ("edition", "edition_name", "title", "office", "award")  # what a letter is filled with that people wrote


@dataclass(frozen=True, slots=True)
class Line:
    """A message as the list shows it."""

    message: Message
    subject: str
    error: str


@bp.get("/")
@allow(Who.SECRETARY, Who.ADMINISTRATOR, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """List the messages of the edition in one box."""
    session, counts = get_session(), queries.counts(get_session(), g.edition.id)
    box = _box(request.args.get("box"), counts)
    pages = max(1, -(-counts[box] // PAGE))
    page = min(request.args.get("page", 1, type=_natural), pages)
    found = queries.messages(session, box, g.edition.id, page=page, size=PAGE)
    whole = may(Who.SECRETARY, g.edition) and why_not_impartial(g.edition) is None
    context = {
        "lines": _lines(found) if whole else [Line(message, "", kind_of_fault(message.error)) for message in found],
        "whole": whole,
        "box": box,
        "boxes": list(Box),
        "counts": counts,
        "page": page,
        "pages": pages,
        "url": lambda number: url_for(".index", slug=slug, box=box, page=number),
        "crumbs": [to_the_edition(), (_("Mail"), None)],
    }
    return render_template("notifications/index.html", **context)


@bp.post("/<string:message_id>/again/")
@allow(Who.SECRETARY, Who.ADMINISTRATOR, edition=True)
def again(slug: str, message_id: str) -> ResponseReturnValue:
    """Send a message that failed once more."""
    with writing():
        outbox.try_again(_failed_message(message_id), at=clock.arrived())
    flash(_("The message waits to be sent again."), "success")
    return redirect(url_for(".index", slug=slug, box=Box.FAILED))


def _failed_message(message_id: str) -> Message:
    query = select(Message).where(Message.public_id == message_id, Message.failed_at.is_not(None))
    return get_session().scalar(query.where(Message.edition_id == g.edition.id)) or abort(404)


def _lines(messages: Sequence[Message]) -> list[Line]:
    """Return the messages with their subjects; their readers are read at once."""
    known = queries.readers(get_session(), messages)
    return [Line(message, _subject(message, known.get(message.user_id)), message.error) for message in messages]


def _subject(message: Message, recipient: User | None) -> str:
    """Return the subject in the reader's language, or the template's name if it is broken."""
    try:
        subject = letter(message, recipient, str(get_locale())).subject
    except (TemplateError, KeyError, ValueError):
        return message.template
    return with_written(subject, (message.context.get(name) for name in WRITTEN))


def _box(asked: str | None, counts: dict[Box, int]) -> Box:
    """Take the box asked for; else the one that needs looking at."""
    if asked in set(Box):
        return Box(asked)
    return next((box for box in (Box.FAILED, Box.WAITING) if counts[box]), Box.SENT)


def _natural(text: str) -> int:
    return max(1, int(text[:6]))
