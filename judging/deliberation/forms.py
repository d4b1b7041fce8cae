"""Forms of the deliberation."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import CheckboxInput

from judging.core.i18n import _, _l
from judging.deliberation.models import Meeting, Motion
from judging.deliberation.rules import figures
from judging.deliberation.votes import Choice, VoteCount
from judging.editions.models import Seat
from judging.web.fields import AtMost, CodeField, MomentField, VersionField, reason, text
from judging.web.forms import Form, ReasonForm, ZonedForm

VOTES = [
    InputRequired(_l("Enter a whole number, 0 or more.")),
    NumberRange(0, 99, _l("Enter a number from 0 to 99.")),
]


class MeetingForm(ZonedForm):
    """When and where the chapter met; who was there is added by :func:`meeting_form`."""

    held_at = MomentField(
        _l("Date and time of the meeting"),
        [InputRequired(_l("Enter the date and time of the meeting."))],
    )
    place = StringField(
        _l("Place"),
        [AtMost(200)],
        description=_l("A city or a room; “online” if it was held remotely."),
    )
    voting = RadioField(
        _l("Voting"),
        [InputRequired(_l("Say whether voting was open or secret: the protocol names it."))],
        choices=[SelectChoice("open", _l("open")), SelectChoice("secret", _l("secret"))],
    )
    version = VersionField()

    def attendance(self, seats: Sequence[Seat], substitutes: Sequence[Seat]) -> dict[int, tuple[bool, Seat | None]]:
        """Return who was there, and by whom, by the number of the seat."""
        known = {one.public_id: one for one in substitutes}
        return {
            seat.id: (
                bool(self[f"present-{seat.public_id}"].data),
                known.get(self[f"substitute-{seat.public_id}"].data),
            )
            for seat in seats
        }


def meeting_form(found: Meeting | None, seats: Sequence[Seat], substitutes: Sequence[Seat], zone: str) -> MeetingForm:
    """Return the form with a tick and a choice among the substitutes for every member."""
    fields: dict[str, Any] = {}
    for seat in seats:
        name = seat.user.name
        fields[f"present-{seat.public_id}"] = BooleanField(name, render_kw={"value": "1"})
        named = [(one.public_id, one.user.name) for one in substitutes if one.stands_for_id == seat.id]
        choices = [SelectChoice("", _("no substitute")), *(SelectChoice(*one) for one in named)]
        fields[f"substitute-{seat.public_id}"] = SelectField(
            _("Substitute of %(name)s", name=name), choices=choices, default=""
        )
    made = type("ChapterMeetingForm", (MeetingForm,), fields)
    form: MeetingForm = made(zone=zone, obj=found, data=_noted(found))
    return form


def _noted(found: Meeting | None) -> Mapping[str, Any]:
    values: dict[str, Any] = {"voting": "secret" if found.secret_ballot else "open"} if found else {}
    for row in found.attendance if found else []:
        other = row.substitute
        moved = other is not None and other.stands_for_id != row.seat_id
        values[f"present-{row.seat.public_id}"] = row.present and not moved
        values[f"substitute-{row.seat.public_id}"] = other.public_id if other else ""
    return values


class FiguresField(StringField):
    """A tick that confirms two figures, such as 6/7; it holds for them alone."""

    widget = CheckboxInput()
    asked = ""  # the figures in question, "" where there is nothing to confirm

    def _value(self) -> str:
        return self.asked

    @property
    def checked(self) -> bool:
        """Whether these very figures have been confirmed."""
        return bool(self.asked) and self.data == self.asked

    def ask(self, cast: int, could: int) -> None:
        """Ask whether it is right that fewer voted than could."""
        if cast < could:
            self.asked = figures(cast, could)
            self.label.text = _("%(cast)d of %(could)d voted: the count is right", cast=cast, could=could)


class VoteForm(Form):
    """How the chapter voted, and the words that are read out."""

    merges = False  # figures of one count belong together

    votes_for = IntegerField(_l("For"), VOTES)
    votes_against = IntegerField(_l("Against"), VOTES, default=0)
    abstained = IntegerField(_l("Abstained"), VOTES, default=0)
    confirmed = FiguresField(_l("Not everybody voted: the count is right"))
    casting = RadioField(
        _l("If the votes were equal, the chair's vote decided"),
        choices=[
            SelectChoice("", _l("The votes were not equal")),
            SelectChoice(Choice.FOR.value, _l("For the motion")),
            SelectChoice(Choice.AGAINST.value, _l("Against the motion")),
            SelectChoice(Choice.ABSTAIN.value, _l("The chair did not break the tie: the motion falls")),
        ],
        default="",
    )
    citation = text(
        _l("Citation"),
        600,
        description=_l("One or two sentences that will be read out on stage and shown on the laureate's page."),
    )

    @property
    def count(self) -> VoteCount:
        """The votes that were typed."""
        return VoteCount(
            self.votes_for.data or 0,
            self.votes_against.data or 0,
            self.abstained.data or 0,
            Choice(self.casting.data) if self.casting.data else None,
        )


class MotionForm(VoteForm):
    """A motion to award, and how the chapter voted."""

    entry = SelectField(_l("Entry"))
    kind = SelectField(_l("Award"))
    departure = reason(
        _l("Reason for departing from the ranking"),
        required=False,
        description=_l("Needed only when the award differs from what the ranking advises; for a swap, once."),
    )
    dissent = reason(_l("Dissenting opinion"), required=False)


class CorrectionForm(VoteForm):
    """What was put down wrongly of a motion that has been decided."""

    reason = reason(
        _l("Why is the count corrected?"),
        required=False,
        description=_l("Needed when the votes change. The history keeps what stood before."),
    )
    version = VersionField()


def correction_form(motion: Motion) -> CorrectionForm:
    """Return the form with what stands on record."""
    casting = (Choice.FOR if motion.carried else Choice.AGAINST) if motion.chair_decided else ""
    unbroken = motion.votes_for == motion.votes_against and not motion.chair_decided and motion.votes_for
    stored = {"casting": Choice.ABSTAIN.value if unbroken else str(casting)}
    return CorrectionForm(obj=motion, data=stored)


class LeftOutForm(Form):
    """Why entries that the ranking honours get nothing."""

    reason = reason(
        _l("Why do entries within the number of awards get nothing?"),
        required=False,
        description=_l("Needed only if there are such entries. It goes into the protocol."),
    )
    version = VersionField()


class SealForm(Form):
    """The seal: the digest of what was read, and a fresh code."""

    digest = HiddenField()
    code = CodeField(description=_l("Sealing asks for the second factor again."))


class WithdrawForm(Form):
    """Why the protocol is withdrawn."""

    reason = reason(
        _l("Why is the protocol withdrawn?"),
        description=_l(
            "The decision opens again. The withdrawn protocol stays on record; the next one names it with your reason."
        ),
    )


class TakeBackForm(ReasonForm):
    """Why an award is taken back; the question names the office."""
