"""What the scoring page is given: each criterion beside the last of the answers it judges."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.exact import plain_number
from judging.core.formatting import number, percent
from judging.editions import questions
from judging.editions.models import CommentsSeen, Edition, FormField
from judging.editions.parts.comments import TO_JUROR
from judging.editions.parts.qualifying import NO, Question, answer
from judging.entries.reading import names_of_files
from judging.jury import rules, scales
from judging.jury.forms.sheets import LONGEST_COMMENT, SheetInput, typed_labels
from judging.jury.grid import Grid, Line
from judging.jury.marked_reading import Marked, read
from judging.jury.models import Assignment, ReadingMark, ScoreSheet
from judging.jury.operations.saving import SheetContent, sent_as
from judging.jury.queries import assignments, own, paper, requests
from judging.jury.queries.assignments import Asked
from judging.jury.rules import Task
from judging.jury.scales import Scale
from judging.web.merging import BASE, digests

MOST_BUTTONS = 11  # a longer scale is a field to type in


@dataclass(frozen=True, slots=True)
class Mark:
    """One criterion of the page: points are texts, as the form sends them and as people read."""

    criterion: Asked
    share: str
    choices: Sequence[tuple[str, str]]
    levels: Sequence[tuple[str, str, str]]
    chosen: str
    comment: str
    for_office: str
    error: str
    judges: Sequence[tuple[str, str]]  # keys and labels of all answers it judges
    ends: tuple[str, str, str]  # low, high, step

    @property
    def key(self) -> str:
        """The key by which its fields are named."""
        return self.criterion.key

    @property
    def decides(self) -> bool:
        """Whether it is the one question of a qualifying round."""
        return isinstance(self.criterion, Question)


@dataclass(slots=True)
class Passage:
    """One answer, with the criteria that can be scored once it has been read."""

    key: str
    label: str
    answer: str
    read: Marked  # the same in sentences, with the juror's own highlights and notes
    marks: list[Mark] = field(default_factory=list)


def passages(
    fields: Sequence[FormField],
    answers: Mapping[str, str],
    marks: Sequence[Mark],
    files: Iterable[Mapping[str, str]] = (),
    noted: Iterable[ReadingMark] = (),
) -> tuple[list[Passage], list[Mark]]:
    """Return the answers open to the jury with their criteria, and the criteria of the whole."""
    said = {**answers, **names_of_files(files)}
    shown = [q for q in questions.asked(fields, answers) if q.for_jury and not q.orders]
    of_question: dict[str, list[ReadingMark]] = {}
    for one in noted:
        of_question.setdefault(one.question, []).append(one)
    texts = {q.key: questions.read(q, said.get(q.key, "")) for q in shown}
    found = {
        q.key: Passage(q.key, q.label, texts[q.key], read(texts[q.key], of_question.get(q.key, ()))) for q in shown
    }
    whole: list[Mark] = []
    for mark in marks:
        judged = [key for key in found if key in mark.criterion.answered_in]
        (found[judged[-1]].marks if judged else whole).append(mark)
    return list(found.values()), whole


def marks(criteria: Sequence[Asked], fields: Sequence[FormField], scale: Scale, sheet: SheetInput) -> list[Mark]:
    """Return the criteria of the page, with what has been filled in (``sheet.typed`` wins)."""
    total = sum(criterion.weight for criterion in criteria)
    labels = {question.key: question.label for question in fields if question.for_jury}
    return [_mark(criterion, total, labels, scale, sheet) for criterion in criteria]


def _mark(criterion: Asked, total: int, labels: Mapping[str, str], scale: Scale, sheet: SheetInput) -> Mark:
    key, allowed = criterion.key, scale.allowed(criterion.key)
    texts = [scale.text(steps) for steps in allowed] if len(allowed) <= MOST_BUTTONS else []
    stored = scale.text(sheet.content.scores[key]) if key in sheet.content.scores else ""
    return Mark(
        criterion=criterion,
        share=percent(criterion.weight / total) if total else "",
        choices=_decisions(scale, key) if isinstance(criterion, Question) else [(text, number(text)) for text in texts],
        levels=[(text, number(text), words) for text, words in criterion.levels.items()],
        chosen=sheet.typed.get(f"score-{key}", stored),
        comment=sheet.typed.get(f"comment-{key}", sheet.content.comments.get(key, "")),
        for_office=sheet.typed.get(f"office-{key}", sheet.content.for_office.get(key, "")),
        error=sheet.errors.get(key, ""),
        judges=[(name, labels[name]) for name in criterion.answered_in if name in labels],
        ends=(plain_number(scale.low), plain_number(scale.high), plain_number(scale.steps[key])),
    )


def _decisions(scale: Scale, key: str) -> list[tuple[str, str]]:
    """Return yes and no as the form sends them and as people read them, yes first."""
    return [(scale.text(steps), answer(steps)) for steps in reversed(scale.allowed(key))]


@dataclass(frozen=True, slots=True)
class Opened:
    """A sheet opened by its juror; ``typed`` is what was just sent and is wrong."""

    by: User
    task: Task
    assignment: Assignment
    typed: SheetInput | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Checked:
    """One line of the check before handing in: what goes, or what is missing."""

    criterion: Asked
    points: str  # as people read them; empty while there are none
    commented: bool
    said_no: bool = False  # in a qualifying round

    @property
    def decides(self) -> bool:
        """Whether it is the one question of a qualifying round."""
        return isinstance(self.criterion, Question)

    @property
    def needs_comment(self) -> bool:
        """Whether a word is needed: always, or because of the no."""
        return self.criterion.comment_required or (
            isinstance(self.criterion, Question) and self.criterion.reason_on_no and self.said_no
        )

    @property
    def complete(self) -> bool:
        """Whether nothing is missing here."""
        scored = bool(self.points) or not self.criterion.weight
        return scored and (self.commented or not self.needs_comment)


@dataclass(frozen=True, slots=True)
class Check:
    """What a sheet says and lacks, as it is shown before it is handed in."""

    lines: Sequence[Checked]
    shown: str  # the scores as the form sends them: handing in asks whether just these were seen
    total: str  # the weighted mean of what is scored
    maximum: str

    @property
    def complete(self) -> bool:
        """Whether the sheet can be handed in."""
        return all(line.complete for line in self.lines)

    @property
    def decides(self) -> bool:
        """Whether it is a decision of a qualifying round: nothing is counted on it."""
        return any(line.decides for line in self.lines)

    @property
    def scored(self) -> int:
        """How many criteria have a score."""
        return len([line for line in self.lines if line.points])


def check(criteria: Sequence[Asked], scale: Scale, content: SheetContent) -> Check:
    """Return the check of a sheet as it stands."""
    scores = {key: scale.text(steps) for key, steps in content.scores.items()}
    weights = {one.key: one.weight for one in criteria if not isinstance(one, Question)}
    return Check(
        lines=[_checked(one, content, scores.get(one.key, "")) for one in criteria],
        shown=urlencode([(f"score-{c.key}", scores[c.key]) for c in criteria if c.key in scores]),
        total=scales.mean_text(scale, *scales.weighted(content.scores, weights)),
        maximum=plain_number(scale.high),
    )


def _checked(criterion: Asked, content: SheetContent, points: str) -> Checked:
    commented, steps = criterion.key in content.comments, content.scores.get(criterion.key)
    if isinstance(criterion, Question):
        return Checked(criterion, answer(steps), commented, said_no=steps == NO)
    return Checked(criterion, number(points), commented)


def checks_of(session: Session, those: Sequence[Assignment]) -> dict[int, Check]:
    """Return the checks of stored sheets by the ids of their assignments."""
    rounds = {one.round_id: one.round for one in those}
    criteria = {round_id: assignments.criteria(session, round_id) for round_id in rounds}
    found = [(one, criteria[one.round_id]) for one in those]
    return {one.id: check(asked, scales.of_round(one.round, asked), _content(one.sheet)) for one, asked in found}


def changeable(one: Grid, those: Sequence[Assignment], wrong: Mapping[str, SheetInput]) -> Grid:
    """Return a grid whose scores can be changed where they stand; ``wrong`` is what was just sent for a sheet."""
    scale = scales.of_round(one.round, one.criteria)
    lines = [
        line if line.locked else _open(line, assignment, one.criteria, scale, wrong.get(line.public_id))
        for line, assignment in zip(one.lines, those, strict=True)
    ]
    return replace(one, lines=lines)


def _open(line: Line, one: Assignment, criteria: Sequence[Asked], scale: Scale, sent: SheetInput | None) -> Line:
    stands = _content(one.sheet)
    kept = sent or SheetInput(stands)
    version = kept.typed.get("version", str(one.sheet.version if one.sheet else 0))
    base = kept.typed.get(BASE, digests(sent_as(stands, scale)))
    return replace(line, marks=marks(criteria, (), scale, kept), version_seen=version, base=base)


def sheet_page(session: Session, edition: Edition, opened: Opened, *, lacking: bool) -> dict[str, Any]:
    """Return the entry and its sheet as stored or typed; ``lacking`` marks what handing in lacks."""
    task, assignment = opened.task, opened.assignment
    stored = assignment.sheet
    criteria = assignments.criteria(session, task.round_id)
    scale = scales.of_round(task, criteria)
    kept = opened.typed or SheetInput(_content(stored))
    if lacking and not opened.typed:
        kept.errors = _gaps(criteria, kept.content)
    beside = marks(criteria, edition.fields, scale, kept)
    version = assignment.entry_version
    noted = own.marks(session, [assignment])
    answers, whole = passages(edition.fields, version.answers, beside, version.files, noted)
    in_order = [mark.criterion for passage in answers for mark in passage.marks] + [mark.criterion for mark in whole]
    return {
        "assignment": assignment,
        "sheet": stored,
        "version": kept.typed.get("version", stored.version if stored else 0),
        "base": _base(opened.typed, scale, _content(stored)),
        "labels": typed_labels(criteria),
        "marks": beside,
        "decides": any(mark.decides for mark in beside),
        "passages": answers,
        "whole": whole,
        "note": kept.typed.get("note", kept.content.comments.get("", "")),
        "office_note": kept.typed.get("whole-office", kept.content.for_office.get("", "")),
        "check": check(in_order, scale, kept.content),
        "longest": LONGEST_COMMENT,
        "to_chapter": TO_JUROR[_readers(edition, criteria)],
        "refusal": rules.why_not_score(opened.by, task, opened.at),
        "may_ask": rules.why_not_ask_to_reopen(opened.by, task, opened.at) is None,
        "asked": requests.newest(session, assignment.id) if stored else None,
        "paper": paper.standing(session, stored),
        "newer": assignment.entry.versions[-1].number > assignment.entry_version.number,
    }


def _readers(edition: Edition, criteria: Sequence[Asked]) -> CommentsSeen:
    """Return who reads a comment for the chapter; of a qualifying round the reason is all that is shown to anybody."""
    decides = any(isinstance(one, Question) for one in criteria)
    return CommentsSeen.NOBODY if decides else edition.comments_seen


def _gaps(criteria: Sequence[Asked], content: SheetContent) -> dict[str, str]:
    lacking = rules.gaps(criteria, content.scores, content.comments)
    return {gap.key: gap.sentence for gap in lacking}


def _base(typed: SheetInput | None, scale: Scale, stored: SheetContent) -> str:
    """Return what the page began with, for whoever merges it: what is stored, or what came with a form refused."""
    sent = typed.typed.get(BASE) if typed else None
    return sent if sent is not None else digests(sent_as(stored, scale))


def _content(stored: ScoreSheet | None) -> SheetContent:
    return SheetContent.of(stored) if stored else SheetContent()
