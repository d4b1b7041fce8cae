"""The one place that reads the clock; everything else is told what time it is."""

from datetime import UTC, datetime
from pathlib import Path

from flask import current_app, g, has_app_context, has_request_context

HOME_ZONE = "Europe/Warsaw"  # of the installation: an edition begins with it, other pages show it


def utcnow() -> datetime:
    """Return the present moment, aware, in UTC; under test it may stand in a file."""
    if has_app_context() and (path := current_app.config.get("CLOCK_FILE")):
        return datetime.fromisoformat(Path(path).read_text().strip()).astimezone(UTC)
    return datetime.now(UTC)


def arrived() -> datetime:
    """Return when this request reached us: deadlines are compared with it, not with a wait for a lock."""
    if not has_request_context():
        return utcnow()
    moment: datetime | None = g.get("arrived")
    if moment is None:
        moment = g.arrived = utcnow()
    return moment
