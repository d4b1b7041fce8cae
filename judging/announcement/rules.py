"""When the result may become public, and why not yet."""

from collections.abc import Sequence
from datetime import datetime

from judging.core.formatting import moment
from judging.core.i18n import _, _l, ngettext
from judging.core.refusals import Incomplete, NotNow, Refused
from judging.editions.models import Edition


def why_not_announce(edition: Edition) -> Refused | None:
    """Only a sealed decision is announced, and once."""
    if edition.announced_at is not None:
        return NotNow(_l("The results have been announced."))
    if edition.sealed_at is None:
        return NotNow(_l("The decision is not sealed yet: the chair and the secretary seal the protocol first."))
    return None


def warnings(edition: Edition, uncited: Sequence[str], at: datetime) -> list[str]:
    """Say what to think of before announcing: earlier than planned, or awards of which nothing will be read out."""
    said = []
    if at < edition.announcement_at:
        planned: str = moment(edition.announcement_at, edition.time_zone)
        said.append(_("The announcement is planned for %(planned)s. You would be early.", planned=planned))
    if uncited:
        said.append(
            ngettext(
                "%(num)d award has no citation: %(offices)s. To add it, withdraw the protocol and correct the motion.",
                "%(num)d awards have no citation: %(offices)s. "
                "To add them, withdraw the protocol and correct the motions.",
                len(uncited),
                offices=", ".join(uncited),
            )
        )
    return said


def why_not_withdraw(edition: Edition, reason: str) -> Refused | None:
    """An announcement is withdrawn in the open, with a reason."""
    if edition.announced_at is None:
        return NotNow(_l("Nothing has been announced."))
    if edition.archived_at is not None:
        return NotNow(_l("The edition is in the archive."))
    if not reason.strip():
        return Incomplete(_l("Write why the announcement is withdrawn."), field="reason")
    return None
