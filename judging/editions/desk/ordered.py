"""What is done to a thing that stands in a list of the set-up: it changes places, it is taken away."""

from collections.abc import Callable
from typing import TypeVar

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act
from judging.core.i18n import _
from judging.editions.desk.setup import fresh
from judging.editions.forms.form_setup import MoveForm
from judging.editions.models import Edition
from judging.web.forms import Form, saved

Thing = TypeVar("Thing")
Listed = Callable[[Form | None], ResponseReturnValue]  # the page of the list, with a form that was refused on it


def moved(
    find: Callable[[Edition], Thing], operation: Callable[..., None], listed: Listed, *, anchor: str
) -> ResponseReturnValue:
    """Move a thing by one place and lead to it; ``find`` answers 404 where it is not."""
    find(g.edition)
    form = MoveForm()

    def move(session: Session) -> None:
        edition = fresh(session)
        operation(session, edition, find(edition), up=form.to.data == "up", **act())

    if saved(form, move):
        return redirect(url_for(".index", slug=g.edition.slug, _anchor=anchor))
    return listed(form)


def taken_away(
    find: Callable[[Edition], Thing], operation: Callable[..., None], listed: Listed, *, name: Callable[[Thing], str]
) -> ResponseReturnValue:
    """Take a thing away and lead to where the list offers to bring it back."""
    called, form = name(find(g.edition)), Form()

    def take_away(session: Session) -> None:
        edition = fresh(session)
        operation(session, edition, find(edition), **act())

    if saved(form, take_away):
        flash(_("“%(name)s” is taken away. You can bring it back below.", name=called), "success")
        return redirect(url_for(".index", slug=g.edition.slug, _anchor="taken-away"))
    return listed(form)
