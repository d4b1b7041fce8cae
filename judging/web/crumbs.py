"""The first step of the way to a page of an edition that both its secretary and the administrator open."""

from flask import g, url_for

from judging.core.i18n import _
from judging.web.access import Who, may


def to_the_edition() -> tuple[str, str | None]:
    """Return the step to the desk of the edition; to whoever only runs the server that is closed, the list is not."""
    if may(Who.SECRETARY, g.edition):
        return g.edition.name, url_for("editions_desk.show", slug=g.edition.slug)
    return _("Editions"), url_for("editions_desk.index")
