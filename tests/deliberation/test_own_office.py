"""Whoever acts for an office, or has asked to, does nothing to its entry as a secretary.

ACTS holds every operation on one entry; a new operation stands there, or among those that are none.
"""

import pkgutil
from datetime import timedelta
from importlib import import_module
from inspect import getmembers, isfunction, signature

import pytest
from sqlalchemy import select

from judging.core.db import Base
from judging.core.refusals import NotYours
from judging.deliberation import operations as of_deliberation
from judging.deliberation import queries as decided_by
from judging.deliberation.models import Motion
from judging.deliberation.operations import corrections, decisions
from judging.deliberation.votes import VoteCount
from judging.entries import operations as of_entries
from judging.entries.models import Outcome, Status, Way
from judging.entries.operations import screening, typing_in
from judging.entries.operations.entries import Text
from judging.entries.operations.extensions import extend
from judging.entries.origins import Source
from judging.jury import operations as of_jury
from judging.jury.models import Conflict
from judging.jury.operations import conflicts, paper, reopening
from judging.jury.operations.saving import SheetContent
from judging.jury.queries import assignments
from judging.offices.models import Representative
from tests.deliberation import chamber as chambers
from tests.factories import BEFORE, CLOSES, DELIBERATION, DURING, JUDGING, a_sheet
from tests.jury.conftest import a_chapter

WHY = {"reason": "Tak trzeba."}
LATER = JUDGING + timedelta(days=1)


def checks(outcome):
    def check(session, chapter, entry, by):
        entry.status = Status.SUBMITTED
        until = LATER if outcome is Outcome.RETURNED else None
        said = {"remarks": "Brak załącznika.", "until": until, "by": by, "at": JUDGING}
        return lambda: screening.decide(session, entry, outcome, **said)

    return check


def reopens(session, chapter, entry, by):
    return lambda: screening.reopen(session, entry, **WHY, by=by, at=JUDGING)


def extends(session, chapter, entry, by):
    until = CLOSES + timedelta(days=1)
    return lambda: extend(session, chapter.edition, entry.office, until=until, **WHY, by=by, at=JUDGING)


def reopens_a_sheet(session, chapter, entry, by):
    given = chapter.assignment(chapter.first, entry)
    session.add(a_sheet(given, scores={"novelty": 5, "reach": 5}, submitted=True))
    session.flush()
    task = assignments.any_task(session, chapter.edition, given.public_id)
    return lambda: reopening.reopen(session, task, **WHY, by=by, at=JUDGING)


def declines_a_request(session, chapter, entry, by):
    reopens_a_sheet(session, chapter, entry, by)
    task = assignments.any_task(session, chapter.edition, chapter.assignment(chapter.first, entry).public_id)
    reopening.ask_to_reopen(session, task, **WHY, by=chapter.juror, at=JUDGING)
    session.flush()
    return lambda: reopening.decline(session, task, **WHY, by=by, at=JUDGING)


def records_a_conflict(session, chapter, entry, by):
    return lambda: conflicts.record_for(session, chapter.second, entry.office, **WHY, by=by, at=JUDGING)


def types_an_entry_in(session, chapter, entry, by):
    text, source = Text("Inna praktyka", entry.area, {}), Source(Way.POST, came_at=DURING, reason=WHY["reason"])
    how = {"most": 10**6, "as_it_came": True, "scored": False, "by": by, "at": JUDGING}
    return lambda: typing_in.type_in(session, chapter.edition, entry.office, text, source, **how)


def dismisses_a_conflict(session, chapter, entry, by):
    given = chapter.assignment(chapter.first, entry)
    if given.sheet is None:
        session.add(a_sheet(given, scores={"novelty": 5, "reach": 5}, submitted=True))
    chapter.juror.email, entry.office.email = "anna@um.miasto.pl", "urzad@um.miasto.pl"
    session.flush()
    return lambda: conflicts.dismiss(session, chapter.first, entry.office, **WHY, by=by, at=JUDGING)


def lifts_a_conflict_with_an_office(session, chapter, entry, by):
    conflicts.record_for(session, chapter.first, entry.office, **WHY, by=chapter.second.user, at=JUDGING)
    conflict = session.scalar(select(Conflict))
    return lambda: conflicts.lift(session, conflict, **WHY, by=by, at=JUDGING)


def lifts_a_conflict_in_an_entry(session, chapter, entry, by):
    conflicts.declare_one(session, chapter.first, entry, reason=WHY["reason"], by=chapter.juror, at=JUDGING)
    conflict = session.scalar(select(Conflict))
    return lambda: conflicts.lift(session, conflict, **WHY, by=by, at=JUDGING)


def moves(session, chamber, entry, by):
    chambers.meet(session, chamber)
    return lambda: chambers.decide(session, chamber, 1, by=by)


def corrects(session, chamber, entry, by):
    chambers.decided(session, chamber)
    motion = session.scalar(select(Motion).where(Motion.entry_id == entry.id))
    said = {"citation": "Za wytrwałość.", "version": motion.version, "by": by, "at": DELIBERATION}
    return lambda: corrections.correct_motion(session, chamber.edition, motion, VoteCount(3, 0, 0), **said)


def takes_an_award_back(session, chamber, entry, by):
    chambers.decided(session, chamber)
    [award] = [one for one in decided_by.awards_of(session, chamber.edition) if one.entry is entry]
    return lambda: decisions.withdraw_award(session, chamber.edition, award, **WHY, by=by, at=DELIBERATION)


def explains_what_is_left_out(session, chamber, entry, by):
    version = chambers.meet(session, chamber).version
    explain, reason = decisions.explain_left_out, WHY["reason"]
    return lambda: explain(session, chamber.edition, reason=reason, version=version, by=by, at=DELIBERATION)


def types_paper_in(session, chapter, entry, by):
    task = assignments.any_task(session, chapter.edition, chapter.assignment(chapter.first, entry).public_id)
    said, asked = SheetContent({"novelty": 5, "reach": 5}), {"criteria": assignments.marks(session, task.round_id)}
    return lambda: paper.type_in(session, task, said, paper.Typing(), **asked, by=by, at=JUDGING)


ACTS = {
    "screening.decide: accepted": checks(Outcome.ACCEPTED),
    "screening.decide: returned": checks(Outcome.RETURNED),
    "screening.decide: rejected": checks(Outcome.REJECTED),
    "screening.reopen": reopens,
    "extensions.extend": extends,
    "reopening.decline": declines_a_request,
    "reopening.reopen": reopens_a_sheet,
    "conflicts.record_for": records_a_conflict,
    "paper.type_in": types_paper_in,
    "typing_in.type_in": types_an_entry_in,
    "conflicts.dismiss": dismisses_a_conflict,
    "conflicts.lift: of an office": lifts_a_conflict_with_an_office,
    "conflicts.lift: of an entry": lifts_a_conflict_in_an_entry,
    "decisions.decide": moves,
    "corrections.correct_motion": corrects,
    "decisions.withdraw_award": takes_an_award_back,
    "decisions.explain_left_out": explains_what_is_left_out,
}
OF_THE_OFFICE = {f"entries.{name}" for name in ("begin", "create", "revise", "drop_correction", "submit", "withdraw")}
OF_THE_OFFICE |= {f"attachments.{name}" for name in ("attach", "describe", "move", "remove_attachment")}
OF_THE_OFFICE |= {"entries.enter"}
OF_THE_OFFICE |= {"holding.hold", "holding.hand_in", "holding.take_back"}
OF_THE_OFFICE |= {"drafts.copy", "drafts.delete", "drafts.restore", "typing_in.confirm"}
OF_A_JUROR = {"saving.save", "saving.save_on", "sheets.submit", "sheets.submit_named", "reopening.ask_to_reopen"}
OF_A_JUROR |= {"practice.save", "practice.hand_in", "practice.once_more"}
OF_A_JUROR |= {"paper.confirm", "paper.object_to"}
OF_A_JUROR |= {"conflicts.declare", "conflicts.declare_one", "duties.accept", "notes.keep"}
OF_NO_ENTRY = {
    "areas.mark",
    "assignment.assign",  # by lot and by marks, never by name
    "assignment.assign_all",  # all entries to all members
    "assignment.let_go",  # all entries of a round
    "assignment.take_over",  # leaves entries of an own office where they are: tests/jury/test_plans.py
    "assignment.undo",
    "attachments.add",  # a part of the others: they have asked who may
    "entries.note_declarations",
    "conflict_register.stand",
    "conflict_register.tell_secretaries",
    "detecting.detect",  # what follows from facts
    "detecting.detect_all",
    "detecting.look_at_office",
    "decisions.hold_meeting",
    "holding.answer_held",  # what follows from the answer, and from the seal
    "holding.lapse",
    "holding.wait_again",
    "members.appoint",
    "members.consent",
    "members.invite",
    "members.invite_again",
    "members.remove",
    "paper.attach_scan",  # of whoever has typed the sheet in
    "protocols.make_protocol",
    "protocols.seal",
    "protocols.withdraw_protocol",
    "spoken.read_out_code",
    "quorum.lower_quorum",
    "reminders.remind",
    "reminders.set_days",
    "saving.keep_on",  # parts of the others, who have asked who may
    "sheets.hand_in",
    "substitutes.name_substitute",
}


def operations():
    """Return the names of everything that somebody does to entries, on the jury, in the deliberation."""
    for package in (of_entries, of_jury, of_deliberation):
        for module in pkgutil.iter_modules(package.__path__):
            found = import_module(f"{package.__name__}.{module.name}")
            for name, function in getmembers(found, isfunction):
                mine = function.__module__ == found.__name__ and not name.startswith("_")
                if mine and "by" in signature(function).parameters:
                    yield f"{module.name}.{name}"


def test_every_operation_stands_in_the_table_or_among_those_that_are_on_no_entry():
    tried = {name.partition(":")[0] for name in ACTS}
    assert sorted(operations()) == sorted(tried | OF_THE_OFFICE | OF_A_JUROR | OF_NO_ENTRY)


def content(session):
    session.flush()
    return {table.name: session.execute(select(table)).all() for table in Base.metadata.sorted_tables}


@pytest.fixture
def stage(session, act):
    """The edition at work that an operation needs, and the entry it is done to."""
    in_deliberation = act.startswith(("decisions", "corrections"))
    made = chambers.a_chamber(session) if in_deliberation else a_chapter(session)
    return made, made.entries[0]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("hat", ["asked", "confirmed", "refused", "another office"])
def test_a_secretary_does_nothing_to_the_entry_of_an_office_they_act_for(session, stage, act, hat):
    made, entry = stage
    by = made.secretary
    done = ACTS[act](session, made, entry, by)
    office = made.entries[-1].office if hat == "another office" else entry.office
    moments = {"confirmed": {"approved_at": BEFORE}, "refused": {"refused_at": BEFORE}}
    session.add(Representative(office=office, user=by, asked_at=BEFORE, **moments.get(hat, {})))
    session.commit()
    before = content(session)

    if hat in {"asked", "confirmed"}:
        with pytest.raises(NotYours, match="act for this office"):
            done()
    else:
        done()

    assert (content(session) == before) == (hat in {"asked", "confirmed"})
