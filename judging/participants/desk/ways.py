"""What the pages about offices share: one of them as the secretary may load it, the way back."""

from flask import abort, g, url_for

from judging.accounts.login import me
from judging.core.db import get_session
from judging.core.i18n import _
from judging.core.refusals import Refused
from judging.offices.models import Office
from judging.participants import queries, rules


def crumbs(*here: str, office: Office | None = None) -> list[tuple[str, str | None]]:
    """Return the way to a page below the list of offices; without a name, to the list itself."""
    way: list[tuple[str, str | None]] = [(g.edition.name, url_for("editions_desk.show", slug=g.edition.slug))]
    if not here:
        return [*way, (_("Offices"), None)]
    way.append((_("Offices"), url_for("participants_desk.index", slug=g.edition.slug)))
    if office:
        way.append((office.name, url_for("participants_desk.show", slug=g.edition.slug, office_id=office.public_id)))
    return [*way, *((one, None) for one in here)]


def office_of_edition(office_id: str) -> Office:
    """Load an office of this edition, or answer 404."""
    return queries.office(get_session(), g.edition, office_id) or abort(404)


def why_not_view(office: Office) -> Refused | None:
    """Tell what keeps the secretary who calls from seeing what an office sees, a reason apart."""
    interested = queries.is_interested(get_session(), g.edition, me())
    return rules.why_not_view(office, "-", interested=interested)
