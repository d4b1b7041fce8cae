"""Every date of an edition, on one page."""

from wtforms.validators import InputRequired

from judging.core.i18n import _l
from judging.editions.calendar import LABELS as DATES
from judging.editions.calendar import Calendar, calendar_of
from judging.editions.forms.editions import VersionedForm
from judging.editions.models import Edition
from judging.web.fields import REQUIRED, MomentField, reason, whole
from judging.web.forms import ZonedForm


class CalendarForm(ZonedForm, VersionedForm):
    """Every date of the edition, on one page."""

    opens_at = MomentField(DATES["opens_at"], [InputRequired(REQUIRED)])
    closes_at = MomentField(
        DATES["closes_at"],
        [InputRequired(REQUIRED)],
        description=_l("Entries are accepted until this minute is over."),
    )
    grace_minutes = whole(
        DATES["grace_minutes"],
        0,
        1440,
        default=0,
        description=_l("How much longer a late entry is let in; not announced anywhere."),
    )
    corrections_until = MomentField(
        DATES["corrections_until"],
        [InputRequired(REQUIRED)],
        description=_l("The last moment for entries returned for correction."),
    )
    scoring_opens_at = MomentField(DATES["scoring_opens_at"], [InputRequired(REQUIRED)])
    scoring_closes_at = MomentField(
        DATES["scoring_closes_at"],
        [InputRequired(REQUIRED)],
        description=_l("Saving ends then; the round itself is closed by you."),
    )
    announcement_at = MomentField(
        DATES["announcement_at"],
        [InputRequired(REQUIRED)],
        description=_l("Only a plan: nothing is announced by itself."),
    )
    reason = reason(
        _l("Reason for the change"),
        required=False,
        description=_l("Needed once the rules are public; it stays in the history."),
    )

    def calendar(self) -> Calendar:
        """Return the dates that were typed."""
        return Calendar(**{name: self[name].data for name in Calendar.__slots__})


def calendar_form(edition: Edition) -> CalendarForm:
    """Return the form with the dates that stand in the edition."""
    return CalendarForm(zone=edition.time_zone, obj=calendar_of(edition), data={"version": edition.version})
