"""The secretary builds the entry form: every question as the office will see it, and the form that sets it."""

from dataclasses import replace
from functools import partial

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act
from judging.core.db import get_session
from judging.core.i18n import _
from judging.editions import queries
from judging.editions.desk import ordered
from judging.editions.desk.setup import fresh, way_to_section
from judging.editions.form_setup import KINDS, Question, question_of, set_question
from judging.editions.forms.form_setup import QuestionForm, blank_question, preview_form, question_form
from judging.editions.models import Edition, FieldKind, FormField, Part
from judging.editions.operations.form import add_question, change_question, move_question, remove_question
from judging.editions.rules import questions
from judging.editions.sections import beside
from judging.web.access import Who, allow
from judging.web.forms import Form, saved, shown

INDEX = "form_desk.index"
bp = Blueprint("form_desk", __name__, url_prefix="/desk/<string:slug>/setup/form")


@bp.get("/")
@allow(Who.SECRETARY, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """Show the form as an office sees it, each question with what can be done to it."""
    return list_of_questions()


def list_of_questions(sent: Form | None = None) -> ResponseReturnValue:
    """Render the form as an office sees it, with one that was refused on it."""
    before, after = beside(INDEX)
    return shown(
        "editions/form/index.html",
        sent,
        preview=preview_form(*g.edition.fields),
        fixed=questions.why_not_change_form(g.edition),
        kinds=KINDS,
        taken=queries.taken_away(get_session(), g.edition, Part.QUESTION),
        before=before,
        after=after,
        crumbs=way_to_section(INDEX),
    )


@bp.route("/new/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def new(slug: str) -> ResponseReturnValue:
    """Add a question of the kind that the address names."""
    kind = request.args.get("kind", "")
    if kind not in set(FieldKind):
        return redirect(url_for(".index", slug=slug, _anchor="add"))
    now = blank_question(FieldKind(kind))
    form = question_form(g.edition, now, None)

    def add(session: Session) -> None:
        add_question(session, fresh(session), form.question(now), **act())

    if not form.look.data and saved(form, add):
        flash(_("The question is added at the end of the form."), "success")
        return redirect(url_for(".index", slug=slug, _anchor="add"))
    return _question_page(form, now, _("New question"))


@bp.route("/<string:question>/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def change(slug: str, question: str) -> ResponseReturnValue:
    """Change a question."""
    field = _known(g.edition, question)
    now = question_of(field)
    form = question_form(g.edition, now, field)

    def save(session: Session) -> None:
        edition = fresh(session)
        change_question(
            session, edition, _known(edition, question), form.question(now), version=form.version.data, **act()
        )

    if not form.look.data and saved(form, save):
        flash(_("Your changes are saved."), "success")
        return redirect(url_for(".index", slug=slug, _anchor=f"question-{question}"))
    return _question_page(form, now, field.label)


def _question_page(form: QuestionForm, now: Question, here: str) -> ResponseReturnValue:
    """Show the form of a question beside the question as it is typed."""
    typed = form.question(now) if form.look.data and form.validate() else now
    asked = FormField(key="preview", position=0)
    set_question(asked, typed if typed.label else replace(typed, label="…"))
    return shown(
        "editions/form/question.html",
        form,
        kind=KINDS[now.kind][0],
        asked=asked,
        others=g.edition.fields,
        preview=preview_form(asked),
        fixed=questions.why_not_change_form(g.edition),
        crumbs=way_to_section(INDEX, here),
    )


@bp.post("/<string:question>/move/")
@allow(Who.SECRETARY, edition=True)
def move(slug: str, question: str) -> ResponseReturnValue:
    """Move a question by one place."""
    return ordered.moved(partial(_known, key=question), move_question, list_of_questions, anchor=f"question-{question}")


@bp.post("/<string:question>/remove/")
@allow(Who.SECRETARY, edition=True)
def remove(slug: str, question: str) -> ResponseReturnValue:
    """Take a question off the form; the list offers to bring it back."""
    return ordered.taken_away(
        partial(_known, key=question), remove_question, list_of_questions, name=lambda one: one.label
    )


def _known(edition: Edition, key: str) -> FormField:
    """Return a question of the edition by its key."""
    return next((one for one in edition.fields if one.key == key), None) or abort(404)
