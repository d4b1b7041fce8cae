"""Writing letters: the list of them, a new one, a draft changed, thrown away, brought back."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.letters import queries, rules
from judging.letters.about import SEARCHES, whom_of
from judging.letters.desk.ways import crumbs, letter_of, letters_step, readable
from judging.letters.fields import Field
from judging.letters.forms import LetterForm, letter_form, of_letter, of_search, of_words
from judging.letters.operations import writing as operations
from judging.web.access import Who, allow
from judging.web.forms import saved, shown
from judging.web.transaction import writing

bp = Blueprint("letters_desk", __name__, url_prefix="/desk/<string:slug>/mail")


@bp.get("/letters/")
@allow(Who.SECRETARY, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """List the drafts, then the letters that were sent."""
    page = max(1, request.args.get("page", 1, type=int))
    listed = queries.listed(get_session(), readable(), page=page)
    here = crumbs((_("Letters"), None))
    url = lambda number: url_for(".index", slug=slug, page=number)  # noqa: E731 -- for the paging
    return render_template("letters/index.html", slug=slug, listed=listed, at=clock.arrived(), url=url, crumbs=here)


@bp.route("/new/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def new(slug: str) -> ResponseReturnValue:
    """Write a letter: from nothing, from an earlier one, from a wording, about what a search of entries finds."""
    form = _form(_beginning())

    def begun(session: Session) -> str:
        return operations.begin(session, g.edition, form.draft, **act()).public_id

    if saved(form, begun):
        flash(_("The draft is kept. Nobody has got anything yet."), "success")
        return redirect(url_for("sending_desk.show", slug=slug, letter_id=form.result))
    return _shown(form, crumbs(letters_step(), (_("New letter"), None)))


@bp.route("/letters/<string:letter_id>/edit/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def edit(slug: str, letter_id: str) -> ResponseReturnValue:
    """Change a draft."""
    letter = letter_of(letter_id)
    if refusal := rules.why_not_change(letter):
        raise refusal
    form = _form({**of_letter(letter), "version": letter.version})

    def changed(session: Session) -> None:
        operations.change(session, g.edition, letter_of(letter_id), form.draft, version=form.version.data, **act())

    if saved(form, changed):
        flash(_("The draft is kept. Nobody has got anything yet."), "success")
        return redirect(url_for("sending_desk.show", slug=slug, letter_id=letter_id))
    return _shown(form, crumbs(letters_step(), (_("Draft"), None)), letter_id=letter_id)


@bp.post("/letters/<string:letter_id>/remove/")
@allow(Who.SECRETARY, edition=True)
def remove(slug: str, letter_id: str) -> ResponseReturnValue:
    """Throw a draft away; it can be brought back."""
    with writing():
        operations.remove(letter_of(letter_id), at=clock.arrived())
    flash(_("The draft is removed. It stands at the end of the list of letters, and can be brought back."), "success")
    return redirect(url_for(".index", slug=slug))


@bp.post("/letters/<string:letter_id>/restore/")
@allow(Who.SECRETARY, edition=True)
def restore(slug: str, letter_id: str) -> ResponseReturnValue:
    """Bring a draft back."""
    with writing():
        operations.bring_back(letter_of(letter_id))
    flash(_("The draft is here again."), "success")
    return redirect(url_for("sending_desk.show", slug=slug, letter_id=letter_id))


def _form(data: dict[str, object]) -> LetterForm:
    return letter_form(queries.people(get_session(), g.edition, me()), data)


def _beginning() -> dict[str, object]:
    """Return what a new letter begins with, as the address asks."""
    whom = whom_of(request.args.get("about", ""))
    search = SEARCHES[whom].read(request.args)
    data = of_search(whom, search) if search.asked or "about" in request.args else {}
    if earlier := request.args.get("from"):
        letter = letter_of(earlier)
        data = of_letter(letter)
    if kept := request.args.get("wording"):
        data |= of_words(queries.wording_of(get_session(), g.edition, kept) or abort(404))
    return data


def _shown(form: LetterForm, way: list[tuple[str, str | None]], letter_id: str = "") -> ResponseReturnValue:
    kept = queries.wordings(get_session(), g.edition)
    here = {"slug": g.edition.slug, "letter_id": letter_id, "wordings": kept, "fields": list(Field)}
    about = [
        (whom.value, form.asked(whom), url_for(one.endpoint, slug=g.edition.slug, **form.asked(whom).asked))
        for whom, one in SEARCHES.items()
    ]
    begun = whom_of(form.searched.data or "")
    asked = {"about": SEARCHES[begun].name, **form.asked(begun).asked} if form.searched.data else {}
    return shown("letters/write.html", form, search=form.search, about=about, asked=asked, crumbs=way, **here)
