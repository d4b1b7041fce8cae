"""Which offices are an edition's business: asked of this slice by the offices, who know no entries."""

from flask import Flask
from sqlalchemy import ColumnElement, Select, exists, or_, select

from judging.core.db import get_session
from judging.editions.models import Edition
from judging.editions.queries import is_running
from judging.entries.models import Entry
from judging.offices import acting
from judging.offices.models import Office, Representative


def init_app(app: Flask) -> None:
    """Answer for the offices."""
    acting.register_scope(app, offices_of)


def offices_of(edition: Edition) -> ColumnElement[bool]:
    """Return the condition on an office: it has sent an entry to the edition, or the edition is the one that runs.

    A draft is not enough: whoever has only asked to act for an office may begin one. An office that enters another
    edition still at work, and not this one, is the business of that one: whoever is confirmed reads its entries there.
    """
    if is_running(get_session(), edition):
        others = (Edition.id != edition.id, Edition.announced_at.is_(None), Edition.archived_at.is_(None))
        return or_(Office.id.not_in(_entering(*others)), Office.id.in_(_entering(Edition.id == edition.id)))
    sent = select(Entry.office_id).where(Entry.edition_id == edition.id, Entry.number.is_not(None))
    return Office.id.in_(sent)


def may_enter(edition: Edition) -> ColumnElement[bool]:
    """Return the condition on an office that it takes part in the edition, be it with a draft, or may yet begin."""
    begun = select(Entry.office_id).where(Entry.edition_id == edition.id)
    return or_(offices_of(edition), Office.id.in_(begun))


def _entering(*editions: ColumnElement[bool]) -> Select[int]:
    """Select the offices with an entry in the editions: a sent one, or a draft of somebody confirmed."""
    confirmed = exists().where(
        Representative.office_id == Entry.office_id,
        Representative.user_id == Entry.author_id,
        Representative.approved_at.is_not(None),
    )
    of_the_office = or_(Entry.number.is_not(None), confirmed)
    return select(Entry.office_id).join(Entry.edition).where(of_the_office, *editions)
