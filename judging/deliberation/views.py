"""The chair's page: read the protocol and seal it."""

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue

from judging.accounts.login import me
from judging.core.db import get_session
from judging.core.i18n import _
from judging.deliberation import queries, rules
from judging.deliberation.desk.sealing import seal_as, send_protocol
from judging.deliberation.forms import SealForm
from judging.editions.models import Role
from judging.web.access import Who, allow

bp = Blueprint("deliberation", __name__, url_prefix="/chapter/<string:slug>")


@bp.get("/protocol/")
@allow(Who.CHAIR, edition=True)
def protocol(slug: str) -> ResponseReturnValue:
    """Show the protocol to the chair."""
    session, edition = get_session(), g.edition
    found = queries.protocol_of(session, edition)
    return render_template(
        "deliberation/protocol.html",
        crumbs=[(edition.name, url_for("public.show", slug=slug)), (_("Protocol"), None)],
        protocol=found,
        content=found.content if found else None,
        refusal=rules.why_not_seal(found, Role.CHAIR, me(), edition.seats),
        form=SealForm(digest=found.digest) if found else None,
    )


@bp.get("/protocol.pdf")
@allow(Who.CHAIR, edition=True)
def protocol_file(slug: str) -> ResponseReturnValue:
    """Send the protocol to the chair."""
    return send_protocol(g.edition)


@bp.post("/protocol/seal/")
@allow(Who.CHAIR, edition=True)
def seal(slug: str) -> ResponseReturnValue:
    """Put the chair's seal."""
    return seal_as(Role.CHAIR, url_for(".protocol", slug=slug))
