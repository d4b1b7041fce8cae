"""Fields that the forms of the editions, and later ones, are built of."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import DateTimeLocalInput

from judging.core.clock import HOME_ZONE
from judging.core.formatting import local_input
from judging.core.i18n import _l
from judging.core.text import one_line
from judging.core.zones import NoSuchTime, from_local

REQUIRED = _l("Fill this in.")
LONG = _l("This is too long.")
NUMBER = _l("Give a whole number.")


def line(
    label: object, most: int, *more: object, required: bool = True, **kwargs: Any
) -> StringField:
    """Return a field of one line."""
    asked = [DataRequired(REQUIRED)] if required else [Optional()]
    return StringField(
        label, [*asked, Length(max=most, message=LONG), *more], filters=[one_line], **kwargs
    )


def whole(label: object, least: int, most: int, **kwargs: Any) -> IntegerField:
    """Return a field of a whole number between two limits, both allowed."""
    sentence = _l("Give a whole number from %(least)d to %(most)d.", least=least, most=most)
    checks = [InputRequired(NUMBER), NumberRange(least, most, message=sentence)]
    return IntegerField(label, checks, **kwargs)


class MomentField(StringField):
    """A moment typed in the form's own ``zone``; its data are in UTC, its error explains itself."""

    widget = DateTimeLocalInput()
    zone = HOME_ZONE

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was typed; a time that does not exist or happens twice is refused."""
        if not valuelist:
            return
        self.data: datetime | None = None
        try:
            self.data = from_local(valuelist[0], self.zone)
        except NoSuchTime as error:
            raise ValueError(str(error)) from None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return local_input(self.data, self.zone) if isinstance(self.data, datetime) else ""


class ZonedForm(FlaskForm):
    """A form whose moments are typed in the time of an edition."""

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        self.zone = zone
        super().__init__(*args, **kwargs)

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Tell each moment its zone before it is read."""
        for field in self:
            if isinstance(field, MomentField):
                field.zone = self.zone
        super().process(*args, **kwargs)


def lines(text: str | None) -> list[str]:
    """Return the lines of a text without blanks around and between them."""
    return [clean for raw in (text or "").splitlines() if (clean := one_line(raw))]
