"""What the scoring page is given: each criterion beside the last of the answers it judges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.formatting import number, percent
from judging.editions.models import Criterion, Edition, FormField
from judging.jury import rules, scales
from judging.jury.forms import SheetInput
from judging.jury.models import Assignment, ScoreSheet
from judging.jury.operations.saving import SheetContent
from judging.jury.queries import assignments
from judging.jury.rules import Task
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


def marks(criteria: Sequence[Criterion], fields: Sequence[FormField], scale: Scale, sheet: SheetInput) -> list[Mark]:
    """Return the criteria of the page, with what has been filled in (``sheet.typed`` wins)."""
    total = sum(criterion.weight for criterion in criteria)
    labels = {question.key: question.label for question in fields if question.for_jury}
    return [_mark(criterion, total, labels, scale, sheet) for criterion in criteria]


def _mark(criterion: Criterion, total: int, labels: Mapping[str, str], scale: Scale, sheet: SheetInput) -> Mark:
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


@dataclass(frozen=True, slots=True)
class Opened:
    """A sheet opened by its juror; ``typed`` is what was just sent and is wrong."""

    by: User
    task: Task
    assignment: Assignment
    typed: SheetInput | None
    at: datetime


def sheet_page(session: Session, edition: Edition, opened: Opened, *, check: bool) -> dict[str, Any]:
    """Return the entry and its sheet as stored or typed; ``check`` marks what handing in lacks."""
    task, assignment = opened.task, opened.assignment
    stored = assignment.sheet
    criteria = assignments.criteria(session, task.round_id)
    scale = scales.of_round(task, criteria)
    kept = opened.typed or SheetInput(_content(stored))
    if check and not opened.typed:
        kept.errors = _gaps(criteria, kept.content)
    beside = marks(criteria, edition.fields, scale, kept)
    read, whole = passages(edition.fields, assignment.entry_version.answers, beside)
    total = scales.weighted(kept.content.scores, {c.key: c.weight for c in criteria})
    return {
        "assignment": assignment,
        "sheet": stored,
        "marks": beside,
        "passages": read,
        "whole": whole,
        "note": kept.typed.get("note", kept.content.comments.get("", "")),
        "scored": len([c for c in criteria if c.key in kept.content.scores]),
        "total": scales.mean_text(scale, *total),
        "maximum": plain_number(scale.high),
        "refusal": rules.why_not_score(opened.by, task, opened.at),
        "may_ask": rules.why_not_ask_to_reopen(opened.by, task, opened.at) is None,
        "newer": assignment.entry.versions[-1].number > assignment.entry_version.number,
    }


def _gaps(criteria: Sequence[Criterion], content: SheetContent) -> dict[str, str]:
    lacking = rules.gaps(criteria, content.scores, content.comments)
    return {gap.key: gap.sentence for gap in lacking}


def _content(stored: ScoreSheet | None) -> SheetContent:
    return SheetContent(stored.scores, stored.comments) if stored else SheetContent()
