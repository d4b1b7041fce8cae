"""What may be done to the questions of an entry form, and why not."""

from judging.core.formatting import moment
from judging.core.i18n import _, _l
from judging.core.refusals import Incomplete, NotNow, Refused
from judging.editions.form_setup import Question, question_of
from judging.editions.models import LISTED, Edition, FormField
from judging.editions.questions import options


def why_not_change_form(edition: Edition) -> Refused | None:
    """Questions are added, moved and taken away until the rules are approved: what offices have read stays."""
    if edition.rules_frozen_at is None:
        return None
    when = moment(edition.rules_frozen_at, edition.time_zone)
    return NotNow(
        _("The form is public since %(when)s: only the words of its questions may still be mended.", when=when)
    )


def why_not_ask(edition: Edition, question: Question, field: FormField | None) -> Refused | None:
    """A question can be answered, and is asked only upon an answer that somebody can give before it.

    ``field``: the one that is changed, None for a new one.
    """
    if edition.archived_at:
        return NotNow(_l("This edition is in the archive. Nothing was saved."))
    if refusal := why_not_change_form(edition):
        return None if field and question.same_but_words(question_of(field)) else refusal
    if question.kind in LISTED and len(question.choices) < 2:
        return Incomplete(_l("Write at least two answers to choose from, one in a line."), field="choices")
    if len(set(question.choices)) < len(question.choices):
        return Incomplete(_l("An answer is listed twice."), field="choices")
    key, answer = question.asked_if
    before = [one for one in edition.fields if field is None or one.position < field.position]
    if key and not any(one.key == key and answer in options(one) for one in before):
        return Incomplete(_l("Choose an answer to a question that stands before this one."), field="asked_if")
    if field and field.kind in LISTED and (used := _used(edition, field) - set(question.choices)):
        return NotNow(
            _("Another question is asked only upon “%(answer)s”. Change that one first.", answer=min(used)),
            field="choices",
        )
    return None


def _used(edition: Edition, field: FormField) -> set[str]:
    """Return the answers to a field upon which others are asked."""
    return {one.asked_if_answer for one in edition.fields if one.asked_if == field.key}


def why_not_move(edition: Edition, field: FormField, other: FormField | None) -> Refused | None:
    """A question changes places with the one beside it, unless one of the two is asked upon the other."""
    if refusal := why_not_change_form(edition):
        return refusal
    if other and field.key == other.asked_if:
        return NotNow(_("“%(other)s” is asked only upon the answer to this one, so it comes after.", other=other.label))
    if other and other.key == field.asked_if:
        return NotNow(_("This one is asked only upon the answer to “%(other)s”, so it comes after.", other=other.label))
    return None


def why_not_remove(edition: Edition, field: FormField) -> Refused | None:
    """A question goes while the form is not public and no other is asked upon it."""
    if refusal := why_not_change_form(edition):
        return refusal
    if upon := [one.label for one in edition.fields if one.asked_if == field.key]:
        return NotNow(_("“%(other)s” is asked only upon the answer to this one. Change that one first.", other=upon[0]))
    return None
