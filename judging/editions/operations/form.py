"""The entry form is built: a question is added, changed, moved, taken away."""

from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.refusals import Clash
from judging.editions.form_setup import Question, in_rows, new_key, question_of, set_question
from judging.editions.models import Edition, FormField
from judging.editions.operations.versions import raise_version
from judging.editions.rules import questions


def add_question(session: Session, edition: Edition, question: Question, *, by: User, at: datetime) -> FormField:
    """Put a question at the end of the form."""
    if refusal := questions.why_not_ask(edition, question, None):
        raise refusal
    field = FormField(key=new_key(edition), position=len(edition.fields) + 1)
    set_question(field, question)
    edition.fields.append(field)
    _note(session, edition, by, at)
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
        _note(session, edition, by, at)


def move_question(session: Session, edition: Edition, field: FormField, *, up: bool, by: User, at: datetime) -> None:
    """Let a question change places with the one before or after it; the first stays first, the last last."""
    place = edition.fields.index(field)
    beside = place - 1 if up else place + 1
    other = edition.fields[beside] if 0 <= beside < len(edition.fields) else None
    if refusal := questions.why_not_move(edition, field, other):
        raise refusal
    if other:
        edition.fields[place], edition.fields[beside] = other, field
        _number(edition)
        _note(session, edition, by, at)


def remove_question(session: Session, edition: Edition, field: FormField, *, by: User, at: datetime) -> None:
    """Take a question off the form, and off what criteria say they judge."""
    if refusal := questions.why_not_remove(edition, field):
        raise refusal
    for criterion in edition.criteria:
        criterion.answered_in = [key for key in criterion.answered_in if key != field.key]
    edition.fields.remove(field)
    session.delete(field)
    _number(edition)
    _note(session, edition, by, at)


def _number(edition: Edition) -> None:
    for position, one in enumerate(edition.fields, 1):
        one.position = position


def _note(session: Session, edition: Edition, by: User, at: datetime) -> None:
    raise_version(edition)
    record(session, Action.SETTINGS_CHANGED, edition, by=by, at=at, edition_id=edition.id, changed=["form"])
