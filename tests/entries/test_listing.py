"""The secretary's list of entries tells the same on either database."""

from judging.entries import queries
from judging.entries.listing import Line
from judging.entries.models import Status
from judging.offices.models import UnitKind
from tests.factories import DURING, an_edition, an_entry

ALL = (0, 300)


def listed(session, edition, text="", status=None, page=ALL):
    return queries.lines(session, queries.listed(session, edition, text, status, page), "Europe/Warsaw")


def test_a_line_is_told_in_its_types_whether_searched_for_or_not(session):
    edition = an_edition()
    session.add_all(an_entry(edition=edition, status=Status.SUBMITTED, number=number) for number in (1001, 1002))
    session.add(an_entry(edition=edition, status=Status.DRAFT))
    session.flush()

    whole = listed(session, edition)
    assert [line.number for line in whole] == [1001, 1002]
    assert isinstance(whole[0], Line)
    assert (whole[0].status, whole[0].submitted_at) == (Status.SUBMITTED, DURING)
    assert isinstance(whole[0].kind, UnitKind)
    assert listed(session, edition, text="1002") == whole[1:]
    assert listed(session, edition, status=Status.SUBMITTED) == whole
    assert listed(session, edition, status=Status.REJECTED) == []
    assert listed(session, edition, page=(1, 1)) == whole[1:]
    assert queries.number_listed(session, edition, "1002", Status.SUBMITTED) == 1
    assert queries.counts_by_status(session, edition.id)[Status.SUBMITTED] == 2
