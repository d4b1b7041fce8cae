"""What the figures say, in plain words: sentences from the figures of ``whole_document(analysis)``.

No sentence gives a reason that the figures do not give, and none is said where they are unknown.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from judging.analysis import missing, reasons
from judging.core.formatting import number
from judging.core.i18n import _, ngettext
from judging.results.text.labels import method_name
from judging.stats.thresholds import LOW_RELIABILITY
from judging.stats.vocabulary import Level, Zone

Document = Mapping[str, Any]


def reliance(document: Document) -> str:
    """Say in one sentence how far this ranking can be relied on."""
    if why := why_unknown(document):
        return why
    agreement = document["agreement"]
    if agreement["low"] is not None and agreement["low"] < LOW_RELIABILITY <= agreement["reliability"]:
        return _(
            "How far this ranking can be relied on is not known well enough (%(value)s): there are "
            "too few entries or sheets.",
            value=reliability_value(agreement),
        )
    said = {
        Level.VERY_HIGH: _(
            "As a whole this ranking can be relied on to a very large extent (%(value)s): another "
            "jury of the same size would give a similar order.",
            value=reliability_value(agreement),
        ),
        Level.GOOD: _(
            "As a whole this ranking can be relied on to a large extent (%(value)s): another jury "
            "of the same size would keep most of the order, but neighbours could change places.",
            value=reliability_value(agreement),
        ),
        Level.MODERATE: _(
            "Rely on this ranking with caution (%(value)s): another jury of the same size would "
            "move many entries, above all in the middle.",
            value=reliability_value(agreement),
        ),
        Level.LOW: _(
            "This ranking can be relied on only a little (%(value)s): the scores hardly tell the "
            "entries apart, so the discussion has to.",
            value=reliability_value(agreement),
        ),
    }
    return said[agreement["label"]]


def why_unknown(document: Document) -> str:
    """Say why nothing is known about reliability; empty where it is known."""
    why = missing.reliability(document)
    return _(reasons.RELIABILITY_UNKNOWN[why]) if why else ""


def reliability_value(agreement: Mapping[str, Any]) -> str:
    """Print the reliability with its interval where there is one."""
    value = number(agreement["reliability"], 2)
    if agreement["low"] is None or agreement["high"] is None:
        return _("reliability %(value)s of 1", value=value)
    low, high = number(max(agreement["low"], 0.0), 2), number(agreement["high"], 2)
    return _(
        "reliability %(value)s of 1, 95%% confidence interval %(low)s–%(high)s",
        value=value,
        low=low,
        high=high,
    )


def front(document: Document) -> str:
    """Say what the scores settle at the front, and how wide the gap at the prize line is."""
    return " ".join(filter(None, [settlement(document), prize_gap(document), _groups(document)]))


def _groups(document: Document) -> str:
    """Say what adjusted places mean where groups of jurors share no entry."""
    if document["agreement"]["components"] in (None, 1):
        return ""
    return _("Adjusted places count within a group of jurors; all the rest is about everybody.")


def settlement(document: Document) -> str:
    """Say how many prizes the scores settle and how many entries contend for the rest."""
    lines, rows = document["lines"], document["ranking"]
    zones = [row["zone_main"] for row in rows]
    if not any(zones):
        return ""
    safe, open_ = zones.count(Zone.SAFE), zones.count(Zone.CONTEST)
    if not lines["declared"]:
        if safe:
            return _("The first place is settled by the scores.")
        return ngettext(
            "The first place is not settled: %(num)d entry contends for it.",
            "The first place is not settled: %(num)d entries contend for it.",
            open_,
        )
    if not open_:
        return _("The scores settle all the main prizes.")
    if not safe:
        none = _("The scores settle none of the main prizes.")
        contend = ngettext(
            "%(num)d entry is in play for them: this is where the discussion is worth its time.",
            "%(num)d entries are in play for them: this is where the discussion is worth its time.",
            open_,
        )
        return f"{none} {contend}"
    return f"{_prizes_settled(safe, lines['main'])} {_contenders(open_)}"


def _prizes_settled(safe: int, prizes: int) -> str:
    return ngettext(
        "The scores settle %(num)d main prize of %(all)d.",
        "The scores settle %(num)d main prizes of %(all)d.",
        safe,
        all=prizes,
    )


def _contenders(count: int) -> str:
    return ngettext(
        "%(num)d entry is in play for the rest: this is where the discussion is worth its time.",
        "%(num)d entries are in play for the rest: this is where the discussion is worth its time.",
        count,
    )


def prize_gap(document: Document) -> str:
    """Say how many points lie between the last main prize and the first entry without one."""
    line = document["lines"]["main"]
    rows = [row for row in document["ranking"] if row["place"] is not None]
    inside = [row for row in rows if row["place"] <= line]
    outside = rows[len(inside) :]
    if not document["lines"]["declared"] or len(inside) != line or not outside:
        return ""
    if not (inside[-1]["denominator"] and outside[0]["denominator"]):
        return ""  # a score that the room is not told
    gap = exact_score(inside[-1]) - exact_score(outside[0])
    if gap <= 0:
        return ""
    return ngettext(
        "The main prize lies %(gap)s points above the next entry.",
        "The last of the %(num)d main prizes lies %(gap)s points above the next entry.",
        len(inside),
        gap=points(gap),
    )


def exact_score(row: Mapping[str, Any]) -> Fraction:
    """Return the score of an entry that has one, exactly."""
    return Fraction(row["numerator"], row["denominator"])


def points(gap: Fraction) -> str:
    """Print a gap in points with enough decimals to be more than nothing."""
    places = next((n for n in range(2, 7) if gap * 10**n >= 1), 6)
    return number(float(gap), places)


def methods(document: Document) -> str:
    """Say whether another way of counting would honour other entries."""
    known = [row for row in document["methods"] if row["same"] is not None]
    if not known:
        return _("There is nothing to compare the ways of counting on.")
    same = [row for row in known if row["same"]]
    if not document["lines"]["declared"]:
        return _(
            "The first place is the same under %(same)d of %(all)d ways of counting.",
            same=len(same),
            all=len(known),
        )
    if len(same) == len(known):
        return ngettext(
            "The prize-winners are the same under the %(num)d way of counting that can be used here.",
            "The prize-winners are the same under all %(num)d ways of counting that can be used here.",
            len(known),
        )
    said = [
        _(
            "The prize-winners are the same under %(same)d of %(all)d ways of counting.",
            same=len(same),
            all=len(known),
        )
    ]
    other = [row for row in known if not row["same"] and not row["level"]]
    if others := ", ".join(method_name(row["method"]) for row in other):
        said.append(_("They would be others under: %(others)s.", others=others))
    level = [row for row in known if row["level"]]
    if shared := ", ".join(method_name(row["method"]) for row in level):
        said.append(_("More entries would draw level with them under: %(shared)s.", shared=shared))
    return " ".join(said)
