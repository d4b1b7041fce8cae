"""Tables of the entries, and the graph of states that an entry moves along."""

from judging.entries.models.entry import Attachment, Entry, EntryVersion, HeldSubmission, Origin
from judging.entries.models.records import AcceptedDeclaration, EntryRevision, Extension, ScreeningDecision
from judging.entries.models.states import NEXT, Outcome, Status, Way

__all__ = [
    "NEXT",
    "AcceptedDeclaration",
    "Attachment",
    "Entry",
    "EntryRevision",
    "EntryVersion",
    "Extension",
    "HeldSubmission",
    "Origin",
    "Outcome",
    "ScreeningDecision",
    "Status",
    "Way",
]
