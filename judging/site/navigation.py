"""What stands around every page: the main menu of the person who reads it."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from flask import Flask, current_app, g, render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup
from sqlalchemy import Select, bindparam, select

from judging.core.cache import Cache
from judging.core.db import get_session
from judging.core.i18n import _, language
from judging.core.prepared import plain_rows
from judging.editions.models import ON_THE_JURY, Edition, Role, Round
from judging.editions.seats import ROLES, seats
from judging.web.access import Who, may
from judging.web.kept_parts import kept_part, register_frame

KEPT = 200  # menus, and parts of the frame of pages: some kilobytes each
Link = tuple[str, str]  # text and address
_menus: Cache[tuple[Link, ...]] = Cache(KEPT)
_parts: Cache[str] = Cache(KEPT)


@dataclass(frozen=True, slots=True)
class Item:
    """One link of the main menu."""

    label: str
    url: str
    current: bool  # whether the page shown lies under this link


class Seated(NamedTuple):
    """An edition in which the person has a seat, as far as the menu goes."""

    id: int
    slug: str
    name: str
    judges: bool
    decides: bool
    keeps: bool


class Reader(NamedTuple):
    """What the menu of a person depends on."""

    office: bool
    secretary: bool
    editions: tuple[Seated, ...]


def init_app(app: Flask) -> None:
    """Give templates what the frame of a page needs."""
    app.context_processor(_around)
    app.jinja_env.globals["frame"] = _frame
    register_frame(app, _frame_key)


def _around() -> dict[str, object]:
    return {
        "navigation": _menu(),
        "demonstration": current_app.config["DEMONSTRATION"],
        "edition": g.get("edition"),
    }


def _frame(part: str, twins: Mapping[str, str]) -> Markup:
    """Return a part of the frame of a page, kept but where it leads to the very page's twins."""
    template = f"_parts/{part}.html"
    if twins:
        return Markup(render_template(template))  # noqa: S704 -- rendered by Jinja, as below
    return kept_part(_parts, (part, *_frame_key()), lambda: render_template(template))


def _frame_key() -> tuple[Hashable, ...]:
    """Return what the frame of a page depends on beside the language."""
    person = current_user.name if current_user.is_authenticated else None
    return person, current_app.config["DEMONSTRATION"], *_menu()


def _menu() -> list[Item]:
    """Return the main menu, made once a request: a page may be rendered in parts."""
    if "menu" not in g:
        g.menu = _marked(_links())
    menu: list[Item] = g.menu
    return menu


def _marked(links: Sequence[Link]) -> list[Item]:
    """Tell under which links the page shown lies; it is under the home page only where it is that."""
    path = request.path
    (label, home), *others = links
    items = [Item(label, home, current=path == home)]
    return items + [Item(text, url, current=path.startswith(url)) for text, url in others]


def _links() -> tuple[Link, ...]:
    reader, demonstration = _reader(), current_app.config["DEMONSTRATION"]
    key = (language(), request.script_root, reader, demonstration)
    return _menus.made(key, lambda: tuple(_links_of(reader, demonstration=demonstration)))


def _links_of(reader: Reader, *, demonstration: bool) -> Iterator[Link]:
    yield _("Start"), url_for("public.home")
    yield _("Laureates"), url_for("laureates.index")
    if reader.office:
        yield _("My entries"), url_for("entries.index")
    for edition in reader.editions:
        yield from _links_to(edition)
    if reader.secretary and not any(edition.keeps for edition in reader.editions):
        yield _("Editions"), url_for("editions_desk.index")  # all of theirs are over
    if demonstration:
        yield _("Demonstration"), url_for("demonstration.index")


def _links_to(edition: Seated) -> Iterator[Link]:
    """Return what the person's seats in an edition lead to."""
    slug, named = edition.slug, {"edition": edition.name}
    if edition.judges:
        yield _("Jury: %(edition)s", **named), url_for("jury.index", slug=slug)
    if edition.decides:
        yield _("Protocol: %(edition)s", **named), url_for("deliberation.protocol", slug=slug)
    if edition.keeps:
        yield _("Desk: %(edition)s", **named), url_for("editions_desk.show", slug=slug)


def _reader() -> Reader:
    """Ask what the menu of the person who calls depends on."""
    return Reader(may(Who.OFFICE), may(Who.SECRETARY), tuple(_seated_editions()))


def _is_decided(edition_id: int) -> bool:
    """Tell whether all scoring is over: from then on the chair has a protocol to wait for."""
    query = select(Round.closed_at).where(Round.edition_id == edition_id)
    rounds = get_session().scalars(query).all()
    return bool(rounds) and all(rounds)


def _seated_editions() -> Iterator[Seated]:
    if not current_user.is_authenticated or not seats().roles:
        return
    for id_, slug, name in plain_rows(get_session(), _of_ids(), {"ids": list(seats().roles)}):
        roles = seats().roles[id_]
        decides = bool(roles & ROLES[Who.CHAIR]) and _is_decided(id_)
        yield Seated(id_, slug, name, bool(roles & ON_THE_JURY), decides, Role.SECRETARY in roles)


@cache
def _of_ids() -> Select[int, str, str]:
    """Return the query of the editions that are not archived, composed once."""
    query = select(Edition.id, Edition.slug, Edition.name).where(Edition.archived_at.is_(None))
    chosen = Edition.id.in_(bindparam("ids", expanding=True))
    return query.where(chosen).order_by(Edition.year.desc())
