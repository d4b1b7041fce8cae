"""What the secretary's and the chair's pages share: the protocol as a file, and the seal."""

from flask import Response, abort, flash, g
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.accounts.operations.second_factor import check_code
from judging.core import clock, files
from judging.core.db import get_session
from judging.core.i18n import _
from judging.deliberation import queries
from judging.deliberation.forms import SealForm
from judging.deliberation.operations import protocols
from judging.editions.models import Edition, Role
from judging.web.forms import saved
from judging.web.reading import note_look


def sealed_as(role: Role, form: SealForm) -> bool:
    """Put the seal of a role with a fresh second factor, and say so; a refusal goes into the form."""
    if not saved(form, lambda session: _seal(session, role, form)):
        if protocol := queries.protocol_of(get_session(), g.edition):
            form.renew(digest=protocol.digest)  # the page shows the protocol as it stands now
        return False
    flash(
        _("Both seals are there: the decision is sealed.") if form.result else _("Your seal is on the protocol."),
        "success",
    )
    return True


def _seal(session: Session, role: Role, form: SealForm) -> bool:
    """Put the seal; tell whether the decision is sealed with it."""
    edition = queries.locked(session, g.edition)
    check_code(session, me(), form.code.data, clock.arrived())
    protocol, digest = queries.protocol_of(session, edition), form.digest.data or ""
    protocols.seal(session, edition, protocol, role, digest=digest, **act())
    return edition.sealed_at is not None


def send_protocol(edition: Edition) -> Response:
    """Send the PDF of the protocol that stands."""
    note_look(edition.slug, me().id)
    protocol = queries.protocol_of(get_session(), edition) or abort(404)
    return files.send(files.Document(f"protokol-{edition.slug}.pdf", "application/pdf", protocol.pdf_sha256))
