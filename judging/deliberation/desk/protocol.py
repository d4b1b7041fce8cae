"""The secretary's acts on the protocol: make, read, seal, withdraw."""

from flask import Blueprint, flash, g
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act
from judging.core import clock, files
from judging.core.db import get_session
from judging.core.fingerprints import fingerprint
from judging.core.i18n import _
from judging.deliberation import queries
from judging.deliberation.desk.meeting import home, page
from judging.deliberation.desk.sealing import sealed_as, send_protocol
from judging.deliberation.forms import SealForm, WithdrawForm
from judging.deliberation.operations import protocols
from judging.deliberation.protocol import protocol_pdf
from judging.editions.models import Role
from judging.web.access import Who, allow
from judging.web.forms import saved
from judging.web.transaction import writing

bp = Blueprint("protocol_desk", __name__, url_prefix="/desk/<string:slug>/deliberation")


@bp.post("/protocol/")
@allow(Who.SECRETARY, edition=True, impartial=True)
def make(slug: str) -> ResponseReturnValue:
    """Make the protocol and its PDF."""
    at = clock.arrived()
    content = protocols.draft_protocol(get_session(), g.edition, at=at)
    pdf = files.keep_document(protocol_pdf(content))
    with writing() as session:
        edition, digest = queries.locked(session, g.edition), fingerprint(content)
        protocols.make_protocol(session, edition, digest=digest, pdf_sha256=pdf, **act())
    flash(_("The protocol is ready. Read it, then seal it; the chair seals it too."), "success")
    return home()


@bp.get("/protocol.pdf")
@allow(Who.SECRETARY, edition=True, impartial=True)
def file(slug: str) -> ResponseReturnValue:
    """Send the protocol to the secretary."""
    return send_protocol(g.edition)


@bp.post("/seal/")
@allow(Who.SECRETARY, edition=True, impartial=True)
def seal(slug: str) -> ResponseReturnValue:
    """Put the secretary's seal."""
    form = SealForm(mark="seal")
    return home() if sealed_as(Role.SECRETARY, form) else page(form)


@bp.post("/protocol/withdraw/")
@allow(Who.SECRETARY, edition=True, impartial=True)
def withdraw(slug: str) -> ResponseReturnValue:
    """Open the decision again before the announcement."""
    form = WithdrawForm(mark="withdraw")

    def take_back(session: Session) -> None:
        edition = queries.locked(session, g.edition)
        protocol, reason = queries.protocol_of(session, edition), form.reason.data
        protocols.withdraw_protocol(session, edition, protocol, reason=reason, **act())

    if saved(form, take_back):
        flash(_("The protocol was withdrawn. It stays on record with your reason."), "success")
        return home()
    return page(form)
