"""The way to the pages of the juror."""

from flask import g, url_for

from judging.core.i18n import _


def crumbs(last: str | None = None) -> list[tuple[str, str | None]]:
    """Return the way to a page of the juror."""
    desk = _("Scoring: %(edition)s", edition=g.edition.name)
    if last is None:
        return [(desk, None)]
    return [(desk, url_for("jury.index", slug=g.edition.slug)), (last, None)]
