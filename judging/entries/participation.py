"""Which offices are an edition's business: asked of this slice by the offices, who know no entries."""

from flask import Flask
from sqlalchemy import ColumnElement, select, true

from judging.core.db import get_session
from judging.editions.models import Edition
from judging.editions.queries import is_running
from judging.entries.models import Entry
from judging.offices import acting
from judging.offices.models import Office


def init_app(app: Flask) -> None:
    """Answer for the offices."""
    acting.register_scope(app, offices_of)


def offices_of(edition: Edition) -> ColumnElement[bool]:
    """Return the condition on an office: it has sent an entry to the edition, or the edition is the one that runs.

    A draft is not enough: whoever has only asked to act for an office may begin one.
    """
    if is_running(get_session(), edition):
        return true()
    sent = select(Entry.office_id).where(Entry.edition_id == edition.id, Entry.number.is_not(None))
    return Office.id.in_(sent)
