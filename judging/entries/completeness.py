"""What an entry still lacks before it can be sent in, and the declarations that go with it."""

from dataclasses import dataclass

from judging.core.i18n import _
from judging.editions import questions
from judging.editions.declarations import standing
from judging.editions.models import DECIDING, Declaration, Edition, FieldKind, FormField
from judging.entries.models import Entry


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that an entry still lacks, and the field that mends it."""

    sentence: str
    anchor: str


def declarations(edition: Edition) -> list[Declaration]:
    """Return the declarations that go with an entry now."""
    return standing(edition)


def lacking(entry: Entry) -> list[Lack]:
    """Return what stands between the entry and its submission, in the order of the form."""
    lacks = []
    if not entry.title.strip():
        lacks.append(Lack(_("The title is missing."), "title"))
    if entry.edition.areas and entry.area_id is None:
        lacks.append(Lack(_("The area is not chosen."), "area"))
    for field in questions.asked(entry.edition.fields, entry.answers):
        if sentence := _wrong(field, entry):
            lacks.append(Lack(sentence, _anchor(field)))
    signed = any(declaration.signed_file for declaration in declarations(entry.edition))
    if signed and not entry.files:
        lacks.append(Lack(_("The signed declaration is not attached."), "files"))
    return lacks


def _anchor(field: FormField) -> str:
    """Return the id of the field on the form; of a list of choices, the first."""
    if field.kind is FieldKind.FILE:
        return "files"
    first = "-0" if field.kind in DECIDING else ""
    return f"answers-{field.key}{first}"


def _wrong(field: FormField, entry: Entry) -> str | None:
    """Tell what is wrong with the answer to a field, if anything."""
    if field.orders:
        return None
    if field.kind is FieldKind.FILE:
        attached = any(file.question == field.key for file in entry.files)
        missing = field.required and not attached
        return _("Missing: %(field)s. Attach a file for it.", field=field.label) if missing else None
    return questions.fault(field, entry.answers.get(field.key, ""))
