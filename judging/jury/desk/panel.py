"""The jury on the dashboard."""

from datetime import datetime
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from judging.core.i18n import _, ngettext
from judging.editions.dashboard import Panel
from judging.editions.models import Edition
from judging.jury.queries import progress


def jury_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Tell how the jury stands."""
    url = url_for("jury_members.index", slug=edition.slug)
    round_ = edition.current_round
    found = progress.members(session, edition, round_)
    undeclared = [one for one in found if one.seat.conflicts_declared_at is None]
    rows = progress.by_juror(session, round_) if round_ else []
    given, done = sum(row.given for row in rows), sum(row.submitted for row in rows)
    blockers = []
    if undeclared:
        blockers.append(
            ngettext(
                "%(num)d member has not declared conflicts of interest.",
                "%(num)d members have not declared conflicts of interest.",
                len(undeclared),
            )
        )
    if given > done:
        blockers.append(ngettext("%(num)d sheet is missing.", "%(num)d sheets are missing.", given - done))
    figures: list[tuple[str, int | str]] = [
        (_("Members of the jury"), len(found)),
        (_("Sheets handed in"), f"{done} / {given}"),
    ]
    return Panel(_("Jury"), url, figures, blockers, _next_step(edition, found, given, done))


def _next_step(edition: Edition, found: Any, given: int, done: int) -> tuple[str, str] | None:
    if not found:
        return _("Invite the jury"), url_for("jury_members.invite", slug=edition.slug)
    if not given:
        return _("Assign the entries"), url_for("jury_scoring.assignment", slug=edition.slug)
    if given > done:
        return _("See who is behind"), url_for("jury_scoring.progress_page", slug=edition.slug)
    return None
