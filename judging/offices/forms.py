"""Forms of the offices: the shape of the input. The rules live in rules."""

import re

from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Regexp

from judging.core.addresses import canonical
from judging.core.i18n import _l
from judging.core.text import one_line
from judging.offices.operations import Details
from judging.web.fields import REQUIRED, AtMost, VersionField, email, reason
from judging.web.forms import Form

E_DELIVERY = re.compile(r"^(AE:PL-\d{5}-\d{5}-[A-Z]{5}-\d{2})?$", re.IGNORECASE)


class DetailsForm(Form):
    """What an office says about itself."""

    name = StringField(
        _l("Official name of the office"),
        [DataRequired(REQUIRED), AtMost(200)],
        filters=[one_line],
        description=_l(
            "As on the seal and on the diploma. If your office is called otherwise than we suggest, correct it."
        ),
    )
    address = StringField(_l("Address"), [AtMost(300)], filters=[one_line])
    email = email(_l("Official e-mail"), description=_l("The general address of the office, not your own."))
    e_delivery = StringField(
        _l("Address for e-Doręczenia"),
        [Regexp(E_DELIVERY, message=_l("It looks like this: AE:PL-12345-67890-ABCDE-12."))],
        filters=[one_line],
        description=_l("If the office has one: AE:PL-12345-67890-ABCDE-12."),
    )

    def details(self) -> Details:
        """Return what was typed."""
        return Details(self.name.data, self.address.data, canonical(self.email.data), self.e_delivery.data.upper())


class PositionForm(Form):
    """What a person does in the office."""

    position = StringField(
        _l("Your position"),
        [DataRequired(REQUIRED), AtMost(120)],
        filters=[one_line],
        description=_l("For example: head of the promotion department."),
    )


class RegisterForm(DetailsForm, PositionForm):
    """An office taking part for the first time, and its first representative."""

    unit = HiddenField()


class EditForm(DetailsForm):
    """The details of an office that takes part."""

    version = VersionField()


class RefusalForm(Form):
    """Why a person may not act for the office."""

    reason = reason(description=_l("The person will get it by e-mail."))
