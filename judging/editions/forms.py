"""Forms of the editions: the shape of the input. What may be done is asked of the rules."""

from typing import Any

from wtforms import BooleanField, SelectField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired

from judging.core.addresses import canonical
from judging.core.i18n import _, _l
from judging.editions.calendar import LABELS as DATES
from judging.editions.calendar import Calendar, calendar_of
from judging.editions.models import Edition, PartnerKind
from judging.editions.setup import (
    LABELS,
    AwardSetup,
    CriterionSetup,
    Presentation,
    Setup,
    presentation_of,
    setup_of,
)
from judging.editions.wording import PARTNER_KINDS
from judging.web.fields import (
    LONG,
    REQUIRED,
    MomentField,
    VersionField,
    email,
    line,
    lines,
    reason,
    text,
    whole,
)
from judging.web.forms import Form, ReasonForm, ZonedForm

MOST_WEIGHT = 100
MOST_AWARDS = 100


class CreateForm(Form):
    """A new edition: from the template, or as a copy of an earlier one."""

    source = SelectField(
        _l("Start from"),
        description=_l("A copy takes everything but people, entries and results."),
    )
    secretary = email(
        _l("Secretary of the chapter"),
        description=_l("The address of a confirmed account. This person runs the edition and is told by e-mail."),
    )
    name = line(_l("Name of the edition"), 120)
    year = whole(_l("Year"), 2000, 2100)
    event_name = line(_l("Event"), 200, required=False, description=_l("Where the results are announced."))
    event_place = line(_l("Place of the event"), 200, required=False)


class VersionedForm(Form):
    """A form that says which version it was filled in against."""

    version = VersionField()


class SetupForm(VersionedForm):
    """What freezes with the rules; criteria and awards are added by :func:`setup_form`."""

    name = line(LABELS["name"], 120)
    year = whole(LABELS["year"], 2000, 2100)
    quorum = whole(
        LABELS["quorum"],
        1,
        100,
        description=_l("How many members must be present for the chapter to decide."),
    )
    areas = TextAreaField(LABELS["areas"], [DataRequired(REQUIRED)], description=_l("One in a line, in their order."))
    sheets_open_to_jury = BooleanField(LABELS["sheets_open_to_jury"])
    rules_text = text(
        LABELS["rules_text"],
        60_000,
        required=True,
        description=_l("“## ” begins a heading, “1. ” a numbered point, “- ” a bullet."),
    )

    def validate_areas(self, field: TextAreaField) -> None:
        """Refuse an area that is too long or stands there twice."""
        names = lines(field.data)
        if len(set(names)) < len(names):
            raise ValidationError(_("An area stands there twice."))
        if any(len(name) > 200 for name in names):
            raise ValidationError(LONG)

    def setup(self, edition: Edition) -> Setup:
        """Return what was typed."""
        return Setup(
            name=self.name.data,
            year=self.year.data,
            quorum=self.quorum.data,
            sheets_open_to_jury=self.sheets_open_to_jury.data,
            areas=lines(self.areas.data),
            criteria=[
                CriterionSetup(
                    key,
                    self[f"name-{key}"].data,
                    self[f"description-{key}"].data,
                    self[f"weight-{key}"].data,
                )
                for key in (criterion.key for criterion in edition.criteria)
            ],
            awards=[
                AwardSetup(
                    place,
                    self[f"award-{place}"].data,
                    self[f"accusative-{place}"].data,
                    self[f"quantity-{place}"].data,
                    self[f"per-area-{place}"].data,
                )
                for place in (kind.position for kind in edition.award_kinds)
            ],
            rules_text=self.rules_text.data,
        )


def setup_form(edition: Edition) -> SetupForm:
    """Return the form with a group of fields for every criterion and award of the edition."""
    now = setup_of(edition)
    fields: dict[str, Any] = {}
    values: dict[str, Any] = {"version": edition.version, "areas": "\n".join(now.areas)}
    for name in ("name", "year", "quorum", "sheets_open_to_jury", "rules_text"):
        values[name] = getattr(now, name)
    for criterion in now.criteria:
        key, title = criterion.key, criterion.name
        fields[f"name-{key}"] = line(_("Name of the criterion"), 120)
        fields[f"description-{key}"] = text(_("What it asks: %(criterion)s", criterion=title), 2000)
        fields[f"weight-{key}"] = whole(_("Weight: %(criterion)s", criterion=title), 0, MOST_WEIGHT)
        values |= {f"name-{key}": title, f"description-{key}": criterion.description}
        values[f"weight-{key}"] = criterion.weight
    for award in now.awards:
        place = award.position
        fields[f"award-{place}"] = line(_("Name of the award"), 120)
        fields[f"accusative-{place}"] = line(
            _("Name in the accusative"), 120, description=_("As in “receives …”: Nagrodę Główną.")
        )
        fields[f"quantity-{place}"] = whole(_("How many may be given: %(award)s", award=award.name), 0, MOST_AWARDS)
        values |= {f"award-{place}": award.name, f"accusative-{place}": award.name_accusative}
        fields[f"per-area-{place}"] = BooleanField(
            _("This number holds in each area: %(award)s", award=award.name),
            description=_("Each area then has a ranking of its own."),
        )
        values |= {f"quantity-{place}": award.quantity, f"per-area-{place}": award.per_area}
    form: SetupForm = type("EditionSetupForm", (SetupForm,), fields)(data=values)
    return form


class PresentationForm(VersionedForm):
    """What the public page says around the rules; partners by kind, one in a line."""

    about = text(LABELS["about"], 5000)
    event_name = line(LABELS["event_name"], 200, required=False)
    event_place = line(LABELS["event_place"], 200, required=False)
    contact_email = email(LABELS["contact_email"], required=False)

    def presentation(self) -> Presentation:
        """Return what was typed."""
        return Presentation(
            about=self.about.data,
            event_name=self.event_name.data or "",
            event_place=self.event_place.data or "",
            contact_email=canonical(self.contact_email.data),
            partners={kind: lines(self[f"partners-{kind}"].data) for kind in PartnerKind},
        )


def presentation_form(edition: Edition) -> PresentationForm:
    """Return the form with one field for each kind of partners."""
    now = presentation_of(edition)
    fields = {f"partners-{kind}": _partners(kind) for kind in PartnerKind}
    values: dict[str, Any] = {f"partners-{kind}": "\n".join(now.partners[kind]) for kind in PartnerKind}
    for name in ("about", "event_name", "event_place", "contact_email"):
        values[name] = getattr(now, name)
    made = type("EditionPresentationForm", (PresentationForm,), fields)
    form: PresentationForm = made(data=values | {"version": edition.version})
    return form


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


class FreezeForm(VersionedForm):
    """The consent to freeze exactly what was shown."""


class ThawForm(ReasonForm):
    """Why a freeze is undone."""


def _partners(kind: PartnerKind) -> TextAreaField:
    hint = _l("One in a line; an address may follow after “|”.")
    return text(PARTNER_KINDS[kind], 5000, description=hint)
