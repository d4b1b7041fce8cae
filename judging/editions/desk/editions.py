"""The secretary's pages of an edition: make it, set it up, watch over it, freeze its rules."""

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.accounts.models import User
from judging.accounts.queries import person
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.core.refusals import NotNow
from judging.editions import queries, timetable
from judging.editions.calendar import Calendar, calendar_of, moved, proposed
from judging.editions.desk.panels import news_since
from judging.editions.forms import (
    CalendarForm,
    CreateForm,
    FreezeForm,
    PresentationForm,
    ThawForm,
    calendar_form,
    presentation_form,
)
from judging.editions.forms.editions import FROM_FILE
from judging.editions.guidance.facts import Facts
from judging.editions.guidance.now import step_of
from judging.editions.models import Edition
from judging.editions.operations import visits
from judging.editions.operations.companions import whole_outline
from judging.editions.operations.editions import (
    change_presentation,
    create_edition,
    freeze_rules,
    set_calendar,
    thaw_rules,
)
from judging.editions.outline import Outline
from judging.editions.rules import approval
from judging.editions.rules_page import rules_context
from judging.editions.template import BUILT_IN, EMPTY
from judging.web.access import Who, allow, may
from judging.web.forms import Form, beside, saved, shown

TEMPLATE, NOTHING = "template", "nothing"  # sources of a new edition that are no editions
bp = Blueprint("editions_desk", __name__, url_prefix="/desk")


@bp.get("/")
@allow(Who.SECRETARY, Who.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """List the editions of the person's desk."""
    editions = queries.desk_editions(get_session(), me())
    at = clock.arrived()
    kept = [(edition, may(Who.SECRETARY, edition)) for edition in editions]
    rows = [
        (edition, timetable.phase(edition, at) if keeps else timetable.public_phase(edition, at), keeps)
        for edition, keeps in kept
    ]
    page = {"rows": rows, "runs": me().administrator, "at": at, "timetable": timetable}
    return render_template("editions/index.html", **page)


@bp.route("/new/", methods=["GET", "POST"])
@allow(Who.SECRETARY, Who.ADMINISTRATOR)
def create() -> ResponseReturnValue:
    """Make an edition from the template or as a copy of an earlier one."""
    session, at = get_session(), clock.arrived()
    mine = me().email if queries.is_secretary_somewhere(session, me()) else ""
    usual = {"year": at.year + 1, "name": f"Sekrety Zarządzania {at.year + 1}", "secretary": mine}
    form = CreateForm(data=usual)
    editions = session.scalars(queries.known_editions(me()))
    form.source.choices = [
        (TEMPLATE, _("The built-in template: Sekrety Zarządzania, criteria of 2023")),
        *((edition.slug, _("A copy: %(edition)s", edition=edition.name)) for edition in editions),
        (FROM_FILE, _("A file of a set-up")),
        (NOTHING, _("Nothing: you write all of it yourself")),
    ]
    if saved(form, lambda session: _create(session, form)):
        flash(_("The edition has been made. Check its calendar and settings."), "success")
        return redirect(url_for(".show", slug=form.result) if form.secretary.data == mine else url_for(".index"))
    crumbs = [(_("Desk"), url_for(".index")), (_("New edition"), None)]
    return shown("editions/new.html", form, crumbs=crumbs)


@bp.get("/<string:slug>/")
@allow(Who.SECRETARY, edition=True)
def show(slug: str) -> ResponseReturnValue:
    """Show where the edition stands and what is best done now."""
    session, at = get_session(), clock.arrived()
    since = visits.note(session, g.edition.id, me().id, at=at)
    edition = g.edition
    shown = [panel(session, edition, at) for panel in current_app.extensions["panels"]]
    step = step_of(Facts(edition, at, [panel.part for panel in shown]))
    return render_template(
        "editions/show.html",
        crumbs=[(_("Desk"), url_for(".index")), (edition.name, None)],
        phase=timetable.phase(edition, at),
        phase_pairs=[(phase.value, phase.label) for phase in timetable.Phase],
        upcoming=timetable.upcoming(edition, at),
        panels=shown,
        since=since,
        news=news_since(session, edition, me(), since) if since else [],
        step=step,
    )


@bp.route("/<string:slug>/presentation/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def presentation(slug: str) -> ResponseReturnValue:
    """Change what the public page says around the rules."""
    form = presentation_form(g.edition)
    if saved(form, lambda session: _save_presentation(session, form)):
        flash(_("Your changes are saved."), "success")
        return redirect(url_for(".presentation", slug=slug))
    return shown("editions/presentation.html", form, crumbs=_crumbs(_("Public page")))


@bp.route("/<string:slug>/calendar/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def calendar(slug: str) -> ResponseReturnValue:
    """Set every date of the edition."""
    form = calendar_form(g.edition)
    if saved(form, lambda session: _save_calendar(session, form)):
        flash(_("The calendar is saved."), "success")
        return redirect(url_for(".calendar", slug=slug))
    return shown("editions/calendar.html", form, crumbs=_crumbs(_("Calendar")))


@bp.route("/<string:slug>/freeze/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def freeze(slug: str) -> ResponseReturnValue:
    """Show exactly what will be public, then freeze it."""
    form = FreezeForm(mark="freeze", data={"version": g.edition.version})
    if saved(form, lambda session: _freeze(session, form)):
        flash(_("The rules are approved and public, with their fingerprint."), "success")
        return redirect(url_for(".freeze", slug=slug))
    form.renew(version=g.edition.version)  # the page shows the rules as they stand now
    return _freeze_page(form)


@bp.post("/<string:slug>/thaw/")
@allow(Who.SECRETARY, edition=True)
def thaw(slug: str) -> ResponseReturnValue:
    """Undo the freeze before the call opens."""
    form = ThawForm(mark="thaw")

    def undo(session: Session) -> None:
        thaw_rules(session, _fresh(session), reason=form.reason.data, **act())

    if saved(form, undo):
        flash(_("The rules can be changed again. Approve them before the call opens."), "success")
        return redirect(url_for(".freeze", slug=slug))
    return _freeze_page(form)


def _freeze_page(sent: Form) -> ResponseReturnValue:
    """Render the rules as they will be public, with what can be done to them."""
    edition, at = g.edition, clock.arrived()
    frozen = edition.rules_frozen_at is not None
    blank = FreezeForm.blank(mark="freeze", data={"version": edition.version})
    return shown(
        "editions/freeze.html",
        sent,
        forms=beside(sent, blank, ThawForm.blank(mark="thaw")),
        crumbs=_crumbs(_("Rules")),
        refusal=None if frozen else approval.why_not_freeze(edition, at),
        may_thaw=frozen and at < edition.opens_at,
        **rules_context(edition),
    )


def _create(session: Session, form: CreateForm) -> str:
    """Make the edition and return its slug."""
    source, year = _source(session, form.source.data), form.year.data
    return create_edition(
        session,
        _outline(session, source, form),
        name=form.name.data,
        year=year,
        event_name=form.event_name.data or "",
        event_place=form.event_place.data or "",
        calendar=_dates(source, year),
        secretary=_secretary(session, form.secretary.data),
        source=source,
        **act(),
    ).slug


def _outline(session: Session, source: Edition | None, form: CreateForm) -> Outline:
    """Return what the new edition starts with."""
    if source:
        return whole_outline(session, source)
    return form.outline or (EMPTY if form.source.data == NOTHING else BUILT_IN)


def _secretary(session: Session, email: str) -> User:
    """Return who is to be the secretary."""
    found = person(session, email)
    if found is None:
        raise NotNow(_("Nobody has an account with this address. Ask the person to open one first."), field="secretary")
    return found


def _dates(source: Edition | None, year: int) -> Calendar:
    """Return the dates of a new edition: those of its source, moved, or the usual ones."""
    if source is None:
        return proposed(year, clock.HOME_ZONE)
    return moved(calendar_of(source), year - source.year, source.time_zone)


def _source(session: Session, slug: str) -> Edition | None:
    """Load the edition to copy; None is the template, a file or nothing."""
    if slug in {TEMPLATE, NOTHING, FROM_FILE}:
        return None
    query = queries.known_editions(me()).where(Edition.slug == slug)
    return session.scalar(query) or abort(404)


def _fresh(session: Session) -> Edition:
    """Read the edition again, inside the writing transaction."""
    edition: Edition = g.edition
    session.refresh(edition)
    return edition


def _save_presentation(session: Session, form: PresentationForm) -> None:
    words, version = form.presentation(), form.version.data
    change_presentation(session, _fresh(session), words, version=version, **act())


def _save_calendar(session: Session, form: CalendarForm) -> None:
    typed = {"reason": form.reason.data, "version": form.version.data}
    set_calendar(session, _fresh(session), form.calendar(), **typed, **act())


def _freeze(session: Session, form: FreezeForm) -> None:
    freeze_rules(session, _fresh(session), version=form.version.data, **act())


def _crumbs(here: str) -> list[tuple[str, str | None]]:
    edition = g.edition
    return [
        (_("Desk"), url_for(".index")),
        (edition.name, url_for(".show", slug=edition.slug)),
        (here, None),
    ]
