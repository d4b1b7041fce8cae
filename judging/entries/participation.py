"""Which offices are an edition's business: asked of this slice by the offices, who know no entries."""

from collections.abc import Sequence

from flask import Flask
from sqlalchemy import ColumnElement, Select, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from judging.accounts.login import me
from judging.accounts.models import User
from judging.core.db import get_session
from judging.core.i18n import _
from judging.core.prepared import Prepared
from judging.core.refusals import NotYours, Refused
from judging.editions.models import Edition
from judging.editions.queries import at_work, is_running, secretaries, secretaries_of
from judging.entries import origins, promises
from judging.entries.models import Entry, HeldSubmission, Way
from judging.entries.papers import papers
from judging.offices import acting
from judging.offices.models import Office, Representative
from judging.offices.rules import acts_for
from judging.web import access

HELD = exists().where(HeldSubmission.entry_id == Entry.id)  # sent in, by somebody whose right waits for an answer


def init_app(app: Flask) -> None:
    """Answer for the offices; let every template print what an office is promised."""
    acting.register_scope(app, offices_of)
    acting.register_deciders(app, deciders)
    access.register_impartial(app, why_not_impartial)
    app.jinja_env.globals["entry_promise"] = promises.of_any_entry
    app.jinja_env.globals["entry_promise_held"] = promises.of_held
    app.jinja_env.globals["entry_promise_waiting"] = promises.of_waiting
    app.jinja_env.globals["entry_promise_lapsed"] = promises.of_lapsed
    app.jinja_env.globals["entry_promise_taken_back"] = promises.after_taking_back
    app.jinja_env.globals["origin_told"] = origins.told
    app.jinja_env.globals["origin_awaits"] = origins.awaits
    app.jinja_env.globals["papers_of"] = papers
    app.jinja_env.globals["origin_way"] = lambda way: Way(way).label
    app.jinja_env.globals["entry_promise_after"] = promises.after_submitting


def offices_of(edition: Edition) -> ColumnElement[bool]:
    """Return the condition on an office: it has sent an entry to the edition, or the edition is the one that runs.

    A draft is not enough: whoever has only asked to act for an office may begin one. An office that enters another
    edition still at work, and not this one, is the business of that one: whoever is confirmed reads its entries there.
    """
    if is_running(get_session(), edition):
        others = (Edition.id != edition.id, Edition.announced_at.is_(None), Edition.archived_at.is_(None))
        return or_(Office.id.not_in(_entering(*others)), Office.id.in_(_entering(Edition.id == edition.id)))
    sent = select(Entry.office_id).where(Entry.edition_id == edition.id, or_(Entry.number.is_not(None), HELD))
    return Office.id.in_(sent)


def deciders(office: Office | None) -> Sequence[User]:
    """Return the secretaries who decide on people of an office; a new one is the business of the running edition.

    Who acts for the office, or asks to, does not decide on its people and is not written to.
    """
    session = get_session()
    if office is None:
        return secretaries_of(session, [edition.id for edition in at_work(session) if is_running(session, edition)])
    concerned = [
        edition.id
        for edition in at_work(session)
        if session.scalar(select(Office.id).where(Office.id == office.id, offices_of(edition)))
    ]
    return [user for user in secretaries_of(session, concerned) if not acts_for(user, office)]


def why_not_impartial(edition: Edition, *, reading: bool) -> Refused | None:
    """Until the announcement nobody opens the results of an edition that an office of theirs takes part in.

    Not the whole table either: from it the row left out could be worked out. After the announcement they
    read as everybody does, and still decide nothing.
    """
    session = get_session()
    if reading and edition.announced_at is not None:
        return None
    own = own_offices(session, edition, me())
    if not own:
        return None
    others = [seat.user for seat in secretaries(session, edition) if seat.user.deactivated_at is None]
    names = ", ".join(user.name for user in others if not own_offices(session, edition, user))
    whom = (
        _("Turn to another secretary: %(names)s.", names=names)
        if names
        else _(
            "The edition has no other secretary. You or the administrator can appoint one on the page “Secretaries "
            "of the edition”, in the desk of the edition."
        )
    )
    offices = ", ".join(own)
    act = _(
        "You act, or have asked to act, for an office that takes part in this edition: %(offices)s.", offices=offices
    )
    return NotYours(act, _("Its results are not for you until the announcement, and you do not decide on them."), whom)


def own_offices(session: Session, edition: Edition, user: User) -> list[str]:
    """Return the names of the offices of an edition for which a person acts, or did since its call opened."""
    session.flush()
    values = {"user_id": user.id, "edition_id": edition.id, "opens_at": edition.opens_at}
    return [row.name for row in _own_offices.rows(session.connection(), values)]


@Prepared
def _own_offices() -> Select[str]:
    """Compose the question that every page of results begins with."""
    held_on = or_(Representative.refused_at.is_(None), Representative.refused_at >= bindparam("opens_at"))
    mine = select(Representative.office_id).where(Representative.user_id == bindparam("user_id"), held_on)
    sent = select(Entry.office_id).where(
        Entry.edition_id == bindparam("edition_id"), or_(Entry.number.is_not(None), HELD)
    )
    return select(Office.name).where(Office.id.in_(mine), Office.id.in_(sent)).order_by(Office.id)


def may_enter(edition: Edition) -> ColumnElement[bool]:
    """Return the condition on an office that it takes part in the edition, be it with a draft, or may yet begin."""
    begun = select(Entry.office_id).where(Entry.edition_id == edition.id, Entry.deleted_at.is_(None))
    return or_(offices_of(edition), Office.id.in_(begun))


def _entering(*editions: ColumnElement[bool]) -> Select[int]:
    """Select the offices with an entry in the editions: a sent one, or a draft of somebody confirmed."""
    confirmed = exists().where(
        Representative.office_id == Entry.office_id,
        Representative.user_id == Entry.author_id,
        Representative.approved_at.is_not(None),
        Entry.deleted_at.is_(None),
    )
    of_the_office = or_(Entry.number.is_not(None), confirmed, HELD)
    return select(Entry.office_id).join(Entry.edition).where(of_the_office, *editions)
