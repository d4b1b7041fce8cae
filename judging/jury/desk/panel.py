"""The jury on the dashboard."""

from datetime import datetime
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from judging.core.i18n import _, ngettext
from judging.editions.dashboard import Blocker, Panel
from judging.editions.models import Edition
from judging.jury import readiness
from judging.jury.queries import chapter, progress
from judging.jury.readiness import Mend


def jury_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Tell how the jury stands."""
    url = url_for("jury_members.index", slug=edition.slug)
    round_ = edition.current_round
    found = progress.members(session, edition, round_)
    rows = progress.by_juror(session, round_) if round_ else []
    given, done = sum(row.given for row in rows), sum(row.submitted for row in rows)
    obstacles: list[str | Blocker] = []
    if found and edition.sealed_at is None:
        obstacles += blockers(session, edition)
    if given > done:
        obstacles.append(ngettext("%(num)d sheet is missing.", "%(num)d sheets are missing.", given - done))
    figures: list[tuple[str, int | str]] = [
        (_("Members of the jury"), len(found)),
        (_("Sheets handed in"), f"{done} / {given}"),
    ]
    return Panel(_("Jury"), url, figures, obstacles, _next_step(edition, found, given, done))


def blockers(session: Session, edition: Edition) -> list[Blocker]:
    """Return what the chapter lacks before it can close its round and vote, each with the link that mends it."""
    known = chapter.chapter_of(session, edition, edition.current_round)
    return [Blocker(one.sentence, *_way(edition.slug, one)) for one in readiness.lacks(known)]


def _way(slug: str, lack: readiness.Lack) -> tuple[str, str]:
    """Return the address where something is mended, and what it is called."""
    if lack.seat:
        return url_for("jury_members.member", slug=slug, seat_id=lack.seat), _("Open the seat")
    endpoint, label = {
        Mend.QUORUM: ("jury_quorum.annex", _("Quorum and annexes")),
        Mend.INVITE: ("jury_members.invite", _("Invite a member")),
        Mend.APPOINT: ("jury_members.index", _("Choose among the members")),
        Mend.CONSENT: ("jury_members.index", _("Members of the jury")),
        Mend.DECLARE: ("jury_members.index", _("Send a reminder")),
        Mend.ASSIGN: ("jury_scoring.assignment", _("Assign the entries")),
    }[lack.mend]
    return url_for(endpoint, slug=slug), label


def _next_step(edition: Edition, found: Any, given: int, done: int) -> tuple[str, str] | None:
    if not found:
        return _("Invite the jury"), url_for("jury_members.invite", slug=edition.slug)
    if not given:
        return _("Assign the entries"), url_for("jury_scoring.assignment", slug=edition.slug)
    if given > done:
        return _("See who is behind"), url_for("jury_scoring.progress_page", slug=edition.slug)
    return None
