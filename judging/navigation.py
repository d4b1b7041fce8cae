"""What stands around every page: the main menu of the person who reads it."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request, session, url_for
from flask_login import current_user
from sqlalchemy import select

from judging.access import ROLES, Who, may, seats
from judging.db import get_session
from judging.editions.models import ON_THE_JURY, Edition, Role
from judging.i18n import _


@dataclass(frozen=True, slots=True)
class Item:
    """One link of the main menu."""

    label: str
    url: str

    @property
    def current(self) -> bool:
        """Whether the page shown lies under this link."""
        return request.path == self.url or (self.url != "/" and request.path.startswith(self.url))


def init_app(app: Flask) -> None:
    """Give templates what the frame of a page needs."""
    app.context_processor(_around)


def _around() -> dict[str, object]:
    return {
        "navigation": _items(),
        "theme": session.get("theme", "auto"),
        "demonstration": current_app.config["DEMONSTRATION"],
        "edition": g.get("edition"),
    }


def _items() -> list[Item]:
    items = [Item(_("Start"), "/"), *_link(_("Laureates"), "laureates.index")]
    if may(Who.OFFICE):
        items += _link(_("My entries"), "entries.index")
    for edition in _seated_editions():
        roles = seats().roles[edition.id]
        if roles & ON_THE_JURY:
            items += _link(
                _("Jury: %(edition)s", edition=edition.name), "jury.index", slug=edition.slug
            )
        if roles & ROLES[Who.CHAIR] and _decides(edition):
            items += _link(
                _("Protocol: %(edition)s", edition=edition.name),
                "deliberation.protocol",
                slug=edition.slug,
            )
        if Role.SECRETARY in roles:
            items += _link(
                _("Desk: %(edition)s", edition=edition.name),
                "editions_desk.show",
                slug=edition.slug,
            )
    if current_app.config["DEMONSTRATION"]:
        items += _link(_("Demonstration"), "demonstration.index")
    return items


def _decides(edition: Edition) -> bool:
    """Tell whether all scoring is over: from then on the chair has a protocol to wait for."""
    return bool(edition.rounds) and all(round_.closed_at for round_ in edition.rounds)


def _link(label: str, endpoint: str, **values: Any) -> list[Item]:
    """Return the link, unless this installation lacks the part it leads to."""
    return (
        [Item(label, url_for(endpoint, **values))] if endpoint in current_app.view_functions else []
    )


def _seated_editions() -> list[Edition]:
    if not current_user.is_authenticated or not seats().roles:
        return []
    query = select(Edition).where(Edition.id.in_(seats().roles), Edition.archived_at.is_(None))
    return list(get_session().scalars(query.order_by(Edition.year.desc())))
