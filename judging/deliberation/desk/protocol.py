"""The secretary's acts on the protocol: make, read, seal, withdraw."""

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from judging.accounts.login import me
from judging.core import clock, files
from judging.core.db import get_session
from judging.core.fingerprints import fingerprint
from judging.core.i18n import _
from judging.deliberation import operations, queries
from judging.deliberation.desk.sealing import seal_as, send_protocol
from judging.deliberation.protocol import protocol_pdf
from judging.editions.models import Role
from judging.web.access import Who, allow
from judging.web.transaction import writing

bp = Blueprint("protocol_desk", __name__, url_prefix="/desk/<string:slug>/deliberation")


def _home() -> ResponseReturnValue:
    return redirect(url_for("deliberation_desk.show", slug=g.edition.slug))


@bp.post("/protocol/")
@allow(Who.SECRETARY, edition=True)
def make(slug: str) -> ResponseReturnValue:
    """Make the protocol and its PDF."""
    at = clock.arrived()
    content = operations.draft_protocol(get_session(), g.edition, at=at)
    pdf = files.keep_document(protocol_pdf(content))
    with writing() as session:
        operations.make_protocol(
            session, queries.locked(session, g.edition), digest=fingerprint(content),
            pdf_sha256=pdf, by=me(), at=at,
        )  # fmt: skip
    flash(_("The protocol is ready. Read it, then seal it; the chair seals it too."), "success")
    return _home()


@bp.get("/protocol.pdf")
@allow(Who.SECRETARY, edition=True)
def file(slug: str) -> ResponseReturnValue:
    """Send the protocol to the secretary."""
    return send_protocol(g.edition)


@bp.post("/seal/")
@allow(Who.SECRETARY, edition=True)
def seal(slug: str) -> ResponseReturnValue:
    """Put the secretary's seal."""
    return seal_as(Role.SECRETARY, url_for("deliberation_desk.show", slug=slug))


@bp.post("/protocol/withdraw/")
@allow(Who.SECRETARY, edition=True)
def withdraw(slug: str) -> ResponseReturnValue:
    """Open the decision again before the announcement."""
    with writing() as session:
        edition = queries.locked(session, g.edition)
        operations.withdraw_protocol(
            session, edition, queries.protocol_of(session, edition),
            reason=request.form.get("reason", "")[:3000], by=me(), at=clock.arrived(),
        )  # fmt: skip
    flash(_("The protocol was withdrawn. It stays on record with your reason."), "success")
    return _home()
