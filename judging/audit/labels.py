"""The history in plain words: what each act is called, and what its details are called.

Who reads which of them stands in :mod:`judging.audit.audience`.
"""

from collections.abc import Collection

from judging.audit.actions import Action
from judging.audit.models import AuditEvent
from judging.core.i18n import _l
from judging.core.written import Written

ACTS = {
    Action.ACCOUNT_CONFIRMED: _l("E-mail address confirmed"),
    Action.ACCOUNT_CREATED: _l("Account opened"),
    Action.ACCOUNT_DEACTIVATED: _l("Account closed"),
    Action.ADDRESS_ADDED: _l("E-mail address added"),
    Action.ADDRESS_MADE_MAIN: _l("Main e-mail address changed"),
    Action.ADDRESS_REMOVED: _l("E-mail address removed"),
    Action.ADMINISTRATOR_APPOINTED: _l("Administrator appointed"),
    Action.ANNOUNCEMENT_MADE: _l("Results announced"),
    Action.ANNOUNCEMENT_WITHDRAWN: _l("Announcement withdrawn"),
    Action.AREAS_MARKED: _l("Areas that a member of the chapter knows marked"),
    Action.ASSIGNMENTS_MADE: _l("Entries assigned to members of the chapter"),
    Action.ASSIGNMENTS_TAKEN_OVER: _l("Entries of a member taken over by another"),
    Action.ASSIGNMENTS_UNDONE: _l("Assignment of entries undone"),
    Action.ATTACHMENT_ADDED: _l("Attachment added"),
    Action.ATTACHMENT_DESCRIBED: _l("Caption of an attachment written"),
    Action.ATTACHMENT_MOVED: _l("Attachment moved"),
    Action.ATTACHMENT_REMOVED: _l("Attachment removed"),
    Action.ATTENDANCE_RECORDED: _l("Attendance at the meeting recorded"),
    Action.AWARD_WITHDRAWN: _l("Award withdrawn"),
    Action.CALENDAR_CHANGED: _l("Calendar changed"),
    Action.CLERK_ACCEPTED: _l("Clerk of paper sheets took up the seat"),
    Action.CLERK_INVITED: _l("Clerk of paper sheets invited"),
    Action.CODE_READ_OUT: _l("Code for a new password read out on the telephone"),
    Action.COLLEAGUE_INVITED: _l("Colleague invited to act for the office"),
    Action.COLLEAGUE_NOT_INVITED: _l("Invitation to act for the office declined or taken back"),
    Action.COLLEAGUE_RIGHT_SET: _l("Right of a colleague changed"),
    Action.CHECK_WORDED: _l("Words of the formal check changed"),
    Action.CONFLICT_DECLARED: _l("Conflict of interest declared"),
    Action.CONFLICT_WITHDRAWN: _l("Conflict of interest withdrawn"),
    Action.CONFLICTS_REVIEWED: _l("List of entries reviewed for conflicts of interest"),
    Action.DUTIES_ACCEPTED: _l("Duties of a member of the chapter accepted"),
    Action.EDITION_ARCHIVED: _l("Edition archived"),
    Action.EDITION_CREATED: _l("Edition created"),
    Action.ENGLISH_CHANGED: _l("English version changed"),
    Action.ENTRY_ACCEPTED: _l("Entry accepted in the formal check"),
    Action.ENTRY_CONFIRMED: _l("Entry confirmed by its office"),
    Action.ENTRY_CORRECTION_DROPPED: _l("Unsubmitted correction given up"),
    Action.ENTRY_CREATED: _l("Entry begun"),
    Action.ENTRY_DELETED: _l("Draft deleted"),
    Action.ENTRY_HELD: _l("Entry sent in, waits for the right to act to be confirmed"),
    Action.ENTRY_LAPSED: _l("Entry sent in does not count: the right to act was not confirmed"),
    Action.ENTRY_PURGED: _l("Deleted draft gone for good"),
    Action.ENTRY_REJECTED: _l("Entry rejected in the formal check"),
    Action.ENTRY_REOPENED: _l("Decision of the formal check undone"),
    Action.ENTRY_RESTORED: _l("Deleted draft taken back"),
    Action.ENTRY_RETURNED: _l("Entry returned for correction"),
    Action.ENTRY_SUBMITTED: _l("Entry submitted"),
    Action.ENTRY_TAKEN_BACK: _l("Entry sent in taken back by the office before the right to act was confirmed"),
    Action.ENTRY_TYPED_IN: _l("Entry entered by the secretary for the office"),
    Action.ENTRY_WITHDRAWN: _l("Entry withdrawn"),
    Action.EXTENSION_GRANTED: _l("More time granted to an office"),
    Action.EXTENSION_TAKEN_BACK: _l("Later deadline of an office taken back"),
    Action.JUROR_ACCEPTED: _l("Invitation to the chapter accepted"),
    Action.JUROR_APPOINTED: _l("Member of the chapter appointed"),
    Action.JUROR_INVITED: _l("Member invited to the chapter"),
    Action.LEFT_OUT_EXPLAINED: _l("Reason for leaving entries without an award written"),
    Action.LETTER_SENT: _l("Letter sent"),
    Action.LETTER_TAKEN_BACK: _l("Letter taken back before it went"),
    Action.MOTION_CORRECTED: _l("Record of a motion corrected"),
    Action.MOTION_DECIDED: _l("Motion decided"),
    Action.OFFICE_CHANGED: _l("Data of the office changed"),
    Action.OFFICE_REGISTERED: _l("Office registered"),
    Action.OFFICE_VIEWED: _l("Pages of an office seen by a secretary"),
    Action.PAPER_CONFIRMED: _l("Sheet typed in from paper confirmed by its juror"),
    Action.PAPER_OBJECTED: _l("Juror objected to a sheet typed in from paper"),
    Action.PAPER_SCANNED: _l("Scan of a paper sheet attached"),
    Action.PAPER_SEEN: _l("Paper sheets read by a secretary before the round was closed"),
    Action.PASSKEY_ADDED: _l("Passkey added"),
    Action.PASSKEY_REMOVED: _l("Passkey removed"),
    Action.PASSKEY_SUSPECTED: _l("Passkey refused: it may have been copied"),
    Action.PASSWORD_CHANGED: _l("Password changed"),
    Action.PROTOCOL_MADE: _l("Protocol made"),
    Action.PROTOCOL_WITHDRAWN: _l("Protocol withdrawn"),
    Action.QUESTION_ANSWERED: _l("Question about the call answered"),
    Action.QUESTION_ASKED: _l("Question about the call asked"),
    Action.QUESTION_SET_ASIDE: _l("Question about the call answered by e-mail alone"),
    Action.RANKING_FROZEN: _l("Ranking frozen"),
    Action.RECOVERY_CODES_RENEWED: _l("Recovery codes made anew"),
    Action.REPRESENTATIVE_APPROVED: _l("Representative of the office approved"),
    Action.REPRESENTATIVE_ASKED: _l("Somebody asked to represent the office"),
    Action.REPRESENTATIVE_REFUSED: _l("Representative of the office refused"),
    Action.REPRESENTATIVE_REMOVED: _l("Right to act for the office ended"),
    Action.ENTRIES_CALLED_BACK: _l("Entries called back from the next round"),
    Action.ENTRIES_WENT_ON: _l("Entries went on to the next round"),
    Action.QUALIFICATION_RULED: _l("Decided by ruling whether an entry goes on"),
    Action.ROUND_CLOSED: _l("Round of scoring closed"),
    Action.ROUND_REOPENED: _l("Round of scoring reopened"),
    Action.RULES_ANNEXED: _l("Annex to the rules made"),
    Action.RULES_FROZEN: _l("Rules approved"),
    Action.RULES_THAWED: _l("Rules opened for changes again"),
    Action.SEAT_CONSENTED: _l("Chair agreed to a late seat"),
    Action.SEAT_REMOVED: _l("Role taken away"),
    Action.SECOND_FACTOR_LOST: _l("Second step of signing in reported lost"),
    Action.SECOND_FACTOR_REMOVED: _l("Second step of signing in removed"),
    Action.SECOND_FACTOR_SET: _l("Second step of signing in set up"),
    Action.SECRETARY_APPOINTED: _l("Secretary appointed"),
    Action.SETTINGS_CHANGED: _l("Settings changed"),
    Action.REMINDERS_SET: _l("Reminders of jurors by the calendar set"),
    Action.REOPENING_DECLINED: _l("Request to reopen a score sheet declined"),
    Action.SHEET_REOPENED: _l("Score sheet reopened"),
    Action.SHEET_SUBMITTED: _l("Score sheet handed in"),
    Action.SHEET_TYPED_IN: _l("Score sheet typed in from paper and handed in"),
    Action.SUBSTITUTE_NAMED: _l("Substitute of a member named"),
    Action.SIGNED: _l("Seal put on the protocol"),
}
REASONS = ("reason", "remarks")
SHOWN = {
    "title": _l("Title"),
    "name": _l("Name"),
    "office": _l("Office"),
    "unit": _l("Unit"),
    "entry": _l("Entry"),
    "person": _l("Person"),
    "juror": _l("Member of the chapter"),
    "role": _l("Role"),
    "number": _l("Number"),
    "until": _l("Until"),
    "changed": _l("Changed"),
    "file": _l("File"),
    "row": _l("Row"),
    "came": _l("It came"),
    "sheets": _l("Sheets"),
    "submitted": _l("Sheets handed in"),
    "stood": _l("Entries in the round"),
    "went_on": _l("Entries that went on"),
    "missing": _l("Missing sheets"),
    "told": _l("Members of the chapter told by e-mail"),
    "before": _l("Before the correction"),
    "after": _l("After the correction"),
    "quorum": _l("Quorum"),
    "letter": _l("Letter"),
    "copies": _l("Copies"),
}
WRITTEN = {"title", "name", "office", "unit", "entry", "file", "before", "after", "letter"}  # in the words of people


def act(event: AuditEvent) -> str:
    """Return what was done, in the reader's language."""
    known = {str(action): str(words) for action, words in ACTS.items()}
    return known.get(event.action, event.action)


def reason(event: AuditEvent, shown: Collection[str]) -> str:
    """Return why it was done, where somebody had to say so and the reader may know."""
    details = event.detail.details if event.detail else {}
    known = [key for key in REASONS if key in shown]
    return Written(" ".join(str(details[key]) for key in known if isinstance(details.get(key), str)))


def particulars(event: AuditEvent, shown: Collection[str]) -> list[tuple[str, str]]:
    """Return the details that the reader may know, each with its label."""
    details = event.detail.details if event.detail else {}
    return [
        (str(label), Written(_words(details[key])) if key in WRITTEN else _words(details[key]))
        for key, label in SHOWN.items()
        if key in shown and isinstance(details.get(key), str | int | list) and details[key] != ""
    ]


def _words(value: str | int | list[object]) -> str:
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)
