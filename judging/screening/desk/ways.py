"""What the pages about submitted entries share: one entry as the secretary may load it, the way back."""

from flask import abort, g, url_for

from judging.accounts.login import me
from judging.core.db import get_session
from judging.core.i18n import _
from judging.entries import queries
from judging.entries.models import Entry, Status

Crumbs = list[tuple[str, str | None]]


def crumbs(*here: str, queue: bool = False) -> Crumbs:
    """Return the way to a page below the list of entries; without a name, to the list itself."""
    slug = g.edition.slug
    way: Crumbs = [(g.edition.name, url_for("editions_desk.show", slug=slug))]
    if not here:
        return [*way, (_("Entries"), None)]
    way.append((_("Entries"), url_for("entries_desk.index", slug=slug)))
    if queue:
        way.append((_("Formal check"), url_for("check_desk.queue", slug=slug)))
    return [*way, *((one, None) for one in here)]


def entry_of_edition(entry_id: str, *, to_change: bool = False) -> Entry:
    """Load an entry of this edition as submitted; a draft does not exist for the secretary."""
    query = queries.visible_entries(me()).where(
        Entry.public_id == entry_id, Entry.edition_id == g.edition.id, Entry.status != Status.DRAFT
    )
    if to_change:
        query = query.with_for_update(of=Entry)
    found: Entry | None = get_session().scalar(query)
    return found or abort(404)
