"""Conflicts of interest: declared by a juror, recorded, lifted or set aside by the secretary."""

from collections.abc import Collection, Sequence
from typing import Any

from wtforms import (
    BooleanField,
    RadioField,
    SelectChoice,
    SelectField,
)
from wtforms.validators import InputRequired

from judging.core.i18n import _, _l
from judging.editions.models import Area
from judging.entries.models import Entry
from judging.jury.models import ConflictKind
from judging.web.fields import CheckboxesField, PickField, reason
from judging.web.forms import Form


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


class LiftForm(Form):
    """Why a conflict of interest is none."""

    reason = reason(_l("Why is there no conflict?"))


class DismissForm(Form):
    """Why what looks like a conflict is none."""

    reason = reason(_l("Why is there no conflict?"))


class DeclarationForm(Form):
    """The conflicts of a juror; a reason for each entry is added by :func:`declaration_form`."""

    conflict = CheckboxesField(_l("Conflicts of interest"), validate_choice=False)

    @property
    def areas_known(self) -> list[str] | None:
        """Return the public ids of the areas that the juror knows; None where the form does not ask."""
        return list(self["areas"].data or []) if "areas" in self else None

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


def declaration_form(
    entries: Sequence[Entry], *, agreed: bool, areas: Sequence[Area] = (), known: Collection[str] = ()
) -> DeclarationForm:
    """Return the form with kind and reason for every entry; ``agreed``: the duties are accepted already.

    ``areas``: those that the juror is asked about, with the names of the ones they are known to know.
    """
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
    if areas:
        fields["areas"] = CheckboxesField(
            _l("Areas that you know"),
            description=_l("By these a plan may give you entries. The secretary sees that you said so."),
            choices=[SelectChoice(area.public_id, area.name) for area in areas],
            validate_choice=False,
        )
    ticked = [area.public_id for area in areas if area.name in known]
    form: DeclarationForm = type("JurorDeclarationForm", (DeclarationForm,), fields)(data={"areas": ticked})
    form.conflict.choices = [SelectChoice(entry.public_id, entry.office.name) for entry in entries]
    return form


class ConflictForm(Form):
    """A conflict of interest recorded by the secretary."""

    seat = PickField(_l("Member of the chapter"))
    office = PickField(_l("Office"))
    reason = reason()
