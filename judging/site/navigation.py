"""What stands around every page: the main menu of the person who reads it."""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from flask import Flask, current_app, g, request, url_for
from flask_login import current_user
from sqlalchemy import Select, bindparam, select

from judging.core.db import get_session, plain_rows
from judging.core.i18n import _
from judging.editions.models import ON_THE_JURY, Edition, Role, Round
from judging.editions.seats import ROLES, seats
from judging.web.access import Who, may


@dataclass(frozen=True, slots=True)
class Item:
    """One link of the main menu."""

    label: str
    url: str

    @property
    def current(self) -> bool:
        """Whether the page shown lies under this link."""
        home = self.url == url_for("public.home")
        return request.path == self.url or (not home and request.path.startswith(self.url))


def init_app(app: Flask) -> None:
    """Give templates what the frame of a page needs."""
    app.context_processor(_around)


def _around() -> dict[str, object]:
    return {
        "navigation": _menu(),
        "demonstration": current_app.config["DEMONSTRATION"],
        "edition": g.get("edition"),
    }


def _menu() -> list[Item]:
    """Return the main menu, made once a request: a page may be rendered in parts."""
    if "menu" not in g:
        g.menu = _items()
    menu: list[Item] = g.menu
    return menu


def _items() -> list[Item]:
    items = [
        Item(_("Start"), url_for("public.home")),
        Item(_("Laureates"), url_for("laureates.index")),
    ]
    if may(Who.OFFICE):
        items.append(Item(_("My entries"), url_for("entries.index")))
    for edition in (editions := _seated_editions()):
        items += _items_of(edition)
    if may(Who.SECRETARY) and not any(_keeps(edition) for edition in editions):
        items.append(Item(_("Editions"), url_for("editions_desk.index")))  # all of theirs are over
    if current_app.config["DEMONSTRATION"]:
        items.append(Item(_("Demonstration"), url_for("demonstration.index")))
    return items


class Seated(NamedTuple):
    """An edition in which the person has a seat, as far as the menu goes."""

    id: int
    slug: str
    name: str


def _items_of(edition: Seated) -> list[Item]:
    """Return what the person's seats in an edition lead to."""
    roles, named, items = seats().roles[edition.id], {"edition": edition.name}, []
    if roles & ON_THE_JURY:
        items.append(
            Item(_("Jury: %(edition)s", **named), url_for("jury.index", slug=edition.slug))
        )
    if roles & ROLES[Who.CHAIR] and _decides(edition):
        url = url_for("deliberation.protocol", slug=edition.slug)
        items.append(Item(_("Protocol: %(edition)s", **named), url))
    if Role.SECRETARY in roles:
        url = url_for("editions_desk.show", slug=edition.slug)
        items.append(Item(_("Desk: %(edition)s", **named), url))
    return items


def _keeps(edition: Seated) -> bool:
    return Role.SECRETARY in seats().roles[edition.id]


def _decides(edition: Seated) -> bool:
    """Tell whether all scoring is over: from then on the chair has a protocol to wait for."""
    query = select(Round.closed_at).where(Round.edition_id == edition.id)
    rounds = get_session().scalars(query).all()
    return bool(rounds) and all(rounds)


def _seated_editions() -> list[Seated]:
    if not current_user.is_authenticated or not seats().roles:
        return []
    rows = plain_rows(get_session(), _of_ids(), {"ids": list(seats().roles)})
    return [Seated(*row) for row in rows]


@cache
def _of_ids() -> Select[int, str, str]:
    """Return the query of the editions that are not archived, composed once."""
    query = select(Edition.id, Edition.slug, Edition.name).where(Edition.archived_at.is_(None))
    chosen = Edition.id.in_(bindparam("ids", expanding=True))
    return query.where(chosen).order_by(Edition.year.desc())
