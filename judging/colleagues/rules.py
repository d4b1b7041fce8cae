"""Who invites colleagues and says what they may do; who accepts. A rule answers "why not?"."""

from datetime import datetime, timedelta

from judging.accounts.models import User
from judging.colleagues.models import ColleagueInvitation
from judging.core.i18n import _l
from judging.core.refusals import NotNow, NotYours, Refused
from judging.offices.models import Office, Representative, Right
from judging.offices.rules import acts_for, represents

MOST_OPEN = 10  # invitations of one office without an answer
LIVES = timedelta(days=30)
ONLY_SUBMITTERS = _l("Only somebody who may submit for the office decides on its people.")


def is_open(invitation: ColleagueInvitation, at: datetime) -> bool:
    """Tell whether an invitation can be accepted: unanswered, fresh, by somebody who still decides for the office.

    That of a secretary, made with an entry that they entered for the office, rests on the entry.
    """
    if invitation.accepted_at or invitation.ended_at or at >= invitation.invited_at + LIVES:
        return False
    return invitation.with_entry or represents(invitation.invited_by, invitation.office)


def why_not_invite(user: User, office: Office, open_: int, *, known: bool) -> Refused | None:
    """Whoever may submit for an office invites a few at a time; ``known``: who acts for it, or is invited, already."""
    if not represents(user, office):
        return NotYours(ONLY_SUBMITTERS)
    if known:
        return NotNow(_l("This person acts for the office already, has asked to, or is invited."), field="email")
    if open_ >= MOST_OPEN:
        return NotNow(_l("%(most)d invitations wait for an answer. Take one of them back first.", most=MOST_OPEN))
    return None


def why_not_accept(user: User, invitation: ColleagueInvitation, at: datetime) -> Refused | None:
    """The owner of the address accepts, once the address is confirmed."""
    if user.confirmed_at is None:
        return NotNow(_l("Confirm your e-mail address first."))
    if invitation.email not in user.addresses:
        return NotYours(_l("This invitation is for somebody else."))
    if not is_open(invitation, at):
        return NotNow(_l("This invitation is not open any more. Ask your colleague for another."))
    if acts_for(user, invitation.office):
        return NotNow(_l("You act for this office already, or your request is waiting."))
    return None


def why_not_end(user: User, invitation: ColleagueInvitation) -> Refused | None:
    """Whoever is invited declines, the office takes back."""
    if invitation.email not in user.addresses and not represents(user, invitation.office):
        return NotYours(ONLY_SUBMITTERS)
    if invitation.accepted_at or invitation.ended_at:
        return NotNow(_l("This invitation has been answered already."))
    return None


def why_not_set_right(user: User, person: Representative, right: Right) -> Refused | None:
    """Whoever may submit for the office says what others of it may do; somebody who may submit always stays."""
    if not represents(user, person.office):
        return NotYours(ONLY_SUBMITTERS)
    if not person.approved_at:
        return NotNow(_l("This person does not act for the office."))
    others = [
        one
        for one in person.office.representatives
        if one.approved_at and one.right is Right.SUBMIT and one is not person
    ]
    if right is not Right.SUBMIT and person.right is Right.SUBMIT and not others:
        return NotNow(_l("Nobody else may submit for the office. Give a colleague this right first."), field="right")
    return None
