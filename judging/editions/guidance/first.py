"""What each of a person's desks says first: the juror's, the chair's, the office's, the administrator's. Pure.

What the secretary's says is :mod:`judging.editions.guidance.now`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from judging.core.formatting import moment
from judging.core.i18n import _, ngettext
from judging.editions import timetable
from judging.editions.dashboard import Way
from judging.editions.models import Edition, Role, Round, Seat


class First(StrEnum):
    """What comes first."""

    RESULTS_PUBLIC = "results-public"
    SEAT_WAITS = "seat-waits"
    SCORING_CLOSED = "scoring-closed"
    TO_DECLARE = "to-declare"
    STANDS_IN = "stands-in"
    BEFORE_SCORING = "before-scoring"
    NOT_ASSIGNED = "not-assigned"
    ALL_IN = "all-in"
    TOO_LATE = "too-late"
    TO_SCORE = "to-score"
    UNPROTECTED = "unprotected"
    LATE_SEATS = "late-seats"
    TO_SEAL = "to-seal"
    OTHER_SEAL = "other-seal"
    SEALED = "sealed"
    NO_PROTOCOL = "no-protocol"
    RIGHT_WAITS = "right-waits"
    TO_CORRECT = "to-correct"
    TO_SEND = "to-send"
    ENTRIES = "entries"
    LETTERS_FAILED = "letters-failed"
    NO_EDITION = "no-edition"
    EDITIONS = "editions"


class Said(NamedTuple):
    """A sentence with its button."""

    first: First
    sentence: str
    way: Way


@dataclass(frozen=True, slots=True)
class Judging:
    """What is known of a member: whether the list of entries was gone through, sheets asked for and handed in."""

    seat: Seat
    to_declare: bool = False
    given: int = 0
    submitted: int = 0


@dataclass(frozen=True, slots=True)
class Leading:
    """What is known of a chair or deputy: the second step, late seats that wait, the seals of a protocol if any."""

    protected: bool = True
    late: int = 0
    seals: Sequence[Role] | None = None


@dataclass(frozen=True, slots=True)
class Entering:
    """What is known of who acts for offices: confirmed, entries to correct, drafts to be sent and not sent yet."""

    confirmed: bool = True
    returned: int = 0
    drafts: int = 0


def juror(edition: Edition, at: datetime, known: Judging) -> Said:
    """Say what a member of the chapter does first."""
    desk, round_ = {"slug": edition.slug}, edition.current_round
    entries = Way(_("Open your entries"), "jury.index", desk)
    if edition.announced_at or edition.archived_at:
        return Said(First.RESULTS_PUBLIC, _("The results are public. Your sheets stay here to be read."), entries)
    if known.seat.awaits_consent:
        return Said(First.SEAT_WAITS, _("Your seat counts once the chair agrees to it."), entries)
    if round_ is None or round_.closed_at or edition.sealed_at:
        return Said(First.SCORING_CLOSED, _("Scoring is closed. The chapter decides at its meeting."), entries)
    if known.to_declare:
        sentence = _("First say in which entries you have a conflict of interest.")
        return Said(First.TO_DECLARE, sentence, Way(_("Declare conflicts of interest"), "jury.conflicts", desk))
    if at < round_.opens_at:
        sentence = _("Nothing waits for you. Scoring opens on %(when)s.", when=_when(edition, round_.opens_at))
        return Said(First.BEFORE_SCORING, sentence, entries)
    return _scoring(edition, round_, at, known, entries)


def _scoring(edition: Edition, round_: Round, at: datetime, known: Judging, entries: Way) -> Said:
    """Say what a member does first while scoring is open, or when it has just ended."""
    missing = known.given - known.submitted
    if not known.given:
        sentence = _("No entries have been assigned to you yet. We will write to you when they are.")
        return Said(First.NOT_ASSIGNED, sentence, entries)
    if not missing:
        return Said(First.ALL_IN, _("You have handed in all your sheets. Thank you."), entries)
    if at >= timetable.over(round_.closes_at):
        sentence = ngettext(
            "The time for scoring is over and %(num)d of your sheets is not handed in. Write to the secretary.",
            "The time for scoring is over and %(num)d of your sheets are not handed in. Write to the secretary.",
            missing,
        )
        return Said(First.TOO_LATE, sentence, entries)
    sentence = ngettext(
        "%(num)d sheet is still to be handed in, until %(when)s.",
        "%(num)d sheets are still to be handed in, until %(when)s.",
        missing,
        when=_when(edition, round_.closes_at),
    )
    return Said(First.TO_SCORE, sentence, Way(_("Go on scoring"), "jury.index", {"slug": edition.slug}))


def substitute(edition: Edition, seat: Seat, *, to_declare: bool) -> Said | None:
    """Say what a substitute does first; nothing once the decision is sealed."""
    assert seat.stands_for is not None  # a substitute is of a member
    if edition.sealed_at or edition.announced_at or edition.archived_at:
        return None
    words = {"name": seat.stands_for.user.name}
    if to_declare:
        sentence = _("You stand in for %(name)s. First say in which entries you have a conflict of interest.", **words)
        way = Way(_("Declare conflicts of interest"), "jury.conflicts", {"slug": edition.slug})
        return Said(First.TO_DECLARE, sentence, way)
    sentence = _("You stand in for %(name)s at the meeting of the chapter. Your declaration is made.", **words)
    return Said(First.STANDS_IN, sentence, Way(_("See your declaration"), "jury.conflicts", {"slug": edition.slug}))


def chair(edition: Edition, known: Leading) -> Said | None:
    """Say what the chair or the deputy does first beside scoring; nothing before there is something to lead."""
    desk = {"slug": edition.slug}
    protocol = Way(_("Read the protocol"), "deliberation.protocol", desk)
    if edition.announced_at or edition.archived_at:
        return Said(First.RESULTS_PUBLIC, _("The results are public. The protocol stays here to be read."), protocol)
    if not known.protected:
        sentence = _("Without the second step of signing in you cannot seal the protocol.")
        return Said(First.UNPROTECTED, sentence, Way(_("Set it up in your profile"), "profile.show", {}))
    if known.late:
        sentence = ngettext(
            "%(num)d late seat waits for your consent.", "%(num)d late seats wait for your consent.", known.late
        )
        return Said(First.LATE_SEATS, sentence, Way(_("Decide"), "late_seats.index", desk))
    if known.seals is not None:
        return _sealing(edition, known.seals, protocol)
    if edition.rounds and all(round_.closed_at for round_ in edition.rounds):
        sentence = _("The chapter has not finished: the protocol will stand here, to be read and sealed.")
        return Said(First.NO_PROTOCOL, sentence, protocol)
    return None


def _sealing(edition: Edition, seals: Sequence[Role], protocol: Way) -> Said:
    """Say whose seal a protocol waits for."""
    if edition.sealed_at:
        when = _when(edition, edition.announcement_at)
        sentence = _("The decision is sealed and not public. The announcement is planned for %(when)s.", when=when)
        return Said(First.SEALED, sentence, protocol)
    if Role.CHAIR in seals:
        sentence = _("The chair's seal is on the protocol. It waits for the secretary's.")
        return Said(First.OTHER_SEAL, sentence, protocol)
    sentence = _("The protocol waits for the seal of the chair or the deputy.")
    return Said(First.TO_SEAL, sentence, protocol._replace(label=_("Read and seal the protocol")))


def office(known: Entering) -> Said:
    """Say what somebody who acts for offices does first."""
    mine = Way(_("Open my entries"), "entries.index", {})
    if known.returned:
        sentence = ngettext(
            "%(num)d entry has come back to be corrected.",
            "%(num)d entries have come back to be corrected.",
            known.returned,
        )
        return Said(First.TO_CORRECT, sentence, mine)
    if known.drafts:  # whoever waits for their right submits meanwhile, or misses the deadline by waiting
        sentence = ngettext(
            "%(num)d draft is not submitted yet.", "%(num)d drafts are not submitted yet.", known.drafts
        )
        return Said(First.TO_SEND, sentence, mine)
    if not known.confirmed:
        return Said(First.RIGHT_WAITS, _("Your right to act for the office waits to be confirmed."), mine)
    return Said(First.ENTRIES, _("Nothing waits for you. Your entries and what becomes of them stand here."), mine)


def administrator(*, editions: bool, failed: int = 0, of: str = "") -> Said:
    """Say what the administrator does first; ``failed`` letters are those of the edition ``of``."""
    if failed:
        sentence = ngettext("%(num)d letter could not be sent.", "%(num)d letters could not be sent.", failed)
        way = Way(_("See the letters"), "outbox_desk.index", {"slug": of, "box": "failed"})
        return Said(First.LETTERS_FAILED, sentence, way)
    if not editions:
        sentence = _("There is no edition yet. Make one for its secretary.")
        return Said(First.NO_EDITION, sentence, Way(_("Make the first edition"), "editions_desk.create", {}))
    sentence = _("Nothing waits for you. New editions are made here.")
    return Said(First.EDITIONS, sentence, Way(_("See the editions"), "editions_desk.index", {}))


def _when(edition: Edition, value: datetime) -> str:
    return moment(value, edition.time_zone)
