"""Why an entry has its place, in sentences: from exact scores, profiles and chances."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from judging.analysis import missing, reasons
from judging.core.formatting import number
from judging.core.i18n import _, ngettext
from judging.core.written import joined
from judging.results.snapshot import Snapshot
from judging.results.text import labels
from judging.results.text.ranking import exact_score, points

Row = Mapping[str, Any]


def why_place(snapshot: Snapshot, row: Row) -> list[str]:
    """Return the sentences that explain a place, the plainest first."""
    if row["place"] is None:
        return labels.flag_annotations(row, snapshot.document["rules"])
    return [
        said
        for said in (
            _placed(snapshot, row),
            _tie(snapshot, row),
            _above(snapshot, row),
            _below(snapshot, row),
            _criteria(snapshot, row),
            _withheld(snapshot, row),
            _chances(snapshot, row),
            _methods(row),
        )
        if said
    ]


def without_jurors(snapshot: Snapshot, row: Row) -> str:
    """Say whose absence would bring the entry into the prizes or out of them; secretary only."""
    jurors = snapshot.document["jurors"]
    if why := missing.without_jurors(snapshot.document):
        return _(reasons.WITHOUT_JURORS_UNKNOWN[why])
    moving = [
        snapshot.jurors.get(juror["juror"], "–")
        for juror in jurors
        if row["entry"] in {*(juror["gained"] or []), *(juror["lost"] or [])}
    ]
    inside = row["place"] is not None and row["place"] <= snapshot.document["lines"]["main"]
    if not snapshot.document["lines"]["declared"]:
        return _of_the_first(moving, inside)
    if not moving and inside:
        return _("It stays among the prize-winners whichever juror is left out.")
    if not moving:
        return _("It stays outside the prizes whichever juror is left out.")
    names = ", ".join(moving)
    if inside:
        return _("It would drop out of the prizes without: %(names)s.", names=names)
    return _("It would win a prize, alone or ex aequo, without: %(names)s.", names=names)


def _of_the_first(moving: list[str], inside: bool) -> str:
    """Say the same of the first place, where no main prize is declared."""
    names = ", ".join(moving)
    if not moving:
        return (
            _("It comes first whichever juror is left out.")
            if inside
            else _("It does not come first whichever juror is left out.")
        )
    if inside:
        return _("It would not come first without: %(names)s.", names=names)
    return _("It would come first, alone or ex aequo, without: %(names)s.", names=names)


def _placed(snapshot: Snapshot, row: Row) -> str:
    ranked = sum(other["place"] is not None for other in snapshot.rows)
    facts = {
        "place": row["place"],
        "all": ranked,
        "score": number(row["score"]),
        "high": number(snapshot.document["rules"]["max"]),
    }
    sheets = ngettext("%(num)d sheet", "%(num)d sheets", row["sheets"])
    if not row["denominator"]:
        return _(
            "Place %(place)d of %(all)d, from %(sheets)s. Its score is not told here: the sheet of one juror would "
            "follow from it.",
            sheets=sheets,
            **facts,
        )
    return _(
        "Place %(place)d of %(all)d: %(score)s points of %(high)s, from %(sheets)s.",
        sheets=sheets,
        **facts,
    )


def _tie(snapshot: Snapshot, row: Row) -> str:
    if step := row["tie_step"]:
        broken = labels.tie_step(step, snapshot.criteria)
        return _("Its score equals that of a neighbour; the tie was broken by %(step)s.", step=broken)
    if row["tied"]:
        equal = sum(other["place"] == row["place"] for other in snapshot.rows) - 1
        return ngettext(
            "%(num)d other entry has exactly the same score and shares the place.",
            "%(num)d other entries have exactly the same score and share the place.",
            equal,
        )
    return ""


def _neighbour(snapshot: Snapshot, row: Row, step: int) -> Row | None:
    """Return the next entry with another place, upwards (-1) or downwards (1)."""
    rows = [other for other in snapshot.rows if other["place"] is not None]
    at = next(n for n, other in enumerate(rows) if other["entry"] == row["entry"])
    while 0 <= (at := at + step) < len(rows):
        if rows[at]["place"] != row["place"]:
            return rows[at]
    return None


def _gap(upper: Row, lower: Row) -> Fraction | None:
    """Return the points between two entries; None where the room is not told one of the scores."""
    if not (upper["denominator"] and lower["denominator"]):
        return None
    return exact_score(upper) - exact_score(lower)


def _above(snapshot: Snapshot, row: Row) -> str:
    other = _neighbour(snapshot, row, -1)
    if other is None or not (gap := _gap(other, row)):
        return ""
    said = _(
        "It would need %(gap)s points more to draw level with “%(title)s” (place %(place)d).",
        gap=points(gap),
        title=snapshot.names[other["entry"]].title,
        place=other["place"],
    )
    return joined(" ", filter(None, [said, _lost_most(snapshot, row, other)]))


def _lost_most(snapshot: Snapshot, row: Row, other: Row) -> str:
    """Name the criterion on which an entry loses most to the one above it."""
    shares = {c["criterion"]: c.get("share") or 0.0 for c in snapshot.document["criteria"]}
    lost = {
        key: shares.get(key, 0.0) * (other["profile"][key] - own)
        for key, own in row["profile"].items()
        if own is not None and other["profile"].get(key) is not None
    }
    worst = max(lost, key=lambda key: lost[key], default=None)
    if worst is None or lost[worst] <= 0 or len(lost) < 2:
        return ""
    return _(
        "It loses most to it on “%(name)s” (%(value)s to the score).",
        name=snapshot.criteria.get(worst, worst),
        value=labels.signed(-lost[worst], 2),
    )


def _below(snapshot: Snapshot, row: Row) -> str:
    other = _neighbour(snapshot, row, 1)
    if other is None or not (gap := _gap(row, other)):
        return ""
    title = snapshot.names[other["entry"]].title
    return _(
        "It is %(gap)s points ahead of “%(title)s” (place %(place)d).",
        gap=points(gap),
        title=title,
        place=other["place"],
    )


def _criteria(snapshot: Snapshot, row: Row) -> str:
    """Name the criteria that lift the entry most and hold it back most against the field."""
    effects = lifts(snapshot, row)
    if len(effects) < 2:
        return ""
    best, worst = max(effects, key=lambda e: e[1]), min(effects, key=lambda e: e[1])
    said = []
    if best[1] > 0:
        name, value = snapshot.criteria.get(best[0], best[0]), labels.signed(best[1], 2)
        said.append(_("Lifted most by “%(name)s” (%(value)s to the score).", name=name, value=value))
    if worst[1] < 0:
        name, value = snapshot.criteria.get(worst[0], worst[0]), labels.signed(worst[1], 2)
        said.append(_("Held back most by “%(name)s” (%(value)s to the score).", name=name, value=value))
    return joined(" ", said)


def _withheld(snapshot: Snapshot, row: Row) -> str:
    """Say why nothing is said of the criteria."""
    if row["entry"] not in snapshot.withheld:
        return ""
    return ngettext(
        "By criterion it is spoken of from %(num)d sheet on: of fewer, jurors could work out the sheet of another.",
        "By criterion it is spoken of from %(num)d sheets on: of fewer, jurors could work out the sheet of another.",
        snapshot.fewest_sheets,
    )


def lifts(snapshot: Snapshot, row: Row) -> list[tuple[str, float]]:
    """Return what each criterion gives the entry beyond the field: share times difference."""
    found = []
    for criterion in snapshot.document["criteria"]:
        own, mean = row["profile"].get(criterion["criterion"]), criterion.get("mean")
        share = criterion.get("share")
        if own is not None and mean is not None and share:
            found.append((criterion["criterion"], share * (own - mean)))
    return found


def _chances(snapshot: Snapshot, row: Row) -> str:
    if why := missing.chance(row, snapshot.document):
        return _(reasons.CHANCE_UNKNOWN[why])
    lines, chance = snapshot.document["lines"], labels.about(row["p_main"])
    if row["band_low"] is None:
        return _("Its chance of a prize is %(chance)s.", chance=chance)
    facts = {"chance": chance, "band": labels.band(row)}
    if not lines["declared"]:
        return _(
            "Given how much the jurors differ, the chance that it is truly the best is "
            "%(chance)s; 9 times in 10 its true place is %(band)s.",
            **facts,
        )
    return ngettext(
        "Given how much the jurors differ, the chance that it truly deserves the main prize is "
        "%(chance)s; 9 times in 10 its true place is %(band)s.",
        "Given how much the jurors differ, the chance that it truly belongs among the first "
        "%(num)d is %(chance)s; 9 times in 10 its true place is %(band)s.",
        lines["main"],
        **facts,
    )


def _methods(row: Row) -> str:
    every = [value for key, value in row.items() if key.startswith("by_")]
    places = [value for value in every if value is not None]
    if len(places) < 2:
        return ""
    low, high = min(places), max(places)
    if low == high and len(places) == len(every):
        return _("Every way of counting gives it the same place.")
    if low == high:
        return _("All ways of counting that can be used here give it the same place.")
    return _("Other ways of counting put it between %(low)d and %(high)d.", low=low, high=high)
