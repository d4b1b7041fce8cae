"""Every date of an edition, on one page."""

from typing import Any

from wtforms.validators import InputRequired

from judging.core.i18n import _, _l
from judging.editions.calendar import LABELS as DATES
from judging.editions.calendar import Calendar, Span, calendar_of
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

    later: tuple[str, ...] = ()  # names of the rounds after the first

    def calendar(self) -> Calendar:
        """Return the dates that were typed."""
        dates = {name: self[name].data for name in Calendar.__slots__ if name != "later"}
        spans = [
            Span(name, self[f"opens_at_{place}"].data, self[f"closes_at_{place}"].data)
            for place, name in enumerate(self.later, 2)
        ]
        return Calendar(**dates, later=tuple(spans))


def calendar_form(edition: Edition) -> CalendarForm:
    """Return the form with the dates that stand in the edition, of each round two."""
    now = calendar_of(edition)
    fields: dict[str, Any] = {"later": tuple(one.round for one in now.later)}
    dates: dict[str, Any] = {}
    for place, one in enumerate(now.later, 2):
        opens, closes = _("“%(round)s” opens", round=one.round), _("“%(round)s” closes", round=one.round)
        fields[f"opens_at_{place}"] = MomentField(opens, [InputRequired(REQUIRED)])
        fields[f"closes_at_{place}"] = MomentField(closes, [InputRequired(REQUIRED)])
        dates |= {f"opens_at_{place}": one.opens_at, f"closes_at_{place}": one.closes_at}
    form: type[CalendarForm] = type("CalendarOfRoundsForm", (CalendarForm,), fields)
    return form(zone=edition.time_zone, obj=now, data={"version": edition.version, **dates})
