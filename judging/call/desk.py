"""The secretary answers what offices ask about the call."""

from datetime import datetime

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act
from judging.accounts.models import User
from judging.call import operations, queries, rules
from judging.call.forms import AnswerForm
from judging.call.models import Question
from judging.core.db import get_session
from judging.core.i18n import _, ngettext
from judging.core.searches import moment_of, moment_told
from judging.editions.dashboard import News, Panel
from judging.editions.guidance.facts import Asked
from judging.editions.models import Edition
from judging.web.access import Who, allow
from judging.web.forms import ReasonForm, saved, shown

bp = Blueprint("questions_desk", __name__, url_prefix="/desk/<string:slug>/questions")


@bp.get("/")
@allow(Who.SECRETARY, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """List what waits for an answer, then what has been answered; of all, or since the moment of the address."""
    session, since = get_session(), moment_of(request.args, "since")
    found = {
        "waiting": queries.waiting(session, g.edition, since),
        "done": queries.dealt_with(session, g.edition, since),
    }
    return render_template("call/desk.html", slug=slug, since=since, crumbs=_crumbs(), **found)


@bp.route("/<string:question_id>/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def answer(slug: str, question_id: str) -> ResponseReturnValue:
    """Answer a question for everybody, or word the answer anew."""
    question = _question(question_id)
    kept = {"published": question.published or question.asked, "reply": question.answer, "version": question.version}
    form = AnswerForm(data=kept)

    def answered(session: Session) -> None:
        told = {"published": form.published.data, "answer": form.reply.data, "version": form.version.data}
        operations.answer(session, _question(question_id), **told, **act())

    if saved(form, answered):
        flash(_("The answer is published, and whoever asked is told by e-mail."), "success")
        return redirect(url_for(".index", slug=slug))
    crumbs = [*_crumbs(to_list=True), (_("Answer"), None)]
    return shown("call/answer.html", form, slug=slug, question=_question(question_id), crumbs=crumbs)


@bp.route("/<string:question_id>/aside/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def set_aside(slug: str, question_id: str) -> ResponseReturnValue:
    """Answer to the asker alone what is of no use to others."""
    question, form = _question(question_id), ReasonForm(asks=_("Your reply to whoever asked"))
    if refusal := rules.why_not_set_aside(question, "-"):
        raise refusal

    def done(session: Session) -> None:
        operations.set_aside(session, _question(question_id), form.reason.data, **act())

    if saved(form, done):
        flash(_("The reply is sent by e-mail; nothing is published."), "success")
        return redirect(url_for(".index", slug=slug))
    crumbs = [*_crumbs(to_list=True), (_("Reply by e-mail alone"), None)]
    return shown("call/aside.html", form, slug=slug, question=_question(question_id), crumbs=crumbs)


def questions_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Tell how many questions wait for an answer."""
    waiting = queries.waiting(session, edition)
    figures = [(_("waiting"), len(waiting)), (_("answered"), queries.number_answered(session, edition))]
    part = Asked(len(waiting), waiting[0].public_id if waiting else "")
    return Panel(_("Questions about the call"), url_for("questions_desk.index", slug=edition.slug), figures, part)


def questions_news(session: Session, edition: Edition, reader: User, since: datetime) -> list[News]:
    """Tell what was asked since a moment."""
    count = queries.number_since(session, edition, since)
    words = ngettext("%(num)d question about the call", "%(num)d questions about the call", count)
    return [News(count, words, url_for("questions_desk.index", slug=edition.slug, since=moment_told(since)))]


def _question(question_id: str) -> Question:
    return queries.question_of(get_session(), g.edition, question_id) or abort(404)


def _crumbs(*, to_list: bool = False) -> list[tuple[str, str | None]]:
    slug = g.edition.slug
    here = url_for(".index", slug=slug) if to_list else None
    return [(g.edition.name, url_for("editions_desk.show", slug=slug)), (_("Questions about the call"), here)]
