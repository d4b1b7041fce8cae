"""The jury on the dashboard."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.i18n import _, ngettext
from judging.core.searches import moment_told
from judging.editions.dashboard import Blocker, News, Panel, Way
from judging.editions.guidance.facts import Behind, Jury, Named
from judging.editions.models import Edition
from judging.jury import readiness
from judging.jury.desk.now import shown_round
from judging.jury.queries import chapter, progress, seats
from judging.jury.readiness import Chapter, Mend


def jury_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Tell how the jury stands."""
    found = progress.members(session, edition, shown_round(edition))
    part = _part(session, edition, found)
    figures: list[tuple[str, int | str]] = [
        (_("Members of the chapter"), len(found)),
        (_("Sheets handed in"), _("not shown to you") if part.withheld else f"{part.submitted} / {part.given}"),
    ]
    return Panel(_("Jury"), url_for("jury_members.index", slug=edition.slug), figures, part)


def jury_news(session: Session, edition: Edition, reader: User, since: datetime) -> list[News]:
    """Tell who of the chapter has declared since a moment, and which conflicts have become known."""
    asked: dict[str, Any] = {"slug": edition.slug, "since": moment_told(since)}
    declared = len(session.scalars(seats.declared_since(edition, since)).all())
    known = seats.number_of_conflicts_since(session, edition, reader, since)
    made = ngettext("%(num)d declaration of a member", "%(num)d declarations of members", declared)
    found = ngettext("%(num)d conflict of interest", "%(num)d conflicts of interest", known)
    return [
        News(declared, made, url_for("jury_members.index", **asked)),
        News(known, found, url_for("jury_conflicts.register", **asked)),
    ]


def _part(session: Session, edition: Edition, found: Sequence[progress.Member]) -> Jury:
    """Return what the dashboard is told of the jury."""
    round_ = shown_round(edition)
    rows = progress.by_juror(session, round_) if round_ else []
    entries = progress.by_entry(session, round_) if round_ else []
    known = chapter.chapter_of(session, edition, round_) if found and edition.sealed_at is None else None
    return Jury(
        members=len(found),
        unanswered=[Named(one.seat.public_id, one.seat.user.name) for one in found if one.seat.accepted_at is None],
        given=sum(row.given for row in rows),
        submitted=sum(row.submitted for row in rows),
        unassigned=sum(not row.given for row in entries),
        behind=[Behind(row.seat, row.name, row.missing) for row in rows if row.missing],
        withheld=round_ is None and edition.current_round is not None,
        **(_lacking(edition.slug, known) if known else {}),
    )


def _lacking(slug: str, known: Chapter) -> dict[str, list[Blocker]]:
    """Return what the chapter lacks, by what it keeps it from."""
    return {
        "to_vote": _mended(slug, readiness.before_a_vote(known)),
        "to_close": _mended(slug, readiness.declarations(known)),
        "waiting": _mended(slug, readiness.waiting(known)),
        "sheets": _mended(slug, readiness.of_sheets(known)),
    }


def blockers(session: Session, edition: Edition) -> list[Blocker]:
    """Return what the chapter lacks before it can close its round and vote, each with the link that mends it."""
    return _mended(edition.slug, readiness.lacks(chapter.chapter_of(session, edition, shown_round(edition))))


def _mended(slug: str, lacks: Iterable[readiness.Lack]) -> list[Blocker]:
    return [Blocker(one.sentence, _way(slug, one)) for one in lacks]


def _way(slug: str, lack: readiness.Lack) -> Way:
    """Return the link to where something is mended."""
    if lack.seat:
        return Way(_("Open the seat"), "jury_members.member", {"slug": slug, "seat_id": lack.seat})
    endpoint, label = {
        Mend.QUORUM: ("jury_quorum.annex", _("Quorum and annexes")),
        Mend.INVITE: ("jury_members.invite", _("Invite a member")),
        Mend.APPOINT: ("jury_members.index", _("Choose among the members")),
        Mend.CONSENT: ("jury_members.index", _("Members of the chapter")),
        Mend.DECLARE: ("jury_members.index", _("Send a reminder")),
        Mend.ASSIGN: ("jury_scoring.assignment", _("Assign the entries")),
    }[lack.mend]
    place = {"_anchor": "remind"} if lack.mend is Mend.DECLARE else {}
    return Way(label, endpoint, {"slug": slug, **place})
