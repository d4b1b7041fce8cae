"""A proposal of who scores what, before anything is given; the statistics are loaded only where it is asked for. Pure.

What has been begun stays, whatever is asked: a plan adds, and takes back at most what nobody has touched.
"""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from judging.jury.plan_request import PlanRequest, Way
from judging.jury.proposal import Facts, Impossible, Load, Pair, Proposal, Quality

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

SHEET = 6  # minutes for the sheet of an entry, beside reading it
CHANCE = 0.25  # part of the sheets that go by lot across areas, so that these stay comparable
UNMARKED = 0.5  # how well somebody knows an area who has not said which ones, from 0 to 1


@dataclass(slots=True)
class _Work:
    """What a plan is made from, while it is made."""

    facts: Facts
    request: PlanRequest
    fixed: list[Pair]
    rng: "np.random.Generator"
    caps: dict[int, int] = field(default_factory=dict)

    @property
    def each(self) -> int:
        return self.request.each or max(self.facts.minimum, 1)


def propose(facts: Facts, request: PlanRequest) -> Proposal:
    """Return who would score what, or raise :class:`Impossible` with the entries that lack members."""
    dealt = facts.dealt
    fixed = sorted(pair for pair, begun in dealt.items() if begun or not request.anew)
    if not facts.entries or not facts.jurors:
        return _told(facts, request, sorted(dealt))
    import numpy as np

    work = _Work(facts, request, fixed, np.random.default_rng(facts.seed), _caps(facts, request))
    pairs = {Way.ALL: _all, Way.EACH: _each, Way.AREAS: _areas, Way.EXPERTISE: _expertise}[request.way](work)
    return _told(facts, request, sorted(pairs))


def _caps(facts: Facts, request: PlanRequest) -> dict[int, int]:
    """Return the most entries of each member who has a limit."""
    asked = {one.seat_id: request.caps.get(one.seat, request.most or None) for one in facts.jurors}
    return {seat: most for seat, most in asked.items() if most is not None}


def _free(facts: Facts) -> list[Pair]:
    """Return the pairs that no conflict bars."""
    every = ((entry.id, juror.seat_id) for entry in facts.entries for juror in facts.jurors)
    return [pair for pair in every if pair not in facts.barred]


def _all(work: _Work) -> set[Pair]:
    pairs = {*work.fixed, *_free(work.facts)}
    _within(work, pairs)
    return pairs


def _within(work: _Work, pairs: Set[Pair]) -> None:
    """Refuse a plan that gives somebody more new entries than their limit, naming those entries."""
    kept, loads = Counter(seat for _entry, seat in work.fixed), Counter(seat for _entry, seat in pairs)
    over = {seat for seat, most in work.caps.items() if loads[seat] > max(most, kept[seat])}
    if over:
        concerned = {entry for entry, seat in pairs - {*work.fixed} if seat in over}
        raise Impossible([entry for entry in work.facts.entries if entry.id in concerned])


def _each(work: _Work) -> set[Pair]:
    return _dealt(work, work.facts.barred)


def _areas(work: _Work) -> set[Pair]:
    facts, knows = work.facts, _panels(work.facts)
    lacking = [entry for entry in facts.entries if not knows[entry.area]]
    if lacking:
        raise Impossible(lacking, panels=True)
    outside = {(entry.id, juror.seat_id) for entry in facts.entries for juror in facts.jurors}
    outside -= {(entry.id, seat) for entry in facts.entries for seat in knows[entry.area]}
    if work.request.each:
        pairs = _dealt(work, {*facts.barred, *outside}, panels=True)
    else:
        pairs = {*work.fixed, *(pair for pair in _free(facts) if pair not in outside)}
        _within(work, pairs)
    return pairs | _links(work, pairs, knows)


def _panels(facts: Facts) -> dict[str, set[int]]:
    areas = dict.fromkeys(entry.area for entry in facts.entries)
    return {area: {juror.seat_id for juror in facts.jurors if area in juror.areas} for area in areas}


def _links(work: _Work, pairs: Set[Pair], knows: Mapping[str, set[int]]) -> set[Pair]:
    """Give a few entries of each area to a member of the next panel as well, to whoever has the least to do."""
    facts, names, links = work.facts, sorted(knows), set[Pair]()
    loads = Counter(seat for _entry, seat in pairs)
    for place, area in enumerate(names):
        here = [entry.id for entry in facts.entries if entry.area == area]
        crossed = {entry for entry, seat in pairs if entry in set(here) and seat not in knows[area]}
        open_ = [entry for entry in here if entry not in crossed]
        following = [name for name in names[place + 1 :] + names[:place] if knows[name] - knows[area]]
        wanted = max(0, work.request.links - len(crossed)) if following else 0
        for entry in [open_[index] for index in work.rng.permutation(len(open_))[:wanted]]:
            fit = [
                seat
                for seat in sorted(knows[following[0]] - knows[area])
                if (entry, seat) not in facts.barred and loads[seat] < work.caps.get(seat, len(facts.entries) + 1)
            ]
            if fit:
                seat = min(fit, key=lambda one: loads[one])
                loads[seat] += 1
                links.add((entry, seat))
    return links


def _dealt(work: _Work, barred: Set[Pair], *, panels: bool = False) -> set[Pair]:
    from judging.stats.assignment import Infeasible
    from judging.stats.dealing import deal

    facts = work.facts
    entries, seats = [entry.id for entry in facts.entries], [juror.seat_id for juror in facts.jurors]
    try:
        plan = deal(entries, seats, work.each, **_bounds(work, barred), rng=work.rng)
    except Infeasible as answer:
        raise _impossible(facts, answer.entries, panels=panels) from None
    return _pairs(plan)


def _expertise(work: _Work) -> set[Pair]:
    import pandas as pd

    from judging.stats.assignment import Infeasible
    from judging.stats.expertise import assign_by_expertise

    facts, bounds = work.facts, _bounds(work, work.facts.barred)
    known = {
        juror.seat_id: [UNMARKED if not juror.areas else float(entry.area in juror.areas) for entry in facts.entries]
        for juror in facts.jurors
    }
    affinity, load = pd.DataFrame(known, index=[entry.id for entry in facts.entries]), bounds.pop("load")
    try:
        plan = assign_by_expertise(affinity, work.each, caps=load, cross_share=CHANCE, **bounds, rng=work.rng)
    except Infeasible as answer:
        raise _impossible(facts, answer.entries) from None
    return _pairs(plan)


def _bounds(work: _Work, barred: Set[Pair]) -> dict[str, Any]:
    """Return conflicts, limits and what stays, as the statistics take them."""
    import pandas as pd

    kept, held = set(work.fixed), Counter(seat for _entry, seat in work.fixed)
    caps = {seat: max(most, held[seat]) for seat, most in work.caps.items()}
    return {
        "conflicts": _frame(sorted(barred - kept)),
        "load": (0, pd.Series(caps, dtype="int64")) if caps else None,
        "fixed": _frame(work.fixed) if work.fixed else None,
    }


def _frame(pairs: Sequence[Pair]) -> "pd.DataFrame":
    import pandas as pd

    return pd.DataFrame(pairs, columns=["entry", "juror"], dtype="int64")


def _pairs(plan: "pd.DataFrame") -> set[Pair]:
    return {(int(entry), int(seat)) for entry, seat in plan[["entry", "juror"]].itertuples(index=False)}


def _impossible(facts: Facts, lacking: Sequence[Any], *, panels: bool = False) -> Impossible:
    named = set(lacking)
    return Impossible([entry for entry in facts.entries if entry.id in named] or facts.entries, panels=panels)


def _told(facts: Facts, request: PlanRequest, pairs: Sequence[Pair]) -> Proposal:
    """Say of pairs what they add, take back, weigh, and are worth."""
    dealt, whole = facts.dealt, set(pairs)
    added = [pair for pair in pairs if pair not in dealt]
    by_entry, new = Counter(entry for entry, _seat in pairs), Counter(seat for _entry, seat in added)
    minutes = {entry.id: entry.minutes + SHEET for entry in facts.entries}
    area = {entry.id: entry.area for entry in facts.entries}
    of_seat: dict[int, list[int]] = {juror.seat_id: [] for juror in facts.jurors}
    for entry, seat in pairs:
        of_seat.setdefault(seat, []).append(entry)
    return Proposal(
        request=request,
        added=added,
        taken=sorted(pair for pair in dealt if pair not in whole),
        kept=len(pairs) - len(added),
        loads=[
            Load(
                juror,
                total=len(own := of_seat[juror.seat_id]),
                new=new[juror.seat_id],
                minutes=sum(minutes[entry] for entry in own),
                known=sum(area[entry] in juror.areas for entry in own),
            )
            for juror in facts.jurors
        ],
        short=[(entry, by_entry[entry.id]) for entry in facts.entries if by_entry[entry.id] < facts.minimum],
        quality=_quality(pairs, len(facts.entries)),
    )


def _quality(pairs: Sequence[Pair], entries: int) -> Quality | None:
    """Measure a plan."""
    if not pairs:
        return None
    from judging.stats import plan_prospects, plan_quality

    frame = _frame(pairs)
    found, precision = plan_quality.design_quality(frame), plan_quality.expected_precision(frame)
    hoped = plan_prospects.prospects(min(max(precision, 0.0), 1.0), entries)
    severity = found.contrast_variance**0.5 if found.contrast_variance == found.contrast_variance else None
    return Quality(found.components, precision, hoped.half_width, hoped.any_two, hoped.neighbours, severity)
