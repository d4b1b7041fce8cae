"""The results on the dashboard."""

from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from judging.core.i18n import _, ngettext
from judging.editions.dashboard import Panel
from judging.editions.models import Edition
from judging.jury.queries import progress
from judging.results.queries import records


def results_panel(session: Session, edition: Edition, at: datetime) -> Panel:
    """Tell the secretary whether the round is closed and the ranking frozen."""
    url = url_for("results_desk.show", slug=edition.slug)
    round_ = edition.current_round
    if round_ is None:
        return Panel(_("Results"), url)
    missing = records.missing_sheets(session, round_)
    assigned = any(row.given for row in progress.by_juror(session, round_))
    figures: list[tuple[str, int | str]] = [(_("missing sheets"), missing if assigned else "–")]
    if round_.closed_at is None:
        ready = assigned and not missing and at >= round_.opens_at
        step = (_("Close the round"), url) if ready or at > round_.closes_at else None
        late = missing and at > round_.closes_at
        blockers = (
            [
                ngettext(
                    "%(num)d sheet is missing and the time for scoring is over.",
                    "%(num)d sheets are missing and the time for scoring is over.",
                    missing,
                )
            ]
            if late
            else []
        )
        return Panel(_("Results"), url, figures=figures, blockers=blockers, next_step=step)
    frozen = records.is_frozen(session, round_)
    step = None if frozen else (_("Close the results"), url)
    return Panel(_("Results"), url, figures=figures, next_step=step)
