"""A file of entries: given, its columns named, its rows looked at, entered all at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.core import aside, clock, files
from judging.core.db import get_session
from judging.core.i18n import _, ngettext
from judging.core.refusals import NotNow, Refused
from judging.entries.models import Way
from judging.exchange.reading.grid import Cell
from judging.intake import cells, queries
from judging.intake.archive import Archive
from judging.intake.checking import Checked, checked
from judging.intake.forms import PreviewForm, UploadForm, columns_form, mark_of, preview_form
from judging.intake.models import Upload
from judging.intake.operations import importing, planning, uploads
from judging.intake.plan import Plan, decided
from judging.intake.reading import Row, Sheet, read_rows, read_sheet
from judging.intake.targets import guess
from judging.offices.recognised import Recognised
from judging.web.access import Who, allow
from judging.web.forms import saved, shown, tried
from judging.web.transaction import writing

bp = Blueprint("intake_desk", __name__, url_prefix="/desk/<string:slug>/intake")
TABLE, ZIP = 20, 80  # megabytes of a table and of a ZIP
FIRST_VALUES = 3  # of each column, shown beside the choice
SHOWN_SIGNS = 160  # of each of them


@bp.route("/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True, body=files.BODY)
def index(slug: str) -> ResponseReturnValue:
    """Begin an import, go on with one, or go to typing one entry in."""
    form = UploadForm()
    if tried(form, lambda: _begin(form)):
        return redirect(url_for(".columns", slug=slug, upload_id=form.result))
    going_on = get_session().scalars(queries.open_uploads(g.edition, clock.arrived())).all()
    limits = {"table": TABLE, "zip": ZIP}
    return shown("intake/index.html", form, slug=slug, going_on=going_on, limits=limits, crumbs=crumbs())


def _begin(form: UploadForm) -> str:
    """Set the files aside, read them once so that what cannot be read is refused at once, and begin."""
    table = files_key = ""
    try:
        table = _set_aside(form, "table", TABLE)
        read_sheet(aside.path_of(table), g.edition)
        if form.files.data:
            files_key = _set_aside(form, "files", ZIP)
            _check_zip(files_key)
        with writing() as session:
            uploads.end_lapsed(session, clock.arrived())
            name, way = files.clean_name(form.table.data.filename or ""), Way(form.way.data)
            begun = uploads.begin(session, g.edition, way=way, name=name, table=table, files=files_key, **act())
            found = begun.public_id
    except BaseException:
        aside.let_go(table, files_key)
        raise
    uploads.sweep(get_session())
    return found


def _set_aside(form: UploadForm, name: str, most: int) -> str:
    try:
        return aside.set_aside(form[name].data.stream, most)
    except Refused as refusal:
        refusal.field = name
        raise


def _check_zip(key: str) -> None:
    try:
        Archive(aside.path_of(key)).close()
    except Refused as refusal:
        refusal.field = "files"
        raise


@bp.route("/<string:upload_id>/columns/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def columns(slug: str, upload_id: str) -> ResponseReturnValue:
    """Say what each column is, with its first values beside."""
    upload = _upload(upload_id)
    sheet = _sheet(upload)
    guessed = uploads.targets_of(upload) or guess(sheet.table.columns, g.edition)
    form = columns_form(sheet, g.edition, guessed)

    def said(session: Session) -> None:
        form.refuse_what_does_not_do()
        uploads.say_columns(_upload(upload_id), form.targets())

    if saved(form, said):
        return redirect(url_for(".preview", slug=slug, upload_id=upload_id))
    rows = [
        (form[f"column-{column.at}"], sheet.headings[column.at], _first_values(column.cells))
        for column in sheet.table.columns
    ]
    page: dict[str, Any] = {"upload": _upload(upload_id), "rows": rows, "sheet": sheet}
    return shown("intake/columns.html", form, slug=slug, crumbs=crumbs(_("Columns of the file")), **page)


def _first_values(of_column: Sequence[Cell]) -> list[str]:
    found = [said for said in map(cells.text, of_column) if said][:FIRST_VALUES]
    return [said if len(said) <= SHOWN_SIGNS else f"{said[:SHOWN_SIGNS]}…" for said in found]


@bp.route("/<string:upload_id>/preview/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def preview(slug: str, upload_id: str) -> ResponseReturnValue:
    """Show what every row would become, decide what is not plain, and enter all."""
    upload = _upload(upload_id)
    if not upload.targets:
        return redirect(url_for(".columns", slug=slug, upload_id=upload_id))
    sheet = _sheet(upload)
    rows = read_rows(sheet, uploads.targets_of(upload), g.edition)
    known = planning.recognise_all(get_session(), rows)
    units = planning.offered(get_session(), known)
    form = preview_form([row.number for row in rows], units, upload.answers)
    keys = (upload.table_key, upload.files_key)
    with checked(upload, rows) as found:
        if saved(form, lambda session: _decide(session, upload_id, form, rows, known, found)):
            return _decided(slug, upload_id, form, keys)
        answers = form.answers(units) if form.is_submitted() else _upload(upload_id).answers
        plan = _plan(get_session(), rows, known, found, answers)
    return _preview_page(slug, upload_id, form, sheet, plan)


def _decide(
    session: Session,
    upload_id: str,
    form: PreviewForm,
    rows: list[Row],
    known: Mapping[str, Recognised],
    found: Checked,
) -> int | None:
    """Keep what was decided; enter all rows, if that was asked for, and return how many."""
    upload, answers = _upload(upload_id, to_change=True), form.answers(planning.unsure(known))
    if not form.enter.data:
        uploads.decide(upload, answers)
        return None
    plan = _plan(session, rows, known, found, answers)
    most, invites = files.most_bytes(), bool(form.invites.data)
    return len(importing.enter_all(session, upload, plan, found.received, most=most, invites=invites, **act()))


def _decided(slug: str, upload_id: str, form: PreviewForm, keys: tuple[str, str]) -> ResponseReturnValue:
    """Lead on: to the entries once they are entered, else to the preview as it is now."""
    if form.result is None:
        return redirect(url_for(".preview", slug=slug, upload_id=upload_id))
    aside.let_go(*keys)
    flash(
        ngettext(
            "%(num)d entry is entered. Those who act for its office are told by e-mail. The file is deleted here.",
            "%(num)d entries are entered. Those who act for the offices are told by e-mail. The file is deleted here.",
            form.result,
        ),
        "success",
    )
    return redirect(url_for("entries_desk.index", slug=slug))


def _plan(
    session: Session, rows: list[Row], known: Mapping[str, Recognised], found: Checked, answers: Mapping[str, Any]
) -> Plan:
    """Say what the rows would become, after what has been decided."""
    made = planning.plan(
        session, g.edition, rows, decided(answers), known, found.members, found.faults, by=me(), at=clock.arrived()
    )
    made.spare = found.spare
    return made


def _preview_page(slug: str, upload_id: str, form: PreviewForm, sheet: Sheet, plan: Plan) -> ResponseReturnValue:
    upload = _upload(upload_id)
    targets = uploads.targets_of(upload)
    members = {one.row.number: one.members for one in plan.rows}
    page: dict[str, Any] = {
        "upload": upload,
        "plan": plan,
        "office_name": planning.office_name,
        "mark_of": mark_of,
        "unread": sheet.unread,
        "untaken": [heading for at, heading in sheet.headings.items() if not targets.get(at)],
        "links": planning.note_links([one.row for one in plan.entering], members),
    }
    return shown("intake/preview.html", form, slug=slug, crumbs=crumbs(_("Preview")), **page)


@bp.post("/<string:upload_id>/give-up/")
@allow(Who.SECRETARY, edition=True)
def give_up(slug: str, upload_id: str) -> ResponseReturnValue:
    """Give an import up: its files go at once."""
    with writing() as session:
        keys = uploads.give_up(session, _upload(upload_id, to_change=True))
    aside.let_go(*keys)
    flash(_("The import is given up and its file is deleted."), "success")
    return redirect(url_for(".index", slug=slug))


def crumbs(here: str = "") -> list[tuple[str, str | None]]:
    """Return the way to a page of what came otherwise."""
    slug = g.edition.slug
    way: list[tuple[str, str | None]] = [
        (g.edition.name, url_for("editions_desk.show", slug=slug)),
        (_("Entries"), url_for("entries_desk.index", slug=slug)),
    ]
    if not here:
        return [*way, (_("What came otherwise"), None)]
    return [*way, (_("What came otherwise"), url_for("intake_desk.index", slug=slug)), (here, None)]


def _sheet(upload: Upload) -> Sheet:
    """Read the table of an import, if its files are still here: a restored backup, say, has them no more."""
    if not aside.are_here(upload.table_key, upload.files_key):
        raise NotNow(
            _("The file of this import is no longer here. Nothing was entered. Give the import up and begin it again.")
        )
    return read_sheet(aside.path_of(upload.table_key), g.edition)


def _upload(upload_id: str, *, to_change: bool = False) -> Upload:
    """Load an import of this edition that is going on, or answer 404."""
    query = queries.open_uploads(g.edition, clock.arrived()).where(Upload.public_id == upload_id)
    if to_change:
        query = query.with_for_update(of=Upload)
    found: Upload | None = get_session().scalar(query)
    return found or abort(404)
