"""The secretary's pages of an edition: make it, set it up, watch over it, freeze its rules."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from judging.accounts.login import me
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.core.refusals import Clash, Refused
from judging.editions import queries, rulebook, rules, timetable
from judging.editions.calendar import calendar_of, moved, proposed
from judging.editions.forms import (
    CalendarForm,
    CreateForm,
    FreezeForm,
    PresentationForm,
    SetupForm,
    ThawForm,
    calendar_form,
    presentation_form,
    setup_form,
)
from judging.editions.models import Edition
from judging.editions.operations.editions import (
    change_presentation,
    change_setup,
    create_edition,
    freeze_rules,
    set_calendar,
    thaw_rules,
)
from judging.editions.outline import outline_of
from judging.editions.publication import rules_context
from judging.editions.setup import setup_of
from judging.editions.template import BUILT_IN
from judging.web.access import Who, allow
from judging.web.transaction import writing

TEMPLATE = "template"  # the source of a new edition that is no edition
bp = Blueprint("editions_desk", __name__, url_prefix="/desk")


@bp.get("/")
@allow(Who.SECRETARY, Who.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """List the editions of the person's desk."""
    editions = queries.desk_editions(get_session(), me())
    at = clock.arrived()
    rows = [(edition, timetable.phase(edition, at)) for edition in editions]
    return render_template("editions/index.html", rows=rows, at=at, timetable=timetable)


@bp.route("/new/", methods=["GET", "POST"])
@allow(Who.SECRETARY, Who.ADMINISTRATOR)
def create() -> ResponseReturnValue:
    """Make an edition from the template or as a copy of an earlier one."""
    session, at = get_session(), clock.arrived()
    form = CreateForm(data={"year": at.year + 1, "name": f"Sekrety Zarządzania {at.year + 1}"})
    editions = session.scalars(queries.copyable_editions(me()))
    form.source.choices = [
        (TEMPLATE, _("The built-in template: Sekrety Zarządzania, criteria of 2023")),
        *((edition.slug, _("A copy: %(edition)s", edition=edition.name)) for edition in editions),
    ]
    if form.validate_on_submit() and (slug := _created(form, at)):
        flash(_("The edition has been made. Check its calendar and settings."), "success")
        return redirect(url_for(".show", slug=slug))
    crumbs = [(_("Desk"), url_for(".index")), (_("New edition"), None)]
    return _page("editions/new.html", form, crumbs=crumbs)


@bp.get("/<string:slug>/")
@allow(Who.SECRETARY, edition=True)
def show(slug: str) -> ResponseReturnValue:
    """Show where the edition stands and what is best done now."""
    session, edition, at = get_session(), g.edition, clock.arrived()
    shown = [panel(session, edition, at) for panel in current_app.extensions["panels"]]
    return render_template(
        "editions/show.html",
        crumbs=[(_("Desk"), url_for(".index")), (edition.name, None)],
        phase=timetable.phase(edition, at),
        phase_pairs=[(phase.value, phase.label) for phase in timetable.Phase],
        upcoming=timetable.upcoming(edition, at),
        panels=shown,
        blocked=[panel for panel in shown if panel.blockers],
        step=next((panel.next_step for panel in shown if panel.next_step), None),
    )


@bp.route("/<string:slug>/setup/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def setup(slug: str) -> ResponseReturnValue:
    """Change what freezes with the rules."""
    form = setup_form(g.edition)
    if form.validate_on_submit() and _saved(form, _save_setup):
        return redirect(url_for(".setup", slug=slug))
    shares = rulebook.shares({row.key: row.weight for row in setup_of(g.edition).criteria})
    return _page("editions/setup.html", form, crumbs=_crumbs(_("Settings")), shares=shares)


@bp.route("/<string:slug>/presentation/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def presentation(slug: str) -> ResponseReturnValue:
    """Change what the public page says around the rules."""
    form = presentation_form(g.edition)
    if form.validate_on_submit() and _saved(form, _save_presentation):
        return redirect(url_for(".presentation", slug=slug))
    return _page("editions/presentation.html", form, crumbs=_crumbs(_("Public page")))


@bp.route("/<string:slug>/calendar/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def calendar(slug: str) -> ResponseReturnValue:
    """Set every date of the edition."""
    form = calendar_form(g.edition)
    if form.validate_on_submit() and _saved(form, _save_calendar):
        return redirect(url_for(".calendar", slug=slug))
    return _page("editions/calendar.html", form, crumbs=_crumbs(_("Calendar")))


@bp.route("/<string:slug>/freeze/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def freeze(slug: str) -> ResponseReturnValue:
    """Show exactly what will be public, then freeze it."""
    form = FreezeForm(data={"version": g.edition.version})
    if form.validate_on_submit() and _saved(form, _freeze):
        return redirect(url_for(".freeze", slug=slug))
    refusal = (
        None if g.edition.rules_frozen_at else rules.why_not_freeze(g.edition, clock.arrived())
    )
    return _page(
        "editions/freeze.html",
        form,
        crumbs=_crumbs(_("Rules")),
        refusal=refusal,
        thaw=ThawForm(),
        may_thaw=g.edition.rules_frozen_at and clock.arrived() < g.edition.opens_at,
        **rules_context(g.edition),
    )


@bp.post("/<string:slug>/thaw/")
@allow(Who.SECRETARY, edition=True)
def thaw(slug: str) -> ResponseReturnValue:
    """Undo the freeze before the call opens."""
    with writing() as session:
        session.refresh(g.edition)
        reason = request.form.get("reason", "")[:500]
        thaw_rules(session, g.edition, reason=reason, by=me(), at=clock.arrived())
    flash(_("The rules can be changed again. Freeze them before the call opens."), "success")
    return redirect(url_for(".freeze", slug=slug))


def _created(form: CreateForm, at: datetime) -> str | None:
    """Make the edition and return its slug; a refusal goes into the form."""
    try:
        with writing() as session:
            by, source = me(), _source(session, form.source.data)
            year = form.year.data
            dates = (
                moved(calendar_of(source), year - source.year, source.time_zone)
                if source
                else proposed(year, clock.HOME_ZONE)
            )
            edition = create_edition(
                session,
                outline_of(source) if source else BUILT_IN,
                name=form.name.data,
                year=year,
                event_name=form.event_name.data or "",
                event_place=form.event_place.data or "",
                calendar=dates,
                by=by,
                at=at,
            )
            return edition.slug
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return None


def _source(session: Session, slug: str) -> Edition | None:
    """Load the edition to copy; None is the template."""
    if slug == TEMPLATE:
        return None
    query = queries.copyable_editions(me()).where(Edition.slug == slug)
    return session.scalar(query) or abort(404)


def _saved(form: FlaskForm, save: Callable[[Session, Edition, Any], None]) -> bool:
    """Save what was typed; every reason of a refusal goes into the form, nothing typed is lost."""
    try:
        with writing() as session:
            session.refresh(g.edition)
            save(session, g.edition, form)
    except Clash:
        raise
    except Refused as refusal:
        form.form_errors.extend(str(reason) for reason in refusal.reasons)
        return False
    return True


def _save_setup(session: Session, edition: Edition, form: SetupForm) -> None:
    version, at = form.version.data, clock.arrived()
    change_setup(session, edition, form.setup(edition), version=version, by=me(), at=at)
    flash(_("Your changes are saved."), "success")


def _save_presentation(session: Session, edition: Edition, form: PresentationForm) -> None:
    version, at, words = form.version.data, clock.arrived(), form.presentation()
    change_presentation(session, edition, words, version=version, by=me(), at=at)
    flash(_("Your changes are saved."), "success")


def _save_calendar(session: Session, edition: Edition, form: CalendarForm) -> None:
    set_calendar(
        session,
        edition,
        form.calendar(),
        reason=form.reason.data or "",
        version=form.version.data,
        by=me(),
        at=clock.arrived(),
    )
    flash(_("The calendar is saved."), "success")


def _freeze(session: Session, edition: Edition, form: FreezeForm) -> None:
    version, at = form.version.data, clock.arrived()
    freeze_rules(session, edition, version=version, by=me(), at=at)
    flash(_("The rules are frozen and public, with their fingerprint."), "success")


def _page(template: str, form: FlaskForm, **context: object) -> ResponseReturnValue:
    """Render a page with a form; what was refused comes back as 422 with everything typed."""
    return render_template(template, form=form, **context), 422 if form.errors else 200


def _crumbs(here: str) -> list[tuple[str, str | None]]:
    edition = g.edition
    return [
        (_("Desk"), url_for(".index")),
        (edition.name, url_for(".show", slug=edition.slug)),
        (here, None),
    ]
