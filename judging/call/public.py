"""The call for entries before signing in: all of it on a page and as files, and what was asked about it."""

from flask import Blueprint, Response, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from judging.call import calendar_file, document, queries, rules, word
from judging.call.context import call_context
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import DEFAULT, _, language
from judging.core.word import DOCX
from judging.editions import timetable
from judging.editions.english import is_complete
from judging.editions.queries import annexes
from judging.web.access import Who, allow

bp = Blueprint("call", __name__, url_prefix="/editions/<string:slug>")


@bp.get("/call/")
@allow(Who.EVERYBODY, edition=True, public=True)
def show(slug: str) -> ResponseReturnValue:
    """Show the whole call: what, for whom, until when, the form, the criteria and the rules."""
    edition, at = g.edition, clock.arrived()
    phase = timetable.public_phase(edition, at)
    return render_template(
        "call/show.html",
        open=phase is timetable.Phase.CALL,
        documents_in_english=language() != DEFAULT and is_complete(edition),
        binding=document.binding() if language() != DEFAULT else "",
        asked=queries.number_answered(get_session(), edition),
        crumbs=_crumbs(_("Call for entries")),
        **call_context(edition),
    )


@bp.get("/call.pdf")
@allow(Who.EVERYBODY, edition=True, public=True)
def call_pdf(slug: str) -> Response:
    """Give the whole call to print, in Polish, in which it binds."""
    made = document.pdf(g.edition, annexes(get_session(), g.edition))
    return _file(made, "application/pdf", f"{slug}-call.pdf")


@bp.get("/call.docx")
@allow(Who.EVERYBODY, edition=True, public=True)
def call_docx(slug: str) -> Response:
    """Give the whole call as a document in which an office can write its answers beforehand."""
    made = word.in_word(g.edition, annexes(get_session(), g.edition))
    return _file(made, DOCX, f"{slug}-call.docx")


@bp.get("/call.en.pdf")
@allow(Who.EVERYBODY, edition=True, public=True)
def call_pdf_in_english(slug: str) -> ResponseReturnValue:
    """Give the whole call to print in English; while a text of it is missing, lead to the one in Polish."""
    if not is_complete(g.edition):
        return redirect(url_for(".call_pdf", slug=slug))
    made = document.pdf(g.edition, annexes(get_session(), g.edition), "en")
    return _file(made, "application/pdf", f"{slug}-call-en.pdf")


@bp.get("/call.en.docx")
@allow(Who.EVERYBODY, edition=True, public=True)
def call_docx_in_english(slug: str) -> ResponseReturnValue:
    """Give the whole call in English to write in; while a text of it is missing, lead to the one in Polish."""
    if not is_complete(g.edition):
        return redirect(url_for(".call_docx", slug=slug))
    made = word.in_word(g.edition, annexes(get_session(), g.edition), "en")
    return _file(made, DOCX, f"{slug}-call-en.docx")


@bp.get("/calendar.ics")
@allow(Who.EVERYBODY, edition=True, public=True)
def calendar(slug: str) -> Response:
    """Give the dates of the call for the calendars of people."""
    url = url_for(".show", slug=slug, _external=True)
    made = calendar_file.calendar(g.edition, url=url, at=clock.arrived())
    return _file(made.encode(), "text/calendar; charset=utf-8", f"{slug}.ics")


@bp.get("/questions/")
@allow(Who.EVERYBODY, edition=True, public=True)
def questions(slug: str) -> ResponseReturnValue:
    """Show what offices have asked and what was answered, without who asked."""
    found = queries.answered(get_session(), g.edition)
    page = {"edition": g.edition, "asking": rules.takes_questions(g.edition, clock.arrived())}
    return render_template("call/questions.html", questions=found, crumbs=_crumbs(_("Questions and answers")), **page)


def _file(made: bytes, media_type: str, name: str) -> Response:
    answer = Response(made, content_type=media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _crumbs(here: str) -> list[tuple[str, str | None]]:
    edition = g.edition
    return [
        (_("Start"), url_for("public.home")),
        (edition.name, url_for("public.show", slug=edition.slug)),
        (here, None),
    ]
