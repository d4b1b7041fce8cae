"""Who scores what: plans, areas known, taking over; and reminders of it."""

from wtforms import (
    StringField,
)
from wtforms.widgets import HiddenInput

from judging.core.i18n import _l
from judging.web.fields import CheckboxesField, PickField, reason
from judging.web.forms import Form


class AssignForm(Form):
    """Giving entries as a plan says, which was shown."""

    seen = StringField(widget=HiddenInput(), filters=[lambda text: (text or "")[:32]])


class KnownAreasForm(Form):
    """The areas that a member knows."""

    areas = CheckboxesField(_l("Areas that this member knows"), validate_choice=False)


class TakeOverForm(Form):
    """Who takes over what a member has not handed in, and why."""

    other = PickField(_l("Who takes over"))
    reason = reason(_l("Why?"))


class RemindForm(Form):
    """Whom a reminder goes to; nobody named is everybody who is behind."""

    seats = CheckboxesField(_l("Members"), validate_choice=False)


class RemindersForm(Form):
    """How many days before the end of a round jurors are reminded."""

    days = CheckboxesField(_l("Remind those who are behind"), validate_choice=False)

    def chosen(self) -> set[int]:
        """Return the days that are ticked."""
        return {int(text) for text in self.days.data or [] if text.isascii() and text.isdecimal() and len(text) < 4}
