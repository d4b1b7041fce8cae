"""Forms of what came otherwise: a file of entries, its columns, its preview, and one entry typed in by hand."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, MultipleFileField, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired

from judging.core.file_types import KINDS
from judging.core.i18n import _, _l
from judging.core.refusals import Incomplete
from judging.core.text import one_line
from judging.editions.models import Edition, FieldKind
from judging.entries.forms import TextForm, text_form
from judging.entries.models import Entry, Way
from judging.entries.origins import Source
from judging.intake.reading import Sheet
from judging.intake.targets import Target, doubled, target_names
from judging.offices.models import Unit
from judging.offices.places import full_name, told_apart
from judging.web import fields
from judging.web.fields import AtMost, MomentField, SentFileField
from judging.web.forms import Form, ZonedForm

COLUMN, UNIT, TERYT, SKIP, DOUBLE = "column-", "unit-", "teryt-", "skip-", "double-"
ASKED = "files-"  # before the key of a question that asks for files


def _ways() -> list[SelectChoice]:
    return [SelectChoice(way.value, way.label) for way in Way]


class UploadForm(Form):
    """A table of entries, and the ZIP of their attachments."""

    way = RadioField(_l("How did the entries come?"), [DataRequired(_l("Choose how they came."))])
    table = SentFileField(
        _l("Table of entries (XLSX or CSV)"),
        [DataRequired(_l("Choose a file first."))],
        description=_l("One row is one entry, the first row holds the headings. Leave it as you have exported it."),
        render_kw={"accept": ".xlsx,.csv,.txt,.tsv"},
    )
    files = SentFileField(
        _l("Attachments in one ZIP (if there are any)"),
        description=_l(
            "Each file is found by its name in the table, or lies in a folder called like the number of its row: 7."
        ),
        render_kw={"accept": ".zip"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.way.choices = _ways()


class ColumnsForm(Form):
    """What each column is; made by :func:`columns_form`."""

    def targets(self) -> dict[int, str]:
        """Return what the columns are said to be."""
        return {int(one.name.removeprefix(COLUMN)): one.data for one in self if one.name.startswith(COLUMN)}

    def refuse_what_does_not_do(self) -> None:
        """Refuse columns of which only one may be so, and a table without an office or a title."""
        targets = self.targets()
        for at in doubled(targets):
            self[f"{COLUMN}{at}"].errors = [_("Another column is this already, and only one can be.")]
        if twice := doubled(targets):
            raise Incomplete(_("Only one column can be this. Choose again."), field=f"{COLUMN}{min(twice)}")
        said = set(targets.values())
        if not said & {Target.UNIT, Target.TERYT}:
            raise Incomplete(_("Say which column names the office or the unit: whose entry each row is."))
        if Target.TITLE not in said:
            raise Incomplete(_("Say which column is the title of the practice."))


def columns_form(sheet: Sheet, edition: Edition, guessed: Mapping[int, str]) -> ColumnsForm:
    """Return the form of the columns of a table, with what has been guessed or said before."""
    choices = [SelectChoice(value, name) for value, name in target_names(edition).items()]
    made = {
        f"{COLUMN}{at}": SelectField(_("What is “%(heading)s”?", heading=heading), choices=choices)
        for at, heading in sheet.headings.items()
    }
    form: ColumnsForm = type("ColumnsOfTableForm", (ColumnsForm,), made)(
        data={f"{COLUMN}{at}": target for at, target in guessed.items()}
    )
    return form


class PreviewForm(Form):
    """What is decided before the rows are entered; made by :func:`preview_form`."""

    as_they_came = BooleanField(
        _l("Enter what lacks something as it came"),
        description=_l("The formal check then returns it to its office, which completes it."),
    )
    reason = fields.reason(_l("Why it is entered after the call"), required=False)
    invites = BooleanField(
        _l("Invite the contacts by e-mail to confirm their entries"),
        description=_l(
            "Each may then act for the office, once they accept. Those who act for it already are told in any case."
        ),
    )
    check = BooleanField()
    enter = BooleanField()

    def answers(self, asked: Iterable[str]) -> dict[str, Any]:
        """Return what has been decided, as it is kept; ``asked`` is what the rows say of units that were asked for."""
        units = {words: self._unit(words) for words in asked}
        return {
            "units": {words: code for words, code in units.items() if code},
            "skipped": self._ticked(SKIP),
            "doubles": self._ticked(DOUBLE),
            "as_they_came": self.as_they_came.data,
            "reason": self.reason.data,
            "invites": self.invites.data,
        }

    def _unit(self, words: str) -> str:
        mark = mark_of(words)
        return one_line(self[TERYT + mark].data) or self[UNIT + mark].data or ""

    def _ticked(self, begin: str) -> list[int]:
        return [int(one.name.removeprefix(begin)) for one in self if one.name.startswith(begin) and one.data]


def mark_of(words: str) -> str:
    """Return the part of a name of a field that stands for what rows say of a unit."""
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def preview_form(numbers: Collection[int], asked: Mapping[str, Sequence[Unit]], kept: Mapping[str, Any]) -> PreviewForm:
    """Return the form of a preview: ``asked`` are the units that may be meant, by what the rows say of them."""
    made: dict[str, Any] = {}
    data: dict[str, Any] = {
        "as_they_came": kept.get("as_they_came", False),
        "reason": kept.get("reason", ""),
        "invites": kept.get("invites", True),
    }
    for words, units in asked.items():
        mark = mark_of(words)
        choices = [SelectChoice("", _("– choose –")), *map(_unit_choice, units)]
        made[UNIT + mark] = SelectField(_("“%(text)s” is", text=words or "–"), choices=choices, validate_choice=False)
        made[TERYT + mark] = StringField(_("or the TERYT code"), [AtMost(20)], filters=[one_line])
        data[UNIT + mark] = data[TERYT + mark] = ""
        if code := kept.get("units", {}).get(words):
            data[UNIT + mark if code in {unit.teryt for unit in units} else TERYT + mark] = code
    for number in numbers:
        made[f"{SKIP}{number}"] = BooleanField(_("Leave row %(row)d out", row=number))
        made[f"{DOUBLE}{number}"] = BooleanField(_("Enter row %(row)d all the same", row=number))
        data[f"{SKIP}{number}"] = number in kept.get("skipped", ())
        data[f"{DOUBLE}{number}"] = number in kept.get("doubles", ())
    form: PreviewForm = type("PreviewOfRowsForm", (PreviewForm,), made)(data=data)
    return form


def _unit_choice(unit: Unit) -> SelectChoice:
    return SelectChoice(unit.teryt, f"{full_name(unit)} – {told_apart(unit)}")


class TypedInForm(TextForm, ZonedForm):
    """One entry that came otherwise, typed in by hand."""

    way = RadioField(_l("How did it come?"), [DataRequired(_l("Choose how it came."))])
    came_at = MomentField(
        _l("When did it come?"),
        description=_l("The day and time of the e-mail or of the stamp. By this the deadline is kept."),
    )
    reason = fields.reason(
        _l("Why it is entered, if it came after the deadline"),
        required=False,
        description=_l("It stays with the entry and in the history."),
    )
    contact = StringField(_l("Contact: first name and surname"), [AtMost(120)], filters=[one_line])
    email = fields.email(_l("Contact: e-mail"))
    invites = BooleanField(
        _l("Invite this person by e-mail to confirm the entry"),
        description=_l("They may then act for the office, once they accept."),
        default=True,
    )
    files = MultipleFileField(_l("Attachments"), render_kw={"accept": ",".join(KINDS), "multiple": True})
    as_it_came = BooleanField(
        _l("Enter it as it came, even if it lacks something"),
        description=_l("The formal check then returns it to its office, which completes it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.way.choices = _ways()

    def source(self) -> Source:
        """Return where it came from."""
        contact = ", ".join(filter(None, (self.contact.data, self.email.data)))
        return Source(Way(self.way.data), self.came_at.data, self.reason.data, contact)

    def uploads(self) -> list[tuple[FileStorage, str]]:
        """Return the files, each with the key of the question that asks for it, or "" for none."""
        asking = [(one, one.name.removeprefix(ASKED)) for one in self if one.name.startswith(ASKED)]
        return [
            (upload, question)
            for field, question in [(self.files, ""), *asking]
            for upload in field.data or []
            if isinstance(upload, FileStorage) and upload.filename
        ]


def typed_in_form(edition: Edition) -> TypedInForm:
    """Return the form of an entry of an edition, to be typed in."""
    blank = Entry(edition=edition, title="", answers={})
    asking = {
        ASKED + one.key: MultipleFileField(one.label, render_kw={"accept": ",".join(KINDS), "multiple": True})
        for one in edition.fields
        if one.kind is FieldKind.FILE
    }
    form = text_form(blank, type("TypedInEditionForm", (TypedInForm,), asking), zone=edition.time_zone)
    assert isinstance(form, TypedInForm)
    return form
