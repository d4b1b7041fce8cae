"""The entry form is built: a question is added, changed, moved, taken away, brought back."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.refusals import Clash
from judging.editions import queries
from judging.editions.form_setup import Question, in_rows, new_key, question_of, set_question
from judging.editions.models import Edition, FieldKind, FormField, Part, TakenAway
from judging.editions.operations.parts import keep, neighbour, note, number, swap
from judging.editions.rules import questions

PART = "form"


def add_question(session: Session, edition: Edition, question: Question, *, by: User, at: datetime) -> FormField:
    """Put a question at the end of the form."""
    if refusal := questions.why_not_ask(edition, question, None):
        raise refusal
    kept = [one.content["key"] for one in queries.taken_away(session, edition, Part.QUESTION)]
    field = FormField(key=new_key(edition, kept), position=len(edition.fields) + 1)
    set_question(field, question)
    edition.fields.append(field)
    note(session, edition, PART, by, at)
    return field


def change_question(
    session: Session, edition: Edition, field: FormField, question: Question, *, version: int, by: User, at: datetime
) -> None:
    """Change a question; its key stays, and so do the answers to it."""
    if refusal := questions.why_not_ask(edition, question, field):
        raise refusal
    stored = question_of(field)
    if version != edition.version:
        raise Clash(in_rows(question, stored), edition.version)
    if question != stored:
        set_question(field, question)
        note(session, edition, PART, by, at)


def move_question(session: Session, edition: Edition, field: FormField, *, up: bool, by: User, at: datetime) -> None:
    """Let a question change places with the one before or after it; the first stays first, the last last."""
    if refusal := questions.why_not_move(edition, field, neighbour(edition.fields, field, up=up)):
        raise refusal
    if swap(edition.fields, field, up=up):
        number(session, edition.fields)
        note(session, edition, PART, by, at)


def remove_question(session: Session, edition: Edition, field: FormField, *, by: User, at: datetime) -> None:
    """Take a question off the form, and off what criteria say they judge; it is kept for who did so by mistake."""
    if refusal := questions.why_not_remove(edition, field):
        raise refusal
    judged_by = [criterion.key for criterion in edition.criteria if field.key in criterion.answered_in]
    content = {"key": field.key, "place": edition.fields.index(field), "judged_by": judged_by}
    keep(session, edition, Part.QUESTION, field.label, content | {"setup": asdict(question_of(field))}, at)
    for criterion in edition.criteria:
        criterion.answered_in = [key for key in criterion.answered_in if key != field.key]
    edition.fields.remove(field)
    session.delete(field)
    number(session, edition.fields)
    note(session, edition, PART, by, at)


def bring_back(session: Session, edition: Edition, taken: TakenAway, *, by: User, at: datetime) -> None:
    """Put a question back where it stood, or behind the one it is asked upon; criteria judge its answer again."""
    stood = taken.content["setup"]
    listed = {name: tuple(stood[name]) for name in ("choices", "asked_if")}
    question = Question(**stood | listed | {"kind": FieldKind(stood["kind"])})
    if refusal := questions.why_not_ask(edition, question, None):
        raise refusal
    keys = [field.key for field in edition.fields]
    asked_if = question.asked_if[0]
    place = max(taken.content["place"], keys.index(asked_if) + 1 if asked_if else 0)
    field = FormField(key=taken.content["key"], position=len(keys) + 1)
    set_question(field, question)
    edition.fields.insert(place, field)
    number(session, edition.fields)
    for criterion in edition.criteria:
        if criterion.key in taken.content["judged_by"]:
            criterion.answered_in = [*criterion.answered_in, field.key]
    session.delete(taken)
    note(session, edition, PART, by, at)
