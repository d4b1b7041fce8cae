"""An edition as a whole: its making, its secretaries, the freezing of its rules."""

from wtforms import SelectField, ValidationError

from judging.core.i18n import _l
from judging.core.refusals import Incomplete
from judging.editions import setup_file
from judging.editions.operations.companions import lengths
from judging.editions.outline import Outline
from judging.web.fields import SentFileField, VersionField, email, line, whole
from judging.web.forms import Form, ReasonForm

FROM_FILE = "file"  # the source of a new edition that is a file


class CreateForm(Form):
    """A new edition: from the template, or as a copy of an earlier one."""

    source = SelectField(
        _l("Start from"),
        description=_l("A copy takes everything but people, entries and results."),
    )
    file = SentFileField(
        _l("File of a set-up"),
        description=_l("Only if you start from a file: one that was saved in the settings of an edition."),
        render_kw={"accept": ".json,application/json"},
    )
    secretary = email(
        _l("Secretary of the chapter"),
        description=_l("The address of a confirmed account. This person runs the edition and is told by e-mail."),
    )
    name = line(_l("Name of the edition"), 120)
    year = whole(_l("Year"), 2000, 2100)
    event_name = line(_l("Event"), 200, required=False, description=_l("Where the results are announced."))
    event_place = line(_l("Place of the event"), 200, required=False)

    outline: Outline | None = None  # what the file says

    def validate_file(self, field: SentFileField) -> None:
        """Read the file, where one is started from, and say what is wrong with it."""
        if self.source.data != FROM_FILE:
            return
        if not field.data:
            raise ValidationError(_l("Choose the file first."))
        content = field.data.read(setup_file.MOST_BYTES + 1)
        field.data.close()
        try:
            self.outline = setup_file.read(content, lengths())
        except Incomplete as refusal:
            raise ValidationError(refusal) from None


class SecretaryForm(Form):
    """One more secretary of an edition."""

    secretary = email(
        _l("Secretary of the chapter"),
        description=_l("The address of a confirmed account. This person runs the edition and is told by e-mail."),
    )


class VersionedForm(Form):
    """A form that says which version it was filled in against."""

    version = VersionField()


class FreezeForm(VersionedForm):
    """The consent to freeze exactly what was shown."""


class ThawForm(ReasonForm):
    """Why a freeze is undone."""
