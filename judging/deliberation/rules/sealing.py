"""When a protocol is made, sealed and withdrawn, and why not."""

from collections.abc import Sequence
from datetime import datetime

from judging.accounts.models import User
from judging.core.i18n import _, _l, ngettext
from judging.core.refusals import Incomplete, NotNow, NotYours, Refused
from judging.deliberation import advising
from judging.deliberation.models import Award, Meeting, Protocol
from judging.deliberation.rules.voting import why_no_quorum
from judging.editions.models import AwardKind, Edition, Role, Seat
from judging.entries.models import Status

SEALERS = {Role.CHAIR: {Role.CHAIR, Role.DEPUTY_CHAIR}, Role.SECRETARY: {Role.SECRETARY}}


def why_not_protocol(
    edition: Edition,
    meeting: Meeting | None,
    given: Sequence[Award],
    kinds: Sequence[AwardKind],
    at: datetime,
    counted: int,
) -> Refused | None:
    """A protocol is made of a meeting with a quorum whose departures all have their reasons."""
    if meeting is None:
        return NotNow(_l("Record the meeting of the chapter first."))
    if edition.sealed_at is not None:
        return NotNow(_l("The decision is sealed already."))
    if meeting.held_at > at:
        return NotNow(_l("The meeting has not been held yet: correct its date or wait."))
    if refusal := why_no_quorum(edition, counted):
        return refusal
    if not meeting.motions:
        return Incomplete(_l("No motion has been recorded yet."))
    if gone := [award for award in given if award.entry.status is not Status.ACCEPTED]:
        office = gone[0].entry.office.name
        return NotNow(_("%(office)s does not take part any more. Take its award back.", office=office))
    return _why_left_out(meeting, given, kinds)


def _why_left_out(meeting: Meeting, given: Sequence[Award], kinds: Sequence[AwardKind]) -> Refused | None:
    passed_over = advising.unexplained(given, meeting.ranking, kinds)
    if not passed_over or meeting.left_out.strip():
        return None
    sentence = ngettext(
        "%(num)d entry honoured by the ranking gets no award. Write the chapter's reason.",
        "%(num)d entries honoured by the ranking get no award. Write the chapter's reason.",
        len(passed_over),
    )
    return Incomplete(sentence)


def why_not_seal(protocol: Protocol | None, role: Role, by: User, seats: Sequence[Seat]) -> Refused | None:
    """The chair (or the deputy) and the secretary seal, each once; two roles are two people."""
    if protocol is None:
        return NotNow(_l("There is no protocol to seal yet."))
    held = {seat.role for seat in seats if seat.user_id == by.id and seat.removed_at is None}
    if held.isdisjoint(SEALERS.get(role, set())):
        return NotYours(_l("Only the chair and the secretary seal the protocol."))
    if any(seal.role is role for seal in protocol.seals):
        return NotNow(_l("This seal is on the protocol already."))
    if any(seal.user_id == by.id for seal in protocol.seals):
        return NotYours(_l("You have put the other seal; this one belongs to another person."))
    return None


def why_not_withdraw(edition: Edition, protocol: Protocol | None, reason: str) -> Refused | None:
    """A protocol is withdrawn before the announcement, with a reason."""
    if protocol is None:
        return NotNow(_l("There is no protocol to withdraw."))
    if edition.announced_at is not None:
        return NotNow(_l("The results have been announced. Withdraw the announcement first."))
    if not reason.strip():
        return Incomplete(_l("Write why the protocol is withdrawn."), field="reason")
    return None
