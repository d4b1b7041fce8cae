"""How many entries an office may have, and how much may be attached: what is refused, and what helps. Pure."""

import math
from dataclasses import dataclass

from judging.core.file_types import MEGABYTE
from judging.core.i18n import _l
from judging.core.refusals import NotNow, Refused
from judging.editions.models import Edition
from judging.entries.models import Status

UNCOUNTED = {Status.WITHDRAWN}  # with the deleted drafts


@dataclass(frozen=True, slots=True)
class Used:
    """How much is attached, in bytes: by an office now, and kept of the whole edition."""

    office: int = 0
    edition: int = 0


def why_not_one_more(edition: Edition, counted: int) -> Refused | None:
    """Let an office have as many entries as the rules let it; ``counted`` are those it has."""
    most = edition.entries_per_office
    if not most or counted < most:
        return None
    return NotNow(
        _l(
            "The office has as many entries in this edition as it may: %(most)d. Drafts count, those of colleagues as"
            " well; withdrawn entries and deleted drafts do not. Delete a draft or withdraw an entry first.",
            most=most,
        )
    )


def why_no_room(edition: Edition, used: Used, size: int) -> Refused | None:
    """Let an office attach what fits into its room and into that of the edition; ``size`` in bytes."""
    office, whole = edition.office_space_mb, edition.edition_space_mb
    if office and used.office + size > office * MEGABYTE:
        return NotNow(
            _l(
                "The attachments of all entries of this office would pass %(mb)d MB. Remove what is not needed, attach"
                " a smaller file, or ask the secretary for more space.",
                mb=office,
            )
        )
    if whole and used.edition + size > whole * MEGABYTE:
        return NotNow(
            _l(
                "The space for attachments of this edition is used up. The secretary can make it larger: write to"
                " them. Your text and the files already attached are safe."
            )
        )
    return None


def in_whole_megabytes(size: int) -> int:
    """Return a size in megabytes, rounded up."""
    return math.ceil(size / MEGABYTE)
