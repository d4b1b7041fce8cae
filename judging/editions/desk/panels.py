"""Panels of the dashboard for what comes before the entries: rules, offices, mail, history."""

from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from judging.core.i18n import _, ngettext
from judging.editions import rules
from judging.editions.dashboard import Panel
from judging.editions.models import Edition
from judging.notifications import queries as outbox
from judging.notifications.queries import Box
from judging.offices import acting
from judging.offices import queries as offices


def setup_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Tell the secretary whether the rules are ready, and lead to the freeze."""
    title, url = _("Rules and settings"), url_for("editions_desk.setup", slug=edition.slug)
    figures: list[tuple[str, int | str]] = [
        (_("criteria"), len(edition.criteria)),
        (_("areas"), len(edition.areas)),
        (_("awards to give"), sum(kind.quantity for kind in edition.award_kinds)),
    ]
    if edition.rules_frozen_at:
        return Panel(title, url, figures)
    refusal = rules.why_not_freeze(edition, at)
    blockers = [str(reason) for reason in refusal.reasons] if refusal else []
    step = None if refusal else (_("Freeze the rules"), url_for("editions_desk.freeze", slug=edition.slug))
    return Panel(title, url, figures, blockers, step)


def offices_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Tell the secretary who waits to act for an office."""
    title, url = _("Offices"), url_for("offices_desk.index", slug=edition.slug)
    waiting = offices.number_waiting(session, acting.scope(edition))
    step = (_("Approve representatives"), url) if waiting else None
    return Panel(title, url, [(_("people waiting"), waiting)], next_step=step)


def mail_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Tell the secretary which letters did not arrive."""
    title, url = _("Mail"), url_for("outbox_desk.index", slug=edition.slug)
    counts = outbox.counts(session, edition.id)
    failed = counts[Box.FAILED]
    blockers = [ngettext("%(num)d letter could not be sent.", "%(num)d letters could not be sent.", failed)]
    figures = [(_("waiting"), counts[Box.WAITING]), (_("failed"), failed)]
    return Panel(title, url, figures, blockers if failed else [])


def history_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Lead to the history of the edition."""
    return Panel(_("History"), url_for("audit_desk.index", slug=edition.slug))


def lost_factor_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Lead to the way back for somebody who has lost their telephone."""
    return Panel(_("A lost telephone"), url_for("second_factor_desk.show", slug=edition.slug))
