"""What the desk, the room and the files of the results share: they open one closed round, and say so in the log.

An address names an area by its number in the rules, and every link between these pages carries it on.
"""

import logging
from typing import Any

from flask import Blueprint, abort, g, request

from judging.accounts.login import me
from judging.core.db import get_session
from judging.editions.models import Edition, Round
from judging.editions.rulebook import current, ranks_whole
from judging.results import rules
from judging.results.queries.snapshots import areas_of, snapshot_at_once, snapshot_of
from judging.results.scope import WHOLE, Scope
from judging.results.snapshot import Snapshot

log = logging.getLogger("judging.reading")


def by_area(bp: Blueprint) -> None:
    """Let the pages of a blueprint speak of the area that their address names."""
    bp.before_request(_read_scope)
    bp.url_defaults(_carry_on)


def scope() -> Scope:
    """Return what the page that is called is about."""
    found: Scope = g.scope
    return found


def opened() -> Snapshot:
    """Return the ranking with all that is said of it; nothing before the round is closed."""
    round_ = closed_round()
    _note_reading()
    return snapshot_of(get_session(), scope().edition, round_, scope().area)


def opened_at_once() -> Snapshot:
    """Return what can be shown at once, unless the reader waits for the rest."""
    if request.args.get("wait"):
        return opened()
    round_ = closed_round()
    _note_reading()
    return snapshot_at_once(get_session(), scope().edition, round_, scope().area)


def _note_reading() -> None:
    """Write into the log who looked at results, and when: there is no secret look."""
    if request.path.endswith(".json"):
        return  # a slider of a page that has been noted
    where = (scope().edition.slug, request.path, scope().number)
    log.info("results of %s: %s, area %s, read by user %s", *where, me().id)


def closed_round() -> Round:
    """Return the round, or refuse: nobody sees a score before it is closed."""
    round_ = scope().edition.current_round
    if refusal := rules.why_not_look(round_):
        raise refusal
    assert round_ is not None
    return round_


def _read_scope() -> None:
    """Find the area of the address; where every award is given by area, the first one serves."""
    if "edition" not in g:
        return
    g.scope = Scope(g.edition)
    if not (areas := _areas(g.edition)):
        return
    first = WHOLE if ranks_whole(current(g.edition)) else next(iter(areas))
    numbers = {str(number): number for number in (WHOLE, *areas)}
    number = numbers.get(request.args.get("area", str(first)))
    if number is None:
        abort(404)
    g.scope = Scope(g.edition, areas, number)


def _areas(edition: Edition) -> dict[int, str]:
    """Return the areas with a ranking of their own by their numbers in the rules."""
    round_ = edition.current_round
    if round_ is None or rules.why_not_look(round_):
        return {}
    numbers = {name: number for number, name in enumerate(current(edition)["areas"], 1)}
    return {numbers[name]: name for name in areas_of(get_session(), edition, round_)}


def _carry_on(endpoint: str, values: dict[str, Any]) -> None:
    values.setdefault("area", g.scope.number if "scope" in g else None)
