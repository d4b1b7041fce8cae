"""When the result may become public, and why not yet."""

from datetime import datetime

from judging.core.formatting import moment
from judging.core.i18n import _, _l
from judging.core.refusals import Incomplete, NotNow, Refused
from judging.editions.models import Edition


def why_not_announce(edition: Edition) -> Refused | None:
    """Only a sealed decision is announced, and once."""
    if edition.announced_at is not None:
        return NotNow(_l("The results have been announced."))
    if edition.sealed_at is None:
        return NotNow(_l("The decision is not sealed yet: the chair and the secretary seal the protocol first."))
    return None


def warning(edition: Edition, at: datetime) -> str | None:
    """Say what to think of before announcing earlier than planned."""
    if at >= edition.announcement_at:
        return None
    planned: str = moment(edition.announcement_at, edition.time_zone)
    return str(_("The announcement is planned for %(planned)s. You would be early.", planned=planned))


def why_not_withdraw(edition: Edition, reason: str) -> Refused | None:
    """An announcement is withdrawn in the open, with a reason."""
    if edition.announced_at is None:
        return NotNow(_l("Nothing has been announced."))
    if edition.archived_at is not None:
        return NotNow(_l("The edition is in the archive."))
    if not reason.strip():
        return Incomplete(_l("Write why the announcement is withdrawn."), field="reason")
    return None
