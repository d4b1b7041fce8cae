"""The secretary's list of entries tells the same on either database."""

from judging.entries import queries
from judging.entries.models import Status
from judging.offices.models import UnitKind
from judging.screening.listing import Line
from judging.screening.queries import lists
from tests.factories import DURING, an_edition, an_entry


def test_a_line_is_told_in_its_types(session):
    edition = an_edition()
    session.add_all(an_entry(edition=edition, status=Status.SUBMITTED, number=number) for number in (1001, 1002))
    session.add(an_entry(edition=edition, status=Status.DRAFT))
    session.flush()

    whole = lists.lines(session, lists.rows(session, edition), "Europe/Warsaw")

    assert [line.number for line in whole] == [1001, 1002]
    assert isinstance(whole[0], Line)
    assert (whole[0].status, whole[0].submitted_at) == (Status.SUBMITTED, DURING)
    assert isinstance(whole[0].kind, UnitKind)
    assert (whole[0].attachments, bool(whole[0].acted_for)) == (0, True)
    assert queries.counts_by_status(session, edition.id)[Status.SUBMITTED] == 2
