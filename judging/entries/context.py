"""What the office's pages are given: where an entry can be begun or why not, and what the script of files needs."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from judging.core import files
from judging.core.file_types import KINDS, MEGABYTE
from judging.core.i18n import _
from judging.core.refusals import Refused
from judging.core.unfit import empty_file, of_another_kind, too_large
from judging.editions.models import Edition
from judging.entries import limits, queries, rules
from judging.entries.forms import BeginForm, begin_form
from judging.entries.models import Entry
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


def upload_rules(entry: Entry) -> dict[str, object]:
    """Return what the script needs to say before sending what the server would say after: limits and words."""
    most = files.most_bytes()
    texts = {
        "kind": of_another_kind(),
        "empty": empty_file(),
        "large": too_large("{size}", most // MEGABYTE),
        "many": rules.too_many_files(),
        "together": rules.too_large_together(most),
        "refused": _("These files cannot be sent; the others can:"),
        "sending": _("Sending the files…"),
        "checking": _("The files are sent; we are checking them…"),
        "offline": _(
            "No connection. What has not gone is still chosen and goes by itself once you are connected again."
        ),
        "failed": _("Not sent. It is still chosen; try again, or load the page anew."),
        "twice": _("This file is chosen twice."),
        "again": _("Try again"),
        "leave_out": _("Leave out: {name}"),
        "waits": _("{name} – chosen, not sent yet"),
        "sends": _("{name} – sending, {percent}%"),
        "checks": _("{name} – sent, being checked…"),
        "done": _("{name} – attached"),
    }
    return {
        "most": most,
        "together": rules.bytes_left(entry, most),
        "room": max(0, rules.MOST_FILES - len(entry.files)),
        "kinds": list(KINDS),
        "texts": {name: str(words) for name, words in texts.items()},
    }
