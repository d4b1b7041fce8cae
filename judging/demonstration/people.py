"""The invented people and offices become records."""

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.accounts.passwords import hashed
from judging.core.db import Public
from judging.demonstration.people_data import Practice
from judging.offices import operations as offices
from judging.offices.models import Office, Unit
from judging.offices.names import fold

PASSWORD = "pokaz-kapituly-2026"  # noqa: S105 -- printed for everybody who runs the demonstration


def person(session: Session, name: str, address: str, *, at: datetime, code: bool = False, seed: int = 1) -> User:
    """Return an invented person who can sign in; with ``code``, by a second factor too."""
    user = User(
        email=address,
        name=name,
        password_hash=password_hash(),
        created_at=at,
        confirmed_at=at,
    )
    if code:
        give_code(user, address, seed, at)
    session.add(user)
    session.flush()
    return user


def known_id(seed: int, record: str) -> str:
    """Return a public identifier that is the same every time: it seeds the draws of the analysis."""
    return hashlib.sha256(f"{seed}/{record}".encode()).hexdigest()[:16]


@contextmanager
def known(session: Session, model: type[Public], public_id: str) -> Iterator[None]:
    """Give the record of a model that is made here a public identifier before anything is told of it."""

    def name(_session: object, _context: object, _instances: object) -> None:
        for record in session.new:
            if isinstance(record, model):
                record.public_id = public_id

    event.listen(session, "before_flush", name)
    try:
        yield
    finally:
        event.remove(session, "before_flush", name)


def give_code(user: User, address: str, seed: int, at: datetime) -> None:
    """Set up the person's second factor; its current code stands on the mail page."""
    user.totp_secret, user.totp_confirmed_at = _secret(address, seed), at


def _secret(address: str, seed: int) -> str:
    """Return a second-factor secret that is the same every time; for the demonstration only."""
    return base64.b32encode(hashlib.sha256(f"{seed}/{address}".encode()).digest()[:20]).decode()


_hashes: list[str] = []


def password_hash() -> str:
    """Hash the one password once: it is the same for all, and hashing is slow on purpose."""
    if not _hashes:
        _hashes.append(hashed(PASSWORD))
    return _hashes[0]


def unit(session: Session, practice: Practice, number: int) -> Unit:
    """Return an invented unit under a TERYT code that the register does not use."""
    digits = {"województwo": 2, "powiat": 4}.get(practice.kind.value, 7)
    teryt = "99" if digits == 2 else f"99{number:0{digits - 2}}"
    found = session.scalar(select(Unit).where(Unit.teryt == teryt))
    if found is None:
        found = Unit(
            teryt=teryt,
            name=practice.unit,
            kind=practice.kind,
            powiat="" if digits == 2 else "przykładowy",
            voivodeship="przykładowe",
            folded=fold(practice.unit),
        )
        session.add(found)
        session.flush()
    return found


def office(session: Session, practice: Practice, number: int, user: User, secretary: User, at: datetime) -> Office:
    """Register the office of a practice and approve its representative."""
    details = offices.Details(
        name=practice.office,
        address=f"ul. Zmyślona {number}, 00-000 {practice.unit}",
        email=f"urzad@urzad{number}.example",
        e_delivery=f"AE:PL-00000-{number:05}-WZORY-00",
    )
    place = unit(session, practice, number)
    made = offices.register(session, place, details, "inspektor", tell=[secretary], by=user, at=at)
    [representative] = made.representatives
    offices.approve(session, representative, secretary=True, by=secretary, at=at)
    return made
