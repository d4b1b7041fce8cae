"""A chapter in its round, with a clerk."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from judging.editions.models import Role
from tests.factories import JUDGING, a_seat, a_user
from tests.jury.conftest import a_chapter


@pytest.fixture
def chapter(session, stop_clock):
    stop_clock(JUDGING)
    return a_chapter(session)


@pytest.fixture
def clerk(session, chapter):
    seat = a_seat(chapter.edition, Role.CLERK, user=a_user(name="Klara"))
    session.add(seat)
    session.commit()
    return seat.user


@pytest.fixture
def base(session, chapter):
    url = f"/desk/{chapter.edition.slug}/jury/paper/"
    session.commit()
    return url


@pytest.fixture
def client_of(session, client_of):
    """The same, asked by a session that reads what stands now."""

    def opened(user):
        session.commit()
        return client_of(user)

    return opened


@pytest.fixture
def rows_of(session):
    """A function that returns all rows of a table as they stand now."""

    def rows_of(model):
        session.commit()
        return session.scalars(select(model).order_by(model.id)).all()

    return rows_of


@pytest.fixture
def at_desk(client_of, clerk):
    """The clerk's browser."""
    return client_of(clerk)


@pytest.fixture
def filled():
    """A function that fills in rows of the template: each a mapping of headings to values."""

    def filled(template, *rows):
        book = load_workbook(BytesIO(template))
        sheet = book.worksheets[0]
        at = {cell.value: cell.column for cell in sheet[1]}
        for number, values in enumerate(rows, 2):
            for heading, value in values.items():
                sheet.cell(number, at[heading]).value = value
        out = BytesIO()
        book.save(out)
        return out.getvalue()

    return filled
