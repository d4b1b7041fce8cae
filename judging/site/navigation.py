"""What stands around every page: the main menu of the person who reads it."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flask import Flask, current_app, g, render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup

from judging.core.cache import Cache
from judging.core.i18n import _, language
from judging.editions.seats import seats
from judging.web.access import Who, may
from judging.web.house import house
from judging.web.kept_parts import kept_part, register_frame

DESKS = ("/desk/", "/jury/", "/chapter/")  # what one's work leads to
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


class Reader(NamedTuple):
    """What the menu of a person depends on."""

    office: bool
    works: bool  # holds a seat, or runs the server


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
    return person, house(), current_app.config["DEMONSTRATION"], *_menu()


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
    return items + [Item(text, url, current=path.startswith(_under(url))) for text, url in others]


def _under(url: str) -> tuple[str, ...]:
    """Return what begins the addresses of the pages under a link: all desks lie under one's work."""
    root = request.script_root
    return (url, *(root + desk for desk in DESKS)) if url == url_for("site.work") else (url,)


def _links() -> tuple[Link, ...]:
    reader, demonstration = _reader(), current_app.config["DEMONSTRATION"]
    key = (language(), request.script_root, reader, demonstration)
    return _menus.made(key, lambda: tuple(_links_of(reader, demonstration=demonstration)))


def _links_of(reader: Reader, *, demonstration: bool) -> Iterator[Link]:
    yield _("Start"), url_for("public.home")
    yield _("Laureates"), url_for("laureates.index")
    if reader.office:
        yield _("My entries"), url_for("entries.index")
    if reader.works:
        yield _("My work"), url_for("site.work")
    if demonstration:
        yield _("Demonstration"), url_for("demonstration.index")


def _reader() -> Reader:
    """Ask what the menu of the person who calls depends on."""
    works = current_user.is_authenticated and bool(seats().roles or current_user.administrator)
    return Reader(may(Who.OFFICE), works)
