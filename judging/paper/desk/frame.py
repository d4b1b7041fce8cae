"""What all desk pages of paper sheets share: the way to them, and what only a secretary is told."""

from flask import g, url_for

from judging.core.i18n import _
from judging.web.access import Who, may

Crumbs = list[tuple[str, str | None]]


def is_secretary() -> bool:
    """Tell whether a secretary of the edition reads the page: what they type in, they have seen."""
    return may(Who.SECRETARY, g.edition)


def crumbs(here: str = "") -> Crumbs:
    """Return the way to a page of paper sheets: a clerk has no desk above it."""
    slug = g.edition.slug
    way: Crumbs = [(_("My work"), url_for("site.work"))]
    if is_secretary():
        way = [
            (g.edition.name, url_for("editions_desk.show", slug=slug)),
            (_("Jury"), url_for("jury_members.index", slug=slug)),
        ]
    if not here:
        return [*way, (_("Sheets on paper"), None)]
    return [*way, (_("Sheets on paper"), url_for("paper_desk.index", slug=slug)), (here, None)]
