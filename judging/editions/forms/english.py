"""The English of one part of an edition: a field for each of its texts, as they stand in Polish."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField

from judging.core.i18n import _
from judging.editions.english import LONG, LONGEST, Line, State
from judging.editions.forms.editions import VersionedForm
from judging.editions.models import Edition
from judging.web.fields import line, text

IN_A_LINE = 80  # characters of the Polish text
STILL = "still-"


class EnglishForm(VersionedForm):
    """A field for each text of a part; made by :func:`english_form`."""

    def typed(self, lines: Sequence[Line]) -> dict[str, tuple[str, bool]]:
        """Return by place the English that was typed, and whether it is said to be still right."""
        places = [one.place.name for one in lines if one.place.name in self]
        return {place: (self[place].data or "", self._is_still_right(place)) for place in places}

    def _is_still_right(self, place: str) -> bool:
        return f"{STILL}{place}" in self and bool(self[f"{STILL}{place}"].data)


def english_form(edition: Edition, lines: Sequence[Line]) -> EnglishForm:
    """Return the form with the English that stands in the edition."""
    fields: dict[str, Any] = {}
    values: dict[str, Any] = {"version": edition.version}
    for one in lines:
        name = one.place.name
        fields[name] = _field(one)
        values[name] = one.english
        if one.state is State.CHANGED:
            fields[f"{STILL}{name}"] = BooleanField(_("The English is still right: %(text)s", text=one.place.label))
    form: EnglishForm = type("EditionEnglishForm", (EnglishForm,), fields)(data=values)
    return form


def _field(one: Line) -> Any:
    """Return a line or a text, as long as the Polish asks for; people write it in English, whoever reads the page."""
    label = _("%(text)s in English", text=one.place.label)
    if one.place.most < LONG and len(one.place.text) <= IN_A_LINE * 2:
        return line(label, one.place.most * 2, required=False, render_kw={"lang": "en"})
    rows = min(20, max(2, len(one.place.text) // IN_A_LINE + one.place.text.count("\n") + 1))
    return text(label, min(one.place.most * 2, LONGEST), render_kw={"lang": "en", "rows": rows})
