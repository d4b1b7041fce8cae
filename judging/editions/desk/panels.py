"""Panels of the dashboard for what comes before the entries: rules, offices, mail, history."""

from datetime import datetime
from typing import Any

from flask import current_app, url_for
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core import clock
from judging.core.i18n import _, ngettext
from judging.core.searches import moment_told
from judging.editions import queries
from judging.editions.dashboard import Blocker, News, Panel
from judging.editions.guidance.facts import Letters, Named, People, Setup
from judging.editions.models import Edition
from judging.editions.rules import approval
from judging.editions.sections import way_to
from judging.notifications import queries as outbox
from judging.notifications.boxes import Box
from judging.offices import acting
from judging.offices import queries as offices
from judging.offices.models import Representative


def setup_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Tell whether the rules are ready to be public."""
    figures: list[tuple[str, int | str]] = [
        (_("criteria"), len(edition.criteria)),
        (_("areas"), len(edition.areas)),
        (_("awards to give"), sum(kind.quantity for kind in edition.award_kinds)),
    ]
    gaps = [] if edition.rules_frozen_at else approval.gaps(edition, at)
    found = [Blocker(gap.sentence, way_to(edition, gap)) for gap in gaps]
    part = Setup(
        found,
        empty=not (edition.criteria or edition.areas or edition.award_kinds),
    )
    return Panel(_("Rules and settings"), url_for("setup_desk.overview", slug=edition.slug), figures, part)


def offices_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Tell who waits to act for an office."""
    found = session.scalars(offices.waiting_people(acting.scope(edition))).all()
    waiting = [Named(one.public_id, f"{one.user.name} – {one.office.name}") for one in found]
    url = url_for("participants_desk.index", slug=edition.slug)
    return Panel(_("Offices"), url, [(_("people waiting"), len(waiting))], People(waiting))


def news_since(session: Session, edition: Edition, reader: User, since: datetime) -> list[News]:
    """Return what has come since a moment, to the second as an address tells it, each kind of which there is any."""
    since = since.replace(microsecond=0)
    told = [one for tell in current_app.extensions["news"] for one in tell(session, edition, reader, since)]
    return [one for one in told if one.number]


def people_news(session: Session, edition: Edition, reader: User, since: datetime) -> list[News]:
    """Tell who has asked since a moment to act for an office and waits for an answer."""
    asked = offices.waiting_people(acting.scope(edition)).where(offices.asked_since(since))
    count = len(session.scalars(asked.with_only_columns(Representative.id).order_by(None)).all())
    words = ngettext("%(num)d person waits for confirmation", "%(num)d people wait for confirmation", count)
    return [News(count, words, url_for("offices_desk.index", slug=edition.slug, since=moment_told(since)))]


def mail_news(session: Session, edition: Edition, reader: User, since: datetime) -> list[News]:
    """Tell which letters have failed since a moment."""
    counts = outbox.counts(session, edition.id, at=clock.arrived(), since=since)
    failed = counts[Box.FAILED]
    words = ngettext(
        "%(num)d letter that could not be delivered", "%(num)d letters that could not be delivered", failed
    )
    told: dict[str, Any] = {"box": Box.FAILED.value, "since": moment_told(since)}
    return [News(failed, words, url_for("outbox_desk.index", slug=edition.slug, **told))]


def mail_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Tell which letters wait and which could not be sent."""
    counts = outbox.counts(session, edition.id, at=at)
    waiting, failed = counts[Box.WAITING] + counts[Box.HELD], counts[Box.FAILED]
    url = url_for("outbox_desk.index", slug=edition.slug)
    return Panel(_("Mail"), url, [(_("waiting"), waiting), (_("failed"), failed)], Letters(waiting, failed))


def history_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Lead to the history of the edition."""
    return Panel(_("History"), url_for("audit_desk.index", slug=edition.slug))


def lost_factor_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Lead to the way back for somebody who has lost their telephone."""
    return Panel(_("A lost telephone"), url_for("second_factor_desk.show", slug=edition.slug))


def secretaries_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Lead to the secretaries of the edition: one with an interest needs another."""
    count = len(queries.secretaries(session, edition))
    return Panel(_("Secretaries"), url_for("secretaries_desk.show", slug=edition.slug), [(_("secretaries"), count)])
