"""Tables of the jury: conflicts, assignments, score sheets and their revisions, what is a juror's own, paper."""

from judging.jury.models.assigning import ActOfAssigning, KnownArea, Move, RoundEntry
from judging.jury.models.conflicts import Conflict, ConflictKind, Source
from judging.jury.models.own import Agreement, ReadingMark
from judging.jury.models.paper import PaperGlimpse, PaperScan, PaperSheet, PaperUpload
from judging.jury.models.practice import PracticeSheet
from judging.jury.models.scoring import (
    CHANGE_TRIGGERS,
    Assignment,
    ReopenRequest,
    ScoreSheet,
    SheetChange,
    SheetRevision,
    SheetState,
)

__all__ = [
    "CHANGE_TRIGGERS",
    "ActOfAssigning",
    "Agreement",
    "Assignment",
    "Conflict",
    "ConflictKind",
    "KnownArea",
    "Move",
    "PaperGlimpse",
    "PaperScan",
    "PaperSheet",
    "PaperUpload",
    "PracticeSheet",
    "ReadingMark",
    "ReopenRequest",
    "RoundEntry",
    "ScoreSheet",
    "SheetChange",
    "SheetRevision",
    "SheetState",
    "Source",
]
