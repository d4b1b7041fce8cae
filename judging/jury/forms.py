"""The shape of what people type into the jury's pages. The rules of the game live in rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    RadioField,
    SelectChoice,
    StringField,
)
from wtforms.widgets import HiddenInput

from judging.core.exact import plain_number
from judging.core.formatting import number
from judging.core.i18n import _, _l
from judging.core.text import plain_text
from judging.editions.models import Criterion, Role
from judging.entries.models import Entry
from judging.jury.models import Assignment
from judging.jury.operations.saving import SheetContent, sent_as
from judging.jury.rules import Scored
from judging.jury.scales import OffScale, Scale
from judging.web.fields import CheckboxesField, CodeField, PickField, VersionField, email, line, reason, whole
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
    """Read the fields ``score-KEY``, ``comment-KEY`` and ``note``; unknown fields are ignored."""
    scores: dict[str, int] = {}
    comments: dict[str, str] = {}
    found = SheetInput(SheetContent(scores, comments), typed=form.to_dict())
    for criterion in criteria:
        key = criterion.key
        if text := form.get(f"score-{key}", "").strip():
            try:
                scores[key] = scale.read(key, text)
            except OffScale:
                found.errors[key] = _off_scale(criterion, scale)
        _read_comment(found, comments, key, form.get(f"comment-{key}", ""), criterion.name)
    _read_comment(found, comments, "", form.get("note", ""), _l("Note for the deliberation"))
    found.base = digests(sent_as(scores, comments, scale))
    return found


def typed_labels(criteria: Sequence[Criterion]) -> dict[str, str]:
    """Return what the fields of a sheet are called, for a page that keeps what was typed."""
    labels: dict[str, str] = {}
    for one in criteria:
        labels[f"score-{one.key}"] = one.name
        labels[f"comment-{one.key}"] = _("%(name)s: comment", name=one.name)
    return labels | {"note": _("Note for the deliberation")}


def _read_comment(found: SheetInput, comments: dict[str, str], key: str, text: str, name: str) -> None:
    text = plain_text(text)
    if len(text) > LONGEST_COMMENT:
        words = {"name": name, "limit": LONGEST_COMMENT, "count": len(text)}
        found.errors[key] = _("%(name)s: the comment has %(count)d characters, at most %(limit)d fit.", **words)
    elif text:
        comments[key] = text


def _off_scale(criterion: Scored, scale: Scale) -> str:
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

    reason = reason(_l("What is the conflict?"))


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


def declaration_form(entries: Sequence[Entry]) -> DeclarationForm:
    """Return the form with a field for the reason of every entry."""
    none = BooleanField(
        _l("I have no conflict of interest in any of the other entries."),
        render_kw={"value": "yes", "required": True},
    )
    fields: dict[str, Any] = {"none-of-the-others": none}
    for entry in entries:
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
