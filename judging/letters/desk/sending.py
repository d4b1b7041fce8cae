"""A letter before it goes and after: its effect, a preview, a trial to oneself, sending, taking it back."""

from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _, ngettext
from judging.letters import context
from judging.letters.desk.ways import crumbs, found_url, letter_of, letters_step
from judging.letters.forms import SendForm
from judging.letters.operations import sending as operations
from judging.web.access import Who, allow, why_not_impartial
from judging.web.forms import saved, shown
from judging.web.transaction import writing

bp = Blueprint("sending_desk", __name__, url_prefix="/desk/<string:slug>/mail/letters/<string:letter_id>")


@bp.route("/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def show(slug: str, letter_id: str) -> ResponseReturnValue:
    """Show to whom a draft would go and what they would read, and send it; of a sent letter, what became of it."""
    form = SendForm()

    def sent(session: Session) -> int:
        return operations.send(session, g.edition, letter_of(letter_id), seen=form.seen.data, **act())

    if saved(form, sent):
        said = ngettext(
            "%(num)d letter is on its way in a minute.", "%(num)d letters are on their way in a minute.", form.result
        )
        flash(said, "success")
        return redirect(url_for(".show", slug=slug, letter_id=letter_id))
    session, letter, at = get_session(), letter_of(letter_id), clock.arrived()
    here: dict[str, Any] = {"letter": letter, "slug": slug, "found_url": found_url(letter)}
    if letter.sent_at:
        told = context.after(session, g.edition, letter, at)
        told["reads_mail"] = why_not_impartial(g.edition) is None
        return shown("letters/sent.html", form, **here, **told, crumbs=crumbs(letters_step(), (_("Sent letter"), None)))
    place = request.args.get("to", 1, type=int)
    told = context.before(session, g.edition, letter, me(), place=place, at=at)
    told["sender"] = current_app.config["MAIL_FROM"]
    form.renew(seen=told["seen"])
    return shown("letters/draft.html", form, **here, **told, crumbs=crumbs(letters_step(), (_("Draft"), None)))


@bp.post("/test/")
@allow(Who.SECRETARY, edition=True)
def try_out(slug: str, letter_id: str) -> ResponseReturnValue:
    """Send the letter of the reader shown to oneself."""
    place = request.args.get("to", 1, type=int)
    with writing() as session:
        operations.try_out(session, g.edition, letter_of(letter_id), place, **act())
    flash(_("The test goes to your address: %(address)s.", address=me().email), "success")
    return redirect(url_for(".show", slug=slug, letter_id=letter_id, to=place))


@bp.post("/undo/")
@allow(Who.SECRETARY, edition=True)
def undo(slug: str, letter_id: str) -> ResponseReturnValue:
    """Take a letter back while it is held."""
    with writing() as session:
        back = operations.undo(session, g.edition, letter_of(letter_id), **act())
    flash(ngettext("%(num)d letter is taken back.", "%(num)d letters are taken back.", back), "success")
    return redirect(url_for(".show", slug=slug, letter_id=letter_id))
