"""Forms of the editions: the shape of the input. What may be done is asked of the rules."""

from judging.editions.forms.calendar import CalendarForm, calendar_form
from judging.editions.forms.editions import CreateForm, FreezeForm, SecretaryForm, ThawForm, VersionedForm
from judging.editions.forms.presentation import PresentationForm, presentation_form

__all__ = [
    "CalendarForm",
    "CreateForm",
    "FreezeForm",
    "PresentationForm",
    "SecretaryForm",
    "ThawForm",
    "VersionedForm",
    "calendar_form",
    "presentation_form",
]
