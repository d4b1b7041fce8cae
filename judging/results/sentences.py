"""What the figures say, in plain words: sentences from the figures of ``Analysis.to_dict()``.

No sentence gives a reason that the figures do not give, and none is said where they are unknown.
"""

from collections.abc import Callable, Mapping
from typing import Any

from judging.filters import number
from judging.i18n import _, ngettext
from judging.results.remarks import method_name

Document = Mapping[str, Any]


def reliance(document: Document) -> str:
    """Say in one sentence how far this ranking can be relied on."""
    if why := why_unknown(document):
        return why
    agreement = document["agreement"]
    if agreement["components"] not in (None, 1):
        return _(
            "Between the groups of jurors this order cannot be relied on, because they share no "
            "entry; within a group it can (%(value)s).",
            value=reliability_value(agreement),
        )
    said = {
        "very_high": _(
            "This ranking can be relied on very far (%(value)s): another jury of the same size "
            "would give almost the same order.",
            value=reliability_value(agreement),
        ),
        "good": _(
            "This ranking can be relied on well (%(value)s): another jury of the same size would "
            "keep most of the order, but neighbours could change places.",
            value=reliability_value(agreement),
        ),
        "moderate": _(
            "Rely on this ranking with caution (%(value)s): another jury of the same size would "
            "move many entries, above all in the middle.",
            value=reliability_value(agreement),
        ),
        "low": _(
            "This ranking can be relied on only a little (%(value)s): the scores hardly tell the "
            "entries apart, so the discussion has to.",
            value=reliability_value(agreement),
        ),
    }
    return said[agreement["label"]]


def why_unknown(document: Document) -> str:
    """Say why nothing is known about reliability; empty where it is known."""
    flags, agreement = set(document["flags"]), document["agreement"]
    if not any(row["sheets"] for row in document["ranking"]):
        return _("No complete sheet has been handed in, so there is nothing to rank yet.")
    if "SINGLE_JUDGE" in flags:
        return _("All scores come from one juror, so nobody can say how far to rely on this order.")
    if "SINGLE_ENTRY" in flags:
        return _("There is one entry, so there is no order to rely on or to doubt.")
    if "NO_VARIATION" in flags:
        return _("All sheets give the same score, so the scores do not tell the entries apart.")
    if agreement["reliability"] is None or agreement["label"] is None:
        return _("There are too few sheets to say how far this ranking can be relied on.")
    return ""


def reliability_value(agreement: Mapping[str, Any]) -> str:
    """Print the reliability with its range where there is one: 0,89, range 0,74–0,97."""
    value = number(agreement["reliability"], 2)
    if agreement["low"] is None or agreement["high"] is None:
        return _("%(value)s of 1", value=value)
    low, high = number(max(agreement["low"], 0.0), 2), number(agreement["high"], 2)
    return _("%(value)s of 1, range %(low)s–%(high)s", value=value, low=low, high=high)


def settlement(document: Document) -> str:
    """Say how many prizes the scores settle and how many entries contend for the rest."""
    lines, rows = document["lines"], document["ranking"]
    zones = [row["zone_main"] for row in rows]
    if not any(zones):
        return ""
    if document["agreement"]["components"] not in (None, 1):
        return _(
            "The jurors worked in separate groups: adjusted places, chances and zones count within a group."
        )
    safe, open_ = zones.count("SAFE"), zones.count("CONTEST")
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
            "%(num)d entry contends for them: this is where the discussion is worth its time.",
            "%(num)d entries contend for them: this is where the discussion is worth its time.",
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
        "For the rest %(num)d entry contends: this is where the discussion is worth its time.",
        "For the rest %(num)d entries contend: this is where the discussion is worth its time.",
        count,
    )


def warnings(document: Document) -> list[str]:
    """Return what everybody should know before reading the table."""
    codes = {flag.partition(":")[0] for flag in document["flags"]}
    said: dict[str, Callable[[], str]] = {
        "DISCONNECTED": lambda: _(
            "The jurors worked in groups that share no entry. The official score compares them "
            "all the same, but nobody can say whether one group was simply stricter."
        ),
        "WEAKLY_CONNECTED": lambda: _(
            "Some jurors share so few entries that their severity can hardly be compared; "
            "adjusted places are uncertain."
        ),
        "TIE_AT_BOUNDARY": lambda: _(
            "Equal scores stand on a prize line and the ladder of the rules does not part them: "
            "the jury decides."
        ),
        "BELOW_MIN_SHEETS": lambda: _("Some entries have fewer sheets than the rules ask for."),
        "ENTRY_WITHOUT_SCORES": lambda: _(
            "Some entries have no complete sheet; they stand unranked at the end."
        ),
        "NO_SEPARATION": lambda: _(
            "The differences between entries are no larger than chance would make them."
        ),
    }
    return [make() for code, make in said.items() if code in codes]


def jury_size(document: Document) -> str:
    """Say how many jurors the next step of reliability would need."""
    agreement = document["agreement"]
    value, needed = agreement["reliability"], agreement["jurors_needed"]
    if value is None:
        return ""
    wanted = next((level for level in ("0.8", "0.9") if value < float(level)), None)
    if wanted is None:
        return _("A larger jury would change little.")
    if needed[wanted] is None:
        return ""
    return ngettext(
        "To reach %(level)s the jury would need %(num)d sheet for every entry.",
        "To reach %(level)s the jury would need %(num)d sheets for every entry.",
        needed[wanted],
        level=number(wanted),
    )


def concordance(document: Document) -> str:
    """Say whether the jurors agree on the order."""
    value = document["agreement"]["kendall_w"]
    if value is None:
        return _(
            "This cannot be said in one number here: it needs every juror to have scored every "
            "entry."
        )
    share = int(100 * value + 0.5)
    scale = _("0 means that everyone has an order of their own, 100 that all have the same.")
    if value < 0.3:
        return _("Little (%(share)d of 100).", share=share) + " " + scale
    if value < 0.7:
        return _("Moderately (%(share)d of 100).", share=share) + " " + scale
    return _("Largely (%(share)d of 100).", share=share) + " " + scale


def methods(document: Document) -> str:
    """Say whether another way of counting would honour other entries."""
    known = [row for row in document["methods"] if row["same"] is not None]
    if not known:
        return _("There is nothing to compare the ways of counting on.")
    same = [row for row in known if row["same"]]
    if len(same) == len(known):
        return ngettext(
            "The prize-winners are the same under the %(num)d way of counting that can be used "
            "here.",
            "The prize-winners are the same under all %(num)d ways of counting that can be used "
            "here.",
            len(known),
        )
    others = ", ".join(method_name(row["method"]) for row in known if not row["same"])
    return _(
        "The prize-winners are the same under %(same)d of %(all)d ways of counting; others "
        "under: %(others)s.",
        same=len(same),
        all=len(known),
        others=others,
    )
