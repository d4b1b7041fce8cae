"""Who reads which acts of a history and which of their details, and from when: declared here, act by act.

Nothing is read that is not declared, and nothing is recorded whose details are not declared. The
secretary of an edition reads all its acts. An administrator runs the server and learns nothing of
the competition: the acts of running it from the start, that the others happened once the results
are announced, and of them no detail. A secretary who acts for an office reads of its own entry what
the office is told anyway, and nothing of what the jury does with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from judging.audit.actions import Action


class Reader(StrEnum):
    """As whom somebody reads a history."""

    SECRETARY = "secretary"
    ADMINISTRATOR = "administrator"


class Since(StrEnum):
    """From when something may be read."""

    AT_ONCE = "at-once"
    ANNOUNCED = "announced"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one act."""

    administrator: Since = Since.ANNOUNCED  # that it happened
    shown: tuple[str, ...] = ()  # details that the secretary reads
    of_running: tuple[str, ...] = ()  # those of them that an administrator reads with the act
    unseen: tuple[str, ...] = ()  # recorded for whoever verifies, read on no page


def _running(*shown: str, but_secretary: tuple[str, ...] = (), unseen: tuple[str, ...] = ()) -> Told:
    """Return what is told of an act of running the installation."""
    return Told(Since.AT_ONCE, (*shown, *but_secretary), shown, unseen)


TOLD = {
    Action.ACCOUNT_CONFIRMED: _running(),
    Action.ACCOUNT_CREATED: _running(),
    Action.ACCOUNT_DEACTIVATED: _running(),
    Action.ADDRESS_ADDED: _running(),
    Action.ADDRESS_MADE_MAIN: _running(),
    Action.ADDRESS_REMOVED: _running(),
    Action.ADMINISTRATOR_APPOINTED: _running(),
    Action.ANNOUNCEMENT_MADE: Told(),
    Action.ANNOUNCEMENT_WITHDRAWN: Told(shown=("reason",)),
    Action.AREAS_MARKED: Told(Since.NEVER, shown=("person",), unseen=("areas",)),
    Action.ASSIGNMENTS_MADE: Told(unseen=("added", "kept", "taken")),
    Action.ASSIGNMENTS_TAKEN_OVER: Told(Since.NEVER, shown=("person", "reason"), unseen=("count",)),
    Action.ASSIGNMENTS_UNDONE: Told(shown=("reason",), unseen=("count",)),
    Action.ATTACHMENT_ADDED: Told(Since.NEVER, shown=("entry",), unseen=("sha256",)),
    Action.ATTACHMENT_DESCRIBED: Told(Since.NEVER, shown=("entry",)),
    Action.ATTACHMENT_MOVED: Told(Since.NEVER, shown=("entry",)),
    Action.ATTACHMENT_REMOVED: Told(Since.NEVER, shown=("entry",)),
    Action.ATTENDANCE_RECORDED: Told(Since.NEVER, unseen=("present", "substitutes")),
    Action.AWARD_WITHDRAWN: Told(Since.NEVER, shown=("reason",)),
    Action.CALENDAR_CHANGED: _running(but_secretary=("reason",), unseen=("before", "after")),
    Action.CLERK_ACCEPTED: _running(),
    Action.CLERK_INVITED: _running("person"),
    Action.CODE_READ_OUT: _running(but_secretary=("reason",)),
    Action.COLLEAGUE_INVITED: Told(Since.NEVER, shown=("office",), unseen=("right",)),
    Action.COLLEAGUE_NOT_INVITED: Told(Since.NEVER, shown=("office",)),
    Action.COLLEAGUE_RIGHT_SET: Told(Since.NEVER, shown=("person",), unseen=("right",)),
    Action.CHECK_WORDED: Told(Since.NEVER, unseen=("points", "text")),
    Action.CONFLICT_DECLARED: Told(Since.NEVER, shown=("reason",), unseen=("source", "kind", "sheets")),
    Action.CONFLICT_WITHDRAWN: Told(Since.NEVER, shown=("reason",)),
    Action.CONFLICTS_REVIEWED: Told(Since.NEVER, unseen=("declared",)),
    Action.DUTIES_ACCEPTED: _running(unseen=("version", "digest")),
    Action.EDITION_ARCHIVED: _running(),
    Action.EDITION_CREATED: _running("person"),
    Action.ENGLISH_CHANGED: _running(but_secretary=("changed", "number")),
    Action.ENTRIES_CALLED_BACK: Told(shown=("went_on", "reason"), unseen=("line", "value", "entries")),
    Action.ENTRIES_WENT_ON: Told(shown=("stood", "went_on"), unseen=("line", "value", "entries")),
    Action.ENTRY_ACCEPTED: Told(Since.NEVER, shown=("remarks", "until")),
    Action.ENTRY_CONFIRMED: Told(Since.NEVER),
    Action.ENTRY_CORRECTION_DROPPED: Told(Since.NEVER),
    Action.ENTRY_CREATED: Told(Since.NEVER),
    Action.ENTRY_DELETED: Told(Since.NEVER),
    Action.ENTRY_HELD: Told(Since.NEVER),
    Action.ENTRY_LAPSED: Told(Since.NEVER, unseen=("cause",)),
    Action.ENTRY_PURGED: Told(Since.NEVER),
    Action.ENTRY_REJECTED: Told(Since.NEVER, shown=("remarks", "until")),
    Action.ENTRY_REOPENED: Told(Since.NEVER, shown=("reason",)),
    Action.ENTRY_RESTORED: Told(Since.NEVER),
    Action.ENTRY_RETURNED: Told(Since.NEVER, shown=("remarks", "until")),
    Action.ENTRY_SUBMITTED: Told(Since.NEVER, shown=("number",), unseen=("version", "digest")),
    Action.ENTRY_TAKEN_BACK: Told(Since.NEVER),
    Action.ENTRY_TYPED_IN: Told(Since.NEVER, shown=("office", "file", "row", "came", "reason"), unseen=("way",)),
    Action.ENTRY_WITHDRAWN: Told(Since.NEVER, shown=("reason",)),
    Action.EXTENSION_GRANTED: Told(Since.NEVER, shown=("office", "until", "reason")),
    Action.EXTENSION_TAKEN_BACK: Told(Since.NEVER, shown=("office", "until")),
    Action.JUROR_ACCEPTED: _running(),
    Action.JUROR_APPOINTED: _running("role"),
    Action.JUROR_INVITED: _running(but_secretary=("reason",), unseen=("title",)),
    Action.LEFT_OUT_EXPLAINED: Told(Since.NEVER, shown=("reason",)),
    Action.LETTER_SENT: Told(Since.NEVER, shown=("letter", "copies"), unseen=("whom",)),
    Action.LETTER_TAKEN_BACK: Told(Since.NEVER, shown=("letter", "copies")),
    Action.MOTION_CORRECTED: Told(Since.NEVER, shown=("entry", "before", "after", "reason")),
    Action.MOTION_DECIDED: Told(Since.NEVER, shown=("entry",), unseen=("kind", "votes", "carried")),
    Action.OFFICE_CHANGED: Told(Since.NEVER, shown=("name",)),
    Action.OFFICE_REGISTERED: Told(Since.NEVER, shown=("unit", "name")),
    Action.OFFICE_VIEWED: Told(Since.NEVER, shown=("office", "person", "reason")),
    Action.PAPER_CONFIRMED: Told(Since.NEVER),
    Action.PAPER_OBJECTED: Told(Since.NEVER),
    Action.PAPER_SCANNED: Told(Since.NEVER, unseen=("sha256",)),
    Action.PAPER_SEEN: Told(Since.NEVER, shown=("file", "sheets")),
    Action.PASSKEY_ADDED: _running(),
    Action.PASSKEY_REMOVED: _running(),
    Action.PASSKEY_SUSPECTED: _running(),
    Action.PASSWORD_CHANGED: _running(),
    Action.PROTOCOL_MADE: Told(unseen=("digest",)),
    Action.PROTOCOL_WITHDRAWN: Told(shown=("reason",)),
    Action.QUALIFICATION_RULED: Told(Since.NEVER, shown=("entry", "reason"), unseen=("passes",)),
    Action.QUESTION_ANSWERED: Told(Since.NEVER, shown=("before", "after")),
    Action.QUESTION_ASKED: Told(Since.NEVER),
    Action.QUESTION_SET_ASIDE: Told(Since.NEVER, shown=("reason",)),
    Action.RANKING_FROZEN: Told(unseen=("digest", "input_sha256")),
    Action.RECOVERY_CODES_RENEWED: _running(),
    Action.REPRESENTATIVE_APPROVED: Told(Since.NEVER),
    Action.REPRESENTATIVE_ASKED: Told(Since.NEVER, shown=("office",)),
    Action.REPRESENTATIVE_REFUSED: Told(Since.NEVER, shown=("reason",)),
    Action.REPRESENTATIVE_REMOVED: Told(Since.NEVER, shown=("reason",)),
    Action.ROUND_CLOSED: Told(shown=("reason", "submitted", "missing", "told"), unseen=("receipts_root",)),
    Action.ROUND_REOPENED: Told(shown=("reason", "submitted", "missing", "told")),
    Action.RULES_ANNEXED: _running("quorum", but_secretary=("reason",), unseen=("digest",)),
    Action.RULES_FROZEN: _running(unseen=("digest",)),
    Action.RULES_THAWED: _running(but_secretary=("reason",), unseen=("digest",)),
    Action.SEAT_CONSENTED: _running(),
    Action.SEAT_REMOVED: _running(but_secretary=("person", "reason")),
    Action.SECOND_FACTOR_LOST: _running("person", but_secretary=("reason",)),
    Action.SECOND_FACTOR_REMOVED: _running("person", but_secretary=("reason",)),
    Action.SECOND_FACTOR_SET: _running(),
    Action.SECRETARY_APPOINTED: _running("person"),
    Action.SETTINGS_CHANGED: _running("changed"),
    Action.REMINDERS_SET: _running(unseen=("days",)),
    Action.REOPENING_DECLINED: Told(Since.NEVER, shown=("reason",)),
    Action.SHEET_REOPENED: Told(Since.NEVER, shown=("reason",)),
    Action.SHEET_SUBMITTED: Told(Since.NEVER, unseen=("receipt",)),
    Action.SHEET_TYPED_IN: Told(Since.NEVER, shown=("juror", "entry"), unseen=("receipt",)),
    Action.SIGNED: Told(shown=("role",), unseen=("digest",)),
    Action.SUBSTITUTE_NAMED: _running("juror", unseen=("title",)),
}

OF_DECIDING = frozenset(  # kept whole from a secretary with an interest until the announcement: one could subtract
    {
        Action.AWARD_WITHDRAWN,
        Action.ENTRIES_CALLED_BACK,
        Action.ENTRIES_WENT_ON,
        Action.LEFT_OUT_EXPLAINED,
        Action.LETTER_SENT,
        Action.LETTER_TAKEN_BACK,
        Action.MOTION_CORRECTED,
        Action.MOTION_DECIDED,
        Action.QUALIFICATION_RULED,
    }
)
KNOWN_TO_THE_OFFICE = frozenset(
    {
        Action.ATTACHMENT_ADDED,
        Action.ATTACHMENT_DESCRIBED,
        Action.ATTACHMENT_MOVED,
        Action.ATTACHMENT_REMOVED,
        Action.ENTRY_ACCEPTED,
        Action.ENTRY_CONFIRMED,
        Action.ENTRY_CREATED,
        Action.ENTRY_REJECTED,
        Action.ENTRY_REOPENED,
        Action.ENTRY_RETURNED,
        Action.ENTRY_SUBMITTED,
        Action.ENTRY_TYPED_IN,
        Action.ENTRY_WITHDRAWN,
        Action.EXTENSION_GRANTED,
        Action.EXTENSION_TAKEN_BACK,
    }
)


def acts(reader: Reader, *, announced: bool, interested: bool = False) -> set[Action]:
    """Return the acts that exist for a reader; ``interested``: an own office takes part, nothing is announced."""
    if reader is Reader.SECRETARY:
        return set(TOLD) - OF_DECIDING if interested else set(TOLD)
    now = {Since.AT_ONCE, Since.ANNOUNCED} if announced else {Since.AT_ONCE}
    return {action for action, told in TOLD.items() if told.administrator in now}


def details(action: Action, reader: Reader) -> tuple[str, ...]:
    """Return which details of an act a reader reads, where the act exists for that reader."""
    told = TOLD[action]
    return told.shown if reader is Reader.SECRETARY else told.of_running


def undeclared(action: Action, names: Iterable[str]) -> set[str]:
    """Return the details of an act for which nobody has said who reads them."""
    told = TOLD[action]
    return set(names) - {*told.shown, *told.unseen}
