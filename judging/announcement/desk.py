"""The secretary's page of the announcement."""

from datetime import datetime

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import me
from judging.accounts.operations.second_factor import check_code
from judging.announcement import queries, rules
from judging.announcement.forms import AnnounceForm
from judging.announcement.operations import announcement
from judging.core import clock
from judging.core.db import get_session
from judging.core.formatting import day
from judging.core.i18n import _
from judging.deliberation.queries import awards_of, locked
from judging.editions.dashboard import Panel
from judging.editions.models import Edition
from judging.web.access import Who, allow
from judging.web.transaction import writing

bp = Blueprint("announcement_desk", __name__, url_prefix="/desk/<string:slug>/announcement")


@bp.route("/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def show(slug: str) -> ResponseReturnValue:
    """Show what will be announced, and announce it."""
    form = AnnounceForm()
    if form.validate_on_submit():
        with writing() as session:
            by, edition = me(), locked(session, g.edition)
            check_code(session, by, form.code.data or "", clock.arrived())
            announcement.announce(session, edition, by=by, at=clock.arrived())
        flash(_("The results are public. The letters are in the outbox."), "success")
        return redirect(url_for(".show", slug=slug))
    session, edition = get_session(), g.edition
    given = awards_of(session, edition) if edition.sealed_at else []
    versions = queries.judged_versions(session, edition, [award.entry_id for award in given])
    page = render_template(
        "announcement/show.html",
        crumbs=[
            (edition.name, url_for("editions_desk.show", slug=slug)),
            (_("Announcement"), None),
        ],
        form=form,
        refusal=rules.why_not_announce(edition),
        warning=rules.warning(edition, clock.arrived()),
        preview=[(award, versions[award.entry_id]) for award in given],
        past=queries.announcements(session, edition),
    )
    return page, 422 if form.errors else 200


@bp.post("/withdraw/")
@allow(Who.SECRETARY, edition=True)
def withdraw(slug: str) -> ResponseReturnValue:
    """Take the announcement back."""
    with writing() as session:
        edition, reason = locked(session, g.edition), request.form.get("reason", "")[:3000]
        announcement.withdraw(session, edition, reason=reason, by=me(), at=clock.arrived())
    flash(_("The announcement was withdrawn; the laureates' pages are gone."), "success")
    return redirect(url_for(".show", slug=slug))


def announcement_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Tell the secretary when the result becomes public."""
    when = edition.announced_at or edition.announcement_at
    label = _("announced") if edition.announced_at else _("planned for")
    url = url_for("announcement_desk.show", slug=edition.slug)
    return Panel(_("Announcement"), url, figures=[(label, day(when, edition.time_zone))])
