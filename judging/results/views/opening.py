"""What the desk, the room and the files of the results share: they open one closed round, and say so in the log.

An address names a round by its place and an area by its number in the rules; every link between these pages carries
both on. Without a round it is the current one: in the end the last.
"""

from typing import Any

from flask import Blueprint, abort, g, request, url_for

from judging.accounts.login import me
from judging.core.db import get_session
from judging.core.i18n import _
from judging.core.refusals import Refused
from judging.editions.models import Edition, Round
from judging.editions.rulebook import current, ranks_whole
from judging.jury.queries.vouching import compared_lately
from judging.results import rules
from judging.results.queries.snapshots import areas_of, snapshot_at_once, snapshot_of
from judging.results.scope import WHOLE, Scope
from judging.results.snapshot import Snapshot
from judging.web.reading import note_look

ROOM = "results_room"  # is projected: names no juror


def by_area(bp: Blueprint) -> None:
    """Let the pages of a blueprint speak of the area that their address names."""
    bp.before_request(_read_scope)
    bp.url_defaults(_carry_on)


def scope() -> Scope:
    """Return what the page that is called is about."""
    found: Scope = g.scope
    return found


def way_to_results(*more: str) -> list[tuple[str, str | None]]:
    """Return the way to a page of the results, of one of several rounds by its name."""
    round_ = scope().round if scope().rounds else None
    title = _("Results: %(round)s", round=round_.name) if round_ else _("Results")
    return [
        (g.edition.name, url_for("editions_desk.show", slug=g.edition.slug)),
        (title, url_for("results_desk.show", slug=g.edition.slug) if more else None),
        *((one, None) for one in more),
    ]


def of_rounds() -> dict[str, Any]:
    """Return what a page without a ranking needs to lead to the other rounds."""
    return {"rounds": scope().rounds, "round_shown": scope().round}


def opened() -> Snapshot:
    """Return the ranking with all that is said of it; nothing before the round is closed."""
    round_ = _vouched_round()
    return snapshot_of(get_session(), scope().edition, round_, scope().area)


def opened_at_once() -> Snapshot:
    """Return what can be shown at once, unless the reader waits for the rest."""
    if request.args.get("wait"):
        return opened()
    round_ = _vouched_round()
    return snapshot_at_once(get_session(), scope().edition, round_, scope().area)


def _vouched_round() -> Round:
    """Return the closed round, noting the look; refuse where its sheets are not what was handed in."""
    round_ = closed_round()
    if refusal := why_not_shown(round_, named=request.blueprint != ROOM):
        raise refusal
    note_look(scope().edition.slug, me().id, scope().number)
    return round_


def why_not_shown(round_: Round, *, named: bool) -> Refused | None:
    """No ranking is shown over a changed sheet; only the secretary's desk names whose it is."""
    found, _stamp = compared_lately(get_session(), round_)
    return rules.why_not_vouched(found, named=named)


def closed_round() -> Round:
    """Return the round, or refuse: nobody sees a score before it is closed."""
    round_ = scope().round
    if refusal := rules.why_not_look(round_):
        raise refusal
    assert round_ is not None
    if refusal := rules.why_not_rank(round_):
        raise refusal
    return round_


def _read_scope() -> None:
    """Find round and area of the address; where every award is given by area, the first one serves."""
    if "edition" not in g:
        return
    round_ = _round_of_address(g.edition)
    g.scope = Scope(g.edition, round_)
    if round_ is None or not (areas := _areas(g.edition, round_)):
        return
    first = WHOLE if ranks_whole(current(g.edition)) else next(iter(areas))
    numbers = {str(number): number for number in (WHOLE, *areas)}
    number = numbers.get(request.args.get("area", str(first)))
    if number is None:
        abort(404)
    g.scope = Scope(g.edition, round_, areas, number)


def _round_of_address(edition: Edition) -> Round | None:
    """Return the round that the address names by its place, or the current one."""
    asked = request.args.get("round")
    if asked is None:
        return edition.current_round
    return next((one for one in edition.rounds if str(one.position) == asked), None) or abort(404)


def _areas(edition: Edition, round_: Round) -> dict[int, str]:
    """Return the areas with a ranking of their own by their numbers in the rules."""
    if rules.why_not_look(round_) or rules.why_not_rank(round_) or why_not_shown(round_, named=False):
        return {}
    numbers = {name: number for number, name in enumerate(current(edition)["areas"], 1)}
    return {numbers[name]: name for name in areas_of(get_session(), edition, round_)}


def _carry_on(endpoint: str, values: dict[str, Any]) -> None:
    if "scope" not in g:
        return
    other = values.get("round", g.scope.round_number) != g.scope.round_number  # its areas may be others
    values.setdefault("area", None if other else g.scope.number)
    values.setdefault("round", g.scope.round_number)
