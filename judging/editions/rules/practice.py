"""What may be done to the practice round of an edition, and why not: it is no part of the rules."""

from judging.core.formatting import number
from judging.core.i18n import _, _l
from judging.core.refusals import Incomplete, NotNow, Refused
from judging.editions.models import Anchor, Edition
from judging.editions.parts.practice import MOST, AnchorSetup, on_scale, practised_round
from judging.editions.rules.changes import why_not_change_what_lasts


def why_not_set_anchor(edition: Edition, setup: AnchorSetup, anchor: Anchor | None) -> Refused | None:
    """An anchor is set until the archive, under a name of its own, with points that exist; None: it is a new one."""
    others = [one for one in edition.anchors if one is not anchor]
    if refusal := why_not_change_what_lasts(edition) or _too_many(others):
        return refusal
    if setup.title.casefold() in {other.title.casefold() for other in others}:
        return Incomplete(_l("Another one is called the same. Give it a name of its own."), field="title")
    return _off_scale(edition, setup)


def why_not_bring_back(edition: Edition, anchor: Anchor) -> Refused | None:
    """What was taken away comes back once, while there is room and nothing else is called so."""
    if anchor.removed_at is None:
        return NotNow(_l("It has been brought back already."))
    others = [one for one in edition.anchors if one is not anchor]
    if anchor.title.casefold() in {other.title.casefold() for other in others}:
        return NotNow(_l("Another one is called the same. Give it a name of its own."))
    return why_not_change_what_lasts(edition) or _too_many(others)


def _too_many(others: list[Anchor]) -> Refused | None:
    if len(others) < MOST:
        return None
    return NotNow(_("An edition has at most %(most)d of these.", most=MOST))


def _off_scale(edition: Edition, setup: AnchorSetup) -> Refused | None:
    """Refuse points that nobody can give; a criterion that is scored later says nothing yet."""
    round_ = practised_round(edition)
    for criterion in round_.criteria if round_ else ():
        points = setup.points.get(criterion.key)
        if round_ and points is not None and not on_scale(round_, criterion, points):
            words = {"low": number(round_.low), "high": number(round_.high), "step": number(criterion.step)}
            sentence = _("Give points from %(low)s to %(high)s, by %(step)s.", **words)
            return Incomplete(sentence, field=f"points-{criterion.key}")
    return None
