"""An import beside its pages: a file read, planned, entered."""

from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO

from judging.core import aside
from judging.core.file_types import MEGABYTE
from judging.entries.models import Way
from judging.intake.checking import checked
from judging.intake.operations import importing, planning, uploads
from judging.intake.plan import Decided
from judging.intake.reading import read_rows, read_sheet
from judging.intake.targets import guess
from tests.factories import DURING

CAME = datetime(2027, 3, 10, 8, 15, 2, tzinfo=UTC)


class Desk:
    """A secretary's desk without its pages: needs an application around it, which knows where files lie."""

    def __init__(self, session, edition, secretary):
        self.session, self.edition, self.by = session, edition, secretary

    def given(self, table, files=b"", way=Way.GOOGLE_FORMS, name="odpowiedzi.csv", at=DURING):
        """Return an import that has begun."""
        keys = [aside.set_aside(BytesIO(one), 30) if one else "" for one in (table, files)]
        how = {"way": way, "name": name, "table": keys[0], "files": keys[1], "by": self.by, "at": at}
        return uploads.begin(self.session, self.edition, **how)

    @contextmanager
    def planned(self, upload, decided=None, said=None, at=DURING):
        """Give the plan of an import, with its columns as they are guessed, and its checked files."""
        sheet = read_sheet(aside.path_of(upload.table_key), self.edition)
        rows = read_rows(sheet, guess(sheet.table.columns, self.edition) | (said or {}), self.edition)
        known = planning.recognise_all(self.session, rows)
        with checked(upload, rows) as found:
            told = (rows, decided or Decided(), known, found.members, found.faults)
            plan = planning.plan(self.session, self.edition, *told, by=self.by, at=at)
            plan.spare = found.spare
            yield plan, found

    def faults(self, table, files=b"", decided=None, at=DURING):
        """Return what is in the way, as pairs of row and sentence."""
        with self.planned(self.given(table, files, at=at), decided, at=at) as (plan, _found):
            return [(one.row.number, fault.sentence) for one in plan.rows for fault in one.blocking(plan.decided)]

    def enter(self, table, files=b"", decided=None, *, invites=False, at=DURING):
        """Enter all rows of a table."""
        upload = self.given(table, files, at=at)
        with self.planned(upload, decided, at=at) as (plan, found):
            how = {"most": 5 * MEGABYTE, "invites": invites, "by": self.by, "at": at}
            entered = importing.enter_all(self.session, upload, plan, found.received, **how)
        self.session.commit()
        return entered
