"""The form in which one criterion is set."""

from typing import Any

from wtforms import BooleanField, SelectChoice, ValidationError

from judging.core.formatting import number
from judging.core.i18n import _, _l
from judging.editions.forms.editions import VersionedForm
from judging.editions.models import Edition, FormField
from judging.editions.parts.criteria import LABELS, CriterionSetup, answerable, scored
from judging.editions.parts.levels import LONGEST, NoLevel, levels_read, levels_written
from judging.web.fields import ExactField, SeveralField, line, text, whole

MOST_WEIGHT = 100


class CriterionForm(VersionedForm):
    """One criterion."""

    name = line(LABELS["name"], 120)
    description = text(LABELS["description"], 2000, render_kw={"rows": 3})
    weight = whole(
        LABELS["weight"],
        0,
        MOST_WEIGHT,
        description=_l(
            "A whole number. Its share of the score is what it is of the sum of all weights; "
            "0 is scored and not counted."
        ),
    )
    step = ExactField(LABELS["step"], above=0, render_kw={"inputmode": "text"})  # a telephone has no slash elsewhere
    levels = text(
        LABELS["levels"],
        20_000,
        description=_l("A line each: points, a colon, what they mean. For example: 10: A new approach to the problem."),
        render_kw={"rows": 6},
    )
    comment_required = BooleanField(
        LABELS["comment_required"], description=_l("Without it a sheet cannot be handed in.")
    )
    answered_in = SeveralField(
        LABELS["answered_in"],
        description=_l("The criterion stands on the sheet beside the last of them; with none, at the end."),
    )
    rounds = SeveralField(LABELS["rounds"])

    def validate_levels(self, field: Any) -> None:
        """Say which line is no level."""
        try:
            levels_read(field.data or "")
        except NoLevel as wrong:
            raise ValidationError(
                _(
                    "Line %(line)d: begin with points that no other line has, then a colon "
                    "and at most %(most)d characters.",
                    line=wrong.line,
                    most=LONGEST,
                )
            ) from None

    def criterion(self) -> CriterionSetup:
        """Return what was typed."""
        return CriterionSetup(
            name=self.name.data,
            description=self.description.data,
            weight=self.weight.data,
            step=self.step.exact or "1",
            levels=levels_read(self.levels.data or ""),
            comment_required=self.comment_required.data,
            answered_in=tuple(self.answered_in.data),
            rounds=tuple(self.rounds.data),
        )


def blank_criterion(edition: Edition) -> CriterionSetup:
    """Return a criterion that has just been begun: every round scores it."""
    return CriterionSetup(name="", rounds=tuple(round_.public_id for round_ in scored(edition)))


def criterion_form(edition: Edition, now: CriterionSetup) -> CriterionForm:
    """Return the form with what is set of a criterion."""
    values = {name: getattr(now, name) for name in CriterionSetup.__slots__}
    values |= {"levels": levels_written(now.levels), "step": number(now.step), "version": edition.version}
    values |= {"answered_in": list(now.answered_in), "rounds": list(now.rounds)}
    form = CriterionForm(data=values)
    form.answered_in.choices = [SelectChoice(field.key, _question(field)) for field in answerable(edition)]
    form.rounds.choices = [SelectChoice(round_.public_id, round_.name) for round_ in scored(edition)]
    form.step.description = _step(edition)
    return form


def _question(field: FormField) -> str:
    """Return the words of a question, and that the jury does not see the answer to it."""
    if field.for_jury:
        return field.label
    return _("%(question)s (hidden from the jury)", question=field.label)


def _step(edition: Edition) -> str:
    """Say what a step is, by the scale of the edition."""
    said = _(
        "By how much one score differs from the next: 1, 0.5 or a fraction such as 1/3. "
        "It must divide the scale into equal parts."
    )
    scales = [
        _(
            "The scale of “%(round)s” goes from %(low)s to %(high)s.",
            round=one.name,
            low=number(one.low),
            high=number(one.high),
        )
        for one in scored(edition)
    ]
    return " ".join([said, *scales])
