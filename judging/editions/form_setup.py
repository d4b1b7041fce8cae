"""What a secretary sets of one question of the entry form. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields

from judging.core.i18n import _, _l
from judging.editions.models import Edition, FieldKind, FormField

KINDS = {
    FieldKind.LINE: (_l("Short text"), _l("One line: a name, a place.")),
    FieldKind.TEXT: (_l("Long text"), _l("Several paragraphs, with a limit of words.")),
    FieldKind.NUMBER: (_l("A number"), _l("A figure with its unit: złoty, people, days.")),
    FieldKind.DATE: (_l("Date"), _l("A day, chosen in a calendar.")),
    FieldKind.CHOICE: (_l("One choice"), _l("One answer of a list.")),
    FieldKind.CHOICES: (_l("Several choices"), _l("Any number of answers of a list.")),
    FieldKind.YES_NO: (_l("Yes or no"), _l("Other questions may be asked only upon one of them.")),
    FieldKind.LINK: (_l("Link"), _l("The address of a page.")),
    FieldKind.FILE: (_l("File"), _l("A document or picture attached for this question.")),
    FieldKind.HEADING: (_l("Heading"), _l("Begins a part of the form; nothing is asked.")),
}
ALIKE = ({FieldKind.LINE, FieldKind.TEXT}, {FieldKind.CHOICE, FieldKind.CHOICES})  # one may become the other
LIMITED = {FieldKind.LINE, FieldKind.TEXT}
EXEMPLARY = {FieldKind.LINE, FieldKind.TEXT, FieldKind.NUMBER, FieldKind.DATE, FieldKind.LINK}
LABELS = {
    "kind": _l("What is answered"),
    "label": _l("Question"),
    "help": _l("Help"),
    "example": _l("A good example"),
    "required": _l("An answer is required"),
    "word_limit": _l("At most so many words"),
    "unit": _l("Unit"),
    "choices": _l("Answers to choose from"),
    "asked_if": _l("When it is asked"),
    "for_jury": _l("The jury sees the answer"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is set of one question; ``asked_if``: key and answer upon which it is asked, both empty for always."""

    kind: FieldKind
    label: str
    help: str = ""
    example: str = ""
    required: bool = False
    word_limit: int | None = None
    unit: str = ""
    choices: tuple[str, ...] = ()
    asked_if: tuple[str, str] = ("", "")
    for_jury: bool = True

    def same_but_words(self, other: "Question") -> bool:
        """Tell whether two differ in nothing but their words."""
        names = [field.name for field in fields(self) if field.name not in {"label", "help", "example"}]
        return all(getattr(self, name) == getattr(other, name) for name in names)


def question_of(field: FormField) -> Question:
    """Return what is set of a field of the form."""
    return Question(
        kind=field.kind,
        label=field.label,
        help=field.help,
        example=field.example,
        required=field.required and not field.orders,
        word_limit=field.word_limit,
        unit=field.unit,
        choices=tuple(field.choices),
        asked_if=(field.asked_if, field.asked_if_answer),
        for_jury=field.for_jury,
    )


def set_question(field: FormField, question: Question) -> None:
    """Give a field what is set of it."""
    for name in ("kind", "label", "help", "example", "required", "word_limit", "unit", "for_jury"):
        setattr(field, name, getattr(question, name))
    field.choices = list(question.choices)
    field.asked_if, field.asked_if_answer = question.asked_if


def in_rows(mine: Question, theirs: Question) -> list[tuple[object, str, str]]:
    """Return label, mine and theirs of everything in which two versions of a question differ."""
    pairs = [(name, getattr(mine, name), getattr(theirs, name)) for name in LABELS]
    return [(LABELS[name], _in_words(one), _in_words(other)) for name, one, other in pairs if one != other]


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, FieldKind):
        return str(KINDS[value][0])
    if isinstance(value, tuple):
        return "\n".join(map(str, value))
    return "" if value is None else str(value)


def alike(kind: FieldKind) -> Sequence[FieldKind]:
    """Return the kinds that a question of this kind may become without losing anything, itself first."""
    for group in ALIKE:
        if kind in group:
            return [kind, *(one for one in KINDS if one in group and one is not kind)]
    return [kind]


def new_key(edition: Edition, kept: Collection[str]) -> str:
    """Return a key for a new question: it says nothing, so that renaming the question makes it no lie.

    ``kept``: those of questions that were taken away and may come back.
    """
    taken = {field.key for field in edition.fields}.union(kept)
    return next(key for number in range(1, len(taken) + 2) if (key := f"q{number}") not in taken)


def depending(edition: Edition, field: FormField) -> list[FormField]:
    """Return the questions that are asked only upon an answer to this one."""
    return [one for one in edition.fields if one.asked_if == field.key]
