"""A table of paper sheets: given, its rows looked at with all that is wrong in them, typed in all at once."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.core import aside, clock, files
from judging.core.db import get_session
from judging.core.i18n import _, ngettext
from judging.core.refusals import NotNow, Refused
from judging.editions.models import Round
from judging.intake.operations.uploads import sweep
from judging.jury import scales
from judging.jury.desk.now import current_round
from judging.jury.models import PaperUpload
from judging.jury.queries import assignments
from judging.jury.queries import paper as queries
from judging.paper.desk.frame import crumbs, is_secretary
from judging.paper.forms import EnterForm, TableForm
from judging.paper.operations import importing
from judging.paper.operations.planning import Plan, plan
from judging.paper.reading import Table, read_table
from judging.web.access import Who, allow
from judging.web.forms import saved, shown, tried
from judging.web.transaction import writing

bp = Blueprint("paper_import", __name__, url_prefix="/desk/<string:slug>/jury/paper/import")
MOST = 20  # megabytes of a table


@bp.route("/", methods=["GET", "POST"])
@allow(Who.SECRETARY, Who.CLERK, edition=True, body=files.BODY, impartial=True)
def index(slug: str) -> ResponseReturnValue:
    """Begin an import, or go on with one of one's own."""
    current_round(g.edition)
    form = TableForm()
    if tried(form, lambda: _begin(form)):
        return redirect(url_for(".preview", slug=slug, paper_id=form.result))
    going_on = get_session().scalars(queries.open_uploads(g.edition, me(), clock.arrived())).all()
    page: dict[str, Any] = {"going_on": going_on, "most": MOST, "sees": is_secretary()}
    return shown("paper/import.html", form, **page, crumbs=crumbs(_("Import")))


def _begin(form: TableForm) -> str:
    """Set the file aside, read it once so that what cannot be read is refused at once, and begin."""
    key = _set_aside(form)
    try:
        table = _read(get_session(), key, current_round(g.edition))
        codes = {row.sheet for row in table.rows if row.sheet is not None}
        name = files.clean_name(form.table.data.filename or "")
        with writing() as session:
            importing.end_lapsed(session, clock.arrived())
            begun = importing.begin(session, g.edition, current_round(g.edition), codes, name=name, table=key, **act())
            found = begun.public_id
    except BaseException:
        aside.let_go(key)
        raise
    sweep(get_session())
    return found


def _set_aside(form: TableForm) -> str:
    try:
        return aside.set_aside(form.table.data.stream, MOST)
    except Refused as refusal:
        refusal.field = "table"
        raise


@bp.route("/<string:paper_id>/", methods=["GET", "POST"])
@allow(Who.SECRETARY, Who.CLERK, edition=True, impartial=True)
def preview(slug: str, paper_id: str) -> ResponseReturnValue:
    """Show what every row would become, with all that is wrong; type all in, or nothing."""
    upload = _upload(paper_id)
    if not aside.are_here(upload.table_key):
        raise NotNow(
            _("The file of this import is no longer here. Nothing was entered. Give the import up and begin it again.")
        )
    round_, key = current_round(g.edition), upload.table_key
    table = _read(get_session(), key, round_)
    form = EnterForm()

    def entered(session: Session) -> int:
        upload, replaces = _upload(paper_id, to_change=True), bool(form.replaces.data)
        found = _plan(session, current_round(g.edition), table, replaces=replaces)
        return importing.enter_all(session, upload, found, replaces=replaces, **act())

    if saved(form, entered):
        aside.let_go(key)
        words = ngettext(
            "%(num)d sheet is typed in and handed in. Its juror is told by e-mail. The file is deleted here.",
            "%(num)d sheets are typed in and handed in. Their jurors are told by e-mail. The file is deleted here.",
            form.result,
        )
        flash(words, "success")
        return redirect(url_for("paper_desk.index", slug=slug))
    found = _plan(get_session(), current_round(g.edition), table, replaces=bool(form.replaces.data))
    criteria = assignments.criteria(get_session(), round_.id)
    page: dict[str, Any] = {"upload": _upload(paper_id), "plan": found, "criteria": criteria, "sees": is_secretary()}
    return shown("paper/preview.html", form, **page, crumbs=crumbs(_("Preview")))


@bp.post("/<string:paper_id>/give-up/")
@allow(Who.SECRETARY, Who.CLERK, edition=True, impartial=True)
def give_up(slug: str, paper_id: str) -> ResponseReturnValue:
    """Give an import up: its file goes at once."""
    with writing() as session:
        key = importing.give_up(session, _upload(paper_id, to_change=True))
    aside.let_go(key)
    flash(_("The import is given up and its file is deleted."), "success")
    return redirect(url_for(".index", slug=slug))


def _read(session: Session, key: str, round_: Round) -> Table:
    criteria = assignments.marks(session, round_.id)
    return read_table(aside.path_of(key), criteria, scales.of_round(round_, criteria))


def _plan(session: Session, round_: Round, table: Table, *, replaces: bool) -> Plan:
    return plan(session, round_, table, replaces=replaces, by=me(), at=clock.arrived())


def _upload(paper_id: str, *, to_change: bool = False) -> PaperUpload:
    """Load an import of one's own that is going on, or answer 404: nobody else sees its rows."""
    query = queries.open_uploads(g.edition, me(), clock.arrived()).where(PaperUpload.public_id == paper_id)
    found: PaperUpload | None = get_session().scalar(query.with_for_update() if to_change else query)
    return found or abort(404)
