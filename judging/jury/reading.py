"""The scoring page as it is read: each criterion beside the last of the answers it judges. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from judging.core.formatting import number, percent
from judging.editions.models import Criterion, FormField
from judging.jury.forms import SheetInput
from judging.jury.scales import Scale, plain_number

MOST_BUTTONS = 11  # a longer scale is a field to type in


@dataclass(frozen=True, slots=True)
class Mark:
    """One criterion of the page: points are texts, as the form sends them and as people read."""

    criterion: Criterion
    share: str
    choices: Sequence[tuple[str, str]]
    levels: Sequence[tuple[str, str, str]]
    chosen: str
    comment: str
    error: str
    judges: Sequence[str]  # labels of all answers it judges
    ends: tuple[str, str, str]  # low, high, step

    @property
    def key(self) -> str:
        """The key by which its fields are named."""
        return self.criterion.key


@dataclass(slots=True)
class Passage:
    """One answer, with the criteria that can be scored once it has been read."""

    label: str
    answer: str
    marks: list[Mark] = field(default_factory=list)


def passages(
    fields: Sequence[FormField], answers: Mapping[str, str], marks: Sequence[Mark]
) -> tuple[list[Passage], list[Mark]]:
    """Return the answers open to the jury with their criteria, and the criteria of the whole."""
    shown = [question for question in fields if question.for_jury]
    found = {q.key: Passage(q.label, answers.get(q.key, "")) for q in shown}
    whole: list[Mark] = []
    for mark in marks:
        judged = [key for key in found if key in mark.criterion.answered_in]
        (found[judged[-1]].marks if judged else whole).append(mark)
    return list(found.values()), whole


def marks(
    criteria: Sequence[Criterion], fields: Sequence[FormField], scale: Scale, sheet: SheetInput
) -> list[Mark]:
    """Return the criteria of the page, with what has been filled in (``sheet.typed`` wins)."""
    total = sum(criterion.weight for criterion in criteria)
    labels = {question.key: question.label for question in fields if question.for_jury}
    return [_mark(criterion, total, labels, scale, sheet) for criterion in criteria]


def _mark(
    criterion: Criterion, total: int, labels: Mapping[str, str], scale: Scale, sheet: SheetInput
) -> Mark:
    key, allowed = criterion.key, scale.allowed(criterion.key)
    texts = [scale.text(steps) for steps in allowed] if len(allowed) <= MOST_BUTTONS else []
    stored = scale.text(sheet.content.scores[key]) if key in sheet.content.scores else ""
    return Mark(
        criterion=criterion,
        share=percent(criterion.weight / total) if total else "",
        choices=[(text, number(text)) for text in texts],
        levels=[(text, number(text), words) for text, words in criterion.levels.items()],
        chosen=sheet.typed.get(f"score-{key}", stored),
        comment=sheet.typed.get(f"comment-{key}", sheet.content.comments.get(key, "")),
        error=sheet.errors.get(key, ""),
        judges=[labels[name] for name in criterion.answered_in if name in labels],
        ends=(plain_number(scale.low), plain_number(scale.high), plain_number(scale.steps[key])),
    )
