"""The secretary's page of the announcement."""

from datetime import datetime

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.accounts.operations.second_factor import check_code
from judging.announcement import queries, rules
from judging.announcement.forms import AnnounceForm, WithdrawForm
from judging.announcement.operations import announcement
from judging.core import clock
from judging.core.db import get_session
from judging.core.formatting import day
from judging.core.i18n import _
from judging.deliberation.queries import awards_of, locked
from judging.editions.dashboard import Panel
from judging.editions.guidance.facts import Announcing
from judging.editions.models import Edition
from judging.web.access import Who, allow
from judging.web.forms import Form, beside, saved, shown
from judging.web.reading import note_look

bp = Blueprint("announcement_desk", __name__, url_prefix="/desk/<string:slug>/announcement")


@bp.route("/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True, impartial=True)
def show(slug: str) -> ResponseReturnValue:
    """Show what will be announced, and announce it."""
    form = AnnounceForm(mark="announce")
    if saved(form, lambda session: _announce(session, form)):
        flash(_("The results are public. The letters are in the outbox."), "success")
        return redirect(url_for(".show", slug=slug))
    return _page(form)


@bp.post("/withdraw/")
@allow(Who.SECRETARY, edition=True, impartial=True)
def withdraw(slug: str) -> ResponseReturnValue:
    """Take the announcement back."""
    form = WithdrawForm(mark="withdraw")

    def take_back(session: Session) -> None:
        edition = locked(session, g.edition)
        announcement.withdraw(session, edition, reason=form.reason.data, **act())

    if saved(form, take_back):
        flash(_("The announcement was withdrawn; the laureates' pages are gone."), "success")
        return redirect(url_for(".show", slug=slug))
    return _page(form)


def _announce(session: Session, form: AnnounceForm) -> None:
    edition = locked(session, g.edition)
    check_code(session, me(), form.code.data, clock.arrived())
    announcement.announce(session, edition, **act())


def _page(sent: Form) -> ResponseReturnValue:
    """Render the page with both its forms, the one just sent as it came."""
    session, edition = get_session(), g.edition
    given = awards_of(session, edition) if edition.sealed_at else []
    if given:
        note_look(edition.slug, me().id)
    versions = queries.judged_versions(session, edition, [award.entry_id for award in given])
    uncited = [versions[award.entry_id].office_name for award in given if not award.motion.citation.strip()]
    return shown(
        "announcement/show.html",
        sent,
        forms=beside(sent, AnnounceForm.blank(mark="announce"), WithdrawForm.blank(mark="withdraw")),
        crumbs=[
            (edition.name, url_for("editions_desk.show", slug=edition.slug)),
            (_("Announcement"), None),
        ],
        refusal=rules.why_not_announce(edition),
        warnings=rules.warnings(edition, uncited, clock.arrived()),
        preview=[(award, versions[award.entry_id]) for award in given],
        past=queries.announcements(session, edition),
    )


def announcement_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Tell when the result becomes public, and of how many awards nothing would be read out."""
    when = edition.announced_at or edition.announcement_at
    label = _("announced") if edition.announced_at else _("planned for")
    given = awards_of(session, edition) if edition.sealed_at else []
    part = Announcing(uncited=sum(not award.motion.citation.strip() for award in given))
    url = url_for("announcement_desk.show", slug=edition.slug)
    return Panel(_("Announcement"), url, [(label, day(when, edition.time_zone))], part)
