"""What the list of an office's entries is given: where an entry can be begun, of which office, or why not."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from judging.core.refusals import Refused
from judging.editions.models import Edition
from judging.entries import limits, queries
from judging.entries.forms import BeginForm, begin_form
from judging.offices.models import Office


class Beginning(NamedTuple):
    """What can be begun in an edition."""

    edition: Edition
    form: BeginForm | None  # None where none of the offices may
    office: Office | None  # the only one that may
    refusal: Refused | None  # why some may not


def beginnings(session: Session, editions: Sequence[Edition], offices: Sequence[Office]) -> list[Beginning]:
    """Return what can be begun in each edition for these offices."""
    counted = queries.numbers_counted(session, editions, [office.id for office in offices])
    found = []
    for edition in editions:
        whys = [(one, limits.why_not_one_more(edition, counted[edition.id, one.id])) for one in offices]
        free = [office for office, refusal in whys if refusal is None]
        form = begin_form(edition, free, formdata=None) if free else None
        refusal = next((why for _office, why in whys if why), None)
        found.append(Beginning(edition, form, free[0] if len(free) == 1 else None, refusal))
    return found
