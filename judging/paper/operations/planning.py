"""What the rows of a table would become: ready, typed in already, or in the way of all."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.i18n import _
from judging.core.text import one_line
from judging.editions.models import Role, Round
from judging.editions.queries import roles_of
from judging.jury import paper_rules
from judging.jury.models import Assignment, PaperSheet
from judging.jury.operations.saving import SheetContent
from judging.jury.queries import assignments
from judging.jury.queries import paper as queries
from judging.jury.rules import Task
from judging.offices.names import fold
from judging.paper.headings import CODE, ENTRY, JUROR, columns
from judging.paper.reading import Fault, Row, Table


@dataclass(slots=True)
class Planned:
    """A row with the sheet that it is, and all that is wrong with it."""

    row: Row
    task: Task | None = None
    assignment: Assignment | None = None
    faults: list[Fault] = field(default_factory=list)
    already: bool = False  # the very same was typed in before, by the same person
    begun: bool = False  # online, and it would be replaced


@dataclass(slots=True)
class Plan:
    """What a file would become; it is done whole or not at all."""

    rows: Sequence[Planned]
    untaken: Sequence[str]

    @property
    def entering(self) -> list[Planned]:
        """The rows that would be typed in."""
        return [one for one in self.rows if not one.already and not one.faults]

    @property
    def already(self) -> list[Planned]:
        """The rows that were typed in before."""
        return [one for one in self.rows if one.already]

    @property
    def blocked(self) -> list[Planned]:
        """The rows with something in the way."""
        return [one for one in self.rows if one.faults]

    @property
    def begun(self) -> bool:
        """Whether a juror has begun online one of the sheets."""
        return any(one.begun for one in self.rows)


def plan(session: Session, round_: Round, table: Table, *, replaces: bool, by: User, at: datetime) -> Plan:
    """Say what every row would become now; the number of questions does not grow with the rows."""
    ids = {row.sheet for row in table.rows if row.sheet is not None}
    given = queries.to_plan(session, round_, ids)
    tasks = assignments.tasks_of(session, round_, ids)
    papers = queries.standing_of(session, ids)
    marks = assignments.marks(session, round_.id)
    planner = _Planner(columns(marks), roles_of(session, round_.edition, by), by, at, replaces=replaces)
    rows = [
        planner.planned(row, given.get(row.sheet or 0), tasks.get(row.sheet or 0), papers.get(row.sheet or 0))
        for row in table.rows
    ]
    return Plan(rows, table.untaken)


class _Planner:
    """Asks of each row what its file alone could not tell."""

    def __init__(self, names: dict[str, str], roles: set[Role], by: User, at: datetime, *, replaces: bool) -> None:
        self.names, self.roles, self.by, self.at, self.replaces = names, roles, by, at, replaces

    def planned(self, row: Row, assignment: Assignment | None, task: Task | None, paper: PaperSheet | None) -> Planned:
        """Return what a row would become."""
        found = Planned(row, task, assignment, list(row.faults))
        if row.sheet is None:
            return found
        if assignment is None or task is None:
            found.faults.append(self._fault(CODE, _("No sheet of this round has the code %(code)s.", code=row.code)))
            return found
        sheet = assignment.sheet
        found.faults += self._of_another(row, assignment)
        if refusal := paper_rules.why_not_type_in(self.by, self.roles, task, assignment, self.at):
            found.faults.append(Fault("", str(refusal)))
        elif paper and paper.typed_by_id == self.by.id and sheet and _says(sheet, row.content) and not found.faults:
            found.already = True
        else:
            if paper is None and sheet is not None and sheet.submitted_at is None:
                found.begun = paper_rules.is_begun(sheet)
            if refusal := paper_rules.why_not_over(sheet, paper, replaces=self.replaces):
                found.faults.append(Fault("", str(refusal)))
        return found

    def _of_another(self, row: Row, assignment: Assignment) -> list[Fault]:
        """Return where the row names another juror or entry than its code does: a slip between rows."""
        faults = []
        juror, number = assignment.seat.user.name, str(assignment.entry.number or 0)
        if row.juror and fold(row.juror) != fold(one_line(juror)):
            words = _("The code is of a sheet of %(name)s.", name=juror)
            faults.append(self._fault(JUROR, words))
        if row.entry and row.entry != number:
            faults.append(self._fault(ENTRY, _("The code is of entry no. %(number)s.", number=number)))
        return faults

    def _fault(self, column: str, sentence: str) -> Fault:
        return Fault(self.names[column], sentence)


def _says(stored: object, content: SheetContent) -> bool:
    return SheetContent.of(stored).values() == content.values()
