"""The declarations of an edition: which wording of each kind is in force. Pure."""

from dataclasses import dataclass

from judging.core.i18n import _
from judging.editions.models import Declaration, Edition


@dataclass(frozen=True, slots=True)
class Wording:
    """What is declared, and whether as a signed file."""

    text: str
    signed_file: bool

    def __str__(self) -> str:
        return _("%(text)s (as a signed file)", text=self.text) if self.signed_file else self.text


def standing(edition: Edition) -> list[Declaration]:
    """Return the declarations in force: of each kind the newest wording."""
    kept = [one for one in edition.declarations if one.withdrawn_at is None]
    newest = {one.kind: one for one in sorted(kept, key=lambda one: one.number)}
    return [one for one in kept if newest[one.kind] is one]
