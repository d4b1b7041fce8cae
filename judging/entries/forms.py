"""Forms of the entries: the shape of the input. The rules of the game live in rules."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import (
    Field,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length

from judging.core.file_types import KINDS
from judging.core.i18n import _, _l
from judging.core.text import one_line, plain_text
from judging.editions.models import Area, Edition, FieldKind, FormField
from judging.entries.models import Entry, Outcome
from judging.entries.operations.entries import Text
from judging.offices.models import Office
from judging.web.fields import (
    LONG,
    REQUIRED,
    AtMost,
    CheckboxesField,
    MomentField,
    VersionField,
    reason,
    text,
)
from judging.web.forms import Form, ZonedForm

LONGEST_ANSWER = 30_000  # characters; the limit of words is asked at submission
PREFIX = "answers-"


class TextForm(Form):
    """The text of an entry; the fields of the edition's form are added by :func:`text_form`."""

    title = StringField(
        _l("Title of the practice"),
        [Length(max=200, message=LONG)],
        filters=[one_line],
        description=_l("Short and concrete: what you do and for whom."),
    )
    area = SelectField(_l("Area"))
    version = VersionField()

    def text(self, edition: Edition) -> Text:
        """Return what was typed; a field that was not sent is empty."""
        chosen = {area.public_id: area for area in edition.areas}
        return Text(self.title.data, chosen.get(self.area.data), self.answers())

    def answers(self) -> dict[str, str]:
        """Return the answers by the key of their field."""
        return {
            field.name.removeprefix(PREFIX): plain_text(field.data) for field in self if field.name.startswith(PREFIX)
        }


def text_form(entry: Entry) -> TextForm:
    """Make the form of an entry out of its edition's fields."""
    fields = {PREFIX + field.key: _field(field) for field in entry.edition.fields}
    form: TextForm = type("EntryForm", (TextForm,), fields)(data=_kept(entry))
    form.area.choices = [SelectChoice("", _("Choose the area")), *map(_choice, entry.edition.areas)]
    return form


def _choice(area: Area) -> SelectChoice:
    return SelectChoice(area.public_id, area.name)


def _kept(entry: Entry) -> Mapping[str, Any]:
    answers = {PREFIX + key: answer for key, answer in entry.answers.items()}
    area = entry.area.public_id if entry.area else ""
    return {"title": entry.title, "area": area, "version": entry.version, **answers}


def _field(field: FormField) -> Field:
    """Make one field of the form; what is missing is asked at submission, not at saving."""
    label = field.label if field.required else _("%(label)s (optional)", label=field.label)
    words: dict[str, Any] = {"label": label, "description": field.help}
    longest = AtMost(LONGEST_ANSWER)
    if field.kind is FieldKind.CHOICE:
        choices = [SelectChoice(choice, choice) for choice in field.choices]
        return RadioField(**words, choices=choices, validate_choice=False)
    if field.kind is FieldKind.YES_NO:
        yes_no = [SelectChoice("yes", _("yes")), SelectChoice("no", _("no"))]
        return RadioField(**words, choices=yes_no, validate_choice=False)
    if field.kind is FieldKind.NUMBER:
        return StringField(**words, validators=[longest], filters=[one_line], render_kw={"inputmode": "decimal"})
    if field.kind is FieldKind.LINE:
        return StringField(**words, validators=[longest], filters=[one_line])
    return TextAreaField(**words, validators=[longest], filters=[plain_text], render_kw={"rows": 8})


class FilesForm(Form):
    """Files to attach."""

    files = MultipleFileField(_l("Choose files"), render_kw={"accept": ",".join(KINDS), "multiple": True})


class SubmitForm(Form):
    """The declarations accepted with the entry."""

    declarations = CheckboxesField(_l("I declare"), coerce=int)


class ScreeningForm(ZonedForm):
    """The formal check of one entry."""

    outcome = RadioField(
        _l("Your decision"),
        [DataRequired(_l("Choose the decision."))],
        choices=[
            SelectChoice(Outcome.ACCEPTED.value, _l("Accept: the entry goes before the jury")),
            SelectChoice(Outcome.RETURNED.value, _l("Return for correction")),
            SelectChoice(Outcome.REJECTED.value, _l("Reject")),
        ],
    )
    remarks = text(
        _l("Remarks for the office"),
        5000,
        description=_l("Needed when the entry is returned or rejected. The office reads them word for word."),
        render_kw={"rows": 5},
    )
    until = MomentField(
        _l("Deadline of the correction"),
        description=_l("Needed when the entry is returned. The whole minute still counts."),
    )


class ExtensionForm(ZonedForm):
    """More time for one office."""

    office = SelectField(_l("Office"), [DataRequired(REQUIRED)])
    until = MomentField(_l("New deadline"), [DataRequired(REQUIRED)])
    reason = reason()


class BeginForm(Form):
    """A new entry: for which edition, and of which office; made by :func:`begin_form`."""

    edition = HiddenField()
    office = HiddenField()


def begin_form(edition: Edition, offices: Sequence[Office], **kwargs: Any) -> BeginForm:
    """Return the form that begins an entry; whoever acts for one office is not asked which."""
    choices = [SelectChoice(office.public_id, office.name) for office in offices]
    several = len(choices) > 1
    office = SelectField(_("Office"), choices=choices) if several else HiddenField()
    values = {"edition": edition.slug, "office": choices[0].value if choices else ""}
    made = type("BeginEntryForm", (BeginForm,), {"office": office})
    form: BeginForm = made(mark=edition.slug, data=values, **kwargs)
    return form
