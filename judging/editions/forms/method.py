"""The fields by which an edition says how a round is counted."""

from collections.abc import Callable, Mapping
from typing import Any

from wtforms import BooleanField, Field, RadioField, ValidationError
from wtforms import Form as PlainForm
from wtforms.fields import SelectChoice

from judging.analysis.words import METHODS_IN_RULES
from judging.core.i18n import _, _l
from judging.editions.setup import DROPPED, LABEL_LEADERS, LABEL_MIN_SHEETS, MethodSetup
from judging.stats.vocabulary import Dropped, Method

MOST_SHEETS = 1000


def method_fields(setup: MethodSetup, whole: Callable[..., Any]) -> Mapping[str, Any]:
    """Return the fields of one round by their names; a trimmed mean leaves something to count."""
    place = setup.position
    methods = [SelectChoice(method.value, _(said)) for method, said in METHODS_IN_RULES.items()]
    dropped = [SelectChoice(dropped.value, str(said)) for dropped, said in DROPPED.items()]
    hint = _("Only where the lowest and the highest are left out.")
    return {
        f"method-{place}": RadioField(_("Method"), choices=methods),
        f"drop-low-{place}": whole(_("How many of the lowest are left out"), 0, MOST_SHEETS, description=hint),
        f"drop-high-{place}": whole(_("How many of the highest are left out"), 0, MOST_SHEETS, description=hint),
        f"drop-per-{place}": RadioField(_("What is left out"), choices=dropped),
        f"min-sheets-{place}": whole(LABEL_MIN_SHEETS, 1, MOST_SHEETS),
        f"leaders-{place}": BooleanField(LABEL_LEADERS),
        f"validate_min-sheets-{place}": _leaves_something(place),
    }


def method_values(setup: MethodSetup) -> Mapping[str, Any]:
    """Return what stands in the fields of one round."""
    place = setup.position
    return {
        f"method-{place}": setup.method.value,
        f"drop-low-{place}": setup.drop_low,
        f"drop-high-{place}": setup.drop_high,
        f"drop-per-{place}": setup.drop_per.value,
        f"min-sheets-{place}": setup.min_sheets,
        f"leaders-{place}": setup.leaders_break_ties,
    }


def method_typed(form: Any, place: int) -> MethodSetup:
    """Return what was typed of one round."""
    return MethodSetup(
        place,
        Method(form[f"method-{place}"].data),
        form[f"drop-low-{place}"].data,
        form[f"drop-high-{place}"].data,
        Dropped(form[f"drop-per-{place}"].data),
        form[f"min-sheets-{place}"].data,
        form[f"leaders-{place}"].data,
    )


def _leaves_something(place: int) -> Callable[[PlainForm, Field], None]:
    def check(form: PlainForm, field: Field) -> None:
        """Refuse a trimmed mean of entries whose sheets are all left out."""
        dropped = (form[f"drop-low-{place}"].data or 0) + (form[f"drop-high-{place}"].data or 0)
        trimmed = form[f"method-{place}"].data == Method.TRIMMED
        if trimmed and dropped >= (field.data or 0):
            raise ValidationError(
                _l("An entry needs more sheets than are left out: %(dropped)d of them are.", dropped=dropped)
            )

    return check
