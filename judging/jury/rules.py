"""Who may do what with conflicts, assignments and sheets, and when: conflicts come first.

A rule answers "why not?": it returns the refusal, or None when nothing is in the way.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from judging.accounts.models import User
from judging.core.i18n import _, _l
from judging.core.refusals import Incomplete, NotNow, NotYours, Refused
from judging.editions import timetable
from judging.editions.models import DECLARING, LEADERS, ON_THE_JURY, Edition, Role, Round, Seat
from judging.editions.parts.qualifying import NO, Question
from judging.editions.rules.people import why_not_hold_a_seat
from judging.entries.models import Status
from judging.jury.models import Conflict, ConflictKind, SheetState

SCORED_STATUSES = {Status.ACCEPTED, Status.SUBMITTED}  # submitted: a correction awaits its check
GONE_STATUSES = {Status.WITHDRAWN, Status.REJECTED, Status.RETURNED}  # of what was to be scored: takes part no more


class Scored(Protocol):
    """A criterion, as far as a sheet needs to know it."""

    @property
    def key(self) -> str:
        """The name of its fields."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def weight(self) -> int:
        """Its whole weight; 0 is shown and not counted."""

    @property
    def step(self) -> str:
        """Its step in points, an exact text."""

    @property
    def comment_required(self) -> bool:
        """Whether a score needs a word."""


@dataclass(frozen=True, slots=True)
class Task:
    """One entry to be scored by one juror: what the rules need, read in one row."""

    assignment_id: int
    public_id: str
    juror_id: int
    entry_status: Status
    entry_digest: str
    in_conflict: bool
    edition_id: int
    round_id: int
    low: str
    high: str
    opens_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    state: SheetState | None
    juror_removed_at: datetime | None
    round_public_id: str
    rules_digest: str | None  # once the rules are frozen


@dataclass(frozen=True, slots=True)
class Gap:
    """What a sheet still lacks: the key of the criterion and a sentence."""

    key: str
    sentence: str


def why_not_score(by: User, task: Task, at: datetime) -> Refused | None:
    """Only the assigned juror scores, without a conflict, while scoring is open."""
    if task.in_conflict:
        return NotYours(_l("You have a conflict of interest in this entry."))
    if task.juror_id != by.id:
        return NotYours(_l("This sheet belongs to another juror."))
    if task.entry_status not in SCORED_STATUSES:
        return NotNow(_l("This entry no longer takes part."))
    if not timetable.takes_sheets(task, at):
        return NotNow(_l("Scoring has not opened yet.") if at < task.opens_at else _l("Scoring is closed."))
    if task.state is SheetState.SUBMITTED:
        return NotNow(_l("This sheet has been handed in. Ask the secretary to reopen it."))
    return None


def gaps(criteria: Sequence[Scored], scores: Mapping[str, int], comments: Mapping[str, str]) -> list[Gap]:
    """Return what a sheet lacks, in the order of the form; criteria of weight 0 may stay empty."""
    found = []
    for criterion in criteria:
        if isinstance(criterion, Question):
            return _of_question(criterion, scores, comments)
        if criterion.weight > 0 and criterion.key not in scores:
            found.append(Gap(criterion.key, _("%(name)s: the score is missing", name=criterion.name)))
        if criterion.comment_required and not comments.get(criterion.key):
            found.append(Gap(criterion.key, _("%(name)s: the comment is missing", name=criterion.name)))
    return found


def _of_question(question: Question, scores: Mapping[str, int], comments: Mapping[str, str]) -> list[Gap]:
    """Return what the one question of a qualifying round lacks: its answer, or why it is no."""
    answered = scores.get(question.key)
    if answered is None:
        return [Gap(question.key, _("Say whether the entry goes on: yes or no"))]
    if answered == NO and question.reason_on_no and not comments.get(question.key):
        return [Gap(question.key, _("You say no: write why"))]
    return []


def why_not_submit(
    criteria: Sequence[Scored], scores: Mapping[str, int], comments: Mapping[str, str]
) -> Refused | None:
    """See that a sheet is handed in whole or not at all."""
    missing = gaps(criteria, scores, comments)
    return Incomplete(*(f"{gap.sentence}." for gap in missing)) if missing else None


def why_not_unseen(version: int, seen: int | None) -> Refused | None:
    """Hand in what was seen when it was checked; ``seen`` is None where the check is the sheet itself."""
    if seen is None or seen == version:
        return None
    return NotNow(_l("The sheet has changed since you checked it. See what it says now."))


def why_not_ask_to_reopen(by: User, task: Task, at: datetime) -> Refused | None:
    """Let the juror ask while there is still time to score again."""
    if task.in_conflict or task.juror_id != by.id:
        return NotYours(_l("This sheet belongs to another juror."))
    return why_not_reopen(task, at)


def why_not_ask_twice(*, waits: bool) -> Refused | None:
    """Ask once; the next time after an answer."""
    return NotNow(_l("You have asked already; the secretary has not answered yet.")) if waits else None


def why_not_decline(*, waits: bool) -> Refused | None:
    """Decline what was asked and not answered."""
    return None if waits else NotNow(_l("No request to reopen this sheet waits for an answer."))


def why_not_reopen(task: Task, at: datetime) -> Refused | None:
    """Only a sheet that was handed in and counts is reopened, and only while scoring is open."""
    if task.in_conflict:
        return NotYours(_l("Its juror has a conflict of interest in this entry; the sheet does not count."))
    if task.state is not SheetState.SUBMITTED:
        return NotNow(_l("This sheet has not been handed in."))
    if task.juror_removed_at:
        return NotNow(_l("Its juror is no longer a member of the chapter and could not hand it in again."))
    if not timetable.takes_sheets(task, at):
        return NotNow(_l("Scoring is closed."))
    return None


def why_not_declare(by: User, seat: Seat) -> Refused | None:
    """Only a member of the jury and a substitute declare conflicts, and only their own."""
    if seat.user_id != by.id or seat.role not in DECLARING or seat.removed_at:
        return NotYours(_l("Only a member of the chapter declares conflicts of interest."))
    return None


def why_not_lift(conflict: Conflict, reason: str) -> Refused | None:
    """Every conflict can be lifted once, with a reason."""
    if conflict.withdrawn_at:
        return NotNow(_l("This conflict has been lifted already."))
    return why_not_without_reason(reason)


def why_not_without_reason(reason: str, field: str = "reason") -> Refused | None:
    """Ask for a reason in words; ``field`` is where it is asked for."""
    return None if reason.strip() else Incomplete(_l("Give a reason."), field=field)


def why_not_change_jury(edition: Edition) -> Refused | None:
    """Let the jury change until the result is sealed."""
    return NotNow(_l("The result is sealed; the chapter stays as it is.")) if edition.sealed_at else None


def why_not_mark_areas(by: User, seat: Seat) -> Refused | None:
    """A member says which areas they know, and so does the secretary for them, until the result is sealed."""
    if seat.role not in ON_THE_JURY or seat.removed_at is not None:
        return NotNow(_l("This person is not a member of the chapter."))
    standing = [one for one in seat.edition.seats if one.removed_at is None and one.role is Role.SECRETARY]
    secretary = by.id in {one.user_id for one in standing}
    if by.id != seat.user_id and not secretary:
        return NotYours(_l("Only the member and the secretary say which areas the member knows."))
    return why_not_change_jury(seat.edition)


def why_not_appoint(seat: Seat, role: Role, *, told: bool) -> Refused | None:
    """Appoint members whose seat counts; who leads without a second factor is told, and so is the secretary."""
    if seat.removed_at or role not in ON_THE_JURY:
        return NotNow(_l("This person is not a member of the chapter."))
    if role in LEADERS and seat.awaits_consent:
        return NotNow(_l("The chair has not agreed to this seat yet."))
    if role in LEADERS and not seat.user.has_second_factor and not told:
        sentence = _(
            "%(name)s has no second step of signing in, and cannot seal the protocol without it. "
            "Confirm that you know; an e-mail will ask for it.",
            name=seat.user.name,
        )
        return Incomplete(sentence, field="told")
    return None


def why_not_conflict(kind: ConflictKind, reason: str, field: str = "reason") -> Refused | None:
    """Say of what kind a conflict is; words are needed where no kind says it."""
    if kind is ConflictKind.OTHER and not reason.strip():
        return Incomplete(_l("Choose what it is, or write it in your own words."), field=field)
    return None


def why_not_without_agreement(*, agreed: bool) -> Refused | None:
    """Let nobody judge who has not accepted the duties of a member."""
    return None if agreed else Incomplete(_l("Accept the duties first: without that nobody judges."), field="agreed")


def has_declared(seat: Seat, newest: datetime | None) -> bool:
    """Tell whether a member has gone through the list of entries to the newest: an older list says nothing of it."""
    declared = seat.conflicts_declared_at
    return declared is not None and (newest is None or declared >= newest)


def is_late(edition: Edition, at: datetime, *, chapter_exists: bool) -> bool:
    """Tell whether a seat given now joins a chapter whose scoring has opened."""
    return chapter_exists and bool(edition.rounds) and at >= edition.rounds[0].opens_at


def why_not_invite(edition: Edition, reason: str, leaders: Sequence[Seat], *, late: bool) -> Refused | None:
    """Whoever joins after scoring has opened needs a reason, and somebody who can agree to it."""
    if refusal := why_not_change_jury(edition):
        return refusal
    if not late:
        return None
    if not leaders:
        return NotNow(
            _l(
                "Scoring has opened: a new seat needs the consent of the chair, and there is no chair or deputy. "
                "Appoint one of the members first."
            )
        )
    if not reason.strip():
        return Incomplete(
            _l("Scoring has opened. Write why the seat is given now: the chair decides on it, the protocol names it."),
            field="reason",
        )
    return None


def why_not_invite_person(held: Sequence[Seat]) -> Refused | None:
    """Nobody has two votes: ``held`` are the seats of a person that are not taken away."""
    if any(seat.role in ON_THE_JURY for seat in held):
        return NotNow(_l("This person is already a member of the chapter."), field="email")
    for seat in held:
        if seat.stands_for:
            words = {"name": seat.stands_for.user.name}
            return NotNow(_("This person is named as the substitute of %(name)s.", **words), field="email")
    return None


def why_not_name_substitute(seat: Seat) -> Refused | None:
    """Only a member who stays has a substitute, and only until the result is sealed."""
    if seat.removed_at or seat.role not in ON_THE_JURY:
        return NotNow(_l("This person is not a member of the chapter."))
    return why_not_change_jury(seat.edition)


def why_not_sit(person: User, roles: Collection[Role]) -> Refused | None:
    """Who runs the server or the edition does not judge in it.

    ``roles``: those that the person holds in the edition.
    """
    if Role.SECRETARY in roles:
        return NotNow(
            _l("This person is a secretary of the edition; a secretary does not judge in it."),
            field="email",
        )
    if Role.CLERK in roles:
        return NotNow(
            _l(
                "This person types in paper sheets of this edition, or has done so, and knows the scores of others. "
                "Name somebody else."
            ),
            field="email",
        )
    return why_not_hold_a_seat(person, field="email")


def why_not_consent(by: User, seat: Seat, leaders: Sequence[Seat]) -> Refused | None:
    """The chair or the deputy agrees to a late seat, never to their own."""
    if by.id not in {leader.user_id for leader in leaders} or seat.user_id == by.id:
        return NotYours(_l("Only the chair or the deputy agrees to a late seat, and not to their own."))
    if seat.removed_at or not seat.awaits_consent:
        return NotNow(_l("This seat does not wait for a consent."))
    return why_not_change_jury(seat.edition)


def why_not_annex(edition: Edition, quorum: int, reason: str, *, judged: bool) -> Refused | None:
    """Frozen rules take another quorum by an annex with a reason, until the first sheet is handed in."""
    if edition.rules_frozen_at is None:
        return NotNow(_l("The rules are not approved yet: change the quorum in the settings."))
    if judged:
        return NotNow(_l("A sheet has been handed in: the rules no longer change. Invite more members instead."))
    if quorum == edition.quorum:
        return Incomplete(_l("This is the quorum that stands."), field="quorum")
    return why_not_without_reason(reason)


def why_not_assign(edition: Edition, round_: Round | None, *, begun: bool = True) -> Refused | None:
    """Entries are assigned under frozen rules, to a round that is not closed; a later one once it has entries."""
    if edition.rules_frozen_at is None:
        return NotNow(_l("The rules are not approved yet."))
    if round_ is None or round_.closed_at:
        return NotNow(_l("No round is open for scoring."))
    if not begun:
        return NotNow(_l("Nobody has said yet which entries go on to this round. See the results of the round before."))
    return None


@dataclass(frozen=True, slots=True)
class Completeness:
    """What is known about a round that is to be closed; counts only, never scores."""

    submitted: int
    missing: int  # sheets not handed in
    behind: Sequence[tuple[str, int]]  # jurors' names with the sheets they owe
    unassigned: int  # entries that no juror has
    short: Sequence[tuple[int, int]]  # numbers of entries below the minimum, with their sheets
    uncountable: Sequence[tuple[int, int]] = ()  # those of which the rules drop every sheet
