"""Seats of the chapter: who is invited, what each does, who stands in, how many decide."""

from wtforms import (
    BooleanField,
    RadioField,
    SelectChoice,
)

from judging.core.i18n import _l
from judging.editions.models import Role
from judging.web.fields import CodeField, email, line, reason, whole
from judging.web.forms import Form


class AppointForm(Form):
    """What a member does on the jury."""

    role = RadioField(
        _l("What this person does in the chapter"),
        choices=lambda: [
            SelectChoice(role.value, role.label) for role in (Role.CHAIR, Role.DEPUTY_CHAIR, Role.JUROR)
        ],  # named when the page is made: in the language of whoever reads it
    )
    told = BooleanField(
        _l("I know that this person has no second step of signing in yet"),
        description=_l("An e-mail and a notice on their desk will ask them to set it up."),
    )


class QuorumForm(Form):
    """Another quorum, by an annex to the frozen rules."""

    quorum = whole(_l("Quorum"), 1, 100, description=_l("How many members must be present for the chapter to decide."))
    reason = reason(
        _l("Why is the quorum changed?"),
        description=_l("The annex is published beside the rules, with its date and this reason."),
    )


class ConsentForm(Form):
    """The chair's consent to a late seat."""

    code = CodeField(description=_l("Agreeing asks for the second factor again."))


class InviteForm(Form):
    """Whom the secretary invites to the jury."""

    name = line(_l("Name and surname"), 120)
    email = email()
    title = line(
        _l("Position"),
        200,
        required=False,
        description=_l("As it will stand on the list of members, such as: Treasurer of the city."),
    )
    reason = reason(
        _l("Why is the seat given now?"),
        required=False,
        description=_l("Needed once scoring has opened: the chair decides on it, and the protocol names it."),
    )


class SubstituteForm(Form):
    """Who may stand in for a member at the meeting."""

    name = line(_l("Name and surname"), 120)
    email = email()
    title = line(_l("Position"), 200, required=False, description=_l("As it will stand in the protocol."))


class RemoveSubstituteForm(Form):
    """Why a person stands in for a member no more."""

    reason = reason(_l("Why does this person stand in no more?"))
