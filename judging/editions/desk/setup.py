"""The secretary's pages of setting an edition up: how it stands, and each section of what freezes with the rules."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act
from judging.core import clock
from judging.core.db import get_session
from judging.core.files import in_megabytes
from judging.core.i18n import _
from judging.editions import setup_file
from judging.editions.forms.declarations import DeclarationsForm, declarations_form
from judging.editions.forms.setup import (
    SectionForm,
    areas_form,
    basics_form,
    chapter_form,
    entries_form,
    regulations_form,
    space_form,
)
from judging.editions.models import Edition
from judging.editions.operations.companions import whole_outline
from judging.editions.operations.declarations import change_declarations
from judging.editions.operations.editions import change_setup
from judging.editions.operations.space import change_space
from judging.editions.rules import approval, changes
from judging.editions.sections import beside, overview, section_of
from judging.editions.setup import setup_of
from judging.web.access import TEXTS, Who, allow
from judging.web.forms import Form, saved, shown

bp = Blueprint("setup_desk", __name__, url_prefix="/desk/<string:slug>/setup")


@bp.get("/", endpoint="overview")
@allow(Who.SECRETARY, edition=True)
def show_overview(slug: str) -> ResponseReturnValue:
    """Show of each section what stands and what is missing before the call can open."""
    edition = g.edition
    gaps = [] if edition.rules_frozen_at else approval.gaps(edition, clock.arrived())
    return render_template(
        "editions/setup/overview.html",
        sections=overview(edition, gaps),
        missing=len(gaps),
        crumbs=[*_to_the_edition(), (_("Settings"), None)],
    )


@bp.get("/file.json", endpoint="file")
@allow(Who.SECRETARY, edition=True)
def download(slug: str) -> ResponseReturnValue:
    """Give the whole set-up as one file, from which another edition can be begun."""
    name = f'attachment; filename="{slug}-setup.json"'
    outline = whole_outline(get_session(), g.edition)
    return setup_file.written(outline), {"Content-Type": "application/json", "Content-Disposition": name}


@bp.route("/basics/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def basics(slug: str) -> ResponseReturnValue:
    """Change the name and the year."""
    return _section(basics_form(g.edition))


@bp.route("/areas/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def areas(slug: str) -> ResponseReturnValue:
    """Change the areas."""
    return _section(areas_form(g.edition))


@bp.route("/entries/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def entries(slug: str) -> ResponseReturnValue:
    """Change how many entries an office may have."""
    return _section(entries_form(g.edition))


@bp.route("/space/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def space(slug: str) -> ResponseReturnValue:
    """Change how much room there is for attachments."""
    form = space_form(g.edition)

    def save(session: Session) -> None:
        change_space(session, fresh(session), form.typed(), version=form.version.data, **act())

    if saved(form, save):
        return _done()
    used = current_app.extensions["space_used"](get_session(), g.edition)
    shown_used = {"office": in_megabytes(used.office), "edition": in_megabytes(used.edition)}
    return _page(form, lasting=True, refusal=changes.why_not_change_what_lasts(g.edition), used=shown_used)


@bp.route("/chapter/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def chapter(slug: str) -> ResponseReturnValue:
    """Change what the chapter needs to decide."""
    return _section(chapter_form(g.edition))


@bp.route("/regulations/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True, body=TEXTS)
def regulations(slug: str) -> ResponseReturnValue:
    """Change the text of the regulations."""
    return _section(regulations_form(g.edition))


@bp.route("/declarations/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True, body=TEXTS)
def declarations(slug: str) -> ResponseReturnValue:
    """Change what an office declares with its entry."""
    form = declarations_form(g.edition)
    if saved(form, lambda session: _declare(session, form)):
        return _done()
    return _page(form, lasting=True, refusal=changes.why_not_change_declarations(g.edition, clock.arrived()))


def _section(form: SectionForm, **context: Any) -> ResponseReturnValue:
    """Save one section of what freezes with the rules, or show it."""

    def save(session: Session) -> None:
        edition = fresh(session)
        setup = replace(setup_of(edition), **form.typed(edition))
        change_setup(session, edition, setup, version=form.version.data, **act())

    if saved(form, save):
        return _done()
    return _page(form, **context)


def _done() -> ResponseReturnValue:
    flash(_("Your changes are saved."), "success")
    return redirect(url_for(request.endpoint or "", slug=g.edition.slug))


def _page(form: Form, **context: Any) -> ResponseReturnValue:
    here = request.endpoint or ""
    before, after = beside(here)
    return shown(
        f"editions/setup/{here.removeprefix('setup_desk.')}.html",
        form,
        section=section_of(here),
        before=before,
        after=after,
        crumbs=way_to_section(here),
        **context,
    )


def _declare(session: Session, form: DeclarationsForm) -> None:
    change_declarations(session, fresh(session), form.typed(), version=form.version.data, **act())


def fresh(session: Session) -> Edition:
    """Read the edition again, inside the writing transaction."""
    edition: Edition = g.edition
    session.refresh(edition)
    return edition


def way_to_section(endpoint: str, *here: str) -> list[tuple[str, str | None]]:
    """Return the way from the desk to a section, or to a page of it."""
    slug, label = g.edition.slug, section_of(endpoint).label
    way = [*_to_the_edition(), (_("Settings"), url_for("setup_desk.overview", slug=slug))]
    if not here:
        return [*way, (label, None)]
    return [*way, (label, url_for(endpoint, slug=slug)), *((one, None) for one in here)]


def _to_the_edition() -> list[tuple[str, str | None]]:
    slug = g.edition.slug
    return [(_("Desk"), url_for("editions_desk.index")), (g.edition.name, url_for("editions_desk.show", slug=slug))]
