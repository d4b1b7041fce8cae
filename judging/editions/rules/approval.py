"""When the rules of an edition are approved, what is missing before, and when it is undone."""

from collections.abc import Iterator
from datetime import datetime

from judging.core.formatting import moment
from judging.core.i18n import _, _l
from judging.core.refusals import Incomplete, NotNow, Refused
from judging.editions.calendar import calendar_of, faults
from judging.editions.models import Edition
from judging.editions.rules.changes import why_not_change_rules
from judging.editions.rules.gaps import Gap, Place, missing_of_scoring
from judging.editions.setup import CONTACT


def why_not_freeze(edition: Edition, at: datetime) -> Refused | None:
    """Rules freeze once, whole, before the call opens; the refusal names everything missing."""
    if edition.rules_frozen_at:
        return why_not_change_rules(edition)
    missing = gaps(edition, at)
    return Incomplete(*(gap.sentence for gap in missing)) if missing else None


def gaps(edition: Edition, at: datetime) -> list[Gap]:
    """Return everything that keeps the rules of an edition from being frozen."""
    found = [Gap(sentence, Place.CALENDAR) for sentence in faults(calendar_of(edition))]
    found += _missing(edition)
    if at > edition.opens_at:
        when = moment(edition.opens_at, edition.time_zone)
        sentence = _("The call was to open on %(when)s. Move its opening to a later date.", when=when)
        found.append(Gap(sentence, Place.CALENDAR))
    return found


def why_not_thaw(edition: Edition, reason: str, at: datetime) -> Refused | None:
    """Undoing a freeze needs a reason, and a call that has not opened."""
    if edition.rules_frozen_at is None:
        return NotNow(_l("The rules are not approved."))
    if at >= edition.opens_at:
        return NotNow(_l("The call has opened; the rules no longer change."))
    if not reason.strip():
        return Incomplete(_l("Give the reason: it stays in the history."), field="reason")
    return None


def _missing(edition: Edition) -> Iterator[Gap]:
    """Yield a sentence for everything that public rules need and this edition lacks."""
    if not edition.areas:
        yield Gap(_("There is no area to enter a practice in."), Place.AREAS)
    if all(field.orders for field in edition.fields):
        yield Gap(_("The entry form has no question."), Place.FORM)
    yield from missing_of_scoring(edition)
    if edition.quorum < 1:
        yield Gap(_("The quorum must be at least 1."), Place.QUORUM)
    if not all(getattr(edition, name).strip() for name in CONTACT):
        yield Gap(_("There is nobody to ask: give a name or role, an e-mail address and a telephone."), Place.CONTACT)
    if not edition.rules_text.strip():
        yield Gap(_("The regulations are empty."), Place.REGULATIONS)
