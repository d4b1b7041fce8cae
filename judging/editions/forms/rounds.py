"""The forms of a round: its scale and how it is counted; a rung of its ladder."""

from dataclasses import replace

from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, SelectField
from wtforms.validators import AnyOf, InputRequired

from judging.analysis.words import METHODS_IN_RULES
from judging.core.formatting import number
from judging.core.i18n import _, _l, ngettext
from judging.editions.forms.editions import VersionedForm
from judging.editions.models import Edition, RoundKind, YesRule
from judging.editions.parts.rounds import DROPPED, LABELS, QUALIFYING, YES_RULES, RoundSetup, new_round
from judging.stats.vocabulary import Dropped, Method, Rung
from judging.web.fields import REQUIRED, ExactField, line, whole
from judging.web.forms import Form

MOST_SHEETS = 1000
MOST_DECIMALS = 6
EXACT = ""
NEVER = _l("Otherwise the secretary closes it with a reason, which the protocol names.")
ONLY_TRIMMED = _l("Only where the lowest and the highest are left out.")


class RoundForm(VersionedForm):
    """One round: its scale, and how its sheets become a score."""

    name = line(LABELS["name"], 120)
    low = ExactField(LABELS["low"], description=_l("The scale is one for all criteria of the round."))
    high = ExactField(LABELS["high"])
    method = RadioField(LABELS["method"], [InputRequired(REQUIRED)])
    drop_low = whole(LABELS["drop_low"], 0, MOST_SHEETS, description=ONLY_TRIMMED)
    drop_high = whole(LABELS["drop_high"], 0, MOST_SHEETS, description=ONLY_TRIMMED)
    drop_per = RadioField(LABELS["drop_per"], [InputRequired(REQUIRED)])
    min_sheets = whole(LABELS["min_sheets"], 1, MOST_SHEETS)
    exclude_below_min = BooleanField(
        LABELS["exclude_below_min"], description=_l("Otherwise it stays in the ranking and is marked.")
    )
    never_below_min = BooleanField(LABELS["never_below_min"], description=NEVER)
    rank_on = SelectField(
        LABELS["rank_on"],
        description=_l("The exact score is rounded only when printed; a rounded one makes more ties."),
    )

    def round(self) -> RoundSetup:
        """Return what was typed."""
        return RoundSetup(
            name=self.name.data,
            low=self.low.exact or "0",
            high=self.high.exact or "0",
            method=Method(self.method.data),
            drop_low=self.drop_low.data,
            drop_high=self.drop_high.data,
            drop_per=Dropped(self.drop_per.data),
            min_sheets=self.min_sheets.data,
            exclude_below_min=self.exclude_below_min.data,
            rank_on=int(self.rank_on.data) if self.rank_on.data else None,
            never_below_min=self.never_below_min.data,
        )


class QualifyingForm(VersionedForm):
    """One qualifying round: who decides, and when an entry goes on."""

    name = line(QUALIFYING["name"], 120)
    yes_rule = RadioField(QUALIFYING["yes_rule"], [InputRequired(REQUIRED)])
    yes_needed = whole(
        QUALIFYING["yes_needed"],
        1,
        MOST_SHEETS,
        description=_l("Only where at least so many must say yes."),
    )
    min_sheets = whole(
        QUALIFYING["min_sheets"],
        1,
        MOST_SHEETS,
        description=_l("With fewer the entry stays undecided, and you decide with a reason that the protocol names."),
    )
    never_below_min = BooleanField(QUALIFYING["never_below_min"], description=NEVER)
    no_needs_reason = BooleanField(QUALIFYING["no_needs_reason"])

    def round(self) -> RoundSetup:
        """Return what was typed."""
        return replace(
            new_round(RoundKind.QUALIFYING, self.name.data),
            yes_rule=YesRule(self.yes_rule.data),
            yes_needed=self.yes_needed.data,
            min_sheets=self.min_sheets.data,
            no_needs_reason=self.no_needs_reason.data,
            never_below_min=self.never_below_min.data,
        )


class AddRoundForm(Form):
    """A round that is added: its kind, and after which of those there are."""

    name = line(LABELS["name"], 120)
    kind = RadioField(_l("What the chapter does in it"), [InputRequired(REQUIRED)])
    place = SelectField(_l("Where it stands"), coerce=int)


class RungForm(Form):
    """What is done to a rung of the ladder."""

    rung = HiddenField(validators=[AnyOf([rung.value for rung in Rung])])
    to = HiddenField(validators=[AnyOf(["on", "off", "up", "down"])])


def add_round_form(edition: Edition) -> AddRoundForm:
    """Return the form of a new round: first of all, unless it is said otherwise."""
    form = AddRoundForm()
    form.kind.choices = [
        SelectChoice(RoundKind.QUALIFYING.value, _("decides of each entry, yes or no, whether it goes on")),
        SelectChoice(RoundKind.SCORED.value, _("gives points by the criteria")),
    ]
    after = [_("after “%(round)s”", round=one.name) for one in edition.rounds]
    form.place.choices = [SelectChoice(place, said) for place, said in enumerate([_("first"), *after])]
    return form


def _qualifying_form(edition: Edition, now: RoundSetup) -> QualifyingForm:
    values = {name: getattr(now, name) for name in QUALIFYING} | {"version": edition.version}
    form = QualifyingForm(data=values | {"yes_rule": now.yes_rule.value})
    form.yes_rule.choices = [SelectChoice(rule.value, str(said)) for rule, said in YES_RULES.items()]
    return form


def round_form(edition: Edition, now: RoundSetup) -> RoundForm | QualifyingForm:
    """Return the form with what is set of a round."""
    if now.kind is RoundKind.QUALIFYING:
        return _qualifying_form(edition, now)
    values = {name: getattr(now, name) for name in LABELS}
    values |= {"low": number(now.low), "high": number(now.high), "version": edition.version}
    values |= {"method": now.method.value, "drop_per": now.drop_per.value}
    values["rank_on"] = EXACT if now.rank_on is None else str(now.rank_on)
    form = RoundForm(data=values)
    form.method.choices = [SelectChoice(method.value, _(said)) for method, said in METHODS_IN_RULES.items()]
    form.drop_per.choices = [SelectChoice(dropped.value, str(said)) for dropped, said in DROPPED.items()]
    rounded = [
        ngettext("the score rounded to %(num)d decimal", "the score rounded to %(num)d decimals", one)
        for one in range(MOST_DECIMALS + 1)
    ]
    exact = SelectChoice(EXACT, _("the exact score"))
    form.rank_on.choices = [exact, *(SelectChoice(str(place), said) for place, said in enumerate(rounded))]
    return form
