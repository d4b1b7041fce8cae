"""The results on the dashboard."""

from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from judging.core.i18n import _
from judging.editions.dashboard import Panel
from judging.editions.guidance.facts import Results
from judging.editions.models import Edition
from judging.jury.queries import progress
from judging.results.queries import next_round, records
from judging.web.access import why_not_impartial


def results_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Tell how many sheets are missing, and whether the ranking is frozen."""
    url, round_ = url_for("results_desk.show", slug=edition.slug), edition.current_round
    if round_ is None:
        return Panel(_("Results"), url)
    if round_.position > 1 and why_not_impartial(edition):  # counts would tell whether an own entry went on
        return Panel(_("Results"), url)
    rows = progress.by_juror(session, round_)
    missing = sum(row.missing for row in rows) if any(row.given for row in rows) else "–"
    before = next_round.to_choose(session, edition)
    part = Results(
        frozen=round_.closed_at is not None and records.is_frozen(session, round_),
        to_choose=(before.name, before.position) if before else None,
    )
    return Panel(_("Results"), url, [(_("missing sheets"), missing)], part)
