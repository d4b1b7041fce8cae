"""What everybody may read: the home page, an edition, its rules – before signing in.

Nothing here reads a result. Between the last score and the announcement every page says the
same, whether a result exists or not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, current_app, g, render_template, url_for
from flask.typing import ResponseReturnValue

from judging.core import clock, files, richtext
from judging.core.db import get_session
from judging.core.formatting import day, moment
from judging.core.i18n import _
from judging.editions import queries, rulebook, timetable
from judging.editions.declarations import standing
from judging.editions.models import Edition
from judging.editions.rules_document import document
from judging.editions.rules_page import rules_context
from judging.editions.timetable import Phase
from judging.web.access import Who, allow

bp = Blueprint("public", __name__)


@dataclass(frozen=True, slots=True)
class Stage:
    """One line of the public calendar: what, when, and whether it is going on."""

    label: str
    when: str
    current: bool


@dataclass(frozen=True, slots=True)
class Honoured:
    """A laureate as the home page shows one."""

    office: str
    award: str
    practice: str
    main: bool
    url: str


def register_laureates(extensions: dict[str, Any], find: Callable[[Edition], Sequence[Honoured]]) -> None:
    """Let the slice that knows the public copies say who the laureates of an announced edition are."""
    extensions["laureates_of"] = find


def laureates_of(edition: Edition) -> Sequence[Honoured]:
    """Return the laureates of an announced edition, main prizes first."""
    found: Sequence[Honoured] = current_app.extensions["laureates_of"](edition)
    return found


@bp.app_template_global()
def edition_contacts() -> Sequence[Edition]:
    """Return the editions that name somebody to ask, for the pages that promise it."""
    return queries.contacts(get_session())


@bp.app_template_global()
def mail_contact(edition_id: int | None) -> Edition | None:
    """Return the edition whose contact stands under a mail."""
    return queries.contact_of(get_session(), edition_id)


@bp.get("/")
@allow(Who.EVERYBODY, public=True)
def home() -> ResponseReturnValue:
    """Show the current edition: what happens now, until when, how to take part."""
    edition, at = queries.current_edition(get_session()), clock.arrived()
    if edition is None:
        return render_template("public/empty.html", laureates=_laureates())
    context = _edition_context(edition, at)
    honoured = laureates_of(edition) if context["announced"] else []
    return render_template("public/home.html", honoured=honoured, **context)


@bp.get("/editions/<string:slug>/")
@allow(Who.EVERYBODY, edition=True, public=True)
def show(slug: str) -> ResponseReturnValue:
    """Show one edition: its calendar, areas, questions of the form, declarations, partners."""
    edition, at = g.edition, clock.arrived()
    crumbs = [(_("Start"), url_for(".home")), (edition.name, None)]
    return render_template("public/edition.html", crumbs=crumbs, **_edition_context(edition, at))


@bp.get("/editions/<string:slug>/logos/<string:name>.webp")
@allow(Who.EVERYBODY, edition=True, public=True)
def logo(slug: str, name: str) -> ResponseReturnValue:
    """Send the sign of a partner."""
    if name not in {partner.logo_sha256 for partner in g.edition.partners}:
        abort(404)
    return files.send_picture(name)


@bp.get("/editions/<string:slug>/rules/")
@allow(Who.EVERYBODY, edition=True, public=True)
def rules(slug: str) -> ResponseReturnValue:
    """Show the rules as they were frozen, with their fingerprint."""
    edition = g.edition
    crumbs = [
        (_("Start"), url_for(".home")),
        (edition.name, url_for(".show", slug=slug)),
        (_("Rules"), None),
    ]
    return render_template(
        "public/rules.html",
        crumbs=crumbs,
        annexes=queries.annexes(get_session(), edition),
        **rules_context(edition),
    )


@bp.get("/editions/<string:slug>/rules.json")
@allow(Who.EVERYBODY, edition=True, public=True)
def rules_json(slug: str) -> ResponseReturnValue:
    """Give the rules in the very bytes that were fingerprinted, for anybody to check."""
    body = rulebook.canonical(rulebook.current(g.edition))
    return body, {"Content-Type": "application/json"}


@bp.get("/editions/<string:slug>/rules.pdf")
@allow(Who.EVERYBODY, edition=True, public=True)
def rules_pdf(slug: str) -> ResponseReturnValue:
    """Give the rules to print, in Polish, in which they bind."""
    annexes = queries.annexes(get_session(), g.edition)
    name = f'attachment; filename="{slug}-rules.pdf"'
    return document(g.edition, annexes), {"Content-Type": "application/pdf", "Content-Disposition": name}


def _edition_context(edition: Edition, at: datetime) -> dict[str, object]:
    phase = timetable.public_phase(edition, at)
    return rules_context(edition) | {
        "phase": phase,
        "open": phase is Phase.CALL,
        "ahead": phase in {Phase.PREPARATION, Phase.CALL},
        "announced": phase in {Phase.ANNOUNCED, Phase.ARCHIVED},
        "laureates": _laureates(),
        "now": _now(edition, phase, at),
        "stages": _stages(edition, phase),
        "milestones": timetable.milestones(edition),
        "about": richtext.blocks(edition.about),
        "declared": standing(edition),
    }


def _now(edition: Edition, phase: Phase, at: datetime) -> str:
    """Return in one sentence or two what happens now and until when."""
    zone = edition.time_zone
    closes, results = moment(edition.closes_at, zone), moment(edition.announcement_at, zone)
    if phase is Phase.PREPARATION:
        return _("The call for entries opens on %(when)s.", when=moment(edition.opens_at, zone))
    if phase is Phase.CALL:
        return _("We are taking entries until %(when)s.", when=closes)
    if phase is Phase.SCREENING:
        return _("The call closed on %(when)s. We are checking the entries formally.", when=closes)
    if phase is Phase.JUDGING:
        ends = moment(max(round_.closes_at for round_ in edition.rounds), zone)
        return _("The chapter is scoring the entries until %(when)s.", when=ends)
    if phase is not Phase.DELIBERATION:
        return _("The results have been announced.")
    if at >= timetable.over(edition.announcement_at):
        return _("The chapter is deliberating. The results have not been announced yet.")
    return _("The chapter is deliberating. The results will be announced on %(when)s.", when=results)


def _stages(edition: Edition, phase: Phase) -> list[Stage]:
    """Return the public calendar of the edition, one line a stage."""
    zone, scoring = edition.time_zone, edition.rounds
    stages = [
        (_("Opening of the call"), day(edition.opens_at, zone), Phase.PREPARATION),
        (_("Call for entries"), _until(edition.closes_at, zone), Phase.CALL),
        (_("Corrections"), _until(edition.corrections_until, zone), Phase.SCREENING),
    ]
    if scoring:
        closes = max(round_.closes_at for round_ in scoring)
        stages.append((_("Scoring"), _until(closes, zone), Phase.JUDGING))
    announced = edition.announced_at or edition.announcement_at
    stages.append((_("Results"), day(announced, zone), Phase.DELIBERATION))
    return [Stage(label, when, phase is stage) for label, when, stage in stages]


def _laureates() -> str | None:
    """Return the address of the laureates, who belong to a later slice."""
    known = "laureates.index" in current_app.view_functions
    return url_for("laureates.index") if known else None


def _until(value: datetime, zone: str) -> str:
    return _("until %(day)s", day=day(value, zone))
