"""The entry form as text: what is asked, how long an answer may be, what is attached. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from judging.core.file_types import KINDS, MEGABYTE
from judging.core.formatting import moment
from judging.core.i18n import _, ngettext
from judging.editions import form_setup, questions
from judging.editions.models import Edition, FormField
from judging.entries.rules import MOST_BYTES, MOST_FILES


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the form as it is read beforehand."""

    label: str
    help: str
    terms: str  # what is given, whether it must be, how long it may be; empty of a heading, which asks for nothing
    choices: Sequence[str] = ()
    example: str = ""


def questionnaire(edition: Edition) -> list[Asked]:
    """Return the questions of the form in their order, the title and the area first."""
    title = Asked(_("Title of the practice"), _("Short and concrete: what you do and for whom."), _("required"))
    area = Asked(_("Area"), _("One of these:"), _("required"), [area.name for area in edition.areas])
    first = [title, area] if edition.areas else [title]
    return [*first, *(_asked(field, edition.fields) for field in edition.fields)]


def _asked(field: FormField, fields: Sequence[FormField]) -> Asked:
    terms = "" if field.orders else _terms(field, fields)
    return Asked(field.label, field.help, terms, field.choices, field.example)


def _terms(field: FormField, fields: Sequence[FormField]) -> str:
    """Say what is given, whether it must be, how long it may be, who does not see it and when it is asked."""
    said = [str(form_setup.KINDS[field.kind][0]).lower()]
    if field.unit:
        said.append(_("unit: %(unit)s", unit=field.unit))
    said.append(_("required") if field.required else _("optional"))
    if field.word_limit:
        said.append(ngettext("at most %(num)d word", "at most %(num)d words", field.word_limit))
    if not field.for_jury:
        said.append(_("the jury does not see it"))
    if other := next((one for one in fields if one.key == field.asked_if), None):
        answer = questions.read(other, field.asked_if_answer)
        said.append(_("only if “%(question)s” is answered: %(answer)s", question=other.label, answer=answer))
    return ", ".join(said)


def attachments(most: int) -> str:
    """Return what may be attached; ``most`` is the limit of one file, in bytes."""
    kinds = ", ".join(sorted({kind.lstrip(".").upper() for kind in KINDS}))
    return _(
        "You may attach at most %(number)d files (%(kinds)s), each of at most %(one)d MB, together at most %(all)d MB.",
        number=MOST_FILES,
        kinds=kinds,
        one=most // MEGABYTE,
        all=MOST_BYTES * most // MEGABYTE,
    )


def dates(edition: Edition) -> list[tuple[str, str]]:
    """Return the dates that an office keeps, in the edition's time."""
    zone = edition.time_zone
    return [
        (_("The call for entries opens"), moment(edition.opens_at, zone)),
        (_("The call for entries closes"), moment(edition.closes_at, zone)),
        (_("Last day for corrections"), moment(edition.corrections_until, zone)),
        (_("The results are announced"), moment(edition.announcement_at, zone)),
    ]
