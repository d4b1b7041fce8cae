"""The secretary gives partners their signs."""

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act
from judging.core import files
from judging.core.i18n import _
from judging.core.refusals import Incomplete
from judging.editions.forms.logos import LogoForm
from judging.editions.models import Edition, Partner
from judging.editions.operations.logos import remove_logo, set_logo
from judging.editions.rules.changes import why_not_change_what_lasts
from judging.editions.rules_page import partners_by_kind
from judging.web.access import Who, allow
from judging.web.forms import shown, tried
from judging.web.transaction import writing

bp = Blueprint("logos_desk", __name__, url_prefix="/desk/<string:slug>/setup/logos")


@bp.route("/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True, body=files.BODY)
def index(slug: str) -> ResponseReturnValue:
    """Show the partners with their signs, and take a sign for one of them."""
    form = LogoForm()
    form.partner.choices = [(_key(one), str(one.name)) for one in g.edition.partners]
    if tried(form, lambda: _set(form)):
        flash(_("The logo is on the public pages."), "success")
        return redirect(url_for(".index", slug=slug))
    return shown(
        "editions/logos.html",
        form,
        partners=partners_by_kind(g.edition.partners),
        key=_key,
        refusal=why_not_change_what_lasts(g.edition),
        crumbs=_crumbs(),
    )


@bp.post("/<string:partner>/remove/")
@allow(Who.SECRETARY, edition=True)
def remove(slug: str, partner: str) -> ResponseReturnValue:
    """Show a partner by name only."""
    with writing() as session:
        remove_logo(session, g.edition, _partner(session, partner), **act())
    flash(_("The logo is gone from the public pages."), "success")
    return redirect(url_for(".index", slug=slug))


def _set(form: LogoForm) -> None:
    if not form.file.data:
        raise Incomplete(_("Choose a file first."), field="file")
    with files.received(form.file.data) as received, writing() as session:
        set_logo(session, g.edition, _partner(session, form.partner.data), received, **act())


def _key(partner: Partner) -> str:
    """Return what a partner is called in an address: its kind and its place among those."""
    return f"{partner.kind}-{partner.position}"


def _partner(session: Session, key: str) -> Partner:
    edition: Edition = g.edition
    session.refresh(edition)
    return next((one for one in edition.partners if _key(one) == key), None) or abort(404)


def _crumbs() -> list[tuple[str, str | None]]:
    page = (_("Public page"), url_for("editions_desk.presentation", slug=g.edition.slug))
    return [(g.edition.name, url_for("editions_desk.show", slug=g.edition.slug)), page, (_("Logos of partners"), None)]
