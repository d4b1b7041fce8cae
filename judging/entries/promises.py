"""What an office is promised about changing its entry: worded here, next to the rule that keeps it. Pure.

Pages, receipts and mails print these sentences and no others, so none of them can promise what
:mod:`judging.entries.rules` refuses.
"""

from datetime import datetime

from judging.core.formatting import moment
from judging.core.i18n import _
from judging.entries import rules
from judging.entries.models import Entry, Status


def of_any_entry() -> str:
    """Return what whoever thinks of entering is promised."""
    return _("Until the call closes you can correct the entry and submit it again: the last version submitted counts.")


def of_waiting() -> str:
    """Return what whoever waits for the confirmation of their right is promised."""
    return _(
        "You need not wait for it: what you submit before the deadline counts from the moment you sent it, once your"
        " right is confirmed, even if that is after the deadline."
    )


def of_held() -> str:
    """Return what happens to an entry that waits for the confirmation of its sender's right."""
    return _(
        "Once your right is confirmed, the entry is submitted with the time you sent it, even if the deadline has"
        " passed. If your right is refused, or is not confirmed before the result is sealed, it counts as not"
        " submitted."
    )


def of_taking_back(entry: Entry, at: datetime) -> str:
    """Return what taking back means for an entry that waits for the confirmation of its sender's right."""
    until = rules.deadline(entry) if at < rules.too_late(entry) else None
    return after_taking_back(until, entry.edition.time_zone)


def after_taking_back(until: datetime | str | None, zone: str) -> str:
    """Return what becomes of an entry that its office has taken back, until a moment; there is none when it is past."""
    if until is None:
        return _("The deadline is over: an entry that is taken back cannot be submitted again. Its text stays here.")
    return _(
        "An entry that is taken back is a draft again and counts as not submitted. Until %(until)s you can submit it"
        " again; then the new time counts.",
        until=moment(until, zone),
    )


def of_lapsed() -> str:
    """Return what became of an entry whose sender's right nobody had confirmed before the seal."""
    return _(
        "The result was sealed before your right was confirmed: this entry takes no part in the edition. If that is a"
        " mistake, write to the secretary before the results are announced."
    )


def of_withdrawing() -> str:
    """Return what withdrawing means while the entry can still be submitted again, and after."""
    return _(
        "A withdrawn entry takes no part in the edition. Until its deadline you can submit it again, under the same"
        " number. Its receipts stay here."
    )


def after_submitting(until: datetime | str | None, zone: str) -> str:
    """Return what can be changed in a submitted entry until a moment; there is none when it is past."""
    if until is None:
        return _("The deadline is over. What you submitted stands; only the secretary can return it for correction.")
    return _(
        "You can correct this entry until %(until)s. The version you have submitted stands until you submit a"
        " corrected one, which gets a receipt of its own.",
        until=moment(until, zone),
    )


def of_entry(entry: Entry, at: datetime) -> str:
    """Return what can still be changed in this entry, and until when."""
    if not entry.editable:
        return _("A rejected entry cannot be corrected. Until the call closes you can begin another one.")
    if entry.edition.announced_at and entry.versions:
        return _("The results are announced; what was submitted cannot change any more.")
    if entry.edition.sealed_at and entry.versions:
        return _("The result is sealed; what was submitted cannot change any more.")
    if entry.lapsed:
        return of_lapsed()
    if entry.held and at >= rules.too_late(entry):
        return of_held()
    if at >= rules.too_late(entry):
        return _over(entry)
    if entry.status in {Status.SUBMITTED, Status.ACCEPTED}:
        return after_submitting(rules.deadline(entry), entry.edition.time_zone)
    return _in_time(entry, moment(rules.deadline(entry), entry.edition.time_zone))


def _over(entry: Entry) -> str:
    if entry.status is Status.WITHDRAWN:
        return _("The deadline is over: a withdrawn entry cannot be submitted again.")
    if entry.status is Status.RETURNED:
        return _("The time for corrections is over.")
    if entry.versions:
        return after_submitting(None, entry.edition.time_zone)
    return _("The deadline is over: this draft was not submitted in time.")


def _in_time(entry: Entry, until: str) -> str:
    if entry.held:
        again = _("Until %(until)s you can correct it and submit it again: the last version counts.", until=until)
        return f"{of_held()} {again}"
    if entry.status is Status.WITHDRAWN:
        return _("You can submit this entry again, under the same number, until %(until)s.", until=until)
    if entry.status is Status.RETURNED:
        return _("Correct the entry and submit it again until %(until)s.", until=until)
    return _(
        "Until %(until)s you can correct what you have submitted and submit it again, or withdraw it. The last version"
        " submitted counts.",
        until=until,
    )
