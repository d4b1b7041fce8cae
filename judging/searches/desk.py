"""The searches of each list that are kept under a name: kept, listed, removed. Which lists there are says the app."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import Blueprint, abort, current_app, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import me
from judging.core.db import get_session
from judging.core.i18n import _, _l
from judging.core.searches import member_of
from judging.searches import operations, queries
from judging.searches.forms import KeepSearchForm
from judging.searches.models import Searched
from judging.web.access import Who, allow
from judging.web.crumbs import to_the_edition
from judging.web.forms import saved, shown
from judging.web.transaction import writing

bp = Blueprint("searches_desk", __name__, url_prefix="/desk/<string:slug>/searches")
NAMES = {
    Searched.ENTRIES: _l("Entries"),
    Searched.OFFICES: _l("Offices"),
    Searched.PEOPLE: _l("People"),
    Searched.MAIL: _l("Mail"),
}


class ListSearched(NamedTuple):
    """A list that is searched: its page, and how it reads an address, as values for one."""

    searched: Searched
    endpoint: str
    read: Callable[[Mapping[str, str]], Mapping[str, Any]]


@bp.route("/<string:searched>/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def index(slug: str, searched: str) -> ResponseReturnValue:
    """Keep the search of the address under a name, and list those that are kept."""
    of = _of(searched)
    asked, form = _lasting(of), KeepSearchForm()

    def keep(session: Session) -> None:
        told = {"shared": form.shared.data, "by": me()}
        operations.keep(session, g.edition.id, of.searched, urlencode(asked), form.name.data, **told)

    if saved(form, keep):
        flash(_("The search is kept."), "success")
        return redirect(url_for(of.endpoint, slug=slug, **asked))
    page: dict[str, Any] = {
        "slug": slug,
        "searched": of.searched.value,
        "asked": asked,
        "home": url_for(of.endpoint, slug=slug),
        "here": url_for(of.endpoint, slug=slug, **asked),
        "searches": queries.kept(get_session(), g.edition.id, of.searched, me()),
        "crumbs": [
            to_the_edition(),
            (str(NAMES[of.searched]), url_for(of.endpoint, slug=slug)),
            (_("Searches"), None),
        ],
    }
    return shown("searches/index.html", form, **page)


@bp.post("/<string:searched>/<string:search_id>/remove/")
@allow(Who.SECRETARY, edition=True)
def remove(slug: str, searched: str, search_id: str) -> ResponseReturnValue:
    """Remove a search that was kept."""
    of = _of(searched)
    with writing() as session:
        found = queries.kept_one(session, g.edition.id, me(), search_id)
        session.delete(found if found and found.searched is of.searched else abort(404))
    flash(_("The search is removed."), "success")
    return redirect(url_for(".index", slug=slug, searched=searched))


def _of(searched: str) -> ListSearched:
    """Return the list that an address names, or answer 404."""
    known: Mapping[Searched, ListSearched] = current_app.extensions["searched"]
    which = member_of(Searched, searched)
    return known[which] if which else abort(404)


def _lasting(of: ListSearched) -> dict[str, Any]:
    """Return what the address asks, but for a moment: what has come since then is soon no news."""
    return {name: str(value) for name, value in of.read(request.args).items() if name != "since"}
