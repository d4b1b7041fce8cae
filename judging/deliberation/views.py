"""The chair's page: read the protocol and seal it."""

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue

from judging.access import Who, allow
from judging.db import get_session
from judging.deliberation import queries, rules
from judging.deliberation.desk import seal_as
from judging.deliberation.forms import SealForm
from judging.deliberation.protocol import printed
from judging.editions.models import Role

bp = Blueprint("deliberation", __name__, url_prefix="/chapter/<string:slug>")


@bp.get("/protocol/")
@allow(Who.CHAIR, edition=True)
def protocol(slug: str) -> ResponseReturnValue:
    """Show the protocol to the chair."""
    found = queries.protocol_of(get_session(), g.edition)
    return render_template(
        "deliberation/protocol.html",
        protocol=found,
        content=printed(found.content) if found else None,
        refusal=rules.why_not_seal(found, Role.CHAIR),
        form=SealForm(digest=found.digest) if found else None,
    )


@bp.post("/protocol/seal/")
@allow(Who.CHAIR, edition=True)
def seal(slug: str) -> ResponseReturnValue:
    """Put the chair's seal."""
    return seal_as(Role.CHAIR, url_for(".protocol", slug=slug))
