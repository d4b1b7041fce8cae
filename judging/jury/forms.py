"""The shape of what people type into the jury's pages. The rules of the game live in rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import HiddenInput

from judging.core.exact import plain_number
from judging.core.formatting import number
from judging.core.i18n import _, _l
from judging.core.text import plain_text
from judging.editions.models import Role
from judging.editions.parts.qualifying import Question
from judging.entries.models import Entry
from judging.jury.marked_reading import WHOLE
from judging.jury.models import Assignment, ConflictKind
from judging.jury.operations.saving import SheetContent, comment_name, sent_as
from judging.jury.rules import Scored
from judging.jury.scales import OffScale, Scale
from judging.web.fields import CheckboxesField, CodeField, PickField, VersionField, email, line, reason, text, whole
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


class DeclareForm(Form):
    """A conflict of interest that a juror finds while reading."""

    kind = RadioField(
        _l("What is the conflict?"),
        [InputRequired(_l("Choose what it is."))],
        choices=lambda: kinds_of_conflict(),
    )
    reason = reason(
        _l("In your own words"),
        required=False,
        description=_l("Needed only with “something else”. Only the secretary reads it."),
    )


def kinds_of_conflict() -> list[SelectChoice]:
    """Return the kinds as a form offers them, in the language of whoever reads it."""
    return [SelectChoice(kind.value, kind.label) for kind in ConflictKind]


class MarksForm(Form):
    """A juror's own highlights in one answer and their note on it; ``were`` are those the page was made with."""

    marks = CheckboxesField(_l("Highlighted sentences"), validate_choice=False)
    were = HiddenField()
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


def _places(texts: Iterable[str]) -> set[int]:
    return {int(one) for one in texts if one.isascii() and one.isdecimal() and len(one) < 7}


class LiftForm(Form):
    """Why a conflict of interest is none."""

    reason = reason(_l("Why is there no conflict?"))


class DismissForm(Form):
    """Why what looks like a conflict is none."""

    reason = reason(_l("Why is there no conflict?"))


class DeclarationForm(Form):
    """The conflicts of a juror; a reason for each entry is added by :func:`declaration_form`."""

    conflict = CheckboxesField(_l("Conflicts of interest"), validate_choice=False)

    def ticked(self) -> dict[str, str]:
        """Return the reasons of the entries that were ticked, by their public ids; one not on the list has none."""
        reasons = {key: f"reason-{key}" for key in self.conflict.data or []}
        return {key: self[name].data if name in self else "" for key, name in reasons.items()}

    def kinds(self) -> dict[str, ConflictKind]:
        """Return the kinds that were chosen, by the public ids of the entries that were ticked."""
        chosen = {key: self[f"kind-{key}"].data for key in self.conflict.data or [] if f"kind-{key}" in self}
        return {key: ConflictKind(kind) for key, kind in chosen.items() if kind}

    @property
    def agrees(self) -> bool:
        """Whether the duties are accepted with it."""
        return "agreed" in self and bool(self["agreed"].data)


def declaration_form(entries: Sequence[Entry], *, agreed: bool) -> DeclarationForm:
    """Return the form with kind and reason for every entry; ``agreed``: the duties are accepted already."""
    none = BooleanField(
        _l("I have no conflict of interest in any of the other entries."),
        render_kw={"value": "yes", "required": True},
    )
    fields: dict[str, Any] = {"none-of-the-others": none}
    if not agreed:
        fields["agreed"] = BooleanField(
            _l("I have read these duties and accept them."), render_kw={"value": "yes", "required": True}
        )
    kinds = [SelectChoice("", _("– choose –")), *kinds_of_conflict()]
    for entry in entries:
        label = _("What it is – %(office)s", office=entry.office.name)
        fields[f"kind-{entry.public_id}"] = SelectField(label, choices=kinds, default="")
        label = _("Reason – %(office)s", office=entry.office.name)
        fields[f"reason-{entry.public_id}"] = reason(label, required=False, rows=1)
    form: DeclarationForm = type("JurorDeclarationForm", (DeclarationForm,), fields)()
    form.conflict.choices = [SelectChoice(entry.public_id, entry.office.name) for entry in entries]
    return form


class AppointForm(Form):
    """What a member does on the jury."""

    role = RadioField(
        _l("What this person does in the chapter"),
        choices=lambda: [
            SelectChoice(role.value, role.label) for role in (Role.CHAIR, Role.DEPUTY_CHAIR, Role.JUROR)
        ],  # named when the page is made: in the language of whoever reads it
    )
    told = BooleanField(
        _l("I know that this person has no second step of signing in yet"),
        description=_l("An e-mail and a notice on their desk will ask them to set it up."),
    )


class QuorumForm(Form):
    """Another quorum, by an annex to the frozen rules."""

    quorum = whole(_l("Quorum"), 1, 100, description=_l("How many members must be present for the chapter to decide."))
    reason = reason(
        _l("Why is the quorum changed?"),
        description=_l("The annex is published beside the rules, with its date and this reason."),
    )


class ConsentForm(Form):
    """The chair's consent to a late seat."""

    code = CodeField(description=_l("Agreeing asks for the second factor again."))


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


class InviteForm(Form):
    """Whom the secretary invites to the jury."""

    name = line(_l("Name and surname"), 120)
    email = email()
    title = line(
        _l("Position"),
        200,
        required=False,
        description=_l("As it will stand on the list of members, such as: Treasurer of the city."),
    )
    reason = reason(
        _l("Why is the seat given now?"),
        required=False,
        description=_l("Needed once scoring has opened: the chair decides on it, and the protocol names it."),
    )


class SubstituteForm(Form):
    """Who may stand in for a member at the meeting."""

    name = line(_l("Name and surname"), 120)
    email = email()
    title = line(_l("Position"), 200, required=False, description=_l("As it will stand in the protocol."))


class RemoveSubstituteForm(Form):
    """Why a person stands in for a member no more."""

    reason = reason(_l("Why does this person stand in no more?"))


class ConflictForm(Form):
    """A conflict of interest recorded by the secretary."""

    seat = PickField(_l("Member of the chapter"))
    office = PickField(_l("Office"))
    reason = reason()
