"""What a secretary enters for an office, and the office confirms: who may, and how it is told. Pure.

The deadline holds as for everybody: once the call is over, its grace included, what came is entered with a reason,
which stays with the entry. What counts is when it came, on the word of the secretary; the record shows both moments.
Once a sheet of a juror is begun, nothing is entered any more: all entries are read and scored by the same people.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from judging.accounts.models import User
from judging.core.formatting import moment
from judging.core.i18n import _, _l
from judging.core.refusals import Incomplete, NotNow, NotYours, Refused
from judging.core.written import Written
from judging.editions.models import Edition
from judging.entries import rules
from judging.entries.completeness import declarations
from judging.entries.models import Entry, Extension, Origin, Status, Way
from judging.offices.models import Office
from judging.offices.rules import represents, why_not_impartial


@dataclass(frozen=True, slots=True)
class Source:
    """Where an entry came from, as its secretary tells."""

    way: Way
    came_at: datetime | None = None
    reason: str = ""  # why it is entered, where it came too late
    contact: str = ""
    file_name: str = ""
    row: int | None = None
    identity: str | None = None


def is_late(edition: Edition, extension: Extension | None, at: datetime) -> bool:
    """Tell whether an entry is entered after the deadline, whenever it came: that needs a reason."""
    return at >= rules.call(edition, extension).closes


def why_late(edition: Edition, extension: Extension | None, came_at: datetime | None) -> str:
    """Return what is said of an entry that is entered after the deadline; where nobody knows when, it comes now."""
    in_time = came_at is not None and came_at < rules.call(edition, extension).closes
    return _("It came in time, but the call is over.") if in_time else _("It came after the deadline.")


def why_not_type_in(
    user: User,
    edition: Edition,
    office: Office | None,
    extension: Extension | None,
    source: Source,
    at: datetime,
    *,
    scored: bool,
) -> Refused | None:
    """Whoever acts for an office does not enter for it; nobody does before the call, nor once scoring has begun."""
    if refusal := (office and why_not_impartial(user, office)) or why_not_enter_now(edition, at, scored=scored):
        return refusal
    if source.came_at and source.came_at > at:
        return Incomplete(_l("The entry cannot have come later than now."), field="came_at")
    if is_late(edition, extension, at) and not source.reason.strip():
        asked = _("Give the reason why it is entered now: it stays with the entry.")
        return Incomplete(f"{why_late(edition, extension, source.came_at)} {asked}", field="reason")
    return None


def why_not_enter_now(edition: Edition, at: datetime, *, scored: bool) -> Refused | None:
    """Nothing is entered before the call opens, nor once a juror has begun a sheet, nor after the result is sealed."""
    if edition.rules_frozen_at is None or at < rules.call(edition, None).opens:
        return NotNow(_l("The call for entries is not open yet."))
    if edition.sealed_at:
        return NotNow(_l("The result is sealed; nothing can be entered any more."))
    if scored:
        return NotNow(_l("The jury has begun to score; nothing can be entered any more."))
    return None


def awaits(entry: Entry) -> bool:
    """Tell whether the office has still to confirm what was entered for it; a version of its own is as good."""
    waits = entry.origin is not None and entry.origin.confirmed_at is None and len(entry.versions) == 1
    return waits and entry.status not in {Status.WITHDRAWN, Status.REJECTED}


def why_not_confirm(user: User, entry: Entry, accepted: Collection[int]) -> Refused | None:
    """Those confirmed to act for the office say that the entry is theirs, and accept its declarations."""
    if not represents(user, entry.office):
        return NotYours(_l("Only those confirmed to act for the office confirm its entry."))
    if not awaits(entry):
        return NotNow(_l("There is nothing to confirm any more."))
    if any(declaration.id not in accepted for declaration in declarations(entry.edition)):
        return Incomplete(_l("Accept all declarations."), field="declarations")
    return None


def told(origin: Origin) -> list[tuple[str, str]]:
    """Return what is known of where an entry came from: label and value."""
    zone = origin.entry.edition.time_zone
    rows = [
        (_("Entered by"), _("%(name)s, secretary", name=origin.typed_by.name)),
        (_("Entered"), moment(origin.typed_at, zone)),
        (_("It came"), f"{origin.way.label}{f', {moment(origin.came_at, zone)}' if origin.came_at else ''}"),
    ]
    if origin.file_name:
        rows.append((_("From the file"), _("%(name)s, row %(row)d", name=origin.file_name, row=origin.row)))
    if origin.contact:
        rows.append((_("Contact in the entry"), Written(origin.contact)))
    if origin.reason:
        rows.append((_("Why it was entered after the call"), Written(origin.reason)))
    if origin.confirmed_by and origin.confirmed_at:
        words = {"name": origin.confirmed_by.name, "moment": moment(origin.confirmed_at, zone)}
        rows.append((_("Confirmed by the office"), _("%(name)s, %(moment)s", **words)))
    return rows
