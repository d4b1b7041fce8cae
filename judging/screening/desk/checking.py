"""The formal check as a queue: the next entry that waits opens by itself, its decision is always in sight."""

from datetime import datetime, timedelta

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act, me
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.editions.models import Edition
from judging.entries import reading
from judging.entries.models import NEXT, Entry, Status
from judging.offices.rules import why_not_impartial
from judging.screening.desk.entries import as_submitted
from judging.screening.desk.ways import crumbs, entry_of_edition
from judging.screening.forms import CheckForm, check_form
from judging.screening.operations import checking as operations
from judging.screening.queries import checking as queries
from judging.screening.queries.checking import Queue
from judging.screening.search import Search
from judging.web.access import Who, allow
from judging.web.forms import saved, shown

bp = Blueprint("check_desk", __name__, url_prefix="/desk/<string:slug>/check")
USUAL_TIME = timedelta(days=7)  # for a correction, where the edition has no later date for all


@bp.get("/")
@allow(Who.SECRETARY, edition=True)
def queue(slug: str) -> ResponseReturnValue:
    """Open the next entry that waits, after the one named in the address; say when none does."""
    found = _queue()
    following = found.after(request.args.get("after", ""))
    if following is None:
        here = {"crumbs": crumbs(_("Formal check")), "slug": slug, "search": _search()}
        return render_template("screening/done.html", queue=found, **here)
    return redirect(url_for(".check", slug=slug, entry_id=following.public_id, **_search().asked))


@bp.route("/<string:entry_id>/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def check(slug: str, entry_id: str) -> ResponseReturnValue:
    """Show one entry with the points of the check, and take the decision."""
    session, edition = get_session(), g.edition
    entry_of_edition(entry_id)
    points, ready = queries.points(session, edition), queries.ready_texts(session, edition)
    form = check_form(points, ready, zone=edition.time_zone, until=_usual_deadline(edition, clock.arrived()))
    if saved(form, lambda session: _check(session, entry_id, form)):
        entry = entry_of_edition(entry_id)
        _tell(entry)
        return redirect(url_for(".queue", slug=slug, after=entry_id, **_search().asked))
    entry = entry_of_edition(entry_id)
    form.renew(read=entry.versions[-1].number)
    found = _queue()
    return shown(
        "screening/check.html",
        form,
        **as_submitted(entry),
        slug=slug,
        open=Status.ACCEPTED in NEXT[entry.status],
        refusal=why_not_impartial(me(), entry.office),
        queue=found,
        place=found.place(entry_id),
        following=found.after(entry_id),
        search=_search(),
        alike=queries.alike(session, edition, entry),
        crumbs=crumbs(str(entry.number), queue=True),
    )


@bp.get("/<string:entry_id>/beside/<string:other_id>/")
@allow(Who.SECRETARY, edition=True)
def beside(slug: str, entry_id: str, other_id: str) -> ResponseReturnValue:
    """Show two entries side by side, what both say marked."""
    one, other = entry_of_edition(entry_id), entry_of_edition(other_id)
    if one is other:
        abort(404)
    mine, theirs = one.versions[-1], other.versions[-1]
    said, elsewhere = (dict(reading.answers(g.edition, side.answers, side.files)) for side in (mine, theirs))
    labels = {**said, **elsewhere}  # what is asked only upon another answer stands on one side alone
    rows = [(_("Title"), reading.pieces(mine.title, theirs.title))]
    rows += [(label, reading.pieces(said.get(label, ""), elsewhere.get(label, ""))) for label in labels]
    return render_template(
        "screening/beside.html",
        slug=slug,
        sides=((one, mine), (other, theirs)),
        rows=rows,
        search=_search(),
        crumbs=crumbs(_("No. %(one)d and no. %(other)d", one=one.number, other=other.number), queue=True),
    )


def _check(session: Session, entry_id: str, form: CheckForm) -> None:
    """Take the decision of the formal check."""
    entry = entry_of_edition(entry_id, to_change=True)
    given = form.check(queries.ready_texts(session, g.edition))
    operations.check(session, entry, given, read=form.read.data, **act())


def _tell(entry: Entry) -> None:
    """Say what has been decided: the next entry is on the screen by then."""
    said = {"number": entry.number, "state": entry.status.label}
    flash(_("No. %(number)d: %(state)s. The decision is saved and the office is told by e-mail.", **said), "success")


def _queue() -> Queue:
    return queries.queue(get_session(), g.edition, _search(), me(), clock.arrived())


def _search() -> Search:
    """Return the search whose entries are gone through, whatever their state."""
    return Search.read(request.args).of_state(None)


def _usual_deadline(edition: Edition, at: datetime) -> datetime:
    """Return until when an entry is usually returned: as long as the edition takes corrections, or a week."""
    return edition.corrections_until if at < edition.corrections_until else at + USUAL_TIME
