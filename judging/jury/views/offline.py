"""Reading and scoring without a connection: the page, the list of what is taken along, the installable application."""

from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, current_app, g, jsonify, render_template, send_from_directory, url_for
from flask.typing import ResponseReturnValue

from judging.accounts.login import me
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _, language
from judging.entries.papers import Paper, papers
from judging.entries.reading import open_to_jury
from judging.jury import own_list, taken_along
from judging.jury.models import Assignment, SheetState
from judging.jury.queries import assignments, own
from judging.jury.taken_along import Along
from judging.jury.views.crumbs import crumbs
from judging.jury.views.mine import my_practice, my_seat
from judging.web.access import Who, allow

SCOPE = "/jury/"
LOOKS = ("css/**/*.css", "js/**/*.js", "vendor/bootstrap/*.css", "vendor/fonts/*.woff2", "*.svg")  # of static/

bp = Blueprint("offline", __name__, url_prefix="/jury")


@bp.get("/worker.js")
@allow(Who.EVERYBODY)
def worker() -> ResponseReturnValue:
    """Give the script that answers from the copies: from here, because it may serve what stands below its address."""
    return send_from_directory(str(current_app.static_folder), "js/offline/worker.js")


@bp.get("/<string:slug>/offline/")
@allow(Who.JUROR, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """Tell what can be taken along, what is on this device, and what a browser may do with it."""
    found, practice = _along(), my_practice(my_seat(), clock.arrived())
    return render_template(
        "jury/offline.html",
        practice=practice,
        along=found,
        size=sum(one.size for one in found),
        left_out=[(one, paper) for one in found for paper in one.left_out],
        largest=taken_along.LARGEST,
        everything=taken_along.ALL,
        crumbs=crumbs(_("Without a connection")),
    )


@bp.get("/<string:slug>/offline/list.json")
@allow(Who.JUROR, edition=True)
def listed(slug: str) -> ResponseReturnValue:
    """List the addresses to be taken: pages with the mark by which a change is seen, files with their bytes."""
    found = _along()
    desks = [url_for("jury.index", slug=slug, list=name) for name in own_list.LISTS]
    around = [url_for("jury.index", slug=slug), *desks, url_for(".index", slug=slug)]
    sheets = [{"url": _sheet(one), "mark": f"{one.mark}.{language()}"} for one in found]
    return jsonify(
        pages=[*({"url": url, "mark": ""} for url in around), *sheets],
        files=[file for one in found for paper in one.papers for file in _of_paper(one, paper)],
        looks=_looks(),
    )


@bp.get("/<string:slug>/app.webmanifest")
@allow(Who.JUROR, edition=True)
def manifest(slug: str) -> ResponseReturnValue:
    """Describe the application that can be put on the home screen: it opens the juror's desk."""
    icon = url_for("static", filename="favicon.svg")
    answer: Response = jsonify(
        name=_("Scoring: %(edition)s", edition=g.edition.name),
        short_name=_("Scoring"),
        lang=language(),
        start_url=url_for("jury.index", slug=slug),
        id=url_for("jury.index", slug=slug),
        scope=SCOPE,
        display="standalone",
        background_color="#faf8f4",
        theme_color="#14213d",
        icons=[
            {"src": icon, "sizes": "any", "type": "image/svg+xml"},
            *(_icon(size) for size in (192, 512)),
        ],
    )
    answer.mimetype = "application/manifest+json"
    return answer


def _icon(size: int) -> dict[str, str]:
    src = url_for("static", filename=f"img/app-{size}.png")
    return {"src": src, "sizes": f"{size}x{size}", "type": "image/png"}


def _along() -> list[Along]:
    """Choose from all that the juror sees of this edition."""
    at = clock.arrived()
    practice = my_practice(my_seat(), at)
    visible = assignments.to_take_along(get_session(), me(), g.edition, at)
    mine = [one for one in visible if practice is None or not practice.holds(one.round_id)]
    noted = defaultdict(list)
    for one in own.marks(get_session(), mine):
        noted[one.version_id].append((one.question, one.place, one.note))
    return taken_along.along(
        (
            one.public_id,
            one.entry_version.title,
            _mark(one, noted[one.version_id]),
            _is_open(one) and not (one.sheet and one.sheet.state is SheetState.SUBMITTED),
            papers(open_to_jury(g.edition, one.entry_version.files)),
        )
        for one in mine
    )


def _mark(assignment: Assignment, noted: Sequence[tuple[str, int, str]]) -> str:
    """Return what changes with the page of a sheet: what the juror gave and noted, what is scored, how far it is."""
    sheet = assignment.sheet
    state = (sheet.version, sheet.state) if sheet else ()
    newest = max(version.number for version in assignment.entry.versions)
    spelled = (
        f"{assignment.entry_version.digest} {newest} {state} {noted} {_is_open(assignment)} {g.edition.rules_digest}"
    )
    return sha256(spelled.encode()).hexdigest()[:16]


def _is_open(assignment: Assignment) -> bool:
    return assignment.round.closed_at is None and assignment.round.closes_at > clock.arrived()


def _sheet(one: Along) -> str:
    """Return the page of a sheet; from one that is still to do, "next" leads through what is to do."""
    return url_for(
        "sheets.sheet", slug=g.edition.slug, sheet_id=one.sheet_id, list=own_list.TO_DO if one.to_do else None
    )


def _of_paper(one: Along, paper: Paper) -> list[dict[str, str | int]]:
    """Return where a file is, and where its small picture is, with the bytes of the file."""
    values = {"slug": g.edition.slug, "sheet_id": one.sheet_id, "file_id": paper.id}
    file: dict[str, str | int] = {"url": url_for("sheets.file", **values), "bytes": paper.size}
    return [file, {"url": url_for("sheets.thumbnail", **values), "bytes": 0}] if paper.picture else [file]


def _looks() -> list[str]:
    """List the styles, scripts, fonts and signs that the pages of a juror use."""
    root = Path(str(current_app.static_folder))
    found = sorted({path.relative_to(root).as_posix() for pattern in LOOKS for path in root.glob(pattern)})
    return [url_for("static", filename=name) for name in found if name != "js/offline/worker.js"]
