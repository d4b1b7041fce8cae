"""The fields of an entry form, made of the questions of its edition: for the office and for the preview alike."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import Field, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.widgets import URLInput

from judging.core.i18n import _, filled
from judging.core.text import one_line, plain_text
from judging.core.written import Worded
from judging.editions.models import FieldKind, FormField
from judging.web.fields import AtMost, DayField, SeveralField

PREFIX = "answers-"
LONGEST_ANSWER = 30_000  # characters; the limit of words is asked at submission


def question_fields(fields: Iterable[FormField]) -> dict[str, Field]:
    """Return the fields that are filled in, by their names in the form."""
    return {PREFIX + one.key: _field(one) for one in fields if one.written}


def _field(question: FormField) -> Field:
    """Make one field; what is missing or wrong is asked at submission, not at saving."""
    words: dict[str, Any] = {"label": _label(question), "description": Worded(question.help or "")}
    longest = [AtMost(LONGEST_ANSWER)]
    if question.kind is FieldKind.CHOICES:
        return SeveralField(**words, choices=_choices(question.choices), validate_choice=False)
    if question.kind is FieldKind.CHOICE:
        return RadioField(**words, choices=_choices(question.choices), validate_choice=False)
    if question.kind is FieldKind.YES_NO:
        yes_no = [SelectChoice("yes", _("yes")), SelectChoice("no", _("no"))]
        return RadioField(**words, choices=yes_no, validate_choice=False)
    if question.kind is FieldKind.DATE:
        return DayField(**words, validators=longest)
    if question.kind is FieldKind.LINK:
        return StringField(
            **words, validators=longest, filters=[one_line], widget=URLInput(), render_kw={"inputmode": "url"}
        )
    if question.kind is FieldKind.NUMBER:
        return StringField(**words, validators=longest, filters=[one_line], render_kw={"inputmode": "decimal"})
    if question.kind is FieldKind.LINE:
        return StringField(**words, validators=longest, filters=[one_line])
    return TextAreaField(**words, validators=longest, filters=[plain_text], render_kw={"rows": 8})


def _label(question: FormField) -> str:
    label = (
        filled("%(label)s (%(unit)s)", label=question.label, unit=question.unit) if question.unit else question.label
    )
    return label if question.required else _("%(label)s (optional)", label=label)


def _choices(choices: Sequence[str]) -> list[SelectChoice]:
    return [SelectChoice(choice, choice) for choice in choices]
