"""The chair's page: read the protocol and seal it."""

from flask import Blueprint, g, redirect, url_for
from flask.typing import ResponseReturnValue

from judging.accounts.login import me
from judging.core.db import get_session
from judging.core.i18n import _
from judging.deliberation import queries, rules
from judging.deliberation.desk.sealing import sealed_as, send_protocol
from judging.deliberation.forms import SealForm
from judging.deliberation.protocol import earlier_rounds, interim_steps, on_paper
from judging.editions.models import Role
from judging.entries.queries import number_held
from judging.web.access import Who, allow
from judging.web.forms import beside, shown
from judging.web.reading import note_look

bp = Blueprint("deliberation", __name__, url_prefix="/chapter/<string:slug>")


@bp.get("/protocol/")
@allow(Who.CHAIR, edition=True)
def protocol(slug: str) -> ResponseReturnValue:
    """Show the protocol to the chair."""
    return _page()


@bp.get("/protocol.pdf")
@allow(Who.CHAIR, edition=True)
def protocol_file(slug: str) -> ResponseReturnValue:
    """Send the protocol to the chair."""
    return send_protocol(g.edition)


@bp.post("/protocol/seal/")
@allow(Who.CHAIR, edition=True)
def seal(slug: str) -> ResponseReturnValue:
    """Put the chair's seal."""
    form = SealForm(mark="seal")
    if sealed_as(Role.CHAIR, form):
        return redirect(url_for(".protocol", slug=slug))
    return _page(form)


def _page(sent: SealForm | None = None) -> ResponseReturnValue:
    """Render the protocol with the form of its seal."""
    session, edition = get_session(), g.edition
    note_look(edition.slug, me().id)
    found = queries.protocol_of(session, edition)
    digest = {"digest": found.digest if found else ""}
    return shown(
        "deliberation/protocol.html",
        sent,
        forms=beside(sent, SealForm.blank(mark="seal", data=digest)),
        crumbs=[(edition.name, url_for("public.show", slug=edition.slug)), (_("Protocol"), None)],
        protocol=found,
        held=number_held(session, edition),
        content=found.content if found else None,
        interim=interim_steps(found.content) if found else [],
        on_paper=on_paper(found.content) if found else "",
        earlier=earlier_rounds(found.content) if found else [],
        refusal=rules.why_not_seal(found, Role.CHAIR, me(), edition.seats),
    )
