"""Forms of the formal check and of the lists: the shape of the input."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from wtforms import BooleanField, Field, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired
from wtforms.widgets import HiddenInput

from judging.core.i18n import _, _l
from judging.core.text import one_line
from judging.entries.models import Outcome
from judging.screening.models import Met, ReadyText
from judging.screening.operations.checking import Check
from judging.screening.points import LONGEST_REMARK, LONGEST_TEXT, Found
from judging.web.fields import REQUIRED, AtMost, MomentField, PickField, VersionField, lines, reason, text
from judging.web.forms import Form, ZonedForm

MET, REMARK = "met-", "remark-"
LONGEST_REMARKS = 5000
SHOWN = 90  # characters of a ready text in the list of them


class CheckForm(ZonedForm):
    """The formal check of one version of an entry; a field for each point is added by :func:`check_form`."""

    read = VersionField()
    rest = BooleanField(_l("The remaining points are met"))
    ready = SelectField(_l("Insert a ready text"), default="")
    remarks = text(
        _l("Remarks for the office"),
        LONGEST_REMARKS,
        description=_l(
            "Needed when the entry is returned or rejected. The office reads them word for word, "
            "and below them each point that is not met."
        ),
        render_kw={"rows": 5},
    )
    keep = BooleanField(_l("Keep these remarks as a ready text"))
    until = MomentField(
        _l("Deadline of the correction"),
        description=_l("Needed when the entry is returned. The whole minute still counts."),
    )
    outcome = RadioField(
        _l("Your decision"),
        [DataRequired(_l("Choose the decision."))],
        choices=[SelectChoice(outcome.value, outcome.value) for outcome in Outcome],
    )

    points: Sequence[str]

    @property
    def found(self) -> list[Found]:
        """What was found at the points."""
        return [
            Found(point, met.data, remark.data or "")
            for point, met, remark in zip(self.points, self.answers, self.point_remarks, strict=True)
        ]

    @property
    def answers(self) -> list[Field]:
        """The fields of the points."""
        return [self[f"{MET}{place}"] for place in range(1, len(self.points) + 1)]

    @property
    def point_remarks(self) -> list[Field]:
        """The fields of the remarks on them."""
        return [self[f"{REMARK}{place}"] for place in range(1, len(self.points) + 1)]

    def check(self, ready: Sequence[ReadyText]) -> Check:
        """Return what the secretary found and decided."""
        return Check(
            Outcome(self.outcome.data),
            self.found,
            rest_met=self.rest.data,
            remarks=self.remarks.data or "",
            ready=next((one for one in ready if one.public_id == self.ready.data), None),
            until=self.until.data,
            keep=self.keep.data,
        )


def check_form(points: Sequence[str], ready: Sequence[ReadyText], *, zone: str, until: datetime) -> CheckForm:
    """Make the form of a check out of the points of its edition."""
    fields: dict[str, Any] = {}
    for place in range(1, len(points) + 1):
        fields[f"{MET}{place}"] = _answer(place)
        label = _("Remark on point %(number)d", number=place)
        fields[f"{REMARK}{place}"] = StringField(label, [AtMost(LONGEST_REMARK)], filters=[one_line])
    made = type("PointsForm", (CheckForm,), {**fields, "points": points})
    form = cast(CheckForm, made(zone=zone, data={"until": until}))
    form.ready.choices = [SelectChoice("", _("– choose –")), *map(_ready, ready)]
    return form


def _answer(place: int) -> RadioField:
    choices = [SelectChoice(met.value, met.label) for met in Met]
    label = _("Point %(number)d", number=place)
    return RadioField(label, choices=choices, coerce=_met, validate_choice=False)


def _met(value: str) -> Met | None:
    """Return an answer; none is given where nothing is."""
    return Met(value) if value else None


def _ready(one: ReadyText) -> SelectChoice:
    told = one_line(one.text)
    short = told if len(told) <= SHOWN else f"{told[:SHOWN]}…"
    return SelectChoice(one.public_id, short, render_kw={"data-text": one.text})


class PointsForm(Form):
    """The points of the formal check of an edition, one in each line."""

    points = text(
        _l("Points, one in each line"),
        12_000,
        description=_l("Write each so that the answer can be “met”, “not met” or “not applicable”."),
        render_kw={"rows": 10},
    )

    @property
    def listed(self) -> list[str]:
        """The points in their order."""
        return lines(self.points.data)


class ReadyTextForm(Form):
    """One ready text."""

    text = text(_l("Text"), LONGEST_TEXT, required=True, render_kw={"rows": 4})


class ChangedTextForm(Form):
    """The same written anew."""

    text = text(_l("Text"), LONGEST_TEXT, description=_l("Leave it empty to remove the text."), render_kw={"rows": 6})


class ExtensionForm(ZonedForm):
    """More time for one office."""

    office = PickField(_l("Office"))
    until = MomentField(_l("New deadline"), [DataRequired(REQUIRED)])
    reason = reason()


class HiddenMomentField(MomentField):
    """A moment that the page has shown already."""

    widget = HiddenInput()


class MoreTimeForm(ZonedForm):
    """More time for all offices that a search finds, as the page has shown them."""

    until = HiddenMomentField(validators=[DataRequired(REQUIRED)])
    seen = VersionField()
    reason = reason()
