"""The form in which one question of the entry form is set: it has the fields that its kind needs."""

from typing import Any

from wtforms import BooleanField, HiddenField, IntegerField, SelectChoice, SelectField
from wtforms.validators import NumberRange, Optional

from judging.core.i18n import _, _l
from judging.editions.form_setup import EXEMPLARY, KINDS, LABELS, LIMITED, Question, alike
from judging.editions.forms.editions import VersionedForm
from judging.editions.forms.questions import question_fields
from judging.editions.models import LISTED, Edition, FieldKind, FormField
from judging.editions.questions import options
from judging.web.fields import line, lines, text
from judging.web.forms import Form

MOST_WORDS = 5000
ALWAYS = ""
BETWEEN = "|"  # no key has it


class QuestionForm(VersionedForm):
    """One question; the fields that its kind needs are added by :func:`question_form`."""

    label = line(LABELS["label"], 200)
    help = text(LABELS["help"], 2000, description=_l("Shown under the question."), render_kw={"rows": 3})
    look = BooleanField()  # the button that only shows what is typed

    def question(self, now: Question) -> Question:
        """Return what was typed; what the form does not ask stays as it is ``now``."""
        typed = {name: self[name].data for name in ("label", "help", "example", "required", "for_jury") if name in self}
        if "kind" in self:
            typed["kind"] = FieldKind(self["kind"].data)
        if "word_limit" in self:
            typed["word_limit"] = self["word_limit"].data
        if "unit" in self:
            typed["unit"] = self["unit"].data or ""
        if "choices" in self:
            typed["choices"] = tuple(lines(self["choices"].data))
        if "asked_if" in self:
            key, _bar, answer = self["asked_if"].data.partition(BETWEEN)
            typed["asked_if"] = (key, answer)
        values = {name: getattr(now, name) for name in Question.__slots__}
        return Question(**values | typed)


class MoveForm(Form):
    """Where a question is moved."""

    to = HiddenField()


def blank_question(kind: FieldKind) -> Question:
    """Return a question that has just been begun."""
    return Question(kind=kind, label="", required=kind is not FieldKind.HEADING)


def question_form(edition: Edition, now: Question, field: FormField | None) -> QuestionForm:
    """Return the form of a question; once the form is public, of its words alone."""
    whole = _made(edition, now, _words(now) | _structure(edition, now, field))
    was_open = whole.is_submitted() and whole["whole"].data
    return whole if edition.rules_frozen_at is None or was_open else _made(edition, now, _words(now))


def _made(edition: Edition, now: Question, fields: dict[str, Any]) -> QuestionForm:
    values: dict[str, Any] = {name: getattr(now, name) for name in Question.__slots__}
    values |= {"choices": "\n".join(now.choices), "asked_if": _joined(*now.asked_if), "kind": now.kind.value}
    values |= {"whole": "yes", "version": edition.version}
    form: QuestionForm = type("EditionQuestionForm", (QuestionForm,), fields)(data=values)
    return form


def _words(now: Question) -> dict[str, Any]:
    """Return the fields of what may be mended at any time, beside the question and its help."""
    if now.kind is FieldKind.HEADING:
        return {"label": line(_("Heading"), 200)}
    if now.kind not in EXEMPLARY:
        return {}
    hint = _("Opened by who wants to see how it can be answered.")
    return {"example": text(LABELS["example"], 3000, description=hint, render_kw={"rows": 4})}


def _structure(edition: Edition, now: Question, field: FormField | None) -> dict[str, Any]:
    """Return the fields of what is fixed when the form becomes public."""
    found: dict[str, Any] = {"whole": HiddenField()}  # the page was open for changes: what it sends is no silence
    if len(kinds := alike(now.kind)) > 1:
        found["kind"] = SelectField(
            LABELS["kind"], choices=[SelectChoice(one.value, str(KINDS[one][0])) for one in kinds]
        )
    if now.kind in LISTED:
        found["choices"] = text(LABELS["choices"], 5000, description=_l("One in a line."), render_kw={"rows": 6})
    if now.kind in LIMITED:
        limit = NumberRange(1, MOST_WORDS, message=_l("Give a whole number from 1 to %(most)d.", most=MOST_WORDS))
        hint = _l("Leave empty for no limit.")
        found["word_limit"] = IntegerField(LABELS["word_limit"], [Optional(), limit], description=hint)
    if now.kind is FieldKind.NUMBER:
        hint = _l("As it stands after the number: zł, people, %.")
        found["unit"] = line(LABELS["unit"], 40, required=False, description=hint)
    found["asked_if"] = SelectField(LABELS["asked_if"], choices=_conditions(edition, field))
    if now.kind is not FieldKind.HEADING:
        found["required"] = BooleanField(LABELS["required"])
        found["for_jury"] = BooleanField(LABELS["for_jury"])
    return found


def _conditions(edition: Edition, field: FormField | None) -> list[SelectChoice]:
    """Return every answer that can be given before the question, and that it is asked always."""
    before = [one for one in edition.fields if field is None or one.position < field.position]
    words = {"yes": _("yes"), "no": _("no")}
    found = [
        SelectChoice(
            _joined(one.key, answer),
            _(
                "only if “%(question)s” is answered: %(answer)s",
                question=one.label,
                answer=words[answer] if one.kind is FieldKind.YES_NO else answer,
            ),
        )
        for one in before
        for answer in options(one)
    ]
    return [SelectChoice(ALWAYS, _("always")), *found]


def _joined(key: str, answer: str) -> str:
    return f"{key}{BETWEEN}{answer}" if key else ALWAYS


def preview_form(*fields: FormField) -> Form:
    """Return the questions as an office gets them, for looking at."""
    form: Form = type("PreviewForm", (Form,), question_fields(fields))(formdata=None, mark="preview")
    return form
