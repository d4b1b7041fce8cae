"""What the public page says around the rules."""

from typing import Any

from wtforms import TextAreaField

from judging.core.addresses import canonical
from judging.core.i18n import _l
from judging.editions.forms.editions import VersionedForm
from judging.editions.models import Edition, PartnerKind
from judging.editions.setup import CONTACT, LABELS, Presentation, presentation_of
from judging.editions.wording import PARTNER_KINDS
from judging.web.fields import email, line, lines, text


class PresentationForm(VersionedForm):
    """What the public page says around the rules; partners by kind, one in a line."""

    about = text(LABELS["about"], 5000)
    event_name = line(LABELS["event_name"], 200, required=False)
    event_place = line(LABELS["event_place"], 200, required=False)
    contact_name = line(LABELS["contact_name"], 120, required=False)
    contact_email = email(LABELS["contact_email"], required=False)
    contact_phone = line(LABELS["contact_phone"], 40, required=False, render_kw={"inputmode": "tel"})

    def presentation(self) -> Presentation:
        """Return what was typed."""
        return Presentation(
            about=self.about.data,
            event_name=self.event_name.data or "",
            event_place=self.event_place.data or "",
            contact_name=self.contact_name.data or "",
            contact_email=canonical(self.contact_email.data),
            contact_phone=self.contact_phone.data or "",
            partners={kind: lines(self[f"partners-{kind}"].data) for kind in PartnerKind},
        )


def presentation_form(edition: Edition) -> PresentationForm:
    """Return the form with one field for each kind of partners."""
    now = presentation_of(edition)
    fields = {f"partners-{kind}": _partners(kind) for kind in PartnerKind}
    values: dict[str, Any] = {f"partners-{kind}": "\n".join(now.partners[kind]) for kind in PartnerKind}
    for name in ("about", "event_name", "event_place", *CONTACT):
        values[name] = getattr(now, name)
    made = type("EditionPresentationForm", (PresentationForm,), fields)
    form: PresentationForm = made(data=values | {"version": edition.version})
    return form


def _partners(kind: PartnerKind) -> TextAreaField:
    hint = _l("One in a line; an address may follow after “|”.")
    return text(PARTNER_KINDS[kind], 5000, description=hint)
