"""How a text will be read that is being written: made by the very macro that prints it once it is published."""

from dataclasses import replace

from flask import Blueprint, g, url_for
from flask.typing import ResponseReturnValue

from judging.core import richtext
from judging.core.i18n import DEFAULT, _, language
from judging.editions.desk.setup import way_to_section
from judging.editions.forms.text import TextForm
from judging.web.access import TEXTS, Who, allow
from judging.web.forms import shown

bp = Blueprint("text_desk", __name__, url_prefix="/desk/<string:slug>/setup/text")


@bp.post("/")
@allow(Who.SECRETARY, edition=True, body=TEXTS)
def look(slug: str) -> ResponseReturnValue:
    """Show a text as it will be published; nothing is kept."""
    form = TextForm()
    found = richtext.blocks(form.text.data or "") if form.validate_on_submit() else []
    written_in = form.written_in.data if form.written_in.data in {DEFAULT, "en"} else DEFAULT
    return shown(
        "editions/text/look.html",
        form,
        blocks=[replace(block, lines=[str(line) for line in block.lines]) for block in found],
        written_in="" if written_in == language() else written_in,
        crumbs=way_to_section("setup_desk.regulations", _("As it will be read")),
        back=url_for("setup_desk.overview", slug=g.edition.slug),
    )
