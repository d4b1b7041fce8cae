"""The signs of partners: small pictures that we make of what is sent, shown on the public pages."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core import files
from judging.core.i18n import _
from judging.core.pictures import logo
from judging.core.unfit import Unfit
from judging.editions.models import Edition, Partner
from judging.editions.operations.versions import raise_version
from judging.editions.rules.changes import why_not_change_what_lasts

PICTURES = {"image/jpeg", "image/png", "image/webp"}


def set_logo(
    session: Session, edition: Edition, partner: Partner, file: files.Received, *, by: User, at: datetime
) -> None:
    """Give a partner a sign; of the file that was sent nothing is kept."""
    if refusal := why_not_change_what_lasts(edition):
        raise refusal
    if file.media_type not in PICTURES:
        raise Unfit(_("A logo is a picture: PNG, JPEG or WebP. Of an SVG or a PDF, save a PNG."), field="file")
    made, partner.logo_width, partner.logo_height = logo(file.path)
    partner.logo_sha256 = files.keep_document(made)
    _note(session, edition, by=by, at=at)


def remove_logo(session: Session, edition: Edition, partner: Partner, *, by: User, at: datetime) -> None:
    """Show a partner by name only."""
    if refusal := why_not_change_what_lasts(edition):
        raise refusal
    if partner.logo_sha256 is None:
        return
    partner.logo_sha256, partner.logo_width, partner.logo_height = None, 0, 0
    _note(session, edition, by=by, at=at)


def carry_logos(before: Iterable[Partner], after: Iterable[Partner]) -> None:
    """Let partners of the same name keep their signs: through a change of the list, and into a copy of an edition."""
    known = {str(one.name): one for one in before if one.logo_sha256}
    for one in after:
        if old := known.get(str(one.name)):
            one.logo_sha256, one.logo_width, one.logo_height = old.logo_sha256, old.logo_width, old.logo_height


def _note(session: Session, edition: Edition, *, by: User, at: datetime) -> None:
    raise_version(edition)
    record(session, Action.SETTINGS_CHANGED, edition, by=by, at=at, edition_id=edition.id, changed=["logos"])
