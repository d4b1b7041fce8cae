"""What may be awarded: within the number of awards, above a minimal score, with a reason for a departure."""

from collections.abc import Sequence

from judging.core.formatting import number
from judging.core.i18n import _, _l, ngettext
from judging.core.refusals import Incomplete, NotNow, Refused
from judging.deliberation import advising
from judging.deliberation.advising import area_places, kind_of, score
from judging.deliberation.models import Award, Motion
from judging.editions.models import AwardKind
from judging.entries.models import Entry, Status
from judging.results.models import Ranking


def why_not_move(entry: Entry, ranking: Ranking) -> Refused | None:
    """Motions are about entries that were judged and still take part."""
    if entry.public_id not in {row["id"] for row in ranking.entries}:
        return NotNow(_l("This entry was not judged, so it cannot get an award."), field="entry")
    if entry.status is not Status.ACCEPTED:
        return NotNow(_l("This entry does not take part any more."), field="entry")
    return None


def why_not_award(
    motion: Motion, given: Sequence[Award], ranking: Ranking, kinds: Sequence[AwardKind]
) -> Refused | None:
    """No more awards than the rules allow, one an entry, a reason for a departure."""
    kind, entry = motion.award_kind, motion.entry
    if any(award.entry_id == entry.id for award in given):
        return NotNow(_l("This entry has an award already."), field="entry")
    if refusal := _why_below_minimum(kind, entry, ranking):
        return refusal
    if _used(kind, entry, given, ranking) >= kind.quantity:
        sentence = ngettext(
            "All awards of this kind have been given: the rules allow %(num)d.",
            "All awards of this kind have been given: the rules allow %(num)d.",
            kind.quantity,
        )
        return NotNow(sentence, field="kind")
    departs = advising.advice(ranking, kinds).departs(entry.public_id, kind.public_id)
    if departs and not motion.departure.strip():
        return Incomplete(
            _l("This departs from the ranking. Write the chapter's reason; it goes into the protocol."),
            field="departure",
        )
    return None


def _why_below_minimum(kind: AwardKind, entry: Entry, ranking: Ranking) -> Refused | None:
    [row] = [row for row in ranking.analysis["ranking"] if row["entry"] == entry.public_id]
    if kind_of(kind).allows(score(row, ranking)):
        return None
    words = {"least": number(kind.minimal_score), "score": number(row["score"])}
    return NotNow(
        _("The rules ask for a score of at least %(least)s; this entry has %(score)s.", **words),
        field="kind",
    )


def _used(kind: AwardKind, entry: Entry, given: Sequence[Award], ranking: Ranking) -> int:
    """Count the awards of a kind; ex aequo on one place count once where the rules say so."""
    same = [award.entry.public_id for award in given if award.award_kind_id == kind.id]
    if kind.per_area:
        areas = {row["id"]: row["area"] for row in ranking.entries}
        same = [other for other in same if areas[other] == areas[entry.public_id]]
    if not kind.ex_aequo_counts_once:
        return len(same)
    places = (
        area_places(ranking) if kind.per_area else {row["entry"]: row["place"] for row in ranking.analysis["ranking"]}
    )
    taken = {places.get(other) or other for other in same}  # unranked ones share no place
    return len(taken - {places.get(entry.public_id) or entry.public_id})
