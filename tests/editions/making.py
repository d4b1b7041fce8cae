"""Makers shared by the tests of the editions."""

from sqlalchemy import select

from judging.audit.models import AuditEvent
from judging.editions.calendar import proposed
from judging.editions.operations import editions
from judging.editions.template import BUILT_IN
from tests.factories import BEFORE, a_user


def create(session, outline=BUILT_IN, *, by, maker=None, year=2027, calendar=None):
    """Make an edition for its secretary; unless somebody is named an administrator makes it."""
    maker = maker or a_user(administrator=True)
    session.add(maker)
    session.flush()
    edition = editions.create_edition(
        session,
        outline,
        name=f"Sekrety Zarządzania {year}",
        year=year,
        event_name="XI Krajowy Kongres Sekretarzy",
        event_place="Warszawa",
        calendar=calendar or proposed(year, "Europe/Warsaw"),
        secretary=by,
        by=maker,
        at=BEFORE,
    )
    edition.contact_name, edition.contact_email = "Halina Sekretna", "biuro@konkurs.example"
    edition.contact_phone = "+48 22 555 01 00"
    session.flush()
    return edition


def actions(session):
    return list(session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))
