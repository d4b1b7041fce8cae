"""Fields that the forms are built of."""

import re
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import (
    EmailField,
    Field,
    FileField,
    Form,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import Choice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, DateInput, DateTimeLocalInput, HiddenInput, ListWidget, TextInput

from judging.core import addresses
from judging.core.clock import HOME_ZONE
from judging.core.days import in_iso
from judging.core.exact import as_kept
from judging.core.formatting import local_input
from judging.core.i18n import _, _l, ngettext
from judging.core.text import one_line, plain_text
from judging.core.zones import NoSuchTime, from_local

REQUIRED = _l("Fill this in.")
LONG = _l("This is too long.")
NUMBER = _l("Give a whole number.")
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOST_IN_REASON = 3000  # characters of a reason, wherever one is asked for


class SentFileField(FileField):
    """A file that was chosen; an empty field is none, nor are words that were sent in the place of a file."""

    data: Any  # a FileStorage, or None

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Keep the first file with a name."""
        self.data = next((one for one in valuelist if isinstance(one, FileStorage) and one.filename), None)


class PickField(SelectField):
    """A choice that nobody makes for the person: of several, none stands chosen."""

    def __init__(self, label: object = None, validators: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(label, [*validators, DataRequired(REQUIRED)], **kwargs)

    def iter_choices(self) -> list[Choice]:
        """Begin with an invitation to choose, unless there is but one thing to choose."""
        listed: list[Choice] = super().iter_choices()
        if len(listed) < 2:
            return listed
        return [Choice(value="", label=_("– choose –"), selected=not self.data, render_kw={}), *listed]


class AtMost:
    """Refuse a text that is too long and say by how much; the browser is not told to cut it."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, form: Form, field: Field) -> None:
        """Count the characters as they would be kept."""
        count = len(field.data or "")
        if count > self.most:
            raise ValidationError(
                ngettext(
                    "There is %(num)d character here and at most %(most)d fit. Shorten the text.",
                    "There are %(num)d characters here and at most %(most)d fit. Shorten the text.",
                    count,
                    most=self.most,
                )
            )


def line(label: object, most: int, *more: object, required: bool = True, **kwargs: Any) -> StringField:
    """Return a field of one line."""
    asked = [DataRequired(REQUIRED)] if required else [Optional()]
    return StringField(label, [*asked, AtMost(most), *more], filters=[one_line], **kwargs)


def email(label: object = _l("E-mail"), *, required: bool = True, **kwargs: Any) -> EmailField:
    """Return a field of an e-mail address; what was typed stays, the canonical spelling is kept."""
    asked = [DataRequired(REQUIRED)] if required else [Optional()]
    return EmailField(label, [*asked, _address], filters=[_trimmed], **kwargs)


def _trimmed(text: str | None) -> str | None:
    return text.strip() if text else text


def _address(form: Form, field: Field) -> None:
    """Refuse what cannot be an address, and what passes for another."""
    if addresses.looks_alike(field.data):
        raise ValidationError(
            _(
                "This address has letters that pass for others, or that nobody sees. Type it by hand; "
                "before the @ only letters from a to z, digits and signs such as . - _ + may stand."
            )
        )
    if not addresses.is_address(field.data):
        raise ValidationError(_("This is not an e-mail address. An example: anna.nowak@gmina.pl."))


def text(label: object, most: int, *, required: bool = False, **kwargs: Any) -> TextAreaField:
    """Return a field of many lines."""
    asked = [DataRequired(REQUIRED)] if required else []
    return TextAreaField(label, [*asked, AtMost(most)], filters=[plain_text], **kwargs)


def reason(label: object = _l("Reason"), *, required: bool = True, rows: int = 3, **kwargs: Any) -> TextAreaField:
    """Return the field of a reason: of one length everywhere."""
    return text(label, MOST_IN_REASON, required=required, render_kw={"rows": rows}, **kwargs)


def whole(label: object, least: int, most: int, **kwargs: Any) -> IntegerField:
    """Return a field of a whole number between two limits, both allowed."""
    sentence = _l("Give a whole number from %(least)d to %(most)d.", least=least, most=most)
    checks = [InputRequired(NUMBER), NumberRange(least, most, message=sentence)]
    return IntegerField(label, checks, **kwargs)


class ExactField(StringField):
    """An exact number of 0 or more: a decimal or a fraction; ``exact`` is how it is kept, None for none."""

    def __init__(self, label: object, *, required: bool = True, above: int | None = None, **kwargs: Any) -> None:
        asked = [DataRequired(REQUIRED)] if required else [Optional()]
        kwargs["render_kw"] = {"inputmode": "decimal"} | kwargs.get("render_kw", {})
        super().__init__(label, [*asked, self._check], filters=[one_line], **kwargs)
        self.above = above

    @property
    def exact(self) -> str | None:
        """What was typed, as it is kept."""
        return as_kept(self.data)

    def _check(self, form: Form, field: Field) -> None:
        exact = self.exact
        if exact is None or (self.above is not None and Fraction(exact) <= self.above):
            raise ValidationError(_l("Give a number such as 1, 0.5 or 1/3."))


class CodeField(StringField):
    """A code, of the second factor or read out, asked for afresh; what was typed is never printed again."""

    def __init__(
        self,
        label: object = _l("Code from your authenticator app"),
        missing: object = _l("Enter the six-digit code."),
        **kwargs: Any,
    ):
        asked = [InputRequired(missing)]
        here = {"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}
        kwargs["render_kw"] = here | kwargs.get("render_kw", {})
        super().__init__(label, [*asked, Length(max=40, message=LONG)], **kwargs)

    def _value(self) -> str:
        return ""


class VersionField(IntegerField):
    """The version that a form was filled in against, hidden; None when no such number came."""

    widget = HiddenInput()

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read a whole number; anything else is no version."""
        sent = valuelist[0] if valuelist else ""
        self.data: Any = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else None


class CheckboxesField(SelectMultipleField):
    """Several checkboxes, each with its label."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SeveralField(CheckboxesField):
    """Several choices kept as one text, a line each, so that two versions of them can be laid side by side."""

    def process_data(self, value: str | Sequence[str] | None) -> None:
        """Read what is kept."""
        lines = value.split("\n") if isinstance(value, str) else value
        super().process_data([line for line in lines or () if line])

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was ticked, each once; a text of many lines is one choice that nobody offers."""
        super().process_formdata([*dict.fromkeys(one_line(one) for one in valuelist if one_line(one))])


class DayField(StringField):
    """A day: the browser's own field, but for what it could not show."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, filters=[one_line, in_iso], **kwargs)

    @property
    def widget(self) -> DateInput | TextInput:
        """The browser's own field would empty what is no day; such an answer is shown, to be mended."""
        typed = getattr(self, "data", None) or ""
        return TextInput() if typed and not ISO_DAY.fullmatch(typed) else DateInput()


class MomentField(StringField):
    """A moment typed in the form's own ``zone``; its data are in UTC, its error explains itself."""

    widget = DateTimeLocalInput()
    zone = HOME_ZONE

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was typed; a time that does not exist or happens twice is refused."""
        if not valuelist:
            return
        self.data: datetime | None = None
        if not valuelist[0].strip():
            self.raw_data: Sequence[str] = ()  # nothing was typed: whether it may be left out, the validators say
            return
        try:
            self.data = from_local(valuelist[0], self.zone)
        except NoSuchTime as error:
            raise ValueError(str(error)) from None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return local_input(self.data, self.zone) if isinstance(self.data, datetime) else ""


def lines(text: str | None) -> list[str]:
    """Return the lines of a text without blanks around and between them."""
    return [clean for raw in (text or "").splitlines() if (clean := one_line(raw))]
