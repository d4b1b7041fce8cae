"""The form in which one kind of award is set."""

from wtforms import BooleanField, RadioField, SelectChoice
from wtforms.validators import InputRequired

from judging.core.formatting import number
from judging.core.i18n import _l
from judging.editions.forms.editions import VersionedForm
from judging.editions.models import Edition
from judging.editions.parts.awards import LABELS, AwardSetup, accusative
from judging.web.fields import REQUIRED, ExactField, line, whole

MOST_AWARDS = 100
MAIN, DISTINCTION = "main", "distinction"


class AwardForm(VersionedForm):
    """One kind of award."""

    name = line(LABELS["name"], 120)
    name_accusative = line(
        LABELS["name_accusative"],
        120,
        required=False,
        description=_l(
            "As in “otrzymuje …”: Nagrodę Główną, wyróżnienie. Leave it empty and it is formed from the name; "
            "check it then."
        ),
    )
    main = RadioField(
        LABELS["main"],
        [InputRequired(REQUIRED)],
        choices=[
            SelectChoice(MAIN, _l("a main prize: the ranking has a line under its places")),
            SelectChoice(DISTINCTION, _l("a distinction: given below the main prizes")),
        ],
    )
    quantity = whole(LABELS["quantity"], 1, MOST_AWARDS, description=_l("The chapter may give fewer, never more."))
    per_area = BooleanField(LABELS["per_area"], description=_l("Each area then has a ranking of its own."))
    minimal_score = ExactField(
        LABELS["minimal_score"], required=False, description=_l("In points of the scale. Leave empty for none.")
    )
    ex_aequo_counts_once = BooleanField(
        LABELS["ex_aequo_counts_once"],
        description=_l("Two entries with one prize between them then use up one, not two."),
    )

    def award(self) -> AwardSetup:
        """Return what was typed."""
        name = self.name.data
        return AwardSetup(
            name=name,
            name_accusative=self.name_accusative.data or accusative(name),
            quantity=self.quantity.data,
            main=self.main.data == MAIN,
            per_area=self.per_area.data,
            minimal_score=self.minimal_score.exact,
            ex_aequo_counts_once=self.ex_aequo_counts_once.data,
        )


def award_form(edition: Edition, now: AwardSetup) -> AwardForm:
    """Return the form with what is set of a kind of award."""
    values = {name: getattr(now, name) for name in AwardSetup.__slots__}
    values |= {"main": MAIN if now.main else DISTINCTION, "version": edition.version}
    values["minimal_score"] = number(now.minimal_score) if now.minimal_score else ""
    return AwardForm(data=values)
