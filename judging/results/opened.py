"""What the result pages of one edition are about: the round, and the whole of it or one area.

The desk, the room and the files have this in common. An address names an area by its number in
the rules (``?area=2``, 0 is the whole), and every link between these pages carries it on.
"""

import logging
from typing import Any

from flask import Blueprint, abort, g, request

from judging.accounts.login import me
from judging.core.db import get_session
from judging.editions.models import Round
from judging.editions.rulebook import current, ranks_whole
from judging.results import queries, rules
from judging.results.standing import Standing, areas_of, at_once, standing

WHOLE = 0
log = logging.getLogger("judging.reading")


def by_area(bp: Blueprint) -> None:
    """Let the pages of a blueprint speak of the area that their address names."""
    bp.before_request(_read_area)
    bp.url_defaults(_carry_on)


def opened() -> Standing:
    """Return the ranking with all that is said of it; nothing before the round is closed."""
    round_ = closed_round()
    _note_reading()
    return standing(get_session(), g.edition, round_, g.area)


def opened_at_once() -> Standing:
    """Return what can be shown at once, unless the reader waits for the rest."""
    if request.args.get("wait"):
        return opened()
    round_ = closed_round()
    _note_reading()
    return at_once(get_session(), g.edition, round_, g.area)


def _note_reading() -> None:
    """Write into the log who looked at results, and when: there is no secret look."""
    if request.path.endswith(".json"):
        return  # a slider of a page that has been noted
    where = (g.edition.slug, request.path, g.area_number)
    log.info("results of %s: %s, area %s, read by user %s", *where, me().id)


def closed_round() -> Round:
    """Return the round, or refuse: nobody sees a score before it is closed."""
    round_ = queries.round_of(g.edition)
    if refusal := rules.why_not_look(round_):
        raise refusal
    assert round_ is not None
    return round_


def choices() -> list[tuple[int, str]]:
    """Return the rankings there are, as number and area; nothing where there is only one."""
    return [(WHOLE, ""), *g.areas.items()] if g.areas else []


def _read_area() -> None:
    """Find the area of the address; where every award is given by area, the first one serves."""
    g.area, g.areas, g.area_number = "", {}, None
    if "edition" not in g or not (found := _areas()):
        return
    g.areas = found
    first = WHOLE if ranks_whole(current(g.edition)) else next(iter(found))
    numbers = {str(number): number for number in (WHOLE, *found)}
    number = numbers.get(request.args.get("area", str(first)))
    if number is None:
        abort(404)
    g.area, g.area_number = found.get(number, ""), number


def _areas() -> dict[int, str]:
    """Return the areas with a ranking of their own by their numbers in the rules."""
    round_ = queries.round_of(g.edition)
    if round_ is None or rules.why_not_look(round_):
        return {}
    numbers = {name: number for number, name in enumerate(current(g.edition)["areas"], 1)}
    return {numbers[name]: name for name in areas_of(get_session(), g.edition, round_)}


def _carry_on(endpoint: str, values: dict[str, Any]) -> None:
    values.setdefault("area", g.get("area_number"))
