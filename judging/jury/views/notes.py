"""The juror's own highlights and margin notes: read by nobody else, on no list of anybody else, in no file."""

from itertools import groupby

from flask import Blueprint, abort, flash, g, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.editions import questions
from judging.editions.models import FormField
from judging.jury import marked_reading
from judging.jury.forms.sheets import MarkForm, MarksForm
from judging.jury.marked_reading import WHOLE, Marked
from judging.jury.models import Assignment, ReadingMark
from judging.jury.operations import notes
from judging.jury.queries import assignments, own
from judging.jury.views.crumbs import crumbs
from judging.jury.views.mine import my_assignment
from judging.web.access import TEXTS, Who, allow
from judging.web.forms import saved, shown
from judging.web.transaction import writing

bp = Blueprint("notes", __name__, url_prefix="/jury/<string:slug>")


@bp.get("/notes/")
@allow(Who.JUROR, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """List all own highlights and notes, by entry, in the juror's own order."""
    mine = assignments.my_assignments(get_session(), me(), g.edition, clock.arrived())
    by_version = {
        version: list(those) for version, those in groupby(own.marks(get_session(), mine), lambda mark: mark.version_id)
    }
    found = [(one, _by_question(by_version[one.version_id])) for one in mine if one.version_id in by_version]
    return render_template("jury/notes.html", found=found, crumbs=crumbs(_("My notes")))


def _by_question(marks: list[ReadingMark]) -> list[tuple[str, str, list[ReadingMark]]]:
    """Return key, label and marks of each question that has some, in the order of the form."""
    grouped = [(field, [mark for mark in marks if mark.question == field.key]) for field in g.edition.fields]
    return [(field.key, field.label, those) for field, those in grouped if those]


@bp.route("/sheets/<string:sheet_id>/notes/<string:question>/", methods=["GET", "POST"])
@allow(Who.JUROR, edition=True, body=TEXTS)
def answer(slug: str, sheet_id: str, question: str) -> ResponseReturnValue:
    """Highlight sentences of one answer and note something about it, also without a script."""
    assignment = my_assignment(sheet_id)
    asked, read = _read(get_session(), assignment, question)
    form = MarksForm()
    form.marks.choices = [(str(one.place), one.text) for one in read.sentences]

    def kept(session: Session) -> None:
        here = my_assignment(sheet_id)
        _asked, now = _read(session, here, question)
        stored = {one.place: one.note for one in now.sentences if one.marked}
        seen = stored | {WHOLE: form.was.data or ""}
        notes.keep(session, here, question, now, notes=form.notes(stored), seen=seen, gone=form.gone(), **act())

    if saved(form, kept):
        flash(_("Your notes are saved."), "success")
        return redirect(url_for("sheets.sheet", slug=slug, sheet_id=sheet_id, _anchor=f"a-{question}"))
    if form.is_submitted():
        form.renew(was=read.note)  # whoever saves once more has read what stands there
    else:
        form.marks.data = [str(one.place) for one in read.sentences if one.marked]
        form.renew(were=" ".join(form.marks.data), was=read.note)
        form.note.data = read.note
    return shown(
        "jury/answer_notes.html",
        form,
        assignment=assignment,
        label=asked.label,
        question=question,
        read=read,
        crumbs=crumbs(_("Notes: entry %(number)s", number=assignment.entry.number)),
    )


@bp.post("/sheets/<string:sheet_id>/notes/<string:question>/mark/")
@allow(Who.JUROR, edition=True, body=TEXTS)
def mark(slug: str, sheet_id: str, question: str) -> ResponseReturnValue:
    """Highlight one sentence, or let go of it; answers the script of the sheet."""
    my_assignment(sheet_id)
    form = MarkForm()
    if not form.validate():
        return jsonify(error=" ".join(form.errors[name][0] for name in form.errors)), 422
    place, on, note = form.place.data, form.on.data, form.note.data or ""
    with writing() as session:
        assignment = my_assignment(sheet_id)
        _asked, read = _read(session, assignment, question)
        said = {place: note} if on else {}
        seen = {place: form.was.data or ""}
        notes.keep(session, assignment, question, read, notes=said, seen=seen, gone=() if on else (place,), **act())
    return jsonify(place=place, on=on, note=note)


def _read(session: Session, assignment: Assignment, question: str) -> tuple[FormField, Marked]:
    """Return an answer that the jury may see, with the juror's own marks; what it may not see is not found."""
    said = assignment.entry_version.answers
    shown_to_jury = {q.key: q for q in questions.asked(g.edition.fields, said) if q.for_jury and not q.orders}
    asked = shown_to_jury.get(question) or abort(404)
    text = questions.read(asked, said.get(question, ""))
    return asked, marked_reading.read(text, notes.marks(session, assignment, question))
