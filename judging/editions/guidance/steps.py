"""The states of an edition, and what is said and done in each. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from judging.editions.dashboard import Blocker, Way


class State(StrEnum):
    """Where an edition stands, as far as its secretary has something else to do."""

    SETUP_EMPTY = "setup-empty"
    SETUP_LACKING = "setup-lacking"
    READY_TO_FREEZE = "ready-to-freeze"
    BEFORE_CALL_WITHOUT_JURY = "before-call-without-jury"
    BEFORE_CALL = "before-call"
    PEOPLE_WAIT = "people-wait"
    CALL_TO_CHECK = "call-to-check"
    CALL_WITHOUT_JURY = "call-without-jury"
    CALL_OPEN = "call-open"
    GRACE = "grace"
    NO_ENTRIES = "no-entries"
    MORE_TIME = "more-time"
    NONE_ACCEPTED = "none-accepted"
    TO_CHECK = "to-check"
    RETURNED = "returned"
    RETURNED_LATE = "returned-late"
    WITHOUT_JURY = "without-jury"
    UNANSWERED = "unanswered"
    CHAPTER_SHORT = "chapter-short"
    UNDECLARED = "undeclared"
    TO_CHOOSE = "to-choose"
    NOT_ASSIGNED = "not-assigned"
    BEFORE_SCORING = "before-scoring"
    SCORING = "scoring"
    SCORING_LATE = "scoring-late"
    SCORING_WITHOUT_SHEETS = "scoring-without-sheets"
    ALL_IN_NOT_READY = "all-in-not-ready"
    ALL_IN = "all-in"
    CLOSED = "closed"
    CHAPTER_NOT_READY = "chapter-not-ready"
    NO_MEETING = "no-meeting"
    MEETING_AHEAD = "meeting-ahead"
    NO_QUORUM = "no-quorum"
    NO_MOTIONS = "no-motions"
    DECISION_LACKING = "decision-lacking"
    PROTOCOL_TO_MAKE = "protocol-to-make"
    SEALS_BOTH = "seals-both"
    SEAL_OF_SECRETARY = "seal-of-secretary"
    SEAL_OF_CHAIR = "seal-of-chair"
    SEALED = "sealed"
    TIME_TO_ANNOUNCE = "time-to-announce"
    LETTERS_FAILED = "letters-failed"
    LETTERS_WAITING = "letters-waiting"
    ANNOUNCED = "announced"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Step:
    """What is done now: a sentence, a button, and the things in the way, each with its link."""

    state: State
    sentence: str
    button: Way
    obstacles: Sequence[Blocker] = ()
