"""Who may act for an office, and who decides about it.

A rule answers "why not?": it returns the refusal, or None when nothing is in the way.
"""

from judging.accounts.models import User
from judging.core.i18n import _l
from judging.core.refusals import NotNow, NotYours, Refused
from judging.offices.models import Office, Representative, Right, Unit


def acts_for(user: User, office: Office) -> bool:
    """Tell whether the person acts for the office, or has asked to and was not refused."""
    return any(person.user_id == user.id and not person.refused_at for person in office.representatives)


OWN_OFFICE = _l("You act for this office, or have asked to. Another secretary decides on its people.")


def why_not_impartial(user: User, office: Office) -> Refused | None:
    """Nobody decides on the entry of an office that they act for, or have asked to act for."""
    if acts_for(user, office):
        return NotYours(_l("You act for this office. Another secretary decides on its entry."))
    return None


def represents(user: User, office: Office) -> bool:
    """Tell whether the person is confirmed to do all that is done for the office: submit, withdraw, decide."""
    return right_of(user, office) is Right.SUBMIT


def writes_for(user: User, office: Office) -> bool:
    """Tell whether the person is confirmed to write entries of the office, be it without submitting them."""
    return right_of(user, office) in {Right.EDIT, Right.SUBMIT}


def right_of(user: User, office: Office) -> Right | None:
    """Return what the person is confirmed to do for the office; None for nobody of it, and whoever only asks."""
    own = (person for person in office.representatives if person.user_id == user.id and person.approved_at)
    return next((person.right for person in own), None)


def keeps(user: User, office: Office) -> bool:
    """Tell whether the person is trusted with the office: confirmed, or the one who registered it, until answered."""
    if any(person.approved_at for person in office.representatives):
        return represents(user, office)
    first = min(office.representatives, key=lambda person: person.id, default=None)
    if first is None or first.user_id != user.id or first.refused_at:
        return False
    return first.asked_at <= office.created_at  # one who was refused and asks again waits like anybody else


def why_not_register(user: User, unit: Unit, taken: Office | None) -> Refused | None:
    """A confirmed person registers the office of a present unit, once."""
    if user.confirmed_at is None:
        return NotNow(_l("Confirm your e-mail address first."))
    if unit.removed_at:
        return NotNow(_l("This unit is no longer in the register."))
    if taken:
        return NotNow(_l("This office already takes part; ask to act for it."))
    return None


def why_not_ask(user: User, office: Office) -> Refused | None:
    """A confirmed person asks once; who was refused may ask again."""
    if user.confirmed_at is None:
        return NotNow(_l("Confirm your e-mail address first."))
    if acts_for(user, office):
        return NotNow(_l("You act for this office already, or your request is waiting."))
    return None


def why_not_change(user: User, office: Office) -> Refused | None:
    """Whoever is trusted with an office keeps its details."""
    if not keeps(user, office):
        return NotYours(_l("Only those confirmed to act for an office change its details."))
    return None


def why_not_remove(user: User, person: Representative, *, secretary: bool) -> Refused | None:
    """A secretary or whoever may submit ends somebody's right, each their own; the last who may submit stays."""
    if not secretary and person.user_id != user.id and not represents(user, person.office):
        return NotYours(_l("Only a representative of this office or a secretary decides about it."))
    if secretary and acts_for(user, person.office):
        return NotYours(OWN_OFFICE)
    if not person.approved_at:
        return NotNow(_l("This person does not act for the office."))
    submits = [one for one in person.office.representatives if one.approved_at and one.right is Right.SUBMIT]
    if not secretary and submits == [person]:
        return NotNow(_l("Nobody else acts for the office. Let a colleague join first, or ask the secretary."))
    return None


def why_not_decide(user: User, person: Representative, *, secretary: bool) -> Refused | None:
    """A secretary, or a confirmed representative of the office, answers a request; never one's own."""
    if person.user_id == user.id:
        return NotYours(_l("Somebody else decides about your own request."))
    if secretary and acts_for(user, person.office):
        return NotYours(OWN_OFFICE)
    if not secretary and not represents(user, person.office):
        return NotYours(_l("Only a representative of this office or a secretary decides about it."))
    if person.approved_at or person.refused_at:
        return NotNow(_l("This request has been answered already."))
    return None
