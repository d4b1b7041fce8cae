"""The way to the pages of the jury's desk."""

from flask import g, url_for

from judging.core.i18n import _


def crumbs(last: str | None = None) -> list[tuple[str, str | None]]:
    """Return the way from the edition to a page of the jury."""
    desk = (g.edition.name, url_for("editions_desk.show", slug=g.edition.slug))
    if last is None:
        return [desk, (_("Jury"), None)]
    return [desk, (_("Jury"), url_for("jury_members.index", slug=g.edition.slug)), (last, None)]
