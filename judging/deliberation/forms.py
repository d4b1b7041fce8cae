"""Forms of the deliberation."""

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange

from judging.core.i18n import _l
from judging.deliberation.models import Choice
from judging.web.fields import MomentField, ZonedForm

VOTES = [
    InputRequired(_l("Enter a whole number, 0 or more.")),
    NumberRange(0, 99, _l("Enter a number from 0 to 99.")),
]


class MeetingForm(ZonedForm):
    """When and where the chapter met; the attendance is a list of its own."""

    held_at = MomentField(
        _l("Date and time of the meeting"),
        [InputRequired(_l("Enter the date and time of the meeting."))],
    )
    place = StringField(
        _l("Place"),
        [Length(max=200)],
        description=_l("A city or a room; “online” if it was held remotely."),
    )
    secret_ballot = BooleanField(_l("Voting was secret"))


class MotionForm(FlaskForm):
    """A motion to award, and how the chapter voted."""

    entry = SelectField(_l("Entry"))
    kind = SelectField(_l("Award"))
    votes_for = IntegerField(_l("For"), VOTES)
    votes_against = IntegerField(_l("Against"), VOTES, default=0)
    abstained = IntegerField(_l("Abstained"), VOTES, default=0)
    casting = RadioField(
        _l("If the votes were equal, the chair's vote decided"),
        choices=[
            SelectChoice("", _l("The votes were not equal")),
            SelectChoice(Choice.FOR.value, _l("For the motion")),
            SelectChoice(Choice.AGAINST.value, _l("Against the motion")),
            SelectChoice(
                Choice.ABSTAIN.value, _l("The chair did not break the tie: the motion falls")
            ),
        ],
        default="",
    )
    citation = TextAreaField(
        _l("Citation"),
        [Length(max=600)],
        description=_l(
            "One or two sentences that will be read out on stage and shown on the laureate's page."
        ),
    )
    departure = TextAreaField(
        _l("Reason for departing from the ranking"),
        [Length(max=3000)],
        description=_l("Needed only when the award differs from what the ranking advises."),
    )
    dissent = TextAreaField(_l("Dissenting opinion"), [Length(max=3000)])


class SealForm(FlaskForm):
    """The seal: the digest of what was read, and a fresh code."""

    digest = HiddenField()
    code = StringField(
        _l("Code from your authenticator app"),
        [InputRequired(_l("Enter the six-digit code."))],
        description=_l("Sealing asks for the second factor again."),
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code"},
    )
