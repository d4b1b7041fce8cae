"""Forms of the entries: the shape of the input. The rules of the game live in rules."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import (
    HiddenField,
    MultipleFileField,
    SelectChoice,
    SelectField,
    StringField,
)

from judging.core.file_types import KINDS
from judging.core.i18n import _, _l
from judging.core.text import one_line, plain_text
from judging.editions.forms.questions import PREFIX, question_fields
from judging.editions.models import Area, Edition, FieldKind
from judging.entries.models import Entry
from judging.entries.operations.entries import Text
from judging.entries.papers import LONGEST_CAPTION
from judging.offices.models import Office
from judging.web.fields import AtMost, CheckboxesField, PickField, VersionField
from judging.web.forms import Form

LONGEST_TITLE = 200
CAPTION = "caption-"


class TextForm(Form):
    """The text of an entry; the fields of the edition's form are added by :func:`text_form`."""

    title = StringField(
        _l("Title of the practice"),
        [AtMost(LONGEST_TITLE)],
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
            field.name.removeprefix(PREFIX): _as_text(field.data) for field in self if field.name.startswith(PREFIX)
        }


def text_form(entry: Entry, base: type[TextForm] = TextForm, **more: Any) -> TextForm:
    """Make the form of an entry out of its edition's questions, on a form that may ask for more."""
    fields = question_fields(entry.edition.fields)
    form: TextForm = type("EntryForm", (base,), fields)(data=_kept(entry), **more)
    form.area.choices = [SelectChoice("", _("Choose the area")), *map(_choice, entry.edition.areas)]
    return form


def _as_text(answer: str | list[str] | None) -> str:
    """Return an answer as it is kept: of several choices one a line."""
    return plain_text("\n".join(answer) if isinstance(answer, list) else answer)


def _choice(area: Area) -> SelectChoice:
    return SelectChoice(area.public_id, area.name)


def _kept(entry: Entry) -> Mapping[str, Any]:
    answers = {PREFIX + key: answer for key, answer in entry.answers.items()}
    area = entry.area.public_id if entry.area else ""
    return {"title": entry.title, "area": area, "version": entry.version, **answers}


class FilesForm(Form):
    """Files to attach."""

    files = MultipleFileField(_l("Choose files"), render_kw={"accept": ",".join(KINDS), "multiple": True})
    question = SelectField(_l("What the files are for"), validate_choice=False)


def files_form(edition: Edition, *, blank: bool = False) -> FilesForm:
    """Return the form of files, with the questions that ask for one."""
    form = FilesForm.blank() if blank else FilesForm()
    asking = [SelectChoice(one.key, one.label) for one in edition.fields if one.kind is FieldKind.FILE]
    form.question.choices = [SelectChoice("", _("To the entry as a whole")), *asking]
    return form


class CaptionsForm(Form):
    """What stands under each attachment; its fields are added by :func:`captions_form`."""

    version = VersionField()

    def captions(self) -> dict[str, str]:
        """Return the captions by the public id of their file."""
        return {one.name.removeprefix(CAPTION): one.data or "" for one in self if one.name.startswith(CAPTION)}


def captions_form(entry: Entry, *, blank: bool = False) -> CaptionsForm:
    """Return the form with a field for every file of an entry."""
    fields = {
        CAPTION + file.public_id: StringField(
            _("Caption: %(name)s", name=file.name), [AtMost(LONGEST_CAPTION)], filters=[one_line]
        )
        for file in entry.files
    }
    made: type[CaptionsForm] = type("EntryCaptionsForm", (CaptionsForm,), fields)
    values = {CAPTION + file.public_id: file.caption for file in entry.files} | {"version": entry.version}
    return made.blank(data=values) if blank else made(data=values)


class PlaceForm(Form):
    """Which way a file is moved."""

    to = HiddenField()


class SubmitForm(Form):
    """The declarations accepted with the entry."""

    declarations = CheckboxesField(_l("I declare"), coerce=int)


class CopyForm(Form):
    """Into which edition an earlier entry is copied."""

    edition = PickField(_l("Edition"))


class BeginForm(Form):
    """A new entry: for which edition, and of which office; made by :func:`begin_form`."""

    edition = HiddenField()
    office = HiddenField()


def begin_form(edition: Edition, offices: Sequence[Office], **kwargs: Any) -> BeginForm:
    """Return the form that begins an entry; whoever acts for one office is not asked which."""
    choices = [SelectChoice(office.public_id, office.name) for office in offices]
    several = len(choices) > 1
    office = PickField(_("Office"), choices=choices) if several else HiddenField()
    values = {"edition": edition.slug, "office": choices[0].value if len(choices) == 1 else ""}
    made = type("BeginEntryForm", (BeginForm,), {"office": office})
    form: BeginForm = made(mark=edition.slug, data=values, **kwargs)
    return form
