"""What an office declares with its entry: a text of each kind, empty where it is not asked for."""

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField

from judging.core.i18n import _l
from judging.editions.declarations import Wording, standing
from judging.editions.forms.editions import VersionedForm
from judging.editions.models import DeclarationKind, Edition
from judging.editions.wording import DECLARATION_KINDS
from judging.web.fields import text

LONGEST = 5000


class DeclarationsForm(VersionedForm):
    """A text and a tick for each kind; made by :func:`declarations_form`."""

    def typed(self) -> Mapping[DeclarationKind, Wording]:
        """Return the wording of each kind that is asked for."""
        found = {kind: Wording(self[f"text-{kind}"].data, self[f"signed-{kind}"].data) for kind in DeclarationKind}
        return {kind: wording for kind, wording in found.items() if wording.text}


def declarations_form(edition: Edition) -> DeclarationsForm:
    """Return the form with the wordings in force."""
    fields: dict[str, Any] = {}
    values: dict[str, Any] = {"version": edition.version}
    now = {one.kind: one for one in standing(edition)}
    for kind, label in DECLARATION_KINDS.items():
        fields[f"text-{kind}"] = text(
            label, LONGEST, description=_l("Left empty, it is not asked for."), render_kw={"rows": 5}
        )
        fields[f"signed-{kind}"] = BooleanField(_l("It is attached as a signed file"))
        if kind in now:
            values |= {f"text-{kind}": now[kind].text, f"signed-{kind}": now[kind].signed_file}
    form: DeclarationsForm = type("EditionDeclarationsForm", (DeclarationsForm,), fields)(data=values)
    return form
