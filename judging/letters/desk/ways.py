"""What the pages of letters share: one letter as the secretary may load it, the way back."""

from flask import abort, g, url_for
from sqlalchemy import Select

from judging.accounts.login import me
from judging.core.db import get_session
from judging.core.i18n import _
from judging.letters import queries
from judging.letters.about import SEARCHES, read
from judging.letters.models import Letter
from judging.web.access import why_not_impartial

Crumbs = list[tuple[str, str | None]]


def readable() -> Select[Letter]:
    """Select the letters that exist for whoever calls: until the announcement an interested secretary has their own."""
    interested = why_not_impartial(g.edition) is not None
    return queries.letters(get_session(), g.edition, me(), interested=interested)


def letter_of(letter_id: str) -> Letter:
    """Load a letter of the edition, or answer 404."""
    found: Letter | None = get_session().scalar(readable().where(Letter.public_id == letter_id))
    return found or abort(404)


def found_url(letter: Letter) -> str:
    """Return the list with the search that a letter is about; nothing where it is about none."""
    if letter.whom not in SEARCHES:
        return ""
    about = SEARCHES[letter.whom]
    return url_for(about.endpoint, slug=g.edition.slug, **read(letter.whom, letter.question).asked)


def crumbs(*here: tuple[str, str | None]) -> Crumbs:
    """Return the way to a page below the mail."""
    slug = g.edition.slug
    way: Crumbs = [(g.edition.name, url_for("editions_desk.show", slug=slug))]
    return [*way, (_("Mail"), url_for("outbox_desk.index", slug=slug)), *here]


def letters_step() -> tuple[str, str | None]:
    """Return the step to the letters of the secretaries."""
    return _("Letters"), url_for("letters_desk.index", slug=g.edition.slug)
