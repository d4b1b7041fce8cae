"""What the secretary's and the chair's pages share: the protocol as a file, and the seal."""

from flask import Response, abort, flash, g, redirect
from flask.typing import ResponseReturnValue

from judging.accounts.login import me
from judging.accounts.operations.second_factor import check_code
from judging.core import clock, files
from judging.core.db import get_session
from judging.core.i18n import _
from judging.deliberation import operations, queries
from judging.deliberation.forms import SealForm
from judging.editions.models import Edition, Role
from judging.web.transaction import writing


def seal_as(role: Role, back: str) -> ResponseReturnValue:
    """Put the seal of a role with a fresh second factor."""
    form = SealForm()
    if not form.validate_on_submit():
        flash(_("Nothing was sealed: enter the six-digit code."), "error")
        return redirect(back)
    with writing() as session:
        edition, by = queries.locked(session, g.edition), me()
        check_code(session, by, form.code.data or "", clock.arrived())
        operations.seal(
            session, edition, queries.protocol_of(session, edition), role,
            digest=form.digest.data or "", by=by, at=clock.arrived(),
        )  # fmt: skip
        sealed = edition.sealed_at is not None
    flash(
        _("Both seals are there: the decision is sealed.")
        if sealed
        else _("Your seal is on the protocol."),
        "success",
    )
    return redirect(back)


def send_protocol(edition: Edition) -> Response:
    """Send the PDF of the protocol that stands."""
    protocol = queries.protocol_of(get_session(), edition) or abort(404)
    return files.send(
        files.Document(f"protokol-{edition.slug}.pdf", "application/pdf", protocol.pdf_sha256)
    )
