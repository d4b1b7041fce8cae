"""What a juror types beside an entry: scores, comments, highlights; handing in, and asking to open again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    SelectChoice,
)
from wtforms.validators import NumberRange

from judging.core.exact import plain_number
from judging.core.formatting import number
from judging.core.i18n import _, _l
from judging.core.text import plain_text
from judging.editions.parts.qualifying import Question
from judging.jury.marked_reading import WHOLE
from judging.jury.models import Assignment
from judging.jury.operations.saving import SheetContent, comment_name, sent_as
from judging.jury.rules import Scored
from judging.jury.scales import OffScale, Scale
from judging.web.fields import CheckboxesField, VersionField, reason, text
from judging.web.forms import Form
from judging.web.merging import digests

LONGEST_COMMENT = 4000


@dataclass(slots=True)
class SheetInput:
    """A sheet as it came: what could be read, and what is wrong by criterion."""

    content: SheetContent = field(default_factory=SheetContent)
    errors: dict[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)  # kept for the page with errors
    base: str = ""  # what stands once it is saved, for whoever merges it


def read_sheet(form: MultiDict[str, str], criteria: Sequence[Scored], scale: Scale) -> SheetInput:
    """Read ``score-KEY``, ``comment-KEY``, ``office-KEY``, ``note`` and ``whole-office``, nothing else."""
    scores: dict[str, int] = {}
    comments: dict[str, str] = {}
    for_office: dict[str, str] = {}
    found = SheetInput(SheetContent(scores, comments, for_office), typed=form.to_dict())
    for criterion in criteria:
        key = criterion.key
        if text := form.get(f"score-{key}", "").strip():
            try:
                scores[key] = scale.read(key, text)
            except OffScale:
                found.errors[key] = _off_scale(criterion, scale)
        _read_comment(found, comments, key, form.get(f"comment-{key}", ""), criterion.name)
        _read_comment(found, for_office, key, form.get(f"office-{key}", ""), criterion.name)
    _read_comment(found, comments, "", form.get("note", ""), _l("The whole entry: for the chapter"))
    _read_comment(found, for_office, "", form.get("whole-office", ""), _l("The whole entry: for the office"))
    found.base = digests(sent_as(found.content, scale))
    return found


def read_scores(form: MultiDict[str, str], criteria: Sequence[Scored], scale: Scale, now: SheetContent) -> SheetInput:
    """Read ``score-KEY`` alone, for a sheet whose comments stay as they are now."""
    scores: dict[str, int] = {}
    found = SheetInput(replace(now, scores=scores), typed=form.to_dict())
    for criterion in criteria:
        if text := form.get(f"score-{criterion.key}", "").strip():
            try:
                scores[criterion.key] = scale.read(criterion.key, text)
            except OffScale:
                found.errors[criterion.key] = _off_scale(criterion, scale)
    found.base = digests(sent_as(found.content, scale))
    return found


def typed_labels(criteria: Sequence[Scored]) -> dict[str, str]:
    """Return what the fields of a sheet are called, for a page that keeps what was typed."""
    labels: dict[str, str] = {}
    for one in criteria:
        labels[f"score-{one.key}"] = one.name
        labels[f"comment-{one.key}"] = comment_name(one)
        labels[f"office-{one.key}"] = _("%(name)s: for the office", name=one.name)
    labels["note"] = _("The whole entry: for the chapter")
    labels["whole-office"] = _("The whole entry: for the office")
    return labels


def _read_comment(found: SheetInput, comments: dict[str, str], key: str, text: str, name: str) -> None:
    text = plain_text(text)
    if len(text) > LONGEST_COMMENT:
        words = {"name": name, "limit": LONGEST_COMMENT, "count": len(text)}
        found.errors[key] = _("%(name)s: the comment has %(count)d characters, at most %(limit)d fit.", **words)
    elif text:
        comments[key] = text


def _off_scale(criterion: Scored, scale: Scale) -> str:
    if isinstance(criterion, Question):
        return _("Say yes or no.")
    words: str = _(
        "%(name)s: from %(low)s to %(high)s, by %(step)s.",
        name=criterion.name,
        low=number(plain_number(scale.low)),
        high=number(plain_number(scale.high)),
        step=number(plain_number(scale.steps[criterion.key])),
    )
    return words


class HandInForm(Form):
    """Handing in a sheet from its check; the version is the one that was shown there."""

    version = VersionField()


class HandInAllForm(Form):
    """Handing in complete sheets; each is named with the version that was shown."""

    sheets = CheckboxesField(_l("Complete sheets"), validate_choice=False)

    def named(self) -> dict[str, int]:
        """Return the versions of the sheets that are ticked, by the public ids of their assignments."""
        pairs = [text.partition(":") for text in self.sheets.data or []]
        return {key: int(number) for key, _colon, number in pairs if number.isascii() and number.isdecimal()}


def as_shown(assignment: Assignment) -> str:
    """Return how the form names a sheet."""
    return f"{assignment.public_id}:{assignment.sheet.version if assignment.sheet else 0}"


def hand_in_all_form(ready: Sequence[Assignment]) -> HandInAllForm:
    """Return the form that names complete sheets."""
    form = HandInAllForm()
    form.sheets.choices = [SelectChoice(as_shown(one), one.entry_version.title) for one in ready]
    return form


class AskForm(Form):
    """Why a sheet that was handed in is to be opened again."""

    reason = reason(_l("What do you want to correct?"))


class MarksForm(Form):
    """A juror's own highlights in one answer and their note on it; ``were`` are those the page was made with."""

    marks = CheckboxesField(_l("Highlighted sentences"), validate_choice=False)
    were = HiddenField()
    was = HiddenField()  # the note on the whole, as the page was made with
    note = text(
        _l("Note on this answer"),
        LONGEST_COMMENT,
        description=_l("Only you read it: no other juror, not the secretary, and it is in no export."),
    )

    def notes(self, stored: Mapping[int, str]) -> dict[int, str]:
        """Return the places that are ticked with the notes that stand there, and the note on the whole."""
        ticked = _places(self.marks.data or [])
        return {place: stored.get(place, "") for place in ticked} | {WHOLE: self.note.data or ""}

    def gone(self) -> set[int]:
        """Return the places that were ticked when the page was made, and are no more."""
        return _places((self.were.data or "").split()) - _places(self.marks.data or [])


class MarkForm(Form):
    """One sentence, highlighted or not, with its note: what the script of the page sends."""

    place = IntegerField(validators=[NumberRange(0, 100_000)])
    on = BooleanField()
    note = text(_l("Note"), LONGEST_COMMENT)
    was = text(_l("The note that stood there"), LONGEST_COMMENT)


def _places(texts: Iterable[str]) -> set[int]:
    return {int(one) for one in texts if one.isascii() and one.isdecimal() and len(one) < 7}
