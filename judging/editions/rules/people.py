"""Who makes an edition and who keeps it, and why not."""

from collections.abc import Collection

from judging.accounts.models import User
from judging.core.i18n import _l
from judging.core.refusals import Incomplete, NotNow, NotYours, Refused
from judging.editions.models import Role, Seat


def why_not_create(user: User, secretary: User, *, keeps: bool) -> Refused | None:
    """Whoever keeps the competition makes its next edition; an administrator makes one for somebody else.

    ``keeps``: the user is a secretary of another edition of the competition.
    """
    if secretary.confirmed_at is None or secretary.deactivated_at is not None:
        return NotNow(_l("The account of this person is not confirmed yet."), field="secretary")
    if not (keeps or user.administrator):
        return NotYours(_l("Only an administrator or a secretary of the competition creates an edition."))
    return why_not_hold_a_seat(secretary, field="secretary")


def why_not_hold_a_seat(person: User, *, field: str) -> Refused | None:
    """An administrator holds no seat in any edition; ``field`` is where the person was named."""
    if not person.administrator:
        return None
    return NotNow(
        _l("Name somebody else: an administrator runs the server and learns nothing of the competition."),
        field=field,
    )


def why_not_appoint_secretary(user: User, person: User, roles: Collection[Role]) -> Refused | None:
    """A secretary or an administrator appoints somebody else, who is not on the jury of the edition.

    ``roles``: those that the person holds in the edition.
    """
    if person.id == user.id:
        return NotYours(_l("Name somebody else: nobody appoints themselves."), field="secretary")
    if person.confirmed_at is None or person.deactivated_at is not None:
        return NotNow(_l("The account of this person is not confirmed yet."), field="secretary")
    if refusal := why_not_hold_a_seat(person, field="secretary"):
        return refusal
    if Role.SECRETARY in roles:
        return NotNow(_l("This person is a secretary of the edition already."), field="secretary")
    if Role.CLERK in roles:
        return NotNow(
            _l("This person types in paper sheets of this edition, and so reads scores that a secretary does not see."),
            field="secretary",
        )
    if roles:
        return NotNow(
            _l("This person is a member of the chapter of this edition; name somebody who is not."), field="secretary"
        )
    return None


def why_not_end_secretary(seat: Seat, seats: Collection[Seat], reason: str) -> Refused | None:
    """The seat of a secretary is ended with a reason, as long as another one can go on.

    ``seats``: those of the secretaries of the edition.
    """
    if seat.removed_at is not None:
        return NotNow(_l("This seat has been ended already."))
    if not any(one.id != seat.id and one.user.deactivated_at is None for one in seats):
        return NotNow(_l("This is the only secretary who can act. Appoint another one first."))
    if not reason.strip():
        return Incomplete(_l("Give the reason: it stands in the history."), field="reason")
    return None
