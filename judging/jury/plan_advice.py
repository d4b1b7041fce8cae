"""What stands beside a proposal: other ways with what each is worth, and what would help where there is none. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from judging.core.i18n import _, ngettext
from judging.core.written import joined
from judging.jury.plan_request import PlanRequest, Way
from judging.jury.planning import propose
from judging.jury.proposal import Facts, Impossible, Proposal
from judging.stats.collation import alphabetical


@dataclass(frozen=True, slots=True)
class Remedy:
    """What would help: a sentence, and what to ask then; None where the way out is another page."""

    sentence: str
    request: PlanRequest | None = None
    page: str = ""  # "invite" or "areas"


def compared(facts: Facts, request: PlanRequest) -> list[tuple[PlanRequest, Proposal | None]]:
    """Return the four ways, and of a way with a number one member less and one more; None where there is no plan."""
    each = request.each or max(facts.minimum, 1)
    asked = [request.but(way=way) for way in Way]
    if request.way in {Way.EACH, Way.EXPERTISE} or request.each:
        numbers = [number for number in (each - 1, each + 1) if number > 0]
        beside = [request.but(each=number) for number in numbers] if request.way is not Way.ALL else []
        place = list(Way).index(request.way) + 1
        asked[place:place] = beside
    return [(one, _tried(facts, one)) for one in asked]


def _tried(facts: Facts, request: PlanRequest) -> Proposal | None:
    try:
        return propose(facts, request)
    except Impossible:
        return None


def remedies(facts: Facts, request: PlanRequest, why: Impossible) -> list[Remedy]:
    """Return what would make a plan possible; each that is a request has been tried."""
    return [*_panels(why), *_higher_limit(facts, request), *_fewer(facts, request), *_more_members(facts, request, why)]


def _panels(why: Impossible) -> Iterator[Remedy]:
    if why.panels:
        areas = joined(", ", sorted({entry.area for entry in why.entries}, key=alphabetical))
        yield Remedy(_("Mark more members who know these areas: %(areas)s.", areas=areas), page="areas")


def _higher_limit(facts: Facts, request: PlanRequest) -> Iterator[Remedy]:
    if not (request.most or request.caps):
        return
    found = _tried(facts, request.but(most=0, caps={}))
    if found:
        _least, most = found.work
        words = _("Raise the limit to %(most)d entries for each member.", most=most)
        yield Remedy(words, request.but(most=most, caps={}))


def _fewer(facts: Facts, request: PlanRequest) -> Iterator[Remedy]:
    """Try fewer members for each entry, most of them first; of everybody for everything, equally many."""
    each = request.each or max(facts.minimum, 1)
    way = Way.EACH if request.way is Way.ALL else request.way
    whole = request.way is Way.ALL or (way is Way.AREAS and not request.each)
    numbers = range(len(facts.jurors) if whole else each - 1, 0, -1)
    for number in numbers:
        asked = request.but(way=way, each=number)
        if _tried(facts, asked):
            words = ngettext("Give each entry to %(num)d member.", "Give each entry to %(num)d members.", number)
            yield Remedy(words, asked)
            return


def _more_members(facts: Facts, request: PlanRequest, why: Impossible) -> Iterator[Remedy]:
    if why.panels and not request.each:
        return
    missing = max(1, _lacking(facts, request, why), _overflow(facts, request))
    words = ngettext(
        "Invite %(num)d more member who has no conflict with these entries.",
        "Invite %(num)d more members who have no conflict with these entries.",
        missing,
    )
    yield Remedy(words, page="invite")


def _lacking(facts: Facts, request: PlanRequest, why: Impossible) -> int:
    """Return how many members without a conflict the entry lacks that lacks most."""
    if request.way is Way.ALL:
        return 0
    each = request.each or max(facts.minimum, 1)
    fit = [sum((entry.id, one.seat_id) not in facts.barred for one in facts.jurors) for entry in why.entries]
    return max((each - count for count in fit), default=0)


def _overflow(facts: Facts, request: PlanRequest) -> int:
    """Return how many members with the usual limit would take what is above the limits of all."""
    if not request.most:
        return 0
    each = request.each or (len(facts.jurors) if request.way is Way.ALL else max(facts.minimum, 1))
    room = sum(request.caps.get(juror.seat, request.most) for juror in facts.jurors)
    return -(-(len(facts.entries) * each - room) // request.most)
