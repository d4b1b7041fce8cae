"""How alike the jurors judge, and how many of them it would take, in sentences."""

from collections.abc import Mapping
from typing import Any

from judging.analysis import missing, reasons
from judging.core.formatting import number
from judging.core.i18n import _, ngettext

Document = Mapping[str, Any]


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
        return _("More jurors would not help: these scores do not tell the entries apart.")
    names = {"0.8": _("large"), "0.9": _("very large")}
    return ngettext(
        "A reliability of %(level)s (%(name)s) would take %(num)d sheet for every entry.",
        "A reliability of %(level)s (%(name)s) would take %(num)d sheets for every entry.",
        needed[wanted],
        level=number(wanted),
        name=names[wanted],
    )


def concordance(document: Document) -> str:
    """Say whether the jurors agree on the order."""
    agreement = document["agreement"]
    value = agreement["kendall_w"]
    if why := missing.concordance(document):
        return _(reasons.CONCORDANCE_UNKNOWN[why])
    share = int(100 * value + 0.5)
    said = [_said_of_concordance(value, share)]
    said.append(_("0 means that everyone has an order of their own, 100 that all have the same."))
    if not agreement["complete"]:
        said.append(
            ngettext(
                "Counted over the %(num)d entry that every juror has scored.",
                "Counted over the %(num)d entries that every juror has scored.",
                agreement["ordered_entries"],
            )
        )
    return " ".join(said)


def _said_of_concordance(value: float, share: int) -> str:
    if value < 0.3:
        return _("Little (%(share)d of 100).", share=share)
    if value < 0.7:
        return _("Moderately (%(share)d of 100).", share=share)
    return _("Largely (%(share)d of 100).", share=share)
